"""The report written and read back; PyYAML (1.1), ruamel.yaml (1.2), json and unicodedata are the oracles."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from ruamel.yaml import YAML

from sysanalyze.model import (
    Change,
    Document,
    Figure,
    Mention,
    Metadata,
    Milestone,
    Official,
    Place,
    Post,
    Project,
    Quantity,
    Report,
    Slogan,
    Span,
)
from sysanalyze.render import ReportError, read_trees, report_from_tree, report_tree, to_json, to_yaml
from sysanalyze.render.table import to_table

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "县委书记李𬭎说，投资约36.84亿元的宝清风电项目今年投产，同比增长10.5%，做到“马上就办”。"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


FULL = Report(
    document=Document(id="news/宝清.txt", text=TEXT, encoding="gb18030", replaced=2),
    metadata=Metadata(
        title="宝清: 风电",
        date="2019-03-05",
        source="双鸭山日报",
        authors=("张三", "李四"),
        editor="王五",
        column="要闻",
        place=Place(name="宝清县", code="230523"),
    ),
    figures=(
        Figure(
            span=at("36.84亿元"),
            kind="money",
            value=Decimal("3.684E+9"),
            unit="CNY",
            bound="about",
            cue=at("约"),
            indicator="投资",
            stance="actual",
            period="2019-01-01/2019-06-30",
            change=Change(direction="down", basis="yoy", amount=Decimal("-0.50"), unit="%"),
            rule="figure.money",
        ),
        Figure(span=at("10.5%"), kind="percent", low=Decimal(10), high=Decimal("10.50"), rule="figure.percent"),
    ),
    slogans=(
        Slogan(
            text="马上就办",
            kind="quoted",
            mentions=(at("马上就办"),),
            canonical="马上就办",
            items=("马上", "办"),
            rule="slogan.quoted",
        ),
    ),
    projects=(
        Project(
            name="宝清风电项目",
            mentions=(at("宝清风电项目"),),
            status="operating",
            owner="龙源",
            place=Place(name="朝阳区", candidates=("110105", "220104")),
            capacity=(Quantity(span=at("10.5%"), low=Decimal(1), high=Decimal(2), unit="kW"),),
            investment=(Quantity(span=at("36.84亿元"), value=Decimal(3684000000), unit="CNY"),),
            milestones=(Milestone(span=at("今年投产"), event="operating", date="2019"),),
            rule="project.named",
        ),
    ),
    officials=(
        Official(
            name="李𬭎",
            titles=("县委书记",),
            mentions=(Mention(span=at("李𬭎"), titles=(at("县委书记"),)), Mention(span=at("李𬭎"))),
            posts=(
                Post(
                    title="县委书记",
                    organ="中共宝清县委员会",
                    place=Place(name="宝清县", code="230523"),
                    level="county",
                    system="party",
                ),
            ),
            quotes=(at("投资约36.84亿元的宝清风电项目今年投产"),),
            rule="official.title_name",
        ),
    ),
    version="0.1.0",
    lexicons="12345678",
    segmenter="rjieba",
    reference_date="2019-03-05",
)
EMPTY = Report(
    document=Document(id="-", text=""),
    metadata=Metadata(),
    figures=(),
    slogans=(),
    projects=(),
    officials=(),
    version="0.1.0",
    lexicons="e0",
    segmenter="jieba",
)

FULL_YAML = """\
---
schema: 1
document:
  id: news/宝清.txt
  title: "宝清: 风电"
  date: "2019-03-05"
  source: 双鸭山日报
  authors: [张三, 李四]
  editor: 王五
  column: 要闻
  place: {name: 宝清县, code: "230523"}
  encoding: gb18030
  replaced: 2
  chars: 49
  sha256: SHA
