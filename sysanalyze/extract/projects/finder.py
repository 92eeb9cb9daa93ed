"""From the candidates of an article to its projects, with stage and owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.candidates import gather
from sysanalyze.extract.projects.evidence import read_stages, reason_against
from sysanalyze.extract.projects.mentions import Cores, core, known_again, quoted_again
from sysanalyze.extract.projects.stages import as_plan, settle
from sysanalyze.model import Project, Refusal, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.vocabulary import Vocabulary

OWNER = re.compile(r".{2,30}?(?:有限责任公司|有限公司|股份公司|集团公司|公司|集团|合作社|电厂|钢厂|酒厂|煤矿)")
PLANS = re.compile(r"工作安排|重点工作|工作打算|目标任务|主要任务|工作重点|工作建议|预期目标|工作思路")
SIGNED = re.compile(r"签约项目|集中签约|现场签约|项目签约|签约的")
HEADING = 40  # code points of the longest heading


class Finder:
    """Finds the projects of articles; compiled once."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def projects(self, article: Article) -> Iterator[Project | Refusal]:
        """The projects of an article, one a mention, and the names that came close."""
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
            yield from self._findings(article, accepted)

    def _findings(self, article: Article, accepted: list[Candidate]) -> Iterator[Project]:
        view = article.view
        future = plans_from(view)
        kept: list[tuple[Candidate, str | None]] = []
        end = -1
        for item in sorted(accepted, key=lambda item: (item.start, -item.end)):
            if item.start >= end:
                end = item.end
                read_stages(view, self.words, item)
                kept.append((item, stage_of(view, item, planned=item.start > future)))
        stages = {core(view[item.start : item.end]): status for item, status in kept if status}
        cores = Cores(stages if any(status is None for _, status in kept) else ())
        for item, status in kept:
            span = Span(item.start, item.end)
            name = article.text(span)
            known = None if status else _known(view, item, stages, cores)
            owner = OWNER.match(name)
            yield Project(
                name=name,
                mentions=(span,),
                status=status or known,
                owner=owner.group() if owner else None,
                rule=item.rule,
            )


def _known(view: str, item: Candidate, stages: dict[str, str], cores: Cores) -> str | None:
    """The stage that another mention of a candidate has."""
    return stages.get(view[item.start : item.walk.head]) or stages.get(
        cores.match(core(view[item.start : item.end])) or ""
    )


def stage_of(view: str, item: Candidate, *, planned: bool) -> str | None:
    """The stage of a candidate; where a report lists its plans, what is to begin is planned."""
    before, after = item.before, item.after
    if planned:
        before, after = [as_plan(reading) for reading in before], [as_plan(reading) for reading in after]
    status, stated = settle(before, after)
    if (not stated or status == "planned") and _signing(view, item.start):
        return "signed"
    return status


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
