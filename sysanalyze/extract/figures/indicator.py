"""What a figure measures: the noun phrase before it (到位资金47.62亿元), behind it (19个项目), or its clause's."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.bounds import sizes_by
from sysanalyze.extract.figures.change import Changes, against, set_flat
from sysanalyze.model import Change

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

REACH = 60  # code points before a figure that its noun phrase may take
CLAUSE = frozenset("，。；：:;！!？?\n“”《》（）()】—,")
# The clauses that are closed; the one that is open, at the figure, follows.
CLAUSES = re.compile(r"(?:[^，。；：:;！!？?\n“”《》（）()】—,]*+[，。；：:;！!？?\n“”《》（）()】—,])*+")
HARD = frozenset("。；;！!？?\n“”：:")
SCOPE = re.compile(r"(?:这个|该|各|全|本|我)[省市县区州镇乡村国球]|[省市县区]里")
SHARE = re.compile(r"(?:比重|比例|份额|占比)$")
NOUNS = frozenset("nabjlizgsxqk")
# 规模以上工业增加值, 水电占比
PARTS = frozenset(
    ["规模", "以上", "规上", "限额", "占", "比", "占比", "人均", "亩均", "户均", "单位", "现代", "本科", "人工", "自然", "万元"]
)
NEVER = frozenset(["月份", "同时", "其中", "全市", "前者", "后者", "内", "年内", "同期", "范围", *"市县区省州镇乡"])
SINCE_WHEN = re.compile(r"[从由][ 0-9年的上去初末底]{0,12}$")  # 森林覆盖率从2015年的57.6%
SINCE_ENDS = frozenset("从由 0123456789年的上去初末底")  # with what that ends
PLACED = re.compile(r"(?:稳?居|位?列|排名?|名列|保持|力争|数居|位居|跻身)[^，]{0,8}$")
TURNS = re.compile(r"(?<=..)(?:已|将|全部|全面|基本|现场|均|都|被|联系|颁发|缓缴|上岗|并网|落实|启动|通过|受伤|死亡|获批|挂牌|入选|报名|逐一|陆续|先后|共同)")
BRACKETS = re.compile(r"[(（][^()（）\n]{1,20}[)）]$")
STOP = frozenset(["的", "和", "与", "及", "等", "在", "以上", "以下", "以内", "左右", "之间", "可", "已", "未"])
CJK = re.compile(r"[一-鿿A-Za-z]")


class Indicators:
    """Finds indicators; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._changes = Changes(lexicons)
        self._leads: set[str] = set()
        self._parts: set[str] = set()
        self._kinds: dict[str, bool] = {}  # of the tokens met so far
        self._nouns: set[str] = set()  # that the segmenter's dictionary has as verbs
        self._placed: set[str] = set()  # those that their place decides
        self._trails: set[str] = set()
        for entry in lexicons["indicator-words"]:
            roles = entry.texts("roles")
            for form in entry.forms:
                if "lead" in roles:
                    self._leads.add(form)
                if "noun" in roles:
                    self._nouns.add(form)
                if "part" in roles:
                    self._parts.add(form)
                if "trail" in roles:
                    self._trails.add(form)
        self._trail_sizes = sizes_by(self._trails, -1)
        self._trail_ends = frozenset(self._trail_sizes) | {" ", "、"}

    def set_all(self, article: Article, drafts: list[Draft]) -> None:
        """Give each figure its indicator and its change, where the text tells them."""
        view = article.view
        previous: Draft | None = None
        floor = 0  # where the figure before ends
        spread: list[str] = []  # A、B分别增长x、y
        for draft in drafts:
            start, end = draft.span
            if (cue := draft.cue) is not None:
                start, end = min(start, cue[0]), max(end, cue[1])
            joined, begin = False, -1
            if floor and start - floor <= 3:  # a sign and blanks
                bare = view[floor:start].strip(" ")
                if bare in JOINED:
                    joined, begin = bare not in APART, start
            if previous is not None and draft.kind == previous.kind and (joined or view[floor] in RUN_SIGNS):
                if self._runs_on(view, draft, previous, view[floor:start], spread, joined=joined):
                    floor, previous = end, draft
                    continue
            if begin < 0:
                begin = _clause(view, start, floor)
            floor = end
            clause = view[begin:start]
            stop = self._measured(view, draft, clause, begin, start, end)
            if stop >= 0:
                self._name(article, draft, previous, begin, stop, joined=joined)
            if draft.indicator is None and (draft.kind in AFTER or view[end : end + 1] == "的"):
                draft.indicator = self._after(article, end)
                if draft.indicator is None:
                    if stop == FOLLOWS and start - begin > 1 and not _is_verb(article, start):  # 香烟42条以及
                        draft.indicator = self._phrase(article, draft, begin, start)
                elif stop == FOLLOWS and joined and previous is not None and previous.indicator is None:
                    previous.indicator = draft.indicator  # 3126户、1.02万名监测对象
            spread = _spread(draft) if "分别" in clause else []
            previous = draft
        if "持平" in view:
            set_flat(view, drafts)

    def _runs_on(
        self, view: str, draft: Draft, previous: Draft, gap: str, spread: list[str], *, joined: bool
    ) -> bool:
        """Whether the figure goes on with a run that shares its predicate: 分别增长5%、6%和7%, 增长5%、下降3%."""
        change = previous.change
        direction = None
        if joined:
            if not spread and change is None:
                return False
        else:
            verb = self._changes.verb(gap, 0, len(gap))
            if verb is None or verb.role != "verb" or gap[1 : verb.begin].strip(" ") or change is None:
                return False
            direction = verb.direction
        draft.indicator = spread.pop(0) if spread else previous.indicator
        if change is not None and change.unit == previous.unit:
            if direction is None:
                direction = "up" if previous.value is not None and previous.value < 0 else change.direction
            draft.change = self._changes.stated(draft, direction, change.basis)
        return True

    def _measured(self, view: str, draft: Draft, clause: str, start: int, end: int, after: int) -> int:
        """Where in the clause before the figure what it measures ends, its change set; `FOLLOWS` where the noun does."""
        last = clause[-1:]
        if last in self._changes.ends and (verb := self._changes.verb(view, start, end)) is not None:
            begin, direction, role = verb
            before = view[start:begin]
            if role == "level":
                draft.change = Change(direction=direction)
            else:
                basis = self._changes.basis(view, start, before)
                if role != "than" or basis is not None:
                    draft.change = self._changes.stated(draft, direction, basis)
                if role != "rate":
                    return start + len(_without_comparison(before))
        elif (compared := against(view, draft, clause)) is not None:
            at, draft.change = compared
            return start + len(_without_comparison(clause[:at]))
        if draft.kind == "count":
            if CJK.match(view, after) is not None:  # 8个工作专班
                return FOLLOWS
        elif draft.kind == "rank" and (placed := PLACED.search(view, start, end)) is not None:
            return placed.start()
        if last == "的" and draft.kind in MODIFIED:  # 发放的900亿元货车贷款
            return FOLLOWS
        if last in SINCE_ENDS and (since := SINCE_WHEN.search(view, max(start, end - 14), end)) is not None:
            return since.start()
        return end

    def _name(
        self,
        article: Article,
        draft: Draft,
        previous: Draft | None,
        start: int,
        end: int,
        *,
        joined: bool,
    ) -> None:
        """Name what the figure measures: the phrase that ends at `end`, else what the figure before it measures."""
        view = article.view
        left = self._trimmed(article, start, end) if end > start and view[end - 1] in self._trail_ends else end
        if (
            left <= start
            and view[start - 1 : start] in CLOSING
            and (note := BRACKETS.search(view, max(0, start - 24), start))
        ):
            left = note.start()
            floor = 0 if previous is None else previous.outer_end
            bare = view[floor:left].strip(" ") if floor and left - floor <= 3 else None
            start = left if bare in JOINED else _clause(view, left, floor)
        if left - start <= TIME_LONGEST and TIME_ALONE.fullmatch(view, start, left):
            left = start  # 上年同期为40亿元
        phrase = self._phrase(article, draft, start, left) if left - start > 1 else None  # one character names nothing
        if phrase is not None:
            draft.indicator = phrase
        elif (
            previous is not None
            and (joined or left <= start or draft.change is not None)
            and (HARD.isdisjoint(view[previous.span[1] : draft.span[0]]))
            and not (start < end and left <= start and draft.kind in MODIFIED and self._is_noun(article, draft))
        ):
            draft.indicator = previous.indicator
            if (
                draft.change is not None
                and (previous.change is None or previous.change.amount is None)
                and _is_rate_of(draft, previous)
            ):
                previous.change = draft.change

    def _trimmed(self, article: Article, start: int, end: int) -> int:
        """Where the clause ends without the words that lead on to the number (达到, 稳定在)."""
        view = article.view
        for _ in range(6):
            while end > start and view[end - 1] in " 、":
                end -= 1
            for size in self._trail_sizes.get(view[end - 1], ()) if end > start else ():
                if end - size >= start and view[end - size : end] in self._trails:
                    if size == 1 and _ends_verb(article, end):
                        return end  # 收到, 安排
                    end -= size
                    break
            else:
                break
        return end

    def _phrase(self, article: Article, draft: Draft, start: int, end: int) -> str | None:
        """The noun phrase that ends the clause, as the document writes it."""
        view, tokens, known = article.view, article.tokens, self._kinds.get
        starts, texts, tags = tokens.starts, tokens.texts, tokens.tags
        at = last = bisect_left(starts, end) - 1
        low = end
        text = texts[at][: end - starts[at]]  # the number may begin inside a token
        while at >= 0 and (begin := starts[at]) >= start:
            belongs = known(text)
            if belongs is None:
                belongs = self._belongs(view, begin, low, tags[at], end - low)
            if not belongs:
                break
            low = begin
            at -= 1
            text = texts[at]
        if low == end:
            return None
        if end - low == 2:
            low = self._with_verb(view, start, low, end)
        if tags[last] == "v" and draft.kind in MODIFIED and texts[last] not in self._nouns and self._is_noun(article, draft):
            return None  # 发生6.5级地震: the noun follows
        if tags[last] == "ns" and at + 1 == last:
            return None
        if view[low] == "年" and view[low - 1 : low].isdigit() and low > start:
            low += 1  # 2017年产值
        phrase = article.document.text[low:end].strip(" 、和及与的")
        if not phrase.isalnum():
            phrase = BLANKS.sub("", phrase)
        if not 2 <= len(phrase) <= LONGEST or not ("一" <= phrase[0] <= "鿿" or CJK.search(phrase)):
            return None
        return _settled(phrase, draft)

    def _is_noun(self, article: Article, draft: Draft) -> bool:
        """Whether a noun follows the figure at once."""
        end = draft.outer_end
        view, tokens = article.view, article.tokens
        if view.startswith("的", end):
            end += 1
        if not CJK.match(view, end):
            return False
        tags, at = tokens.tags, tokens.at(end)
        return (
            tags[at][0] == "n"
            or tokens.texts[at] in self._nouns
            or (tags[at][0] == "v" and tags[min(at + 1, len(tags) - 1)][0] == "n")
        )

    def _after(self, article: Article, end: int) -> str | None:
        """The noun phrase behind a count: 3条生产线, 17名职工."""
        view, tokens = article.view, article.tokens
        at = end + 1 if view.startswith("的", end) else end
        if not CJK.match(view, at):
            return None
        index = first = tokens.at(at)
        end, last = at, at
        named = False
        while index < len(tokens) and end - at < 16:  # the longest noun phrases
            tag, text = tokens.tags[index], tokens.texts[index]
            if index == first and tokens.starts[index] < at:  # 12|台风|机, 5|座花桥
                text, tag = text[at - tokens.starts[index] :], "n"
            noun = tag[0] in NOUNS or text in self._nouns or text in PARTS
            if text in STOP or not CJK.match(text) or not (noun or tag == "vn" or (tag[0] == "v" and index == first)):
                break
            end = tokens.end(index)
            if noun:
                last = end
                named = named or tag != "ns" or index > first
            index += 1
        turn = TURNS.search(view, at, last)
        phrase = article.document.text[at : last if turn is None else turn.start()]
        if not phrase.isalnum():
            phrase = BLANKS.sub("", phrase)
        return phrase if len(phrase) >= 2 and named else None

    def _belongs(self, view: str, start: int, end: int, tag: str, rest: int) -> bool:
        """Whether a token may stand in the noun phrase before its `rest` code points."""
        text = view[start:end]
        kind = None if text in self._placed else self._kind(text, tag)
        if kind is None:
            if len(self._placed) < CACHED:
                self._placed.add(text)
        else:
            if len(self._kinds) < CACHED:
                self._kinds[text] = kind
            return kind
        if text == "的":
            return SHARE.search(view, end, end + rest) is not None
        if text in JOINING:
            return rest > 1
        if text in ("年", "日"):
            return rest > 1 and start > 0 and not (view[start - 1].isdigit() or view[start - 1] in " 今去全半当近每元")
        if text == "均":
            return rest > 1 and view[start - 1 : start] in PER  # 亩均产值
        if text.endswith(OWNERS):
            return not rest or view.startswith(COUNTED, end)
        if view.startswith("占", end):
            return True  # 经费投入占生产总值比重
        # 设备安装 and 竣工产值 are measures, 实现产值 is what it measures
        return not rest or (rest <= SHORT and text in self._parts)

    def _kind(self, text: str, tag: str) -> bool | None:
        """What is known of a token beforehand: whether it may stand in a noun phrase, None where its place decides."""
        if text in WEIGH:
            return None
        if text in PARTS:
            return True
        if text in NEVER or SCOPE.fullmatch(text):
            return False
        if text in self._nouns:
            return True
        if text in self._leads:
            return None if tag[0] == "v" or text in self._parts else False
        if text.endswith(OWNERS) and text != "上市公司":
            return None
        return tag[0] in NOUNS or tag[0] == "v" or tag == "eng" or (tag == "f" and len(text) > 2)  # noqa: PLR2004

    @staticmethod
    def _with_verb(view: str, start: int, low: int, end: int) -> int:
        """完成投资 and 累计完成投资 are measures of their own."""
        if view[low:end] in ("投资", "销售", "纳税", "投入"):
            for verb in ("完成", "累计"):
                if view.endswith(verb, start, low):
                    low -= len(verb)
        return low


