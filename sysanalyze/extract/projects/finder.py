"""From head nouns to projects: candidates, lists, evidence, and what is accepted."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.names import PHASE, Walk, walk_left
from sysanalyze.extract.projects.stages import (
    Reading,
    again,
    as_plan,
    clause_start,
    read_after,
    read_before,
    sentence_end,
    settle,
    wished,
)
from sysanalyze.model import Project, Refusal, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.vocabulary import Vocabulary

MOST_ITEMS = 24  # of a list
BUDGET = re.compile(
    r"(?:投资|造价|占地|建筑面积|产值|投入)[^，。;\n]{0,24}的$|(?:续建|在建|新建|开工|开建|拟建|待建|投产|竣工|签约|建设|承建|建成)的$"
)
OWNER = re.compile(r".{2,30}?(?:有限责任公司|有限公司|股份公司|集团公司|公司|集团|合作社|电厂|钢厂|酒厂|煤矿)")
# 南水北调工程建设委员会办公室, 铁路局, 中心主任
ORGAN = re.compile(
    r"(?:建设|工程|管理|开发|投资|运营){0,2}(?:委员会|办公室|管理?处|指挥部|领导小组|管理局|管委会|公司|集团|协会|局|主任|院长|校长|所长|站长|工作人员|负责人|专家|教授|学者|研究员|员工|职工|医生|师生|总设计师|总工程师|副总|学生|旅客|游客)"
)
CLAUSE = re.compile(r"[，;。\n]|,(?!\d)")
PLANS = re.compile(r"工作安排|重点工作|工作打算|目标任务|主要任务|工作重点|工作建议|预期目标|工作思路")
QUOTED = re.compile(r"“([^“”\n]{2,30})”(?=[是，。的将在也已于])")
SIGNED = re.compile("签约项目|集中签约|现场签约|项目签约|签约的")
BUILDING = re.compile(
    r"(?!启动|开展|运行|运营|新闻)(?:正式|全面|集中|加快|规划|谋划|投资)?[开建竣完封奠动破投启落复扩兴修筹新在拟续改迁停烂合贯承获批]"
)
JOINED = frozenset("、和及与")
ROADS = (
    "高速公路",
    "高速",
    "铁路",
    "公路",
    "高铁",
    "地铁",
    "大桥",
    "隧道",
    "水库",
    "水电站",
    "电站",
    "机场",
    "航道",
    "线路",
    "快速路",
)


@dataclass(slots=True)
class Candidate:
    """A possible project: its place, the kind of its head, what it rests on."""

    start: int
    end: int
    kind: str
    walk: Walk
    listed: tuple[int, int] | None = None  # the list it stands in, its closing head included
    before: list[Reading] | None = None
    after: list[Reading] | None = None
    following: int = 0  # where the next name begins
    parted: bool = False  # by a comma
    fellow: bool = False  # of a list with a proper name in it
    rule: str = "project.named"


class Finder:
    """Finds the projects of articles; compiled once."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def projects(self, article: Article) -> Iterator[Project | Refusal]:
        """The projects of an article, one a mention, and the names that came close."""
        accepted: list[Candidate] = []
        pending: list[Candidate] = []
        refused: list[Refusal] = []
        end = -1
        for candidate in self._candidates(article):
            if candidate.end <= end:
                continue  # inside a longer name
            reason = self._reason_against(article, candidate)
            if reason is None:
                accepted.append(candidate)
                end = candidate.end
            else:
                pending.append(candidate)
                refused.append(Refusal(span=Span(candidate.start, candidate.end), rule=candidate.rule, reason=reason))
        if accepted:
            accepted = self._with_known(article, accepted, pending)
        yield from self._findings(article, accepted)
        yield from refused

    def _candidates(self, article: Article) -> list[Candidate]:
        view, words, tokens = article.view, self.words, article.tokens
        hits = [hit for hit in words.heads.longest(view) if hit.value != "none"]
        ends = {hit.end for hit in hits}
        found: dict[tuple[int, int], Candidate] = {}
        for hit in hits:
            if hit.value != "undertaking" and tokens.end(tokens.at(hit.end - 1)) > hit.end:
                continue  # 电站 in 电站站长
            walk = walk_left(article, words, hit.start, ends)
            if walk.listed is not None or (walk.counted is not None and not walk.capacity):
                for item in self._list_items(article, walk, hit.end, hit.value, view[hit.start : hit.end], ends):
                    known = found.setdefault((item.start, item.end), item)
                    known.listed, known.fellow = item.listed, item.fellow
                    if known.kind != "undertaking":
                        known.kind = "member"
                continue
            if hit.value != "undertaking" and walk.past_heads and (past := _after_project(view, walk)):
                if past == hit.start:
                    continue  # a part of the works: 风电项目升压站
                walk.start = past  # 首个项目斯坦纳里电站
            if walk.start < hit.start or walk.quoted:
                found[walk.start, hit.end] = Candidate(walk.start, hit.end, hit.value, walk)
        candidates = sorted(found.values(), key=lambda item: (item.start, -item.end))
        candidates = [item for item in candidates if not _in_title(view, item.start)]
        _limit(view, candidates)
        return candidates

    def _list_items(
        self, article: Article, walk: Walk, end: int, kind: str, head: str, ends: set[int]
    ) -> Iterator[Candidate]:
        """The members of `A、B、C等项目` and `A、B、C3条公路`, those that have no head of their own."""
        view = article.view
        at = walk.listed if walk.listed is not None else walk.counted
        if at is None or (walk.listed is None and not any(head.endswith(road) for road in ROADS)):
            if walk.listed is None and kind != "undertaking":
                return
        items: list[tuple[Walk, int]] = []
        place = at or 0
        while len(items) < MOST_ITEMS:
            item = walk_left(article, self.words, place, ends)
            if item.start >= place:
                break
            items.append((item, place))
            if item.start == 0 or view[item.start - 1] not in JOINED:
                break
            place = item.start - 1
        if len(items) < 2 and walk.listed is None:
            return
        fellow = any(item.strength >= 2 for item, _ in items)
        first = items[-1][0].start if items else end
        for item, stop in items:
            if stop in ends:
                own = Candidate(item.start, stop, "member", item, (first, end))
            else:
                own = Candidate(item.start, stop, "member", item, (first, end), rule="project.listed")
            own.fellow = fellow
            yield own

    def _reason_against(self, article: Article, candidate: Candidate) -> str | None:
        """Why a candidate is no project; None where it is one."""
        view, walk = article.view, candidate.walk
        if not 2 <= candidate.end - candidate.start <= 60:
            return "length"
        strength = walk.strength
        if strength == 0 and walk.plain < 2:
            return "nothing singles it out"
        if ORGAN.match(view, candidate.end):
            return "an organ of its name"
        self._read(article, candidate)
        before, after = candidate.before or [], candidate.after or []
        end = candidate.listed[1] if candidate.listed else candidate.end
        close = [reading for reading in after if reading.start - end <= 24]
        stated = any(reading.firm and not reading.weak and reading.status != "planned" for reading in close)
        spoken = bool(before or stated) or any(not reading.weak for reading in close)
        budget = BUDGET.search(view, max(0, candidate.start - 40), candidate.start) is not None
        if candidate.kind == "undertaking":
            if walk.programme and strength < 3:
                return "a programme"
            if walk.quoted and not walk.named and not walk.plain:
                # “土耳其溪”项目 is one; “阳光”工程 is a programme.
                return None if view.startswith("项目", walk.head) or stated else "a programme"
            if strength == 3 or (strength == 2 and (walk.plain >= 2 or (walk.local and walk.described >= 2))):
                return None
            return None if strength >= 1 and walk.plain >= 2 and (stated or budget) else "nothing singles it out"
        if candidate.kind == "member":
            return None if spoken and (strength >= 2 or (candidate.fellow and walk.plain >= 2)) else "a plain list"
        if strength == 3 and walk.capacity and walk.named:
            return None
        if not (walk.named or walk.firm or walk.quoted or walk.route or walk.phase):
            strength = min(strength, 1)  # 日处理10万吨污水处理厂
        if candidate.kind == "institution":
            spoken = any(not reading.weak or BUILDING.match(view, reading.start) for reading in before) or any(
                reading.start - end <= 8 and BUILDING.match(view, reading.start) for reading in close
            )
        if strength >= 2 and (spoken or budget):
            return None
        near = any(reading.start - end <= 3 and reading.firm and not reading.weak for reading in close)
        long = walk.head - walk.start >= 6 and walk.plain >= 2
        if long and ((stated and budget) or near):
            return None
        return "no word says that it is being built"

    def _read(self, article: Article, candidate: Candidate) -> None:
        view = article.view
        start, end = candidate.listed or (candidate.start, candidate.end)
        clause = clause_start(view, start)
        candidate.before = read_before(self.words, view, clause, start)
        future = clause < start and wished(self.words, view, clause, start)
        following = candidate.following or len(view)
        limit = following if candidate.parted else len(view)
        candidate.after = read_after(self.words, view, end, sentence_end(view, end, limit), future=future)
        later = again(view, end, following)
        if later is not None:
            candidate.after += read_after(self.words, view, *later)

    def _with_known(self, article: Article, accepted: list[Candidate], pending: list[Candidate]) -> list[Candidate]:
        """The accepted names with their later and shorter mentions."""
        view = article.view
        names = {view[item.start : item.end] for item in accepted}
        known = Cores(_core(name) for name in names)
        more = []
        for item in pending:
            if item.kind == "structure" and view[item.start : item.walk.head] in names:
                more.append(item)  # 岳常高速, after 岳常、岳长等高速公路
            elif item.walk.strength and known.match(_core(view[item.start : item.end])):
                more.append(item)
        quotes = {item.walk.quote for item in accepted if item.walk.quoted}
        if quotes:
            more.extend(self._quoted(article, quotes))
        return accepted + more

    def _quoted(self, article: Article, quotes: set[str]) -> Iterator[Candidate]:
        """The bare mentions of projects that the article names in quotation marks."""
        for match in QUOTED.finditer(article.view):
            if match[1] in quotes:
                start, end = match.span()
                item = Candidate(start, end, "quoted", Walk(start, start, quoted=True))
                self._read(article, item)
                yield item

    def _findings(self, article: Article, accepted: list[Candidate]) -> Iterator[Project]:
        if not accepted:
            return
        view = article.view
        future = _future_from(view)
        kept: list[tuple[Candidate, str | None]] = []
        end = -1
        for item in sorted(accepted, key=lambda item: (item.start, -item.end)):
            if item.start >= end:
                end = item.end
                kept.append((item, self._status(view, item, planned=item.start > future)))
        stages = {_core(view[item.start : item.end]): status for item, status in kept if status}
        cores = Cores(stages)
        for item, status in kept:
            span = Span(item.start, item.end)
            name = article.text(span)
            owner = OWNER.match(name)
            if status is None:
                core = _core(view[item.start : item.end])
                status = stages.get(view[item.start : item.walk.head]) or stages.get(cores.match(core) or "")
            yield Project(
                name=name, mentions=(span,), status=status, owner=owner.group() if owner else None, rule=item.rule
            )

    def _status(self, view: str, item: Candidate, *, planned: bool) -> str | None:
        """The stage of a candidate; in the part of a report that lists plans, what is to begin is planned."""
        before, after = item.before or [], item.after or []
        status, stated = settle(before, after)
        if planned:
            status, stated = settle([as_plan(reading) for reading in before], [as_plan(reading) for reading in after])
        if (not stated or status == "planned") and _signing(view, item.start):
            return "signed"
        return status


