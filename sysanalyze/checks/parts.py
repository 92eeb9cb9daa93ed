"""其中 and 包括: parts of a whole that was stated before, and whether they sum to it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from sysanalyze.checks.passage import BEFORE
from sysanalyze.checks.verdict import adds_up, are_exact, are_fine, part_check, sum_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.checks.measure import Amount
    from sysanalyze.checks.passage import Passage
    from sysanalyze.model import Check

# What stands before a figure that is no part: a comparison, an average, a threshold, a balance.
NO_PART = re.compile(
    r"[比较占]|增[加长幅速]|减[少幅]|下降|提高|上升|扩大|缩[小减]|超过|高[于出]|低于|均|每|最|累计|提升|多[于出了]|少于"
    r"|净增|新增|[顺順逆]差|总"
)
YEARLY = re.compile(r"年度|当年|[今本]年|年内|[0-9]年")  # 总投资30亿元，今年计划投资5亿元，其中: of which, is open
ENTIRE = re.compile(r"总投资|概算|总额|总造价")
NO_WHOLE = re.compile(r"[比较]|均|每|最")
ADDED = re.compile(r"[和及与、]")  # 101名乘客和7名机组人员, 其中: neither is the whole
# Parts that leave nothing out, as the words before the figures say.
COMPLETE = (
    ("出口", "进口"),
    ("第一产业", "第二产业", "第三产业"),
    ("新建", "续建"),
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("男", "女"),
    ("轻工业", "重工业"),
)
LEAD = 80  # code points from the cue to the first part
NO_CUE = frozenset("的之")
PAUSE = re.compile(r"[，；,;]")
# Parts of which nothing is in two: they may leave something out, but never sum to more than the whole.
EXCLUSIVE = (
    ("工业", "农业", "服务业"),
    ("国家级", "省级", "市级", "县级"),
    ("中央", "省级", "市级", "县级"),
    ("东部", "中部", "西部"),
    ("特大型", "大型", "中型", "小型"),
    ("新建", "改建", "扩建", "续建"),
    ("重伤", "轻伤"),
    ("本科", "专科", "硕士", "博士"),
)
OPENING = frozenset("（(")
INCLUDES = re.compile(r"[^，。；、,;\n（(]{0,8}[，,（(]?$")
Parts = dict[str, list["Amount"]]


def part_checks(passage: Passage) -> Iterator[Check]:
    """The checks that 其中 and 包括 invite."""
    text, figures = passage.text, passage.figures
    for at, word in passage.cues("其中", "包括"):
        number = passage.first(at)
        if not 0 < number < len(figures) or figures[number].span[0] - at > LEAD:
            continue
        if at - figures[number - 1].span[1] > (BEFORE if word == "其中" else 10) or text[at - 2 : at] == "其中":
            continue
        if text[at + 2 : at + 3] in NO_CUE or (word == "包括" and PAUSE.search(text, at, figures[number].span[0])):
            continue
        start, end = passage.sentence(at)
        if not text[start:at].strip(" \u3000，,"):  # 其中 begins a sentence: the whole is in the one before
            if start == 0 or text[start - 1] == "\n":
                continue
            start = passage.sentence(start - 1)[0]
        again = text.find("其中", at + 2, end)
        if again >= 0:
            end = again
        opened = text[at - 1 : at] in OPENING
        if opened:
            end = _closed(text, at, end)
        wholes = _wholes(passage, start, at, near=word == "包括")
        if wholes:
            parts = _parts(passage, at + 2, end)
            yield from _checked(passage, at + 2, wholes, parts)


def _closed(text: str, at: int, end: int) -> int:
    """Where the bracket that was opened before `at` closes."""
    places = [place for place in (text.find(sign, at, end) for sign in "）)") if place >= 0]
    return min(places, default=end)


def _wholes(passage: Passage, start: int, at: int, *, near: bool) -> dict[str, Amount]:
    """The last amount in each unit before the cue; with `near` the one that the cue follows at once."""
    found: dict[str, Amount] = {}
    amounts = passage.amounts(start, at)
    if near:
        amounts = [one for one in amounts[-1:] if INCLUDES.match(passage.text, one.span[1], at)]
    before: Amount | None = None
    for one in amounts:
        text = passage.text
        joined = before is not None and before.unit == one.unit and ADDED.search(text, before.span[1], one.span[0])
        if joined and "，" not in text[before.span[1] if before else 0 : one.span[0]]:
            found.pop(one.unit, None)
        elif not NO_WHOLE.search(words := passage.words(one, start)):
            whole = found.get(one.unit)
            if whole is not None and YEARLY.search(words) and ENTIRE.search(passage.words(whole, start)):
                found.pop(one.unit)
            else:
                found[one.unit] = one
        before = one
    return found


def _parts(passage: Passage, start: int, end: int) -> Parts:
    """What may be parts after the cue, by unit, brackets left out."""
    text = passage.text
    found: Parts = {}
    for one in passage.amounts(start, end):
        before = text[start : one.span[0]]
        if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
            continue
        if not NO_PART.search(passage.words(one, start)):
            found.setdefault(one.unit, []).append(one)
    return found


def _checked(passage: Passage, start: int, wholes: dict[str, Amount], parts: Parts) -> Iterator[Check]:
    summed: list[list[Amount]] = []
    pairs = [(wholes[unit], members) for unit, members in parts.items() if unit in wholes]
    open_still = []
    for whole, members in pairs:
        adding = _adding(whole, members)
        if adding is None:
            open_still.append((whole, members))
        else:
            summed.append(adding)
            yield sum_check(whole, adding)
    for whole, members in open_still:
        complete = _complete(passage, start, members) or _alongside(members, summed) or _all_but(whole, members)
        complete = complete or _exclusive(passage, start, whole, members)
        if complete and are_exact(whole, *complete):
            yield sum_check(whole, complete)
        elif not _passes_rate(passage, start, members[0]):
            yield from _no_larger(passage, start, whole, members)


def _no_larger(passage: Passage, start: int, whole: Amount, members: list[Amount]) -> Iterator[Check]:
    """The parts up to one that is above the whole, which is then of something else, unless it is the first."""
    fitting = list(takewhile(lambda part: part.value <= whole.value, members))
    if fitting and are_exact(whole, *fitting):
        yield part_check(whole, fitting)
    elif not fitting and _is_above(passage, start, whole, members[0]):
        yield part_check(whole, members[:1])


def _adding(whole: Amount, members: list[Amount]) -> list[Amount] | None:
    """The first of the parts that sum to the whole: 58项 = 30项 + 28项."""
    for count in range(2, len(members) + 1):
        parts = members[:count]
        if adds_up(whole, parts) and are_exact(whole, *parts) and are_fine(whole, parts):
            return parts
    return None


def _complete(passage: Passage, start: int, members: list[Amount]) -> list[Amount] | None:
    """The parts whose labels leave nothing out: 出口 and 进口."""
    labels = [passage.clause(part.span[0], start) for part in members]
    for names in COMPLETE:
        size = len(names)
        if len(labels) >= size and all(name in label for name, label in zip(names, labels, strict=False)):
            return members[:size]
    return None


def _alongside(members: list[Amount], summed: list[list[Amount]]) -> list[Amount] | None:
    """The parts that stand each beside one of a complete list: 新建30项, 资金11.35亿元; 续建28项, 资金36.27亿元."""
    for complete in summed:
        size = len(complete)
        if len(members) != size:
            continue
        places = [place for pair in zip(complete, members, strict=True) for place in (pair[0].span, pair[1].span)]
        if places == sorted(places):
            return members
    return None


def _exclusive(passage: Passage, start: int, whole: Amount, members: list[Amount]) -> list[Amount] | None:
    """Parts of which nothing is in two and that sum to more than the whole: 19个, 其中工业11个, 农业9个."""
    labels = [passage.words(part, start) for part in members]
    for names in EXCLUSIVE:
        named = [[name for name in names if name in label] for label in labels]
        if (
            len(named) > 1
            and all(len(found) == 1 for found in named)
            and len({found[0] for found in named}) == len(named)
        ):
            total = sum([part.value - part.slack for part in members])
            return members if total > whole.value + whole.slack else None
    return None


def _all_but(whole: Amount, members: list[Amount]) -> list[Amount] | None:
    """Three parts or more that miss the whole by less than a hundredth: a list that leaves nothing out, with a slip."""
    gap = abs(sum([part.value for part in members]) - whole.value)
    return members if len(members) > 2 and gap * 100 < whole.value else None


def _is_above(passage: Passage, start: int, whole: Amount, part: Amount) -> bool:
    """Whether the part, first behind the cue, is plainly above the whole, the last amount before it."""
    if not are_exact(whole, part) or part.value - part.slack <= whole.value + whole.slack:
        return False
    between = passage.amounts(whole.span[1], part.span[0])
    return not between and part.span[0] - start < 20 and "的" not in passage.text[start : start + 1]


def _passes_rate(passage: Passage, start: int, part: Amount) -> bool:
    """Whether a rate stands between the cue and the part, which is of something else then."""
    between = range(passage.first(start), passage.first(part.span[0]))
    return any(passage.figures[number].kind in ("percent", "points") for number in between)