produced_by: {version: 0.1.0, lexicons: "12345678", segmenter: rjieba, date: "2019-03-05"}
figures:
- text: 36.84亿元
  start: 11
  end: 18
  kind: money
  value: 3684000000
  unit: CNY
  bound: about
  cue: {start: 10, end: 11, text: 约}
  indicator: 投资
  stance: actual
  period: 2019-01-01/2019-06-30
  change: {direction: down, basis: yoy, amount: -0.50, unit: "%"}
  rule: figure.money
- text: 10.5%
  start: 34
  end: 39
  kind: percent
  low: 10
  high: 10.50
  bound: exact
  rule: figure.percent
slogans:
- text: 马上就办
  kind: quoted
  canonical: 马上就办
  items: [马上, 办]
  mentions:
  - {start: 43, end: 47, text: 马上就办}
  rule: slogan.quoted
projects:
- name: 宝清风电项目
  status: operating
  owner: 龙源
  place: {name: 朝阳区, candidates: ["110105", "220104"]}
  capacity:
  - {start: 34, end: 39, low: 1, high: 2, unit: kW}
  investment:
  - {start: 11, end: 18, value: 3684000000, unit: CNY}
  milestones:
  - {text: 今年投产, start: 25, end: 29, event: operating, date: "2019"}
  mentions:
  - {start: 19, end: 25, text: 宝清风电项目}
  rule: project.named
officials:
- name: 李𬭎
  titles: [县委书记]
  posts:
  - {title: 县委书记, organ: 中共宝清县委员会, place: {name: 宝清县, code: "230523"}, level: county, system: party}
  mentions:
  - {start: 4, end: 6, text: 李𬭎, titles: [{start: 0, end: 4, text: 县委书记}]}
  - {start: 4, end: 6, text: 李𬭎}
  quotes:
  - {start: 8, end: 29, text: 投资约36.84亿元的宝清风电项目今年投产}
  rule: official.title_name