TIME_ALONE = re.compile(r"其中|(?:[今去上前明]年)?(?:同期|全年|上半年|年底|年末)?")
TIME_LONGEST = 5
WEIGH = frozenset("的年日、和及与均")
OWNERS = ("集团", "基地", "公司", "贸易区", "园区")
COUNTED = ("数", "总数", "数量", "个数", "户数")
PER = frozenset("人亩户")
SHORT = 2  # characters of a measure that 竣工 may belong to
BLANKS = re.compile(r"(?<=[一-鿿、])\s+(?=[一-鿿、])|\n")
YEARLY = re.compile(r"年产(?![量值能出])(?=..)")
CACHED = 100_000  # tokens remembered; an archive has more
JOINING = frozenset("、和及与")
CLOSING = frozenset(")）")
RUN_SIGNS = frozenset("、和及与")
JOINED = frozenset(("、", "和", "及", "与", "，", ",", ""))
APART = frozenset(("，", ",", ""))
LONGEST = 24  # characters of an indicator
AFTER = frozenset(("count", "quantity", "money", "percent"))
MODIFIED = frozenset(("count", "quantity", "money"))
FOLLOWS = -1


def _is_rate_of(rate: Draft, level: Draft) -> bool:
    """Whether the change of the one is that of the other: 到位资金47.62亿元，同比增长10.77%."""
    if rate.kind in ("percent", "multiple"):
        return level.kind in ("money", "quantity", "count")
    if rate.kind == "points":
        return level.kind == "percent"
    return rate.kind == level.kind and rate.unit == level.unit and rate.change is not None and bool(rate.change.basis)


