"""What a figure measures: the noun phrase before it (到位资金47.62亿元), behind it (19个项目), or its clause's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.change import Changes

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

REACH = 60  # code points before a figure that its noun phrase may take
CLAUSE = frozenset("，。；：:;！!？?\n“”《》（）()】—,")
HARD = frozenset("。；;！!？?\n“”：:")
SCOPE = re.compile(r"(?:这个|该|各|全|本|我)[省市县区州镇乡村国球]|[省市县区]里")
SHARE = re.compile(r"(?:比重|比例|份额|占比)$")
NOUNS = frozenset("nabjlizgsxq")
# 规模以上工业增加值, 水电占比
PARTS = frozenset(["规模", "以上", "规上", "限额", "占", "比", "占比", "人均", "亩均", "户均", "单位"])
NEVER = frozenset(["月份", "同时", "其中", "全市", "前者", "后者"])
SINCE_WHEN = re.compile(r"[从由][ 0-9年的上去初末底]{0,12}$")  # 森林覆盖率从2015年的57.6%
PLACED = re.compile(r"(?:稳?居|位?列|排名?|名列|保持|力争|数居|位居|跻身)[^，]{0,8}$")
TURNS = re.compile(r"(?<=..)(?:已|将|全部|全面|基本|现场|均|都|被|联系|颁发|缓缴|上岗)")
BRACKETS = re.compile(r"[(（][^()（）\n]{1,20}[)）]$")
STOP = frozenset(["的", "和", "与", "及", "等", "在", "以上", "以下", "以内", "左右", "之间", "可", "已", "未"])
CJK = re.compile(r"[一-鿿A-Za-z]")


class Indicators:
    """Finds indicators; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._changes = Changes(lexicons)
        self._leads: set[str] = set()
        self._parts: set[str] = set()
        self._kinds: dict[str, bool] = {}
        self._trails: set[str] = set()
        for entry in lexicons["indicator-words"]:
            roles = entry.texts("roles")
            for form in entry.forms:
                if "lead" in roles:
                    self._leads.add(form)
                if "part" in roles:
                    self._parts.add(form)
                if "trail" in roles:
                    self._trails.add(form)
        self._trail_sizes = _sizes(self._trails, -1)

    def set_all(self, article: Article, drafts: list[Draft]) -> None:
        """Give each figure its indicator and its change, where the text tells them."""
        view = article.view
        previous: Draft | None = None
        floor = 0  # where the figure before ends
        spread: list[str] = []  # A、B分别增长x、y
        for draft in drafts:
            start, end = draft.start, draft.end
            if draft.cue is not None:
                start, end = min(start, draft.cue.start), max(end, draft.cue.end)
            low, joined = _clause(view, start, floor)
            floor = end
            if joined and spread and previous is not None and draft.kind == previous.kind:
                draft.indicator = spread.pop(0)
                if previous.change is not None:
                    change = previous.change
                    draft.change = self._changes.stated(draft, change.direction, change.basis)
                previous = draft
                continue
            clause = view[low:start]
            self._set(article, draft, previous, (low, start, end), clause, joined=joined)
            spread = _spread(draft) if "分别" in clause else []
            if draft.indicator is None and draft.kind in AFTER:
                draft.indicator = _after(article, end)
            previous = draft

    def _set(
        self,
        article: Article,
        draft: Draft,
        previous: Draft | None,
        place: tuple[int, int, int],
        clause: str,
        *,
        joined: bool,
    ) -> None:
        view = article.view
        start, end, after = place
        verb = self._changes.verb(clause) if clause else None
        if verb is not None:
            length, direction = verb
            before = clause[:length]
            draft.change = self._changes.stated(draft, direction, self._changes.basis(before))
            end = start + len(_without_comparison(before))
        elif draft.kind == "count" and view[after : after + 1].isalnum() and CJK.match(view, after):
            return  # 8个工作专班: the noun follows
        elif draft.kind == "rank" and (placed := PLACED.search(view, start, end)) is not None:
            end = placed.start()
        elif ("从" in (last := clause[-14:]) or "由" in last) and (
            since := SINCE_WHEN.search(view, max(start, end - 14), end)
        ) is not None:
            end = since.start()
        left = self._trimmed(view, start, end)
        if (
            left <= start
            and view[start - 1 : start] in CLOSING
            and (note := BRACKETS.search(view, max(0, start - 24), start))
        ):
            left = note.start()
            start, _ = _clause(view, left, 0 if previous is None else previous.outer_end)
        phrase = self._phrase(article, start, left) if left - start > 1 else None  # one character names nothing
        if phrase is not None:
            draft.indicator = phrase
        elif (
            previous is not None
            and (joined or left <= start or verb is not None)
            and (HARD.isdisjoint(view[previous.end : draft.start]))
        ):
            draft.indicator = previous.indicator
            if verb is not None and previous.change is None and _is_rate_of(draft, previous):
                previous.change = draft.change

    def _trimmed(self, view: str, start: int, end: int) -> int:
        """Where the clause ends without the words that lead on to the number (达到, 稳定在)."""
        for _ in range(6):
            while end > start and view[end - 1] in " 、":
                end -= 1
            sizes = self._trail_sizes.get(view[end - 1], ()) if end > start else ()
            size = next((n for n in sizes if end - n >= start and view[end - n : end] in self._trails), 0)
            if not size:
                break
            end -= size
        return end

    def _phrase(self, article: Article, start: int, end: int) -> str | None:
        """The noun phrase that ends the clause, as the document writes it."""
        view, tokens, kinds = article.view, article.tokens, self._kinds
        starts, texts = tokens.starts, tokens.texts
        at = tokens.at(end - 1)
        low, after = end, min(starts[at] + len(texts[at]), end)
        while at >= 0 and (begin := starts[at]) >= start:
            belongs = kinds.get(view[begin:after])
            if belongs is None:
                belongs = self._belongs(view, begin, after, tokens.tags[at], end - after)
            if not belongs:
                break
            low = after = begin
            at -= 1
        if low == end:
            return None
        low = self._with_verb(view, start, low, end)
        phrase = article.document.text[low:end].strip(" 、和及与的")
        if not 2 <= len(phrase) <= LONGEST or CJK.search(phrase) is None:
            return None
        return _without_owner(phrase)

    def _belongs(self, view: str, start: int, end: int, tag: str, rest: int) -> bool:
        """Whether a token may stand in the noun phrase before its `rest` code points."""
        text = view[start:end]
        kind = self._kind(text, tag)
        if kind is not None:
            if len(self._kinds) < CACHED:
                self._kinds[text] = kind
            return kind
        if text == "的":
            return SHARE.search(view, end, end + rest) is not None
        if text in JOINING:
            return rest > 1
        if text in ("年", "日"):
            return rest > 1 and start > 0 and not (view[start - 1].isdigit() or view[start - 1] in " 今去全半当近每元")
        # 设备安装 and 竣工产值 are measures, 实现产值 is what it measures
        return not rest or (rest <= 2 and text in self._parts)

    def _kind(self, text: str, tag: str) -> bool | None:
        """What is known of a token beforehand: whether it may stand in a noun phrase, None where its place decides."""
        if text in WEIGH:
            return None
        if text in PARTS:
            return True
        if text in NEVER or SCOPE.fullmatch(text):
            return False
        if text in self._leads:
            return None if tag[0] == "v" else False
        return tag[0] in NOUNS or tag[0] == "v" or tag == "eng"

    @staticmethod
    def _with_verb(view: str, start: int, low: int, end: int) -> int:
        """完成投资 and 累计完成投资 are measures of their own."""
        if view[low:end] in ("投资", "销售", "纳税", "投入"):
            for verb in ("完成", "累计"):
                if view.endswith(verb, start, low):
                    low -= len(verb)
        return low


