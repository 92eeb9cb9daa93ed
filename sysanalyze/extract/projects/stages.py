"""The stage of a project, from the words before and after its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon.match import NEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.extract.projects.vocabulary import Stage, Vocabulary

    Spans = list[tuple[int, int, int]]  # of a matcher

REACH = 70  # code points after a name that can speak of it
FURTHER = 240  # where a later sentence can go on about it
BACK = 40  # before it
HARD_STOP = re.compile(r"[。;!?\n]")
CLAUSE_SIGN = re.compile(r"[，,。;:!?\n]")
# 。目前，项目已开工建设: the next sentence speaks of the same project.
SAME_AGAIN = re.compile(
    r"[。;](?:目前|眼下|现在|当前|截至目前|据了解|据介绍)?[，,]?(?:该|整个|此)?(?:项目|工程|大桥|该桥|电站|铁路|公路)"
)
# What may follow a stage word that also takes an object: `启动建设，`, `已竣工的`, not `启动应急响应`.
CLOSED = frozenset("，。;、!?\n)”了后以并的至时仪典建设现场，,:(和及或进中阶")
LASTED = re.compile(r"了?[一-龥\d]{0,6}的")  # 停工两年的X
LASTING = frozenset("两数多近长整达")
AFTERWARDS = re.compile(r"(?:之?后|以后|以来可|达产后)")
# A verb does not govern what stands after another phrase: 签约仪式在县文化中心举行.
GAP = re.compile(
    r"[在由于对向从为是以让将被把、(仪活会年](?:(?<=仪)式|(?<=活)动|(?<=会)议|(?<=年)[的前]|(?<![仪活会年]))"
)
PART = re.compile(r"(?:首阶段|主体|部分|基础|土建|首台|首段|先行段|进场公路|进场道路|路基|导流洞)[^，。]{0,8}$")
COMMA = re.compile(r"[，,。;:]")
AFTER = ("后", "之后", "以后")
RANK = {"planned": 1, "signed": 2, "started": 3, "stalled": 4, "completed": 5, "operating": 6}


# 此次开工的A项目…。B项目…: what the paragraph opens with is said of all; 开工项目: stands over them.
OPENER = re.compile(
    r" *(?:据(?:了解|介绍|悉)[，,]?)?(?:此次|本次|这次|当[天日]|[此这]批)(?:集中|新)?(?P<stage>[\u4e00-\u9fff]{2,4}?)的"
    r"| *(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d{1,2}[.、])?(?:今年|本年度|年度|重点|集中)?"
    r"(?P<head>[\u4e00-\u9fff]{2,4}?)(?:类|阶段)?(?:重点|重大)?(?:项目|工程)(?:\([^)\n]{1,12}\))?(?::\n?|\n)"
)
SINCE = re.compile(r"设施|[\d一二三四五六七八九十百]+多?周年|以来|(?:通车)?总?里程")
# 集中开工18个项目，其中X项目总投资9亿元
AMONG = re.compile(
    r"(?P<stage>[\u4e00-\u9fff]{2,6})\d+[个项][^，。;\n]{0,12}(?:项目|工程)[^。;\n]{0,30}?(?:其中|分别是|包括)[^。\n]{0,60}$"
)
# 18个项目集中开工，其中X项目总投资9亿元
AMONG_THOSE = re.compile(
    r"\d+[个项][^，。;\n]{0,8}?(?:项目|工程)(?:集中|正式|同时|全部|同步)*(?P<stage>开工|签约|竣工|投产|奠基)(?:建设)?"
    r"[，。][^。;\n]{0,40}?(?:其中|分别是|包括)[^。\n]{0,60}$"
)
# 此次集中开工项目共21个。其中，总投资15亿元的X项目
THIS_TIME = re.compile(
    r"(?:此次|本次|这次|当[天日])(?:集中)?(?P<stage>开工|签约|竣工|投产|奠基)(?:建设)?的?(?:\d+个)?(?:重[点大]|产业|招商|招商引资)?(?:项目|工程)"
)
LONGEST_PARAGRAPH = 2000  # code points back to where one that is opened so begins
LONGEST_HEADING = 20
TO_BE = re.compile(r"要|将|力争|确保|争取|计划|预计|拟")
FINISHED = re.compile(r"(?<!年[底内])(?<!前)完成了?$")  # 已完成X主体施工


class Reading(NamedTuple):
    """A stage word read in its place: `firm` where it is said as a fact."""

    status: str
    firm: bool
    start: int
    weak: bool = False  # 推进 and its like


def clause_start(view: str, at: int) -> int:
    """Where the clause that holds `at` begins, at most `BACK` code points back."""
    return at - len(CLAUSE_SIGN.split(view[at - BACK if at > BACK else 0 : at])[-1])


def sentence_end(view: str, at: int, limit: int) -> int:
    """Where the sentence that holds `at` ends, at most `REACH` away and before `limit`."""
    if at + REACH < limit:
        limit = at + REACH
    found = HARD_STOP.search(view, at, limit)
    return found.start() if found else limit


def again(view: str, at: int, limit: int) -> tuple[int, int] | None:
    """The next sentence of the paragraph that goes on about the same project: 。目前，项目已开工建设."""
    if at + FURTHER < limit:
        limit = at + FURTHER
    stop = view.find("\n", at, limit)
    if stop >= 0:
        limit = stop
    found = SAME_AGAIN.search(view, at, limit)
    return (found.end(), sentence_end(view, found.end(), limit)) if found else None


def read_before(words: Vocabulary, view: str, start: int, end: int) -> tuple[list[Reading], bool]:
    """The stage words in `[start, end)` that govern what begins at `end`, and whether it is wished.

    Wished is what a modal word stands right before: 力争郑济高铁年底前开通.
    """
    hits = words.stages.spans(view[start:end])
    if not hits:
        return [], False
    values = words.stages.values
    readings = []
    for number, (index, begin, stop) in enumerate(hits):
        status = values[index].before
        if status is None or (
            GAP.search(view, start + stop, end)
            and not (status == "stalled" and LASTED.fullmatch(view, start + stop, end))
        ):
            continue
        modal = _modal(values, hits, number, view, start) if number else None
        if modal != "negative":
            readings.append(NEW(Reading, (_under(status, modal), modal is None, start + begin, values[index].weak)))
    wished = values[index].modal == "future" and end - start - stop <= 1
    if not wished and view.startswith("、", end - 1):  # 力促A项目达产、B项目投产
        wished = any(values[index].modal == "future" for index, _, _ in hits[:3])
    return readings, wished


def read_after(
    words: Vocabulary, view: str, start: int, end: int, *, future: bool = False, pushed: bool = False
) -> list[Reading]:
    """The stage words in `[start, end)` that speak of what ends at `start`; `future` where a word before it says so.

    `pushed` is where that word is 推动, which leaves 建设 what it is: 推动X项目建设.
    """
    values = words.stages.values
    hits = words.stages.spans(view[start:end])
    readings = []
    for number, (index, first, last) in enumerate(hits):
        stage = values[index]
        status = stage.after
        if status is None:
            continue
        begin, stop = start + first, start + last
        if stage.before is not None and first and _takes_object(values, hits, number, view, start):
            continue
        if view.startswith(AFTER, stop) or SINCE.match(view, stop):
            continue  # 投产后年可加工12万吨, 通车60周年
        modal = (_modal(values, hits, number, view, start) if number else None) or (
            "future" if future and not (pushed and stage.weak) else None
        )
        if modal == "negative":
            if status in ("completed", "operating"):
                readings.append(Reading("started", firm=False, start=begin))
            elif status == "started":
                again = view.startswith("复", begin)  # 至今没有复工
                readings.append(Reading("stalled" if again else "planned", firm=True, start=begin))
        elif status == "completed" and PART.search(view, max(start, begin - 12), begin):
            readings.append(Reading("started", firm=True, start=begin))
        else:
            late = stage.before is None and not (stage.event or stage.weak)  # 洞通, 封顶 are of works under way
            status = status if late and status == "started" else _under(status, modal)
            readings.append(NEW(Reading, (status, modal is None, begin, stage.weak)))
    return readings


def _takes_object(values: list[Stage], hits: Spans, number: int, view: str, base: int) -> bool:
    """Whether an object follows a stage word (启动应急响应), not a clause's end or another stage word (投产发电)."""
    stop = hits[number][2]
    follows = view[base + stop : base + stop + 1]
    if follows == "了":
        follows = view[base + stop + 1 : base + stop + 2]  # 建成了A，启动了B建设
    if not follows or follows in CLOSED or follows.isnumeric():
        return False
    if follows in LASTING and values[hits[number][0]].after == "stalled":
        return False  # 停工两年
    if number + 1 == len(hits):
        return True
    index, start, end = hits[number + 1]
    return start != stop or values[index].after is None or view.startswith("后", base + end)


