"""Overlaps, mentions and joins."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sysanalyze.model import Figure, Mention, Official, Project, Refusal, Slogan, Span
from sysanalyze.resolve import apart, inside, resolve


def figure(start: int, end: int, kind: str = "quantity", value: int = 1) -> Figure:
    return Figure(span=Span(start, end), kind=kind, value=Decimal(value), unit="t", rule="figure.test")


def slogan(start: int, end: int, kind: str = "tifa", text: str = "提法", canonical: str | None = None) -> Slogan:
    return Slogan(text=text, kind=kind, mentions=(Span(start, end),), canonical=canonical, rule="slogan.test")


def project(start: int, end: int, name: str, status: str | None = None) -> Project:
    return Project(name=name, mentions=(Span(start, end),), status=status, rule="project.test")


def kept(*figures: Figure) -> list[Span]:
    return [f.span for f in apart(figures, [f.span for f in figures])]


def test_the_longest_stays_then_the_leftmost() -> None:
    assert kept(figure(0, 3), figure(2, 6), figure(6, 8), figure(7, 9)) == [(2, 6), (6, 8)]
    assert kept(figure(6, 8), figure(0, 3)) == [(0, 3), (6, 8)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=40))
def test_what_stays_is_apart_sorted_and_cannot_be_added_to(pairs: list[tuple[int, int]]) -> None:
    figures = [figure(start, start + length) for start, length in pairs]
    stay = kept(*figures)
    assert stay == sorted(stay)
    assert all(a.end <= b.start for a, b in pairwise(stay))
    for dropped in {f.span for f in figures} - set(stay):
        assert any(span.meets(dropped) and span.length >= dropped.length for span in stay)


def test_a_figure_inside_a_numeric_slogan_belongs_to_it() -> None:
    found = resolve([figure(3, 6), figure(9, 12), slogan(2, 7, "numeric"), slogan(8, 13, "quoted")])
    assert [f.span for f in found.figures] == [(9, 12)]


def test_one_entry_for_one_slogan() -> None:
    found = resolve(
        [
            slogan(0, 3, text="放管服", canonical="放管服改革"),
            slogan(9, 14, text="放管服改革", canonical="放管服改革"),
            slogan(20, 23, kind="quoted", text="一条龙"),
        ]
    )
    assert [(s.text, s.mentions) for s in found.slogans] == [("放管服", ((0, 3), (9, 14))), ("一条龙", ((20, 23),))]


def test_one_entry_for_one_project_with_its_last_stage_and_its_figures() -> None:
    found = resolve(
        [
            project(0, 9, "甲厂10万吨项目", "signed"),
            project(30, 39, "甲厂10万吨项目", "started"),
            project(50, 59, "甲厂10万吨项目"),
            figure(2, 6),
            figure(32, 36),
            figure(7, 9, kind="money"),
            figure(40, 44),
            Refusal(span=Span(0, 1), rule="figure.test", reason="a date"),
        ]
    )
    (merged,) = found.projects
    assert merged.status == "started"
    assert len(merged.mentions) == 3
    assert [q.span for q in merged.capacity] == [(2, 6)]  # the same value again is the same capacity
    assert [q.span for q in merged.investment] == [(7, 9)]


def test_a_name_inside_a_slogan_is_no_mention() -> None:
    leader = Official(
        name="习近平",
        titles=("总书记",),
        mentions=(Mention(span=Span(0, 3)), Mention(span=Span(20, 23))),
        rule="official.test",
    )
    only_inside = Official(name="李四", titles=("市长",), mentions=(Mention(span=Span(21, 23)),), rule="official.test")
    found = resolve([leader, only_inside, slogan(20, 30)])
    assert [(o.name, [m.span for m in o.mentions]) for o in found.officials] == [("习近平", [(0, 3)])]


def test_inside_asks_the_span_that_begins_before() -> None:
    spans = [Span(0, 2), Span(5, 9)]
    assert inside(Span(5, 9), spans)
    assert inside(Span(6, 8), spans)
    assert not inside(Span(1, 3), spans)
    assert not inside(Span(0, 1), [])
