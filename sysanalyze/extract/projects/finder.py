"""From the candidates of an article to its projects, with stage and owner."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.attributes import CAPACITY, INVESTMENT, LEADS, claims, investor, name_owner
from sysanalyze.extract.projects.candidates import gather
from sysanalyze.extract.projects.evidence import ORGAN, against_context, read_stages, reason_against
from sysanalyze.extract.projects.groups import grouped, pointers
from sysanalyze.extract.projects.mentions import Cores, core, known_again, quoted_again
from sysanalyze.extract.projects.milestones import is_late, milestones
from sysanalyze.extract.projects.reach import described, stretches
from sysanalyze.extract.projects.refusals import refusals
from sysanalyze.extract.projects.sites import site
from sysanalyze.extract.projects.stages import RANK, as_plan, opened, settle, to_come
from sysanalyze.lexicon.match import NEW
from sysanalyze.model import Project, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.groups import Group
    from sysanalyze.extract.projects.vocabulary import Vocabulary
    from sysanalyze.model import Milestone, Quantity, Refusal

PLANS = re.compile(r"工作安排|重点工作|工作打算|目标任务|主要任务|工作重点|工作建议|预期目标|工作思路")
SIGNED = re.compile(r"签约项目|集中签约|现场签约|项目签约|签约的")
FELLOW_REASONS = frozenset(("nothing singles it out", "no word says that it is being built"))
HEADING = 40  # code points of the longest heading
MOST_PLACED = 3  # mentions of one project that are asked where it is
MOST_READ = 24  # mentions of one project whose surroundings are read


class Finder:
    """Finds the projects of articles; compiled once."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def projects(self, article: Article) -> Sequence[Project | Refusal]:
        """The projects of an article, one for all its mentions; where it asks for them, the names that came close."""
        view, words = article.view, self.words
        accepted: list[Candidate] = []
        pending: list[Candidate] = []
        end = -1
        for item in gather(article, words):
            if item.end <= end:
                continue  # inside a longer name
            item.reason = reason_against(view, words, item)
            if item.reason is None:
                item.core = core(view[item.start : item.end])
                accepted.append(item)
                end = item.end
            else:
                pending.append(item)
        if not accepted:
            return list(refusals(article, words, (), pending)) if article.explaining else ()
        again = known_again(view, accepted, pending) + fellows(view, words, accepted, pending) if pending else []
        again = [item for item in again if ORGAN.match(view, item.end) is None]
        again += quoted_again(view, accepted)
        named = disjoint(view, accepted, again)
        kept = disjoint(view, named, pointers(view, named, pending)) if "该" in view else named
        found = self._findings(article, kept, pending)
        return [*found, *refusals(article, words, kept, pending)] if article.explaining else found

    def _findings(self, article: Article, kept: list[Candidate], pending: list[Candidate]) -> list[Project]:
        view = article.view
        reference = date.fromisoformat(article.reference_date) if article.reference_date else None
        future = plans_from(view, kept[-1].start)
        neighbours = Neighbours(kept, pending)
        for item in kept:
            self._read(view, item, neighbours, reference)
            read_stages(view, self.words, item)
            late = [step.span for step in item.steps if is_late(step, article.reference_date)] if item.steps else []
            item.stage = stage_of(self.words, view, item, late, planned=item.start > future)
        found = []
        groups = grouped(view, kept)
        said: dict[str, str] | None = None  # the stages of all names, made where a mention has none
        cores = Cores(())
        for group in groups:
            status = latest([item.stage for item in group.items])
            if status is None:
                if said is None:
                    # Of mentions of one name the last counts, even where it has no stage.
                    said = {name: stage for name, stage in {item.core: item.stage[0] for item in kept}.items() if stage}
                    cores = Cores(said)
                for item in group.items:
                    status = status or _known(view, item, said, cores)
            found.append(self._project(article, group, status))
        return found

    def _read(self, view: str, item: Candidate, neighbours: Neighbours, reference: date | None) -> None:
        """Reads what a text says around a mention."""
        previous, following = neighbours.around(item)
        item.stretches = after = stretches(view, item, following)
        item.ahead = ahead = described(view, item, previous)
        name = item.listed or (item.start, item.end)
        item.steps = milestones(self.words, view, min(ahead, name[0]), name, after, reference)

    def _project(self, article: Article, group: Group, status: str | None) -> Project:
        """The project of a group of mentions, with what the text says of it around each."""
        view = article.view
        first = group.items[0]
        named = stated = place = None  # the owner: as the name begins, as the text says
        capacity: list[Quantity] = []
        investment: list[Quantity] = []
        steps: list[Milestone] = []
        for number, item in enumerate(group.items[:MOST_READ]):
            ahead, after = item.ahead, item.stretches
            if item.kind != "pointer":
                if named is None:
                    tag = article.tokens.tags[article.tokens.at(item.start)]
                    size = name_owner(view[item.start : item.end], tag, self.words)
                    named = Span(item.start, item.start + size) if size else None
                if place is None and number < MOST_PLACED:
                    place = site(article, item, after)
            if stated is None:
                stated = investor(view, item, ahead, after)
            if item.listed is None:  # one sum said of a list is that of no member
                begin = ahead if LEADS.search(view, ahead, item.start) else item.start
                around = view[begin : after[-1][1] if after else item.start]
                if "投资" in around or "造价" in around or "概算" in around:  # cheaper than the search
                    investment += claims(INVESTMENT, view, item, begin, after)
                capacity += claims(CAPACITY, view, item, begin, after)
            steps += item.steps
        owner = stated or named
        return Project(
            name=article.document.text[first.start : first.end],
            mentions=tuple([NEW(Span, (item.start, item.end)) for item in group.items]),
            status=status,
            owner=article.text(owner) if owner is not None else None,
            place=place,
            capacity=tuple(capacity),
            investment=tuple(investment),
            milestones=tuple(sorted(dict.fromkeys(steps), key=lambda step: step.span)) if steps else (),
            rule=first.rule,
        )


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


