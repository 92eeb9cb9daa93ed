"""What is told of a figure besides its value: tables of sentence → attribute of every figure in it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sysanalyze.article import ArticleMaker
from sysanalyze.extract.figures import make_extractor
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Figure
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "corpus"
WRITTEN_ON = "2018-09-29"
LEAST = {"figure-periods": 120, "figure-changes": 80, "figure-indicators": 100, "figure-stances": 60, "figure-cues": 50}


def table(name: str) -> list[Any]:
    rows: list[Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


PERIODS = [(group["reference"], *case) for group in table("figure-periods") for case in group["cases"]]
CHANGES = table("figure-changes")
INDICATORS = table("figure-indicators")
STANCES = table("figure-stances")
CUES = table("figure-cues")


@cache
def tools() -> tuple[Any, Any]:
    lexicons = load_lexicons()
    words = [(entry.surface, entry.text("tag") or "n") for entry in lexicons["words"]]
    return ArticleMaker(lexicons, Segmenter("rjieba", words)), make_extractor(lexicons)


def figures(text: str, reference: str | None = WRITTEN_ON) -> list[Figure]:
    articles, extract = tools()
    article = articles(Document(id="-", text=text), date=reference)
    return [item for item in extract(article) if isinstance(item, Figure)]


def told(text: str, of: Callable[[Figure], object], reference: str | None = WRITTEN_ON) -> list[list[object]]:
    return [[text[figure.span.start : figure.span.end], of(figure)] for figure in figures(text, reference)]


def change_of(figure: Figure) -> str | None:
    change = figure.change
    if change is None:
        return None
    parts = (change.direction, change.basis, change.amount, change.unit)
    return " ".join("-" if part is None else str(part) for part in parts)


@pytest.mark.parametrize(("reference", "text", "expected"), PERIODS)
def test_period(reference: date | None, text: str, expected: list[list[object]]) -> None:
    assert told(text, lambda figure: figure.period, None if reference is None else reference.isoformat()) == expected


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_change(text: str, expected: list[list[object]]) -> None:
    assert told(text, change_of) == expected


@pytest.mark.parametrize(("text", "expected"), INDICATORS)
def test_indicator(text: str, expected: list[list[object]]) -> None:
    assert told(text, lambda figure: figure.indicator) == expected


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_stance(text: str, expected: list[list[object]]) -> None:
    assert told(text, lambda figure: figure.stance) == expected


@pytest.mark.parametrize(("text", "expected"), CUES)
def test_bound_and_cue(text: str, expected: list[list[object]]) -> None:
    found = [
        [
            text[figure.span.start : figure.span.end],
            figure.bound,
            figure.cue and text[figure.cue.start : figure.cue.end],
        ]
        for figure in figures(text)
    ]
    assert found == expected


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_enough_cases(name: str, least: int) -> None:
    rows = table(name)
    assert sum(len(row["cases"]) if isinstance(row, dict) else 1 for row in rows) >= least


def test_a_blank_breaks_no_word_of_change() -> None:
    (figure,) = figures("全县林业产业发展势头良好，据县统计部门介绍，全县森林覆盖率比上年提 高1个百分点。")
    assert figure.indicator == "森林覆盖率"
    assert change_of(figure) == "up since 1 pp"


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="0123456789年月日上下半全今去到至比较增长下降是倍的，。；：、（）《》%万元个同期季度末 \n一二",
        max_size=60,
    )
)
def test_every_period_is_in_order(text: str) -> None:
    for figure in figures(text, "2020-02-29"):
        if figure.period is not None:
            days = [date.fromisoformat(day) for day in figure.period.split("/") if day != ".."]
            assert days == sorted(days)


@pytest.mark.parametrize(
    "text",
    ["2018年5%，", "上半年增长5%。", "（2016年3家", "去年同期5%", "、下降3%", "占的5%", "比上年高3%于", "力争5%"],
)
def test_hostile_text_takes_time_in_proportion(text: str, in_proportion: Callable[..., None]) -> None:
    articles, extract = tools()
    made = articles(Document(id="-", text=text * 1_000), date=WRITTEN_ON)
    assert len(list(extract(made))) >= 1_000
    in_proportion(
        text, lambda many: articles(Document(id="-", text=many), date=WRITTEN_ON), lambda one: list(extract(one))
    )


def test_a_communique_is_of_the_year_of_its_title() -> None:
    text = (
        "青禾县2017年国民经济和社会发展统计公报\n\n青禾县统计局\n\n"
        "全年实现地区生产总值58亿元，比上年增长6.1%。\n年末常住人口30万人。\n粮食产量12万吨。\n"
    )
    assert [figure.period for figure in figures(text, "2019-03-20")] == [
        "2017-01-01/2017-12-31",
        "2017-01-01/2017-12-31",
        "2017-12-31",
        "2017-01-01/2017-12-31",
    ]


def test_a_section_ends_the_time_of_the_one_before() -> None:
    text = "一、2017年工作回顾\n税收增长6%。\n（一）项目建设\n新建学校12所。\n二、存在问题\n债务余额5亿元。\n"
    assert [figure.period for figure in figures(text)] == ["2017-01-01/2017-12-31", "2017-01-01/2017-12-31", None]
