"""Officials: tables of texts with all that must be found in them, and properties that hold for any text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Official

if TYPE_CHECKING:
    from collections.abc import Callable

    from sysanalyze.article import Article

CORPUS = Path(__file__).parent / "corpus" / "officials.yaml"
TABLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
CASES = [pytest.param(case, id=f"{table}-{case['text'][:24]}") for table, cases in TABLES.items() for case in cases]


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["officials"])


def officials(text: str) -> tuple[Official, ...]:
    return analyzer()(Document(id="case", text=text)).officials


@pytest.mark.parametrize("case", CASES)
def test_corpus(case: dict[str, Any]) -> None:
    text = case["text"]
    found = officials(text)
    assert {one.name: list(one.titles) for one in found} == case["found"]
    for one in found:
        wanted = case.get("mentions", {}).get(one.name, [one.name])
        assert [text[mention.span.start : mention.span.end] for mention in one.mentions] == wanted


def test_the_corpus_is_large_enough() -> None:
    assert sum(map(len, TABLES.values())) >= 300
    assert len(TABLES["negative"]) + len(TABLES["endings"]) >= 150


def test_titles_of_a_mention_are_spans_of_the_text() -> None:
    text = "县委副书记、县长徐立峰出席仪式。徐立峰说，要快。"
    (one,) = officials(text)
    assert [text[span.start : span.end] for span in one.mentions[0].titles] == ["县委副书记", "县长"]
    assert one.mentions[1].titles == ()


def test_soft_line_breaks_do_not_cut_names() -> None:
    text = "    县委书记、县总河湖长柯峻岭到镇里巡河，他要求把好水质关口，守住水源地，县水利局局\n长周建\n国汇报。\n"
    names = {one.name for one in officials(text * 3)}
    assert "柯峻岭" in names


def test_each_rule_is_named() -> None:
    assert {one.rule for one in officials("县长张伟民讲话。李立新书记说。任命王建军为县教育局局长。")} == {
        "official.title_name",
        "official.name_title",
        "official.appointed",
    }


@pytest.mark.parametrize(
    "mark",
    [
        *("一", "1", "、", "“", "亿", "的", "书记", "主任王", "·", "任命", "(", "张三、", "市长 "),
        *(
            "县长李立国说：“",
            "县长李立国说，",
            "”县长李立国说",
            "县长李立国在",
            "县长李立国说：“路。\n“",
            "县长李立国，并",
        ),
    ],
)
def test_hostile_text_takes_time_in_proportion(mark: str, in_proportion: Callable[..., None]) -> None:
    def extract(article: Article) -> None:
        for _, each in analyzer().extractors:
            list(each(article))

    in_proportion(mark, lambda text: analyzer().articles(Document(id="x", text=text)), extract, 2_000)


def test_names_of_a_long_text_are_found_wherever_they_stand() -> None:
    """So many names in so long a text are looked for all at once, in a short one each by itself."""
    people = [f"{surname}{given}" for surname in "王李张刘陈杨" for given in ("建国", "志强", "海燕", "文斌", "永康")]
    titled = "".join(f"副县长{name}出席会议。" for name in people)
    bare = "".join(f"{name}介绍了情况。" for name in people)
    short = officials(titled + bare)
    long = officials(titled + bare + "全县项目建设进展顺利。" * 4_000 + bare)
    assert [len(one.mentions) for one in short] == [2] * len(people)
    assert [len(one.mentions) for one in long] == [3] * len(people)