def _modal(values: list[Stage], hits: Spans, number: int, view: str, base: int) -> str | None:
    """`future` or `negative` where such a word stands before the stage word in its clause, else None."""
    at = hits[number][1]
    for before in range(number - 1, max(-1, number - 5), -1):
        index, _, end = hits[before]
        if at - end > 24 or (at > end and COMMA.search(view, base + end, base + at)):
            return None
        modal = values[index].modal
        if modal == "future" or modal == "negative":
            return modal
        if modal == "past" and at <= end:
            return None
    return None


def _under(status: str, modal: str | None) -> str:
    """The stage that a modality leaves of a stage: 将开工 is planned, 预计年底投产 still started."""
    if modal != "future":
        return status
    return "started" if status in ("completed", "operating") else "planned" if status == "started" else status


def opened(words: Vocabulary, view: str, at: int) -> str | None:
    """The stage that the paragraph's first words or the heading over it give to all projects in it."""
    start = view.rfind("\n", max(0, at - LONGEST_PARAGRAPH), at) + 1
    if not start and at > LONGEST_PARAGRAPH:
        return None
    found = OPENER.match(view, start, at)
    if found is None and start > 1:
        line = view.rfind("\n", max(0, start - 1 - LONGEST_HEADING), start - 1) + 1
        found = OPENER.match(view, line, start) if line or start <= LONGEST_HEADING else None
        found = found if found and found.end() == start else None
    if found is not None:
        word = found["stage"] or found["head"]
        hits = words.stages.longest(word)
        return hits[0].value.before if len(hits) == 1 and hits[0].end - hits[0].start == len(word) else None
    if view.find("此次", start, at) >= 0 or view.find("本次", start, at) >= 0:
        told = THIS_TIME.search(view, start, at)
        if told is not None:
            return words.stages.longest(told["stage"])[0].value.before
    floor = max(start, at - REACH)
    if view.find("其中", floor, at) < 0 and view.find("分别是", floor, at) < 0 and view.find("包括", floor, at) < 0:
        return None
    for pattern in (AMONG, AMONG_THOSE):
        among = pattern.search(view, floor, at)
        hits = words.stages.longest(among["stage"]) if among else []
        if among and hits and hits[-1].end == len(among["stage"]):
            return hits[-1].value.before
    return None