def disjoint(view: str, items: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    """The candidates in the order of the text without those that begin inside another; `items` are in that order."""
    if more:
        for item in more:
            item.core = core(view[item.start : item.end])
        items = sorted([*items, *more], key=lambda item: (item.start, -item.end))
    kept = []
    end = -1
    for item in items:
        if item.start >= end:
            end = item.end
            kept.append(item)
    return kept


def fellows(view: str, words: Vocabulary, accepted: list[Candidate], pending: list[Candidate]) -> list[Candidate]:
    """The pending candidates that share a stage with a project in one run of names: A、B建成投用."""
    leading = [item for item in accepted if item.listed is not None and item.kind != "member"]
    for item in leading:
        read_stages(view, words, item)
    runs = {item.listed for item in leading if item.before or item.after}
    if not runs:
        return []
    return [
        item
        for item in pending
        if item.listed in runs
        and item.kind != "member"
        and (item.walk.plain >= 2 or item.walk.sure)
        and item.walk.head > item.walk.start
        and item.reason in FELLOW_REASONS
        and against_context(view, words, item) is None
    ]


def latest(stages: list[tuple[str | None, bool]]) -> str | None:
    """The stage of a project from those of its mentions: the furthest stated as a fact, else the furthest at all."""
    if len(stages) == 1:
        return stages[0][0]
    said = [status for status, _ in stages if status is not None]
    facts = [status for status, stated in stages if status is not None and stated] or said
    if facts:
        going = [status for status in facts if status != "stalled"]  # 停工两年, and 复工 said later
        return "stalled" if facts[-1] == "stalled" else max(going, key=RANK.__getitem__)
    return None


def _known(view: str, item: Candidate, stages: dict[str, str], cores: Cores) -> str | None:
    """The stage that another mention of a candidate has."""
    return stages.get(view[item.start : item.walk.head]) or stages.get(cores.match(item.core) or "")


def stage_of(
    words: Vocabulary, view: str, item: Candidate, late: list[Span], *, planned: bool
) -> tuple[str | None, bool]:
    """The stage of a candidate, and whether it is stated as a fact.

    Where a report lists its plans (`planned`), what is to begin is planned; what is dated to come (`late`) is not done.
    """
    before, after = item.before, item.after
    status, stated = None, False
    if before or after:
        if late:
            after = [to_come(r) if any(span.start <= r.start < span.end for span in late) else r for r in after]
        if planned:
            before, after = [as_plan(reading) for reading in before], [as_plan(reading) for reading in after]
        status, stated = settle(before, after)
    if (not stated or status == "planned") and _signing(view, item.start):
        return "signed", True
    if status is None or (status == "planned" and not stated):
        status = opened(words, view, item.start) or status
    return status, stated


def plans_from(view: str, last: int) -> int:
    """Where a report turns from the past to its plans before `last`; the end of the text where it does not."""
    for found in PLANS.finditer(view, 0, last):
        start = view.rfind("\n", max(0, found.start() - HEADING), found.start()) + 1
        end = view.find("\n", found.end(), found.end() + HEADING)
        if start and 0 <= end - start <= HEADING:
            return end
    return len(view)


def _signing(view: str, at: int) -> bool:
    """Whether the paragraph up to `at` speaks of projects that were signed."""
    floor = at - 240 if at > 240 else 0
    if "签约" not in view[floor:at]:
        return False
    return SIGNED.search(view, max(floor, view.rfind("\n", floor, at) + 1), at) is not None
