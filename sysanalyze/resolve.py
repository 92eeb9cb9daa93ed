"""From what the extractors yield to what a report lists: overlaps settled, mentions merged, kinds joined."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from sysanalyze.model import Figure, Finding, Mention, Official, Project, Quantity, Refusal, Slogan, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FAR = sys.maxsize  # beyond every offset
CAPACITY_KINDS = frozenset({"quantity", "count"})
MONEY_KINDS = frozenset({"money"})

T = TypeVar("T", Figure, Slogan, Project)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The findings of one article, by kind, in the order of the text."""

    figures: tuple[Figure, ...]
    slogans: tuple[Slogan, ...]
    projects: tuple[Project, ...]
    officials: tuple[Official, ...]


def resolve(found: Iterable[Finding | Refusal]) -> Resolved:
    """Settle overlaps within a kind, drop what belongs to another kind, merge mentions, join figures to projects."""
    figures: list[Figure] = []
    slogans: list[Slogan] = []
    projects: list[Project] = []
    officials: list[Official] = []
    for finding in found:
        if isinstance(finding, Figure):
            figures.append(finding)
        elif isinstance(finding, Slogan):
            slogans.extend(one_by_one(finding))
        elif isinstance(finding, Project):
            projects.extend(one_by_one(finding))
        elif isinstance(finding, Official):
            officials.append(finding)
    slogans = apart(slogans, lambda slogan: slogan.mentions[0])
    numeric = [slogan.mentions[0] for slogan in slogans if slogan.kind == "numeric"]
    figures = apart(figures, lambda figure: figure.span)
    if numeric:
        figures = [figure for figure in figures if not inside(figure.span, numeric)]
    projects = merge_projects(apart(projects, lambda project: project.mentions[0]))
    starts = [figure.span.start for figure in figures]
    return Resolved(
        figures=tuple(figures),
        slogans=tuple(merge_slogans(slogans)),
        projects=tuple(join_figures(project, figures, starts) for project in projects),
        officials=tuple(outside(officials, [slogan.mentions[0] for slogan in slogans])),
    )


Mentioned = TypeVar("Mentioned", Slogan, Project)


def one_by_one(finding: Mentioned) -> Iterable[Mentioned]:
    """The finding as one for each of its mentions."""
    if len(finding.mentions) == 1:
        return (finding,)
    return [replace(finding, mentions=(span,)) for span in finding.mentions]


def apart(findings: Sequence[T], place: Callable[[T], Span]) -> list[T]:
    """The findings that stay where some overlap, in the order of the text: the longest, then the leftmost."""
    placed = sorted([(place(finding), at) for at, finding in enumerate(findings)])
    if all(before.end <= after.start for (before, _), (after, _) in pairwise(placed)):
        return [findings[at] for _, at in placed]
    taken: list[Span] = []
    kept: list[tuple[Span, int]] = []
    for span, index in sorted(placed, key=lambda pair: (-pair[0].length, pair[0].start)):
        at = bisect_left(taken, span)
        free_before = at == 0 or taken[at - 1].end <= span.start
        free_after = at == len(taken) or span.end <= taken[at].start
        if free_before and free_after:
            insort(taken, span)
            kept.append((span, index))
    return [findings[index] for _, index in sorted(kept)]


def inside(span: Span, sorted_spans: Sequence[Span]) -> bool:
    """Whether one of the sorted, disjoint spans holds the span."""
    at = bisect_right(sorted_spans, (span.start, FAR))
    return at > 0 and span.end <= sorted_spans[at - 1].end


def merge_slogans(slogans: Sequence[Slogan]) -> list[Slogan]:
    """One entry for one slogan (kind and canonical form, else text), with the first items that a mention has."""
    merged: dict[tuple[str, str], Slogan] = {}
    for slogan in slogans:
        key = (slogan.kind, slogan.canonical or slogan.text)
        first = merged.get(key)
        if first is None:
            merged[key] = slogan
        else:
            mentions = (*first.mentions, *slogan.mentions)
            merged[key] = replace(first, mentions=mentions, items=first.items or slogan.items)
    return list(merged.values())


def merge_projects(projects: Sequence[Project]) -> list[Project]:
    """One entry for one name; its stage is the last that the text gives it."""
    merged: dict[str, Project] = {}
    for project in projects:
        first = merged.get(project.name)
        if first is None:
            merged[project.name] = project
        else:
            merged[project.name] = replace(
                first,
                mentions=(*first.mentions, *project.mentions),
                status=project.status or first.status,
                owner=first.owner or project.owner,
                place=first.place or project.place,
                capacity=tuple(dict.fromkeys((*first.capacity, *project.capacity))),
                investment=tuple(dict.fromkeys((*first.investment, *project.investment))),
                milestones=tuple(dict.fromkeys((*first.milestones, *project.milestones))),
            )
    return list(merged.values())


def join_figures(project: Project, figures: Sequence[Figure], starts: Sequence[int]) -> Project:
    """The project with its figures: money as its investment, quantities as its capacity.

    Its own are those inside its name, and those at the places that the extractor marked by quantities without a value.
    `starts` are where the figures start.
    """
    capacity: list[Quantity] = []
    investment: list[Quantity] = []
    for mention in project.mentions:
        for figure in figures_in(mention, figures, starts):
            wanted = investment if figure.kind == "money" else capacity if figure.kind in CAPACITY_KINDS else None
            if wanted is not None:
                wanted.append(as_quantity(figure))
    for given, wanted, kinds in (
        (project.capacity, capacity, CAPACITY_KINDS),
        (project.investment, investment, MONEY_KINDS),
    ):
        for quantity in given:
            if quantity.value is not None or quantity.low is not None:
                wanted.append(quantity)
                continue
            for figure in figures_in(quantity.span, figures, starts):
                if figure.kind in kinds:
                    wanted.append(as_quantity(figure))
                    break
    if not (capacity or investment or project.capacity or project.investment):
        return project
    return replace(project, capacity=each_once(capacity), investment=each_once(investment))


def figures_in(span: Span, figures: Sequence[Figure], starts: Sequence[int]) -> Iterator[Figure]:
    """The figures that a stretch holds."""
    at = bisect_left(starts, span.start)
    while at < len(figures) and figures[at].span.end <= span.end:
        yield figures[at]
        at += 1


def each_once(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The quantities in the order of the text, the same value once."""
    found: dict[object, Quantity] = {}
    for quantity in sorted(quantities, key=lambda quantity: quantity.span):
        found.setdefault((quantity.value, quantity.low, quantity.high, quantity.unit), quantity)
    return tuple(found.values())


def as_quantity(figure: Figure) -> Quantity:
    """The figure's place, value and unit."""
    return Quantity(span=figure.span, value=figure.value, low=figure.low, high=figure.high, unit=figure.unit)


def outside(officials: Sequence[Official], sorted_spans: Sequence[Span]) -> list[Official]:
    """The officials without those mentions that stand inside a slogan; one with no other mention is dropped."""
    if not sorted_spans:
        return list(officials)
    kept = []
    for official in officials:
        mentions: tuple[Mention, ...] = tuple(m for m in official.mentions if not inside(m.span, sorted_spans))
        if mentions:
            kept.append(official if len(mentions) == len(official.mentions) else replace(official, mentions=mentions))
    return kept
