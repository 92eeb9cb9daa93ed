"""How a figure changed: the word before it, and what it is compared with (同比 环比 比上年)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from sysanalyze.extract.figures.bounds import sizes_by
from sysanalyze.model import Change

if TYPE_CHECKING:
    from decimal import Decimal

    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

BASES = (("同比", "yoy"), ("环比", "mom"))
# What a change over time is compared with: 比上年, 较2020年末, 与去年同期相比, 自开展以来; no 比重, no 比全国平均.
POINT = (
    r"(?:[0-9]年|[0-9一二三四五六七八九十]月份?|季度|上半年|[上去前往]年|[年月季]初|[季月周年]|同期|前期|上期|[年月季]?末|[0-9]日|[之年月]前|以来|开工时|上[次届]|前次"
    r"|前一[天日周]|昨[天日]|疫情前|(?:改革|成立|改造|投产|开通|启动|整治|治理|实施|建成|脱贫|搬迁|创建)前|初期)"
)
# no 比重, no 较大幅度
COMPARING = (
    r"[比较与同跟自从](?:(?<=比)(?!重|例|率|值|较好)|(?<=较)(?![好大快高低为强多])|(?<=同)(?!比|期)"
    r"|(?<=自)(?!主|身|然|己)|(?<=[与跟从]))"
)
SINCE = re.compile(rf"{COMPARING}[^，。；;：:\n]{{0,12}}?{POINT}[^，。；;：:\n]{{0,8}}?$")
OPENING = re.compile(
    rf"(?:与|同|跟|和|比|较)[^，。；;：:\n]{{0,12}}?{POINT}[^，。；;：:\n]{{0,6}}?相?比(?:较)?[，,]|自[^，。；;：:\n]{{1,16}}以来[，,]"
)
# 是上年的1.5倍: a level told as a multiple of another time's
TIMES_OF = re.compile(
    rf"(?:约?[是为]|相当于|达到?|约为)([^，。；;：:\n]{{0,8}}?{POINT}(?:同期|全年|水平|总量|末)*)的?$"
)
# 高于上年同期2个百分点
THAN = re.compile(
    r"(?:(?P<word>[高低快慢多少优好大小])[于出]|超[出过]?|快过|领先|落后)(?P<than>[^，。；;：:\n]{1,16})$"
)  # 超序时进度6个百分点
LOWER = frozenset("低慢少小")
PARTICLES = frozenset(("幅度", "分别", "达到", "高达", "超过", *"了约近超逾达到至为是在将都均各仅"))
PARTICLES_LAST = frozenset(particle[-1] for particle in PARTICLES)
LEVEL = frozenset("到至")
LIGHT = frozenset("了约近超逾别幅都均各度仅")  # with what the particles end that go with any verb: 减少了, 分别压减
SIZES = (3, 2, 1)
SPAN = 8  # code points of 比今年1— before the clause that its dash opens
FLAT = re.compile(
    r"(?P<basis>同比|环比|[比较与同和跟][^，。；;\n]{1,12}?[年月季期周](?:同期|末|底|初)?(?:相比)?)?(?:基本|大体|总体|保持)*(?:持平|不变(?!价))"
)
SAME = re.compile(r"(?:(?P<year>同比)|环比)[（(](?:以?下同)")  # 同比（下同）增长15.4%
ALL = ("均", "都")
FLAT_REACH = 24  # code points between a figure and the 持平 that is told of it
STOP = re.compile(r"[。；;！？\n]")
LEADING = re.compile(r"(?:均|都|也|则|仍|继续|总体|总体上|总量|大致|分别|已|但|并|[今去]年|全年)+")
CLAUSES_BETWEEN = 2


class _Told:
    """A change in the making: the slots are those of `Change`."""

    __slots__ = Change.__slots__

    direction: str
    basis: str | None
    amount: Decimal | None
    unit: str | None


class Verb(NamedTuple):
    """A word of change before a figure."""

    begin: int  # where what it measures ends: the word with its comparison cut off, or kept (增速)
    direction: str
    role: str  # verb rate than level


class Changes:
    """Reads changes; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._words = {
            form: (entry.text("direction") or "up", entry.text("role") or "verb")
            for entry in lexicons["change-words"]
            for form in entry.forms
        }
        self._sizes = sizes_by(self._words, -1)
        self.ends = frozenset(self._sizes) | PARTICLES_LAST | {" "}  # with what a clause with such a word can end

    def verb(self, view: str, start: int, end: int) -> Verb | None:
        """The word of change that ends the clause, and which way it says."""
        last = view[end - 1]
        for size in self._sizes.get(last, ()) if end > start else ():
            begin = end - size
            word = self._words.get(view[begin:end])
            if word is not None and begin >= start and word[1] == "verb" and view[begin - 1 : begin] != "每":
                return Verb(begin, word[0], "verb")
        level = stripped = False
        for _ in range(3):
            while end > start and view[end - 1] == " ":
                end -= 1
            if end <= start:
                return None
            last = view[end - 1]
            verb = self._ending(view, start, end, level=level, stripped=stripped) if last in self._sizes else None
            if verb is not None or last not in PARTICLES_LAST:
                return verb
            for size in SIZES:
                if view[end - size : end] in PARTICLES and end - size >= start:
                    end -= size
                    break
            else:
                return None
            level = last in LEVEL and view[end : end + 1] != "达"
            stripped = stripped or last not in LIGHT
        return None

    def _ending(self, view: str, start: int, end: int, *, level: bool, stripped: bool) -> Verb | None:
        """The word of change that ends just there."""
        last = view[end - 1]
        for size in self._sizes[last]:
            begin = end - size
            if begin >= start and (word := self._words.get(view[begin:end])) is not None:
                verb = _settled(view, start, begin, word, level=level, stripped=stripped)
                if verb is not None:
                    return verb
        if view[end - 2 : end - 1] == " " and end - 3 >= start:  # a line broken inside the word
            word = self._words.get(view[end - 3] + last)
            if word is not None:
                return _settled(view, start, end - 3, word, level=level, stripped=stripped)
        return None

    @staticmethod
    def basis(view: str, start: int, before: str) -> str | None:
        """What the change is compared with, from what stands before its word: yoy mom since."""
        for word, name in BASES:
            if word in before:
                return name
        if view[start - 1 : start] == "—":
            before = view[max(0, start - SPAN) : start] + before  # 比1—8月加快
        if SINCE.search(before) is not None:
            return "since"
        low = max(0, start - 40)
        if view.find("比，", low, start) < 0 and view.find("以来，", low, start) < 0:
            return None
        opening = OPENING.search(view, low, start)  # 与去年同期相比，自开展整治以来，
        return "since" if opening is not None and STOP.search(view, opening.end(), start) is None else None

    @staticmethod
    def stated(draft: Draft, direction: str, basis: str | None) -> Change:
        """The change that the figure itself states; a decrease is negative."""
        amount = draft.value
        if amount is not None and amount < 0:
            direction = "down"
        elif amount is not None and direction == "down":
            amount = -amount
        change = _Told()
        change.direction, change.basis, change.amount, change.unit = direction, basis, amount, draft.unit
        change.__class__ = Change  # type: ignore[assignment]  # filling an immutable object takes four times as long
        return cast("Change", change)


