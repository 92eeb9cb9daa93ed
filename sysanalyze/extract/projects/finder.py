"""From the candidates of an article to its projects, with stage and owner."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.attributes import capacities, investments, investor, name_owner
from sysanalyze.extract.projects.candidates import gather
from sysanalyze.extract.projects.evidence import read_stages, reason_against
from sysanalyze.extract.projects.groups import grouped, pointers
from sysanalyze.extract.projects.mentions import Cores, core, known_again, quoted_again
from sysanalyze.extract.projects.milestones import is_late, milestones
from sysanalyze.extract.projects.reach import described, stretches
from sysanalyze.extract.projects.stages import RANK, as_plan, opened, settle, to_come
from sysanalyze.model import Project, Refusal, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.groups import Group
    from sysanalyze.extract.projects.sites import Sites
    from sysanalyze.extract.projects.vocabulary import Vocabulary
    from sysanalyze.model import Milestone, Quantity

PLANS = re.compile(r"工作安排|重点工作|工作打算|目标任务|主要任务|工作重点|工作建议|预期目标|工作思路")
SIGNED = re.compile(r"签约项目|集中签约|现场签约|项目签约|签约的")
HEADING = 40  # code points of the longest heading
MOST_PLACED = 3  # mentions of one project that are asked where it is
MOST_READ = 24  # mentions of one project whose surroundings are read


class Finder:
    """Finds the projects of articles; compiled once."""

    def __init__(self, words: Vocabulary, sites: Sites) -> None:
        self.words = words
        self.sites = sites

    def projects(self, article: Article) -> Iterator[Project | Refusal]:
        """The projects of an article, one for all its mentions, and the names that came close."""
        view = article.view
        accepted: list[Candidate] = []
        pending: list[Candidate] = []
        end = -1
        for item in gather(article, self.words):
            if item.end <= end:
                continue  # inside a longer name
            reason = reason_against(view, self.words, item)
            if reason is None:
                accepted.append(item)
                end = item.end
            else:
                pending.append(item)
                yield Refusal(span=Span(item.start, item.end), rule=item.rule, reason=reason)
        if accepted:
            accepted += [*known_again(view, accepted, pending), *quoted_again(view, accepted)]
            yield from self._findings(article, disjoint(accepted), pending)

    def _findings(self, article: Article, named: list[Candidate], pending: list[Candidate]) -> Iterator[Project]:
        view = article.view
        kept = disjoint([*named, *pointers(view, named, pending)])
        reference = date.fromisoformat(article.reference_date) if article.reference_date else None
        future = plans_from(view)
        neighbours = Neighbours(kept, pending)
        accounts: dict[int, Account] = {}
        for item in kept:
            account = accounts[id(item)] = self._account(view, item, neighbours, reference)
            read_stages(view, self.words, item)
            late = [step.span for step in account.steps if is_late(step, article.reference_date)]
            account.stage = stage_of(self.words, view, item, late, planned=item.start > future)
        groups = grouped(view, kept)
        said = {core(view[item.start : item.end]): accounts[id(item)].stage[0] for item in kept}
        said = {name: stage for name, stage in said.items() if stage}
        open_groups = [group for group in groups if not any(accounts[id(item)].stage[0] for item in group.items)]
        cores = Cores(said if open_groups else ())
        for group in groups:
            status = latest([accounts[id(item)].stage for item in group.items])
            for item in group.items if status is None else ():
                status = status or _known(view, item, said, cores)
            yield self._project(article, group, status, accounts)

    def _account(self, view: str, item: Candidate, neighbours: Neighbours, reference: date | None) -> Account:
        """What a text says around a mention."""
        previous, following = neighbours.around(item)
        after = stretches(view, item, following)
        ahead = described(view, item, previous)
        name = item.listed or (item.start, item.end)
        steps = milestones(self.words, view, min(ahead, name[0]), name, after, reference)
        return Account(ahead, after, steps)

    def _project(self, article: Article, group: Group, status: str | None, accounts: dict[int, Account]) -> Project:
        """The project of a group of mentions, with what the text says of it around each."""
        view = article.view
        first = group.items[0]
        owner = place = None
        capacity: list[Quantity] = []
        investment: list[Quantity] = []
        steps: list[Milestone] = []
        for number, item in enumerate(group.items[:MOST_READ]):
            account = accounts[id(item)]
            ahead, after = account.ahead, account.after
            if item.kind != "pointer":
                if owner is None:
                    tag = article.tokens.tags[article.tokens.at(item.start)]
                    size = name_owner(view[item.start : item.end], tag, self.words)
                    firm = Span(item.start, item.start + size) if size else investor(view, item, ahead, after)
                    owner = article.text(firm) if firm else None
                if place is None and number < MOST_PLACED:
                    place = self.sites.site(article, item, after)
            investment += investments(view, item, ahead, after)
            capacity += capacities(view, item, ahead, after)
            steps += account.steps
        return Project(
            name=article.text(Span(first.start, first.end)),
            mentions=tuple([Span(item.start, item.end) for item in group.items]),
            status=status,
            owner=owner,
            place=place,
            capacity=tuple(capacity),
            investment=tuple(investment),
            milestones=tuple(sorted(dict.fromkeys(steps), key=lambda step: step.span)),
            rule=first.rule,
        )


@dataclass(slots=True)
class Account:
    """What a text says around a mention: the stretches before and after it that describe it, its dated steps."""

    ahead: int
    after: list[tuple[int, int]]
    steps: list[Milestone]
    stage: tuple[str | None, bool] = (None, False)  # and whether it is stated as a fact


class Neighbours:
    """Where the names before and after a mention stand that could be other projects'."""

    def __init__(self, kept: list[Candidate], pending: list[Candidate]) -> None:
        others = [item for item in pending if item.kind == "undertaking" or item.walk.strength >= 2]
        names = [item for item in (*kept, *others) if item.kind != "pointer"]
        self._starts = sorted([item.start for item in names])
        self._ends = sorted([item.end for item in names])

    def around(self, item: Candidate) -> tuple[int, int]:
        """The end of the name before, the start of the name after."""
        before = bisect_right(self._ends, item.start)
        after = bisect_left(self._starts, item.listed[1] if item.listed else item.end)
        return (
            self._ends[before - 1] if before else 0,
            self._starts[after] if after < len(self._starts) else sys.maxsize,
        )