def _clause(view: str, start: int, floor: int) -> int:
    """Where the clause before a figure begins, at most `REACH` before it and not before `floor`."""
    low = start - REACH
    if low < floor:
        low = min(start, floor)
    closed = CLAUSES.match(view, low, start)
    begin = low if closed is None else closed.end()
    if view[begin - 1 : begin] == "," and begin > low:
        begin = _behind_comma(view, low, start)
    while begin < start and view[begin] in " 、":
        begin += 1
    return begin


def _behind_comma(view: str, low: int, start: int) -> int:
    """Where the clause begins if a comma inside a number (3,128) does not part clauses."""
    begin = start
    while begin > low and (
        (char := view[begin - 1]) not in CLAUSE
        or (char == "," and view[begin - 2 : begin - 1].isdigit() and view[begin : begin + 1].isdigit())
    ):
        begin -= 1
    return begin


def _without_comparison(text: str) -> str:
    text = text.rstrip(" ")
    if text[-1:] in MODIFIERS_LAST:
        for word in MODIFIERS:
            text = text.removesuffix(word)
    return COMPARED.sub("", text) if "比" in text or "较" in text else text


MODIFIERS = ("同口径", "可比口径", "按可比口径", "按可比价格", "可比价", "名义", "实际", "分别", "略有", "年均", "平均", "累计", "环比", "同比", "再")
MODIFIERS_LAST = frozenset(word[-1] for word in MODIFIERS)
COMPARED = re.compile(r"(?:比(?!重|例|率|值)|较|(?:与|同|跟)(?=[^，]{1,14}相比))[^，]{1,16}$")