def _settled(view: str, start: int, begin: int, word: tuple[str, str], *, level: bool, stripped: bool) -> Verb | None:
    """The word as it is used here: 增长达 states a change as 增长 does, 提高到 a level that a change has led to."""
    direction, role = word
    if view[begin - 1 : begin] == "每":
        return None  # 每升90贝克勒尔
    if role == "than":
        before = view[start:begin]
        if stripped or not ("比" in before or "较" in before):
            return None
        return Verb(begin, direction, "than")
    if role == "rate":
        return Verb(begin, direction, "rate")
    if level:
        return Verb(begin, direction, "level")
    if stripped and view[begin : begin + 2] not in ("增长", "下降", "减少", "增加", "上升", "提高", "降低", "上涨"):
        return None  # 新增就业为, 压减任务是
    return Verb(begin, direction, "verb")


def against(view: str, draft: Draft, clause: str) -> tuple[int, Change | None] | None:
    """Where in the clause ends what is measured, and the change, in 是上年的1.5倍 and 高于上年同期2个百分点."""
    if draft.kind == "multiple":
        match = TIMES_OF.search(clause)
        if match is not None:
            value = draft.value
            grown = value is not None and value >= 1
            return match.start(), Change(direction="up", basis="since", amount=value, unit="x") if grown else None
        if view.startswith("翻", draft.span[0]):
            before = clause.rstrip(" ")
            return len(before), Change(
                direction="up",
                basis=Changes.basis(view, draft.span[0] - len(clause), before),
                amount=draft.value,
                unit="x",
            )
    elif (match := THAN.search(clause)) is not None:
        if match["word"] is None or re.search(POINT, match["than"]) is None:
            return match.start(), None
        direction = "down" if match["word"] in LOWER else "up"
        return match.start(), Changes.stated(draft, direction, "since")
    return None