def disjoint(items: list[Candidate]) -> list[Candidate]:
    """The candidates in the order of the text without those that begin inside another."""
    kept = []
    end = -1
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            end = item.end
            kept.append(item)
    return kept


def latest(stages: list[tuple[str | None, bool]]) -> str | None:
    """The stage of a project from those of its mentions: the furthest stated as a fact, else the furthest at all."""
    said = [status for status, _ in stages if status is not None]
    facts = [status for status, stated in stages if status is not None and stated] or said
    if facts:
        return facts[-1] if facts[-1] == "stalled" else max(facts, key=RANK.__getitem__)
    return None


def _known(view: str, item: Candidate, stages: dict[str, str | None], cores: Cores) -> str | None:
    """The stage that another mention of a candidate has."""
    return stages.get(view[item.start : item.walk.head]) or stages.get(
        cores.match(core(view[item.start : item.end])) or ""
    )


def stage_of(
    words: Vocabulary, view: str, item: Candidate, late: list[Span], *, planned: bool
) -> tuple[str | None, bool]:
    """The stage of a candidate, and whether it is stated as a fact.

    Where a report lists its plans (`planned`), what is to begin is planned; what is dated to come (`late`) is not done.
    """
    before, after = item.before, item.after
    if late:
        after = [to_come(r) if any(span.start <= r.start < span.end for span in late) else r for r in after]
    if planned:
        before, after = [as_plan(reading) for reading in before], [as_plan(reading) for reading in after]
    status, stated = settle(before, after)
    if (not stated or status == "planned") and _signing(view, item.start):
        return "signed", True
    if status is None:
        status = opened(words, view, item.start)
    return status, stated


def plans_from(view: str) -> int:
    """Where a report turns from the past to its plans; the end of the text where it does not."""
    for found in PLANS.finditer(view):
        start = view.rfind("\n", max(0, found.start() - HEADING), found.start()) + 1
        end = view.find("\n", found.end(), found.end() + HEADING)
        if start and 0 <= end - start <= HEADING:
            return end
    return len(view)


def _signing(view: str, at: int) -> bool:
    """Whether the paragraph up to `at` speaks of projects that were signed."""
    floor = max(0, at - 240)
    return SIGNED.search(view, max(floor, view.rfind("\n", floor, at) + 1), at) is not None
