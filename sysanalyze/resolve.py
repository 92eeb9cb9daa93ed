"""From what the extractors yield to what a report lists: overlaps settled, mentions merged, kinds joined."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from sysanalyze.model import Figure, Finding, Mention, Official, Project, Quantity, Refusal, Slogan, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
            projects.append(finding)
        elif isinstance(finding, Official):
            officials.append(finding)
    slogans = apart(slogans, [slogan.mentions[0] for slogan in slogans])
    numeric = [slogan.mentions[0] for slogan in slogans if slogan.kind == "numeric"]
    figures = apart(figures, [figure.span for figure in figures])
    if numeric:
        figures = [figure for figure in figures if not inside(figure.span, numeric)]
    if not each_apart(projects):
        projects = [one for project in projects for one in one_by_one(project)]
        projects = merge_projects(apart(projects, [project.mentions[0] for project in projects]))
    starts = [figure.span.start for figure in figures] if projects else []
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


def apart(findings: Sequence[T], spans: Sequence[Span]) -> list[T]:
    """The findings that stay where some overlap, in the order of the text: the longest, then the leftmost.

    `spans` are where the findings stand.
    """
    end = 0
    for span in spans:
        if span[0] < end:
            break
        end = span[1]
    else:
        return list(findings)  # as most extractors give them
    placed = sorted((span, at) for at, span in enumerate(spans))
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


def each_apart(projects: Sequence[Project]) -> bool:
    """Whether no two projects have one name or meet, and they stand in the order of the text: nothing is to settle."""
    if len({project.name for project in projects}) < len(projects):
        return False
    spans = [span for project in projects for span in project.mentions]
    if len(projects) > 1:
        if any(one.mentions[0] > two.mentions[0] for one, two in pairwise(projects)):
            return False
        spans.sort()
    end = 0
    for span in spans:
        if span[0] < end:
            return False
        end = span[1]
    return True


def inside(span: Span, sorted_spans: Sequence[Span]) -> bool:
    """Whether one of the sorted, disjoint spans holds the span."""
    at = bisect_right(sorted_spans, (span.start, FAR))
    return at > 0 and span.end <= sorted_spans[at - 1].end


def merge_slogans(slogans: Sequence[Slogan]) -> list[Slogan]:
    """One entry for one slogan (kind and canonical form, else text), with the first items that a mention has."""
    merged: dict[tuple[str, str], list[Slogan]] = {}
    for slogan in slogans:
        merged.setdefault((slogan.kind, slogan.canonical or slogan.text), []).append(slogan)
    return [same[0] if len(same) == 1 else as_one(same) for same in merged.values()]


def as_one(same: Sequence[Slogan]) -> Slogan:
    """The mentions of one slogan as one entry."""
    first = same[0]
    return Slogan(
        text=first.text,
        kind=first.kind,
        mentions=tuple([span for slogan in same for span in slogan.mentions]),
        canonical=first.canonical,
        items=next((slogan.items for slogan in same if slogan.items), ()),
        rule=first.rule,
    )


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
    for start, end in project.mentions:
        at = bisect_left(starts, start)
        while at < len(starts) and figures[at].span.end <= end:
            figure = figures[at]
            at += 1
            wanted = investment if figure.kind == "money" else capacity if figure.kind in CAPACITY_KINDS else None
            if wanted is not None:
                wanted.append(as_quantity(figure))
    if not (capacity or investment or project.capacity or project.investment):
        return project
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
    return replace(project, capacity=each_once(capacity), investment=each_once(investment))


def figures_in(span: Span, figures: Sequence[Figure], starts: Sequence[int]) -> Iterator[Figure]:
    """The figures that a stretch holds."""
    at = bisect_left(starts, span.start)
    while at < len(figures) and figures[at].span.end <= span.end:
        yield figures[at]
        at += 1


def each_once(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities in the order of the text, the same value once."""
    if not quantities:
        return ()
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
        # Bare pairs and bounds: most officials stand apart from every slogan.
        held = False
        for mention in official.mentions:
            start, end = mention.span
            at = bisect_right(sorted_spans, (start, FAR))
            if at and end <= sorted_spans[at - 1][1]:
                held = True
                break
        if not held:
            kept.append(official)
            continue
        mentions: tuple[Mention, ...] = tuple([m for m in official.mentions if not inside(m.span, sorted_spans)])
        if mentions:
            kept.append(replace(official, mentions=mentions))
    return kept