def set_afterwards(view: str, drafts: list[Draft]) -> None:
    """Take in what is told of changes elsewhere in the text: 同比（下同）, 与上年持平."""
    if "下同" in view:
        _set_same(view, drafts)
    if "持平" in view or "不变" in view:
        _set_flat(view, drafts)


def _set_same(view: str, drafts: list[Draft]) -> None:
    """Compare the rates from 同比（下同） on with what it says."""
    match = SAME.search(view)
    if match is None:
        return
    basis = "yoy" if match["year"] else "mom"
    told: dict[int, Change] = {}  # a level and its rate share a change
    for draft in drafts:
        change = draft.change
        if draft.span[0] > match.start() and change is not None and change.basis is None and change.amount is not None:
            told[id(change)] = Change(direction=change.direction, basis=basis, amount=change.amount, unit=change.unit)
    for draft in drafts:
        if draft.change is not None and (new := told.get(id(draft.change))) is not None:
            draft.change = new


def _is_told_of(draft: Draft, gap: str) -> bool:
    """Whether what stands between a level and a 持平 names nothing else: 产量30万吨，油料产量与上年持平."""
    _, comma, words = gap.rpartition("，")
    words = LEADING.sub("", words)
    return not (comma and words) or (draft.indicator or "").endswith(words)


def _follows(view: str, draft: Draft, at: int) -> bool:
    """Whether the 持平 that ends there is told of what the figure behind it measures."""
    return view.startswith("的", at) and draft.indicator is not None and view.startswith(draft.indicator, at + 1)


def _set_flat(view: str, drafts: list[Draft]) -> None:
    """Give a level the 持平 that is told of it: 产量30万吨，与上年持平."""
    at = 0
    for match in FLAT.finditer(view):
        if match["basis"] is None:
            continue
        while at < len(drafts) and drafts[at].span[1] <= match.start():
            at += 1
        if at < len(drafts) and _follows(view, drafts[at], match.end()):
            draft, gap = drafts[at], ""  # 与上年持平的粮食产量为30万吨
        elif at and not view.startswith("的", match.end()):
            draft = drafts[at - 1]
            gap = view[draft.outer_end : match.start()]
        else:
            continue
        if (
            draft.change is None
            and len(gap) <= FLAT_REACH
            and STOP.search(gap) is None
            and gap.count("，") < CLAUSES_BETWEEN
            and _is_told_of(draft, gap)
        ):
            words = match["basis"]
            basis = dict(BASES).get(words, "since")
            if basis != "since" or re.search(POINT, words):
                draft.change = Change(direction="flat", basis=basis)
                if gap.lstrip("，, ")[:1] in ALL:
                    _set_flat_too(view, drafts, at - 1, draft.change)


def _set_flat_too(view: str, drafts: list[Draft], last: int, change: Change) -> None:
    """Tell it of the levels joined with the last as well: 粮食30万吨、油料3万吨，均与上年持平."""
    while last and view[drafts[last - 1].outer_end] in "、和及与" and drafts[last - 1].change is None:
        last -= 1
        drafts[last].change = change
