"""The arithmetic of an article's figures, against a table of text → complete list of checks."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sysanalyze.analyze import Analyzer
from sysanalyze.checks import checks
from sysanalyze.checks.measure import slack
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Check, Document, Figure, Report, Span
from sysanalyze.render import read_trees, report_from_tree, to_json, to_yaml
from sysanalyze.render.table import to_table

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = yaml.safe_load((Path(__file__).parent / "corpus" / "checks.yaml").read_text(encoding="utf-8"))


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["figures"])


def report(text: str) -> Report:
    return analyzer()(Document(id="-", text=text))


def row(text: str, check: Check) -> str:
    places = " ".join(
        f"{role}={'+'.join(text[span.start : span.end] for span in spans)}" for role, spans in check.places()
    )
    return f"{check.kind} {'holds' if check.holds else 'fails'} | {check.stated} | {check.computed} | {places}"


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:24])
def test_checks_are_all_of_them(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [row(text, check) for check in report(text).checks] == case["checks"]


def test_corpus_has_each_kind_and_verdict() -> None:
    seen = {row.partition(" |")[0] for case in CORPUS for row in case["checks"]}
    assert seen == {
        f"{kind} {verdict}" for kind in ("sum", "part", "share", "growth") for verdict in ("holds", "fails")
    }
    assert sum(not case["checks"] for case in CORPUS) >= 20


def test_check_changes_no_figure() -> None:
    text = "全市新建学校16所，其中小学19所。"
    found = report(text)
    assert [check.holds for check in found.checks] == [False]
    assert [str(figure.value) for figure in found.figures] == ["16", "19"]


@pytest.mark.parametrize("write", [to_yaml, to_json])
@pytest.mark.parametrize("case", [case for case in CORPUS if case["checks"]][::7], ids=lambda case: case["text"][:12])
def test_checks_are_read_back(write: Callable[[Report], str], case: dict[str, Any]) -> None:
    made = report(case["text"])
    assert report_from_tree(next(read_trees(write(made))), case["text"]) == made


def test_checks_stand_in_the_table() -> None:
    assert "does not hold" in to_table(report("全市新建学校16所，其中小学19所。"))


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("58项", "58", "0"),
        ("58万人", "580000", "5000"),
        ("36.84亿元", "3684000000", "500000"),
        ("1,250.5吨", "1250.5", "0.05"),
        ("12.65%", "12.65", "0.005"),
        ("12%", "12", "0.5"),
        ("４６个", "46", "0"),
        ("三成", "30", "0"),
        ("两千三百户", "2300", "0"),
        ("四千五百万元", "45000000", "500000"),
        ("2亿4千万元", "240000000", "5000000"),
        ("0元", "0", "0.5"),
    ],
)
def test_slack_is_half_of_the_last_place(written: str, value: str, expected: str) -> None:
    assert slack(written, Decimal(value)) == Decimal(expected)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="其中包括占比率的由从至到增减长降了，。；、：（）()\n总数共计合计除外还有出口进差第一二三产业0123万元个%",
        max_size=60,
    ),
    st.lists(st.integers(min_value=0, max_value=50), max_size=12, unique=True),
    st.lists(st.sampled_from(["0", "1", "7.5", "100", "-3"]), min_size=12, max_size=12),
)
def test_no_text_breaks_the_checks(text: str, starts: list[int], values: list[str]) -> None:
    figures = [
        Figure(
            span=Span(start, start + 1),
            kind="percent" if start % 3 == 0 else "count",
            value=None if start % 7 == 0 else Decimal(value),
            unit="%" if start % 3 == 0 else "个",
            bound="about" if start % 5 == 0 else "exact",
            rule="figure.count",
        )
        for start, value in zip(sorted(starts), values, strict=False)
        if start < len(text)
    ]
    found = checks(text, figures)
    assert found == checks(text, figures)
    assert list(found) == sorted(found, key=lambda check: check.start)
    places = {figure.span for figure in figures}
    assert all(span in places for check in found for _, spans in check.places() for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "其中1个",
        "10个，其中1个，",
        "包括3人、",
        "（1个",
        "占1%",
        "由1个增至2个，增长100%，",
        "进出口总额1元",
        "共计1个、",
    ],
)
def test_hostile_text_takes_time_in_proportion(text: str, in_proportion: Callable[..., None]) -> None:
    in_proportion(text, report, lambda made: checks(made.document.text, made.figures), 1_000)