"""


def yaml11(written: str) -> Any:  # noqa: ANN401
    return yaml.safe_load(written)


def yaml12(written: str) -> Any:  # noqa: ANN401
    return YAML(typ="safe", pure=True).load(StringIO(written))


def test_yaml_has_every_key_in_its_order() -> None:
    sha = report_tree(FULL)["document"]["sha256"]  # type: ignore[index,call-overload]
    assert to_yaml(FULL).replace(str(sha), "SHA") == FULL_YAML


def test_what_the_article_does_not_say_is_absent() -> None:
    assert to_yaml(EMPTY) == (
        "---\nschema: 1\ndocument:\n  id: \"-\"\n  encoding: utf-8\n  chars: 0\n"
        "  sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
        "produced_by: {version: 0.1.0, lexicons: e0, segmenter: jieba}\n"
        "figures: []\nslogans: []\nprojects: []\nofficials: []\n"
    )  # fmt: skip


def test_yaml_and_json_say_the_same() -> None:
    written = to_json(FULL)
    assert "\n" not in written
    assert json.loads(written) == yaml11(to_yaml(FULL)) == yaml12(to_yaml(FULL))
    assert list(json.loads(written)["figures"][0]) == list(yaml11(to_yaml(FULL))["figures"][0])


def test_numbers_are_exact_and_plain() -> None:
    assert '"value":3684000000,' in to_json(FULL)
    assert '"amount":-0.50,' in to_json(FULL)
    for number in ("1E+20", "1E-9", "0.10", "-0", "12345678901234567890.12345678901234567890", "-2.5E-8"):
        figure = replace(FULL.figures[0], value=Decimal(number))
        report = replace(FULL, figures=(figure,))
        plain = format(Decimal(number), "f")
        assert f'"value":{plain},' in to_json(report)
        assert f"\n  value: {plain}\n" in to_yaml(report)


@pytest.mark.parametrize("report", [FULL, EMPTY], ids=["full", "empty"])
@pytest.mark.parametrize("write", [to_yaml, to_json, lambda report: f"[\n{to_json(report)}\n]\n"])
def test_report_is_read_back_as_it_was(report: Report, write: Callable[[Report], str]) -> None:
    (tree,) = read_trees(write(report))
    assert report_from_tree(tree, report.document.text) == report


def test_streams_of_reports_are_read_back() -> None:
    texts = (TEXT, "")
    for written in (
        to_yaml(FULL) + to_yaml(EMPTY),
        f"{to_json(FULL)}\n\n{to_json(EMPTY)}\n",
        f"\ufeff[{to_json(FULL)},\n{to_json(EMPTY)}]",
    ):
        back = [report_from_tree(tree, text) for tree, text in zip(read_trees(written), texts, strict=True)]
        assert back == [FULL, EMPTY]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{", "line 1: is not JSON"),
        ('{"schema": 1}\n{"schema":\n', "line 2: is not JSON"),
        ("[1]", "line 1: a report must be a mapping"),
        ("[" * 100_000, "line 1: is nested too deep"),
        ("a: [", r"line \d: is not YAML"),
        ("---\n- 1\n", "line 2: a report must be a mapping"),
        ("a: " + "{a: " * 40 + "1" + "}" * 40, "line 1: is nested too deep"),
        ("a: \x01\n", "line 1: holds a character that YAML does not allow"),
        ("\ud800", "line 1: holds a character that YAML does not allow"),
    ],
)
def test_what_is_no_report_is_named(written: str, problem: str) -> None:
    with pytest.raises(ReportError, match=f"^{problem}"):
        list(read_trees(written))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("schema: 1", "schema: 2", "report: the schema must be 1"),
        ("schema: 1\n", "", "report: 'schema' must be a whole number"),
        ("start: 11", "start: 1.5", r"report.figures\[0\]: 'start' must be a whole number"),
        ("value: 3684000000\n", "value: many\n", r"report.figures\[0\]: 'value' must be a number"),
        ("value: 3684000000\n", "value: nan\n", r"report.figures\[0\]: 'value' must be a number"),
        ("kind: money", "knid: money", r"report.figures\[0\]: lacks 'kind'"),
        ("kind: money", "kind: [money]", r"report.figures\[0\]: 'kind' must be text"),
        ("titles: [县委书记]", "titles: 县委书记", r"report.officials\[0\]: 'titles' must be a list"),
        ("titles: [县委书记]", "titles: [[县委书记]]", r"report.officials\[0\]: 'titles' must be a list of texts"),
        ("cue: {start: 10, end: 11, text: 约}", "cue: 约", r"report.figures\[0\].cue: must be a mapping"),
        ("produced_by:", "produced:", "report: lacks 'document' or 'produced_by'"),
    ],
)
def test_a_wrong_report_is_refused_with_the_place(old: str, new: str, problem: str) -> None:
    written = to_yaml(FULL)
    assert old in written
    (tree,) = read_trees(written.replace(old, new, 1))
    with pytest.raises(ReportError, match=f"^{problem}"):
        report_from_tree(tree, TEXT)


def test_a_report_of_another_text_is_refused() -> None:
    with pytest.raises(ReportError, match="is a report of another text"):
        report_from_tree(report_tree(FULL), TEXT + "。")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_narrow_table_loses_no_digit(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = to_table(FULL)
    for words in ("≈ 3,684,000,000", "10 – 10.50", "↓ -0.50% yoy", "actual"):
        assert words in shown
    assert "风电" in shown.replace("\n", "").replace(" ", "")


def test_table_shows_each_kind_and_no_empty_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    shown = to_table(FULL)
    for words in (
        "宝清: 风电",
        "2019-03-05",
        "≈ 3,684,000,000",
        "10 – 10.50",
        "↓ -0.50% yoy",
        "李𬭎",
        "朝阳区 (110105 or 220104)",
    ):
        assert words in shown
    assert "2 figures, 1 official, 1 project, 1 slogan" in shown
    bare = to_table(replace(FULL, figures=FULL.figures[1:]))
    assert "indicator" in shown
    assert "indicator" not in bare
    assert "nothing found" in to_table(EMPTY)
    assert "\x1b" not in to_table(replace(FULL, metadata=Metadata(title="\x1b[31m红")))