def _settled(phrase: str, draft: Draft) -> str:
    """The phrase less what owns or makes the thing: 总投资 of 新材料项目总投资, 风电叶片 of 年产风电叶片."""
    if phrase[-1] == "资" and phrase.endswith("投资"):
        for head in ("总投资", "概算投资", "计划投资", "投资"):
            if phrase.endswith(head) and phrase[: -len(head)].endswith(("项目", "工程", "基地")):
                return head
    if phrase[0] == "年":
        return YEARLY.sub("", phrase)
    if phrase[0] == "新" and draft.kind == "count" and draft.unit not in ("人", "户"):
        rest = phrase.removeprefix("新增")
        return rest if len(rest) > 1 else phrase
    return phrase


def _ends_verb(article: Article, end: int) -> bool:
    """Whether a verb of two characters ends there: 收到, 安排."""
    tokens = article.tokens
    at = bisect_left(tokens.starts, end) - 1
    return len(tokens.texts[at]) == 2 and tokens.end(at) == end and tokens.tags[at] == "v"  # noqa: PLR2004


def _is_verb(article: Article, end: int) -> bool:
    """Whether the token that ends there is a verb or the like: 造成2人死亡."""
    tokens = article.tokens
    return tokens.tags[bisect_left(tokens.starts, end) - 1][0] not in NOUNS


def _spread(draft: Draft) -> list[str]:
    """The members of `A、B` for the figures that follow; the first figure takes the first."""
    if draft.indicator is None:
        return []
    members = re.split("、" if "、" in draft.indicator else "[和及与]", draft.indicator)
    if len(members) < 2 or any(len(member) < 2 for member in members):
        return [draft.indicator] * 6
    draft.indicator = members[0]
    return members[1:]
