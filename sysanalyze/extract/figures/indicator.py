"""What a figure measures: the noun phrase before it (到位资金47.62亿元), behind it (19个项目), or its clause's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.change import Changes, against, set_afterwards
from sysanalyze.extract.figures.clauses import (
    JOINED,
    before_brackets,
    before_quotation,
    clause_before,
    earned,
    noted,
    quoted,
    seen,
)
from sysanalyze.extract.figures.handed import Handed, is_one, is_rate_of, run_size
from sysanalyze.extract.figures.named import SIZED, is_noun_end
from sysanalyze.extract.figures.phrases import CJK, MODIFIED, Phrases
from sysanalyze.extract.figures.stance import WORKS, describes_work
from sysanalyze.model import Change

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

SINCE_WHEN = re.compile(
    r"[从由](?:[ 0-9年的上去初末底]{0,12}|[上去]年同期的?|改造前的?|每[^，。0-9]{1,5}"
    r"|(?:目前|现在|原来|原先|过去|当初|今年|当时)的?)$"
)  # 森林覆盖率从2015年的57.6%
# What may stand between a word of change and its number: 提高到现在的88%, 提高到每人每月780元
AIMED = re.compile(
    r"(?:(?<=[到至])(?:目前|现在|如今|今年|去年|当前|20[0-9]{2}年|[今去]年同期)的"
    r"|(?<=[到至为达])每[人户亩月年](?:每?[年月天日])?)$"
)
AIMED_ENDS = frozenset("的人户亩月年天日")
SINCE_ENDS = frozenset("从由 0123456789年的上去初末底前在来先时期斤吨亩人户方度米天月个")  # with what that ends
PLACED = re.compile(r"(?:稳?居|位?列|排名?|名列|保持|力争|数居|位居|跻身)[^，]{0,8}$")
# 完成年初预算的55% says of what the clause before names which share is done; 完成工程量的八成 names it itself
SHARE_OF = re.compile(
    r"(?:目前|已|约|共|仅|分别|均|就|实际|累计|力争|确保|争取)*(?:占[^，]{2,16}"
    r"|(?:完成|[为是达]到?|相当于|超过)[^，]{0,12}(?:预算|计划|任务|目标|投资|总数|总额|总量|目标值))的"
)
# 恢复到2019年同期的121%, 重点项目完成年度计划的96% say how much of what the clause or the one before it names
RESTORED = re.compile(
    r"(?:已经?|基本|全面|分别|均|总体|累计)*(?:(?:[是为]|相当于)(?:20[0-9]{2}年|[上去前]年)(?:同期)?的|(?:恢复|回升|相当)[到至于][^，。;]{1,14}的"
    r"|(?:完成|达到|超过)[全年度初半上下今本省市县区定既预总投资考核收支购销生产序时进招商引]{0,8}(?:预算|计划|任务|目标|进度)的)$"
)
BARE = frozenset("百千万亿")  # 亿元 without a number
TIME_ALONE = re.compile(
    r"其中|(?:截[至止]|到)?(?:[今去上前明]年|20[0-9]{2}年)?"
    r"(?:同期|全年|上半年|年?[底末]|目前|[0-9]{1,2}月(?:[底末份]|[0-9]{1,2}日)?)?"
)  # 上年同期为40亿元, 截至4月底已完成2亿元
TIME_LONGEST = 12
ALONE = frozenset("其截到今去上前明2同全年目0123456789已累共实现城农乡")  # with what such a clause begins
PART_ALONE = re.compile(r"(?:其中)?(?:城镇|农村|城市|乡村)")  # 恩格尔系数为31%，其中城镇为29%
CLOSING = frozenset(")）")
RUN_SIGNS = frozenset("、和及与")
APART = frozenset(("，", ",", ""))
AFTER = frozenset(("count", "quantity", "money", "percent"))
NAMED_WORK = re.compile(rf".*{WORKS}")  # the name of a work in the phrase behind a number
MEASURES_LAST = frozenset("产理机量力模为达到成约近超共")  # with what a measure or its verb ends: 年产30万吨铝项目
SHORT = 6  # characters of a noun before a count with something else behind it
COMPARABLE = frozenset(("multiple", "points"))
ALREADY = re.compile(
    r"(?:截[至止])?(?:目前|现在?|[0-9]{1,2}月底|其中|实际)?(?:已经?|累计|共|实际)+(?:完成|落实|开工|竣工|交付|播种|收获|收割"
    r"|培训|发放|建成|投用|整改|办结|签约|改造|完工|兑现|拨付|使用|种植|移栽|栽植|实施|启动|并网)了?"
)
FROM = frozenset("由从")
GROWN = re.compile(r"[^，。；;]{0,4}(?:[增减提扩缩升降压变发]|调整|优化)[^，。；;]{0,3}[到至为]")
STAGES = frozenset(("竣工", "开工", "新开工", "完工", "建成", "投产", "交付", "在建", "新建", "续建", "改造", "扩建"))
NEWLY = re.compile("^(?:净增|新(?:登记|注册|设立|增加?|认定|引进|培育|获批|发展|建成|入[库规统])?)(?=..)")
TOTALS = frozenset(("总数", "总量", "总额", "数量"))
FOLLOWS = -1  # no noun phrase before the figure: it follows
# What stands between what is measured and the word of change: 用电量同比仅增长了3.7%.
MODIFIERS = (
    "仅", "只", "仍", "人均", "亩均", "户均", "年均", "平均", "均", "又", "也", "将", "可", "可以", "大幅", "同口径",
    "可比", "可比口径", "按可比口径", "按可比价格", "可比价", "名义", "实际", "分别", "略有", "累计", "环比",
    "同比", "再",
)  # fmt: skip
FROM_NOTHING = ("从零", "由零", "从无", "由无", "从0", "由0", "从无到有")  # 里程从零增加到1600公里
NOTHING_LAST = frozenset(word[-1] for word in FROM_NOTHING)
MODIFIERS_LAST = frozenset(word[-1] for word in MODIFIERS)
DEDUCTED = re.compile(r"[扣剔]除[^，]{1,14}?(?:因素的?(?:影响)?后?|影响后?|后)")  # 扣除价格因素实际增长6.2%
COUNTED_AS = re.compile(r"按[^，]{2,12}?(?:计算|口径|统计|计|价格?)(?![算一-鿿]{0,2}企业)")  # 按不变价计算同比增长
COMPARED = re.compile(r"(?:(?<![同环])比(?!重|例|率|值)|较|(?:与|同|跟)(?=[^，]{1,14}相比))[^，]{1,16}$")


class Indicators:
    """Finds indicators; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._changes = Changes(lexicons)
        self._phrases = Phrases(lexicons)

    def set_all(self, article: Article, drafts: list[Draft]) -> None:
        """Give each figure its indicator and its change, where the text tells them."""
        view = article.view
        previous: Draft | None = None
        floor = 0  # where the figure before ends
        spread: list[str] = []  # A、B分别增长x、y
        handed = Handed(view)
        held: Draft | None = None  # the figure before a note in brackets that is open
        in_run = False  # whether the figure before shares its predicate with others: 38460元和17952元，增长6.3%、8.9%
        for index, draft in enumerate(drafts):
            start, end = draft.span
            if (cue := draft.cue) is not None:
                start, end = min(start, cue[0]), max(end, cue[1])
            joined, begin = False, -1
            if floor and start - floor <= 3:  # a sign and blanks
                bare = view[floor:start].strip(" ")
                if bare in JOINED:
                    joined, begin = bare not in APART, start
            if (
                previous is not None
                and (joined or view[floor] in RUN_SIGNS)
                and draft.kind == previous.kind
                and self._runs_on(draft, previous, view[floor:start], spread, joined=joined)
            ):
                floor, previous, in_run = end, draft, True
                handed.join(draft)
                continue
            begin = clause_before(view, start, floor, draft, previous) if begin < 0 else begin
            if held is not None or view.find("(", floor, start) >= 0:
                previous, held = noted(view, floor, start, previous, held)
            clause = view[begin:start]
            floor = end
            stop = self._measured(view, draft, clause, begin, end)
            if stop >= 0:
                self._name(article, draft, previous, begin, stop, joined=joined, in_run=in_run)
            if draft.kind == "percent" and view[end : end + 1] == "的":
                draft.indicator = self._phrases.rate_behind(article, draft) or draft.indicator
            if draft.indicator is None and (
                draft.kind in AFTER or (view[end : end + 1] == "的" and draft.kind != "rank")
            ):  # no 居第12名的城市
                beside = joined or (not clause and draft.kind == "quantity")  # 2台35万千瓦机组
                self._look_behind(article, draft, previous if beside else None, begin, start, follows=stop == FOLLOWS)
            size = run_size(view, drafts, index) if "分别" in clause else 0
            spread = self._phrases.spread(article, draft, begin, size) if size else []
            previous, in_run = draft, False
            handed.open(draft, clause, named=bool(spread) and spread[0] != draft.indicator)
        handed.hand_out()
        _name_runs(drafts)
        set_afterwards(view, drafts)

    def _runs_on(self, draft: Draft, previous: Draft, gap: str, spread: list[str], *, joined: bool) -> bool:
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
        if change is not None and change.amount is None and joined:
            draft.change = change  # 标准分别提高到720元和560元
        elif change is not None and change.unit == previous.unit:
            if direction is None:
                direction = "up" if previous.value is not None and previous.value < 0 else change.direction
            draft.change = self._changes.stated(draft, direction, change.basis)
        return True

    def _measured(self, view: str, draft: Draft, clause: str, start: int, after: int) -> int:
        """Where in the clause what the figure measures ends, its change set; `FOLLOWS` where the noun follows."""
        last = clause[-1:]
        end = start + len(clause)
        if last in AIMED_ENDS and (aimed := AIMED.search(clause)) is not None:
            clause = clause[: aimed.start()]
            last, end = clause[-1:], start + len(clause)
        if last in self._changes.ends:
            stop = self._changed(view, draft, start, end)
            if stop >= 0:
                return stop
        elif (draft.kind in COMPARABLE or "于" in clause or "高出" in clause) and (
            compared := against(view, draft, clause)
        ) is not None:
            at, draft.change = compared
            return start + len(_without_comparison(clause[:at]))
        if view[draft.span[1] - 1] == "级" and _is_of_noun(view, draft, clause):
            return FOLLOWS
        if draft.kind == "count":
            counted = view[after : after + 1] == "“" or (CJK.match(view, after) or SIZED.match(view, after)) is not None
            if counted and not (last in FROM and GROWN.match(view, after) is not None):
                return FOLLOWS  # 8个工作专班, no 装卸线由4条增加到9条
        elif (draft.kind == "quantity" and last not in MEASURES_LAST and _is_in_name(view, draft, after)) or (
            draft.kind == "money" and not clause and _is_class_of(view, draft, after)
        ):
            return FOLLOWS
        elif draft.kind == "rank" and (placed := PLACED.search(view, start, end)) is not None:
            return placed.start()
        return _before_since(view, draft, start, end) if last in SINCE_ENDS else end

    def _changed(self, view: str, draft: Draft, start: int, end: int) -> int:
        """Set the change that a word at the clause's end tells; where what is measured ends, -1 if not before it."""
        verb = self._changes.verb(view, start, end)
        if verb is None:
            clause = view[start:end]
            compared = against(view, draft, clause) if draft.kind in COMPARABLE or "于" in clause else None
            if compared is None:
                return -1
            at, draft.change = compared
            return start + len(_without_comparison(clause[:at]))
        begin, direction, role = verb
        if role == "rate" and "于" in view[start:begin] and (than := against(view, draft, view[start:end])) is not None:
            at, draft.change = than  # 高于各项贷款平均增速5.3个百分点
            return start + len(_without_comparison(view[start : start + at]))
        if draft.kind in MODIFIED and view.startswith("加快", begin):
            return -1  # 加快1200个项目建设
        if role == "level":
            draft.change = Change(direction=direction)
            before = view[start:begin]
            named = len(_without_comparison(before)) if before.endswith(FROM_NOTHING) else 0
            return start + named if named else -1
        before = view[start:begin]
        basis = self._changes.basis(view, start, before)
        if role != "than" or basis is not None:
            draft.change = self._changes.stated(draft, direction, basis)
        return -1 if role == "rate" else start + len(_without_comparison(before))

    def _name(
        self,
        article: Article,
        draft: Draft,
        previous: Draft | None,
        start: int,
        end: int,
        *,
        joined: bool,
        in_run: bool,
    ) -> None:
        """Name what the figure measures: the phrase that ends at `end`, else what the figure before it measures.

        `in_run` where the figure before is one of several that share a predicate: a rate behind them is not its own.
        """
        view, phrases = article.view, self._phrases
        left = phrases.trimmed(article, start, end) if end > start and view[end - 1] in phrases.trail_ends else end
        if left <= start and view[start - 1 : start] in CLOSING:
            start, left = before_brackets(view, start, left, previous)
        if left - start <= TIME_LONGEST and view[start] in ALONE and _is_alone(view, draft, start, left, end, previous):
            left = start
        if left < end and draft.kind in MODIFIED and phrases.takes_object(article, draft, view[left:end]):
            return
        # One character names nothing.
        phrase = self._own_phrase(article, draft, start, left) if left - start > 1 else earned(view, draft, start, left)
        if phrase in TOTALS and previous is not None and previous.unit == draft.unit:
            # 新登记市场主体1.86万户，总数突破9.2万户
            phrase = NEWLY.sub("", previous.indicator) if previous.indicator else phrase
        if phrase is not None:
            draft.indicator = phrase or None
        elif (
            previous is not None
            and (joined or left <= start or draft.change is not None or draft.kind == "rank")
            and (draft.kind != "duration" or draft.change is not None or previous.kind == "duration")
            and not (draft.kind == "percent" and view.startswith("的", draft.outer_end))  # 80%的人反对
            and is_one(view, previous.span[1], draft.span[0])
            and not (start < end and left <= start and draft.kind in MODIFIED and phrases.is_noun(article, draft))
        ):
            draft.indicator = seen(view, previous.span[1], start) or previous.indicator
            known = previous.change
            open_ = not in_run and (known is None or known.amount is None)
            if draft.change is not None and open_ and is_rate_of(draft, previous):
                previous.change = draft.change

    def _own_phrase(self, article: Article, draft: Draft, start: int, end: int) -> str | None:
        """The phrase that ends the clause at `end`; empty where what stands there names nothing."""
        view = article.view
        if draft.change is not None and (each := earned(view, draft, start, end)) is not None:
            return each
        if view[end - 1] == "等":
            end -= 1  # 香菇、木耳等1800吨
        phrase = self._phrases.before(article, draft, start, end)
        return "" if phrase in STAGES and draft.kind == "quantity" else phrase  # 竣工25万平方米

    def _look_behind(
        self, article: Article, draft: Draft, previous: Draft | None, start: int, end: int, *, follows: bool
    ) -> None:
        """Name the figure by the phrase behind it; `previous` is the one it is joined to (3126户、1.02万名对象)."""
        phrases = self._phrases
        draft.indicator = phrases.behind(article, draft)
        if not follows:
            if start == end and draft.indicator is None and draft.kind == "count":
                draft.indicator = quoted(article, end)
            return
        if draft.kind == "quantity" and draft.indicator and (work := NAMED_WORK.match(draft.indicator)) is not None:
            draft.indicator = work[0]  # 渔光互补电站|前期工作
        if draft.indicator is None:
            if end - start > 1 and is_noun_end(article, end):  # 香烟42条以及
                phrase = phrases.before(article, draft, start, end)
                draft.indicator = phrase if phrase is not None and len(phrase) <= SHORT else None
        elif previous is not None and previous.indicator is None:
            previous.indicator = draft.indicator