def finished(view: str, start: int, end: int, after: list[Reading]) -> list[Reading]:
    """The readings after a name that 完成 governs: 已完成X主体施工 completes X, 预计完成 does not."""
    if after[0].start - end > 2 or after[0].status != "started":
        return after
    if FINISHED.search(view, max(0, start - 8), start) is None:
        return after
    if TO_BE.search(view, clause_start(view, start), start):
        return after  # 今年要全面完成X建设任务
    return [after[0]._replace(status="completed", weak=False), *after[1:]]


def to_come(reading: Reading) -> Reading:
    """The reading of a step whose date is still to come."""
    return reading._replace(status=_under(reading.status, "future"), firm=False) if reading.firm else reading


def as_plan(reading: Reading) -> Reading:
    """The reading where the text lists plans: 新开工X is to begin; 加快X建设 goes on."""
    return reading if reading.weak else reading._replace(status=_under(reading.status, "future"))


def settle(before: Sequence[Reading], after: Sequence[Reading]) -> tuple[str | None, bool]:
    """The latest stage stated as a fact; where there is none, what the plans leave, and False."""
    if not after:
        return before[-1].status, before[-1].firm
    governing = before[-1] if before else None
    planned, facts, strong = _firm(after)
    if governing is not None and governing.firm and not governing.weak and not strong:
        return governing.status, True  # 已投入运营的X是北京建设的第一个
    if governing is not None and governing.firm and governing.status == "signed" and not (planned or strong):
        return "signed", True  # 签署X项目协议，分两期建设
    if planned or strong:
        # 前期工作正在加快推进: what is pushed forward are the plans.
        facts = strong
    if facts:
        status = furthest(facts)
        return status, status == "stalled" or bool(strong)
    if planned:
        return "planned", True
    if governing is not None and governing.firm:
        return governing.status, True
    plans = [reading.status for reading in after]
    if governing is not None:
        plans.append(governing.status)
    return min(plans, key=RANK.__getitem__), False


def _firm(after: Sequence[Reading]) -> tuple[bool, list[Reading], list[Reading]]:
    """Whether a plan is stated as a fact, the other facts, and those that say much of themselves."""
    planned = False
    facts: list[Reading] = []
    strong: list[Reading] = []
    for reading in after:
        if reading.firm:
            if reading.status == "planned":
                planned = True
            else:
                facts.append(reading)
                if not reading.weak:
                    strong.append(reading)
    return planned, facts, strong


def furthest(facts: Sequence[Reading]) -> str:
    """The latest stage of facts in the order of the text; `stalled` where that is the last of them."""
    last = max([reading.start for reading in facts])
    if any(reading.status == "stalled" and reading.start == last for reading in facts):
        return "stalled"
    return max([reading.status for reading in facts if reading.status != "stalled"], key=RANK.__getitem__)
