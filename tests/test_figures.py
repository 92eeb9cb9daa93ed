"""The figures of a text, against tables of text → complete list of figures."""

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
from sysanalyze.article import ArticleMaker
from sysanalyze.explain import rules
from sysanalyze.extract.figures import make_extractor
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Figure
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = yaml.safe_load((Path(__file__).parent / "corpus" / "figures.yaml").read_text(encoding="utf-8"))
RULES = rules().keys()
NOT_FIGURES = yaml.safe_load((Path(__file__).parent / "corpus" / "not-figures.yaml").read_text(encoding="utf-8"))


@cache
def tools() -> tuple[Any, Any]:
    lexicons = load_lexicons()
    return ArticleMaker(lexicons, Segmenter("rjieba", [])), make_extractor(lexicons)


def figures(text: str) -> list[Figure]:
    articles, extract = tools()
    return [item for item in extract(articles(Document(id="-", text=text))) if isinstance(item, Figure)]


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["figures"])


def row(text: str, figure: Figure) -> str:
    value = f"{figure.low}..{figure.high}" if figure.value is None else str(figure.value)
    return f"{text[figure.span.start : figure.span.end]} | {figure.kind} | {value} | {figure.unit} | {figure.bound}"


@pytest.mark.parametrize("case", CORPUS["complete"], ids=lambda case: case["text"][:20])
def test_figures_are_all_of_them(case: dict[str, Any]) -> None:
    text = case["text"]
    found = figures(text)
    assert [row(text, figure) for figure in found] == case["figures"]
    assert {figure.rule for figure in found} <= RULES


@pytest.mark.parametrize("text", CORPUS["none"])
def test_what_is_no_figure(text: str) -> None:
    assert [row(text, figure) for figure in figures(text)] == []


@pytest.mark.parametrize("text", [text for group in NOT_FIGURES for text in group["texts"]])
def test_what_states_no_figure_in_any_way(text: str) -> None:
    """In a report, where slogans keep their numbers."""
    found = analyzer()(Document(id="-", text=text)).figures
    assert [row(text, figure) for figure in found] == []


def test_negatives_are_two_hundred_and_each_once() -> None:
    texts = [text for group in NOT_FIGURES for text in group["texts"]]
    assert len(texts) == len(set(texts)) >= 200


def test_cue_is_the_bounding_word() -> None:
    text = "产值超过5亿元，误差在3%以内"
    cues = [figure.cue for figure in figures(text)]
    assert [text[cue.start : cue.end] for cue in cues if cue] == ["超过", "以内"]


def test_change_is_of_the_level_and_of_the_rate() -> None:
    level, rate = figures("到位资金36.84亿元，同比增长12.65%。")
    assert level.indicator == rate.indicator == "到位资金"
    assert level.change == rate.change
    assert rate.change is not None
    assert (rate.change.direction, rate.change.basis, rate.change.amount) == ("up", "yoy", Decimal("12.65"))


def test_decrease_is_negative() -> None:
    (figure,) = figures("粮食产量环比下降0.8%。")
    assert figure.value == Decimal("0.8")
    assert figure.change is not None
    assert (figure.change.direction, figure.change.basis, figure.change.amount) == ("down", "mom", Decimal("-0.8"))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("去年完成投资38亿元。", "actual"),
        ("力争全年完成投资38亿元。", "target"),
        ("预计全年完成投资38亿元。", "forecast"),
        ("预计产能将达到38万吨。", "forecast"),
        ("建成投产后年产值可达3亿元。", "forecast"),
        ("主要预期目标是：经济增长5%。", "target"),
        ("按照“自愿申报、确保质量”的原则，每户补助800元。", "actual"),
        ("他说：“确保全年完成投资38亿元。”", "target"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [figure.stance for figure in figures(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("粮食产量、财政收入分别增长5%、6.1%。", ["粮食产量", "财政收入"]),
        ("电力装机容量达到405万千瓦。", ["电力装机容量"]),
        ("建成3条生产线。", ["生产线"]),
        ("实现工业总产值20亿元。", ["工业总产值"]),
    ],
)
def test_indicator(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in figures(text)] == indicators


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="0123456789.,，。、一二两三百万亿几多余第前约近超年月天个家元吨%成倍度“”《》-—至的 \n增长", max_size=80
    )
)
def test_no_text_breaks_the_extractor(text: str) -> None:
    found = figures(text)
    assert found == figures(text)
    for figure in found:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert (figure.value is None) == (figure.low is not None)


@pytest.mark.parametrize("text", ["一", "1", "、", "“", "亿", "的", "1、", "《", "第一", "增长3%，", "约"])
def test_hostile_text_takes_time_in_proportion(text: str, in_proportion: Callable[..., None]) -> None:
    articles, extract = tools()
    in_proportion(text, lambda many: articles(Document(id="-", text=many)), lambda one: list(extract(one)))