def _name_runs(drafts: list[Draft]) -> None:
    """Name the numbers of a run as the one behind them that has its unit: 28、19和34个项目."""
    for at in range(len(drafts) - 2, -1, -1):
        draft = drafts[at]
        if draft.rule == "figure.run" and draft.indicator is None and draft.unit == drafts[at + 1].unit:
            draft.indicator = drafts[at + 1].indicator


def _is_alone(view: str, draft: Draft, start: int, left: int, end: int, previous: Draft | None) -> bool:
    """Whether the clause names a time, a part or what is done, and nothing more: 其中城镇为29%, 目前已开工2600套."""
    if TIME_ALONE.fullmatch(view, start, left) is not None:
        return True
    if previous is None:
        return False
    if draft.kind == "percent" and PART_ALONE.fullmatch(view, start, left) is not None:
        return True
    return draft.unit == previous.unit and ALREADY.fullmatch(view, start, end) is not None


def _is_of_noun(view: str, draft: Draft, clause: str) -> bool:
    """Whether a level tells of the noun behind it: 里氏4.2级地震, 培育百亿级企业."""
    if draft.kind == "money":
        return CJK.match(view, draft.span[1]) is not None
    return draft.unit == "级" and clause.endswith("里氏")


def _is_in_name(view: str, draft: Draft, after: int) -> bool:
    """Whether the number stands inside the name of a work, whose owner is before it: 溪口10万千瓦渔光互补电站."""
    return view[after : after + 1] != "的" and describes_work(view, draft.span[0], after)


