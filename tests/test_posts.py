"""Posts: the organ, place, level and system of titles, in tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.extract.officials.organs import Organs, compile_organs
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Post, Report
from sysanalyze.render import read_trees, report_from_tree, to_json, to_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus" / "posts.yaml"
CASES: list[dict[str, Any]] = yaml.load(CORPUS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
LEVELS = {"national", "provincial", "prefecture", "county", "township", "village"}


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["officials"])


@cache
def organs() -> Organs:
    return compile_organs(load_lexicons(), ())


def report(text: str) -> Report:
    return analyzer()(Document(id="case", text=text))


def row(name: str, post: Post) -> list[str]:
    place = "-"
    if post.place is not None:
        place = f"{post.place.name} {post.place.code or '|'.join(post.place.candidates)}".rstrip()
    return [name, post.title, post.organ or "-", place, post.level or "-", post.system or "-"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:30])
def test_corpus(case: dict[str, Any]) -> None:
    found = report(case["text"]).officials
    assert [row(one.name, post) for one in found for post in one.posts] == case["posts"]
    for one in found:
        assert [post.title for post in one.posts] == list(one.titles)


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 100


def test_what_the_lexicons_say_is_of_the_schema() -> None:
    for entry in load_lexicons()["offices"]:
        level = entry.text("level")
        assert level is None or level in LEVELS
    posts = [entry for entry in load_lexicons()["offices"] if entry.text("kind") in ("head", "deputy", "member")]
    assert len(posts) >= 600
    assert all(entry.text("system") for entry in posts)


@pytest.mark.parametrize(
    ("title", "organ", "head"),
    [
        ("市委常务副书记", "市委", "书记"),
        ("县公安局交警大队大队长", "县公安局交警大队", "大队长"),
        ("县委委员", "县委", "委员"),
        ("镇党委宣传委员", "镇党委", "宣传委员"),
        ("中共宝清县委书记", "宝清县委", "书记"),
    ],
)
def test_a_title_is_parted(title: str, organ: str, head: str) -> None:
    read = organs().read(title)
    assert (read.organ, read.head) == (organ, head)


@pytest.mark.parametrize(
    ("unit", "full"),
    [
        ("委", "中共{}委员会"),
        ("人大常委会法工委", "{}人民代表大会常务委员会法制工作委员会"),
        ("发改局", "{}发展和改革局"),
        ("国资委党委", "中共{}国有资产监督管理委员会委员会"),
        ("市场监管局", "{}市场监督管理局"),
        ("委办公室", "中共{}委员会办公室"),
        ("经开区管委会", "{}经济技术开发区管理委员会"),
    ],
)
def test_an_organ_is_named_in_full(unit: str, full: str) -> None:
    assert organs().named(unit, "宝清县", "county")[0] == full.replace("{}", "宝清县")
    assert organs().named(unit, None, None)[0] is None


@pytest.mark.parametrize("write", [to_yaml, to_json])
def test_posts_and_quotes_come_back(write: Callable[[Report], str]) -> None:
    made = report("宝清县委副书记、县长徐立峰说：“项目要早开工。”朝阳区委书记王小平、德国总理默克尔出席。")
    (tree,) = read_trees(write(made))
    back = report_from_tree(tree, made.document.text)
    assert back.officials == made.officials
    assert back.officials[0].posts[0].place is not None