def _core(name: str) -> str:
    """A name without the word that closes it: 康禾生物项目 and 康禾生物 are one."""
    return PHASE.sub("", name).removesuffix("项目").removesuffix("工程")


class Cores:
    """Names to recognize by a shorter or longer form: one begins or ends with the other, of 4 code points or more."""

    def __init__(self, cores: Iterable[str]) -> None:
        self._by_edge: dict[str, list[str]] = {}
        for core in cores:
            if len(core) >= 4:
                self._by_edge.setdefault("^" + core[:4], []).append(core)
                self._by_edge.setdefault(core[-4:] + "$", []).append(core)

    def match(self, core: str) -> str | None:
        """A known name that `core` is a form of, None where there is none."""
        if len(core) < 4:
            return None
        for other in self._by_edge.get("^" + core[:4], ()):
            if core.startswith(other) or other.startswith(core):
                return other
        for other in self._by_edge.get(core[-4:] + "$", ()):
            if core.endswith(other) or other.endswith(core):
                return other
        return None


def _after_project(view: str, walk: Walk) -> int:
    """Where the last 项目 within the name ends; 0 where there is none."""
    place = view.rfind("项目", walk.start, walk.head)
    return place + 2 if place >= 0 else 0


def _in_title(view: str, at: int) -> bool:
    """Whether `at` lies between 《 and 》."""
    opened = view.rfind("《", max(0, at - 60), at)
    return opened >= 0 and view.find("》", opened, at) < 0


def _limit(view: str, candidates: list[Candidate]) -> None:
    """Sets where each candidate's surroundings end: at the next name of another clause."""
    starts = [item.start for item in candidates if item.walk.strength >= 2]
    for item in candidates:
        place = bisect_left(starts, item.end)
        if place < len(starts):
            item.following = starts[place]
            item.parted = CLAUSE.search(view, item.end, min(starts[place], item.end + 100)) is not None


def _future_from(view: str) -> int:
    """Where a report turns from the past to its plans; the end of the text where it does not."""
    for found in PLANS.finditer(view):
        start, end = (
            view.rfind("\n", max(0, found.start() - 40), found.start()) + 1,
            view.find("\n", found.end(), found.end() + 40),
        )
        if start and 0 <= end - start <= 40:
            return end
    return len(view)


def _signing(view: str, at: int) -> bool:
    """Whether the paragraph up to `at` speaks of projects that were signed."""
    start = max(view.rfind("\n", max(0, at - 240), at), at - 240, -1)
    return SIGNED.search(view, start + 1, at) is not None