WEIGH = frozenset("的年日、和及与")
CACHED = 100_000  # tokens remembered; an archive has more
JOINING = frozenset("、和及与")
CLOSING = frozenset(")）")
JOINED = frozenset(("、", "和", "及", "与", "，", ",", ""))
LONGEST = 24  # characters of an indicator
AFTER = frozenset(("count", "quantity", "money", "percent", "duration"))


def _is_rate_of(rate: Draft, level: Draft) -> bool:
    return rate.kind in ("percent", "multiple") and level.kind in ("money", "quantity", "count")


def _clause(view: str, start: int, floor: int) -> tuple[int, bool]:
    """Where the clause before a figure begins, and whether only 、 or 和 stand between it and the figure before."""
    low = start - REACH
    if low <= floor:
        low = floor
        if floor and start - floor <= 3:  # a sign and blanks
            bare = view[floor:start].strip(" ")
            if bare in JOINED:
                return start, bare not in ("，", ",", "")
    begin = start
    while begin > low:
        char = view[begin - 1]
        if char in CLAUSE and not (
            char == "," and view[begin - 2 : begin - 1].isdigit() and view[begin : begin + 1].isdigit()
        ):
            break
        begin -= 1
    while begin < start and view[begin] in " 、":
        begin += 1
    return begin, False


def _without_comparison(text: str) -> str:
    text = text.rstrip(" ")
    for word in MODIFIERS:
        text = text.removesuffix(word)
    return COMPARED.sub("", text)


MODIFIERS = ("名义", "实际", "分别", "略有", "年均", "平均", "累计", "环比", "同比", "再")
COMPARED = re.compile(r"(?:比|较|相比)[^，]{1,16}$")


def _without_owner(phrase: str) -> str:
    """总投资 of 新材料项目总投资."""
    if not phrase.endswith("投资"):
        return phrase
    for head in ("总投资", "概算投资", "计划投资", "投资"):
        if phrase.endswith(head) and phrase[: -len(head)].endswith(("项目", "工程", "基地")):
            return head
    return phrase


def _spread(draft: Draft) -> list[str]:
    """The members of `A、B` for the figures that follow; the first figure takes the first."""
    if draft.indicator is None:
        return []
    members = re.split("、" if "、" in draft.indicator else "[和及与]", draft.indicator)
    if len(members) < 2 or any(len(member) < 2 for member in members):
        return [draft.indicator] * 6
    draft.indicator = members[0]
    return members[1:]


def _after(article: Article, end: int) -> str | None:
    """The noun phrase behind a count: 3条生产线, 17名职工."""
    view, tokens = article.view, article.tokens
    at = end + 1 if view.startswith("的", end) else end
    if not CJK.match(view, at):
        return None
    index = tokens.at(at)
    if tokens.starts[index] != at:
        return None
    first, end, last = index, at, at
    while index < len(tokens) and end - at < 16:  # the longest noun phrases
        tag, text = tokens.tags[index], tokens.texts[index]
        if (
            text in STOP
            or not CJK.match(text)
            or not (tag[0] in NOUNS or (tag[0] == "v" and (tag == "vn" or index == first)))
        ):
            break
        end = tokens.end(index)
        if tag[0] != "v":
            last = end
        index += 1
    turn = TURNS.search(view, at, last)
    phrase = article.document.text[at : last if turn is None else turn.start()]
    return phrase if len(phrase) >= 2 else None


def _sizes(words: set[str], place: int) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[place], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in sizes.items()}