def _is_class_of(view: str, draft: Draft, after: int) -> bool:
    """Whether the sum says of which size the things behind it are: 亿元以上项目27个."""
    start = draft.span[0]
    if CJK.match(view, after) is None or view[after] == "的":
        return False
    return view[start] in BARE or (view[start - 1 : start] == "个" and SIZED.match(view, start) is not None)


def _before_since(view: str, draft: Draft, start: int, end: int) -> int:
    """Where what is measured ends before 从2015年的, and in 占…的, 发放的: `FOLLOWS` where the noun follows."""
    since = SINCE_WHEN.search(view, max(start, end - 14), end)
    if view[end - 1] == "的":
        if draft.kind == "percent" and (restored := RESTORED.search(view, start, end)) is not None:
            return restored.start()
        if draft.kind in MODIFIED and (since is None or since.start() == start):  # 发放的900亿元货车贷款
            return FOLLOWS
        if SHARE_OF.fullmatch(view, start, end) is not None:
            return start
        if view[start - 1 : start] == "”" and SHARE_OF.fullmatch(view, before_quotation(view, start), end) is not None:
            return start  # 完成“十三五”目标任务的112%
    return end if since is None else since.start()


def _without_comparison(text: str) -> str:
    text = text.rstrip(" ")
    if text[:1] == "按":
        text = COUNTED_AS.sub("", text)
    elif text[:2] in ("扣除", "剔除"):
        text = DEDUCTED.sub("", text)
    if text[-1:] in MODIFIERS_LAST and text.endswith(MODIFIERS):
        for word in MODIFIERS:
            text = text.removesuffix(word)
    if text[-1:] in NOTHING_LAST and text.endswith(FROM_NOTHING):
        return text[: max(text.rfind("从"), text.rfind("由"))]
    return COMPARED.sub("", text) if "比" in text or "较" in text else text
