"""When a figure was so: the time that governs it, in its clause, its sentence, its paragraph's lead or its heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.stance import describes_work
from sysanalyze.extract.figures.standing import COMPARED, GOVERNS, NOW, OWN
from sysanalyze.extract.figures.stated import JOINTS, SENTENCE, Stated, behind_stop
from sysanalyze.language.periods import TIMES

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.extract.figures.standing import Time
    from sysanalyze.lexicon import Lexicons

BREAK = re.compile(r"[。！!？?\n，；;：:]|,(?![0-9]{3})|——")
LAST_END = re.compile(r".*[。！!？?\n]", re.DOTALL)  # `.*` looks for it from the end
STOP = re.compile(r"[。！!？?\n，；;：:,（）()—]")
PLAIN = re.compile(r"[，、；;](?:其中)?(?:同比|环比)?(?:增长|下降|增|减少|提高|占)?")  # between a level and its rate
BACK = 6  # times looked back over
CACHED = 50_000  # indicators remembered
FAR = 400  # code points that a paragraph's lead reaches
BUILT = re.compile(r"的|开工|建成|投产|竣工|启动|签约|通车|成立|改造|动工|落户|[建投]于")
TOLD = re.compile(
    r"[获了召举会发表介指提强透报调讲主公通检走来记消说](?:(?<=获)悉|(?<=了)解到|(?<=[召举])开|(?<=会)议|(?<=发)布|(?<=表)示|(?<=介)绍"
    r"|(?<=[指提])出|(?<=强)调|(?<=透)露|(?<=报)道|(?<=调)研|(?<=讲)话|(?<=主)持|(?<=公)布|(?<=通)报|(?<=检)查|(?<=走)访|(?<=来)到"
    r"|(?<=记)者|(?<=消)息|(?<=说))"
)
# A time of its own that has no interval: what follows it is not of the paragraph's time.
OTHERWISE = re.compile(
    r"[以期昨今当次同近日历来多过每常将未时翌年现如一后正](?:(?<=正)在|(?<=以)[来前]|(?<=期)间|(?<=[昨今当])天|(?<=[昨今次同近])日|(?<=日)前"
    r"|(?<=近)(?:几?年)|(?<=历)年|(?<=多)年|(?<=[0-9一二三四五六七八九十两几]年)来|(?<=过)去|(?<=每)|(?<=常)年|(?<=将)来|(?<=未)来"
    r"|(?<=时)期|(?<=[同当次翌])年|(?<=当)时|(?<=年)前|(?<=[0-9])日|(?<=现)[有已在]|(?<=如)今|(?<=一)旦|(?<=[成产]后))"
)
# What follows is of a later time than the one told before.
AFTERWARDS = re.compile(
    r"[此之随然迄至后下如现今产成用营年正](?:(?<=正)在|(?<=[此之随然今产成用营])后|(?<=[迄至])今|(?<=后)来|(?<=[年月多]下)来|(?<=如)今|(?<=现)[有已在]"
    r"|(?<=[一二两三四五六七八九十]年)[间多后来]|(?<=[^0-9][0-9]年)[间多后来]|(?<=[^0-9][0-9][0-9]年)[间多后来])"
)
# 9月底并网，每年可节约17万吨; of spans of years and of a time alone such a rate is told too: 今年1至9月，每天处理5万吨
RATE = re.compile(r"[每，、；](?:(?<=每)[年天日月周]|(?<=[，、；])年[可能])")
YEARS = re.compile(r"以来|年来|期间|[至到起—-]|近|五")
TOTALS = ("总投资", "总投资额", "占地面积")
FROM_TO = re.compile(r"的[^，。；;]{0,4}[0-9][^，。；;]*[到至]")  # 由目前的76%提高到90%: the second is of another time
BOTH = ("城乡", "男女")  # what names two, one for each figure
MEASURED = frozenset(("percent", "points", "money", "quantity", "multiple", "rank"))
LENGTH_NOUNS = ("天数", "时间", "时长", "小时数", "日数", "期限", "寿命")


class Periods:
    """Finds the periods of figures; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._timeless = frozenset(form for entry in lexicons["timeless-measures"] for form in entry.forms)
        self._known: dict[str | None, bool] = {None: False}  # whether the indicators met so far are timeless

    def set_all(self, article: Article, drafts: list[Draft]) -> None:
        """Give each figure the period that the text tells; stances and indicators are known."""
        if not drafts:
            return
        view = article.view
        matches = TIMES.finditer(view, 0, drafts[-1].span[0])
        match = next(matches, None)
        if match is None:
            return
        at = match.start()  # of the next time
        stated = Stated(article)
        each = "分别" in view
        shared: list[Time] = []  # 2016年、2017年分别增长5%和6%
        last: Time | None = None  # of the figure before
        end = 0  # where that ends
        for index, draft in enumerate(drafts):
            start = draft.span[0]
            fresh = False
            while match is not None and at < start:
                stated.take(match)
                match = next(matches, None)
                at = start if match is None else match.start()
                fresh = True
            if not stated.known:
                continue
            if shared and view[end:start].strip(" ") in JOINTS:
                last = shared.pop(0)
            elif fresh or last is None or not self._goes_on(view, draft, last, end):
                last = self._governing(view, draft, stated)
                shared = []
                if last is not None and (each or last.listed):
                    last, *shared = _shared(view, drafts, index, stated, last, end)
            if last is not None and (draft.kind != "duration" or (draft.indicator or "").endswith(LENGTH_NOUNS)):
                stated.tell(last, draft)
            end = draft.span[1] if draft.cue is None else draft.outer_end

    def _goes_on(self, view: str, draft: Draft, time: Time, end: int) -> bool:
        """Whether the time of the figure that ends at `end` is plainly that of the next, no other time between them."""
        if draft.kind not in MEASURED or time.stance < OWN or self._is_timeless(draft.indicator):
            return False
        start = draft.span[0]
        stop = STOP.search(view, end, start)
        if stop is None:
            return time.stance == GOVERNS
        return stop[0] in "，、；;" and time.stance == GOVERNS and PLAIN.fullmatch(view, end, start) is not None

    def _is_timeless(self, indicator: str | None) -> bool:
        """Whether what is measured is a thing's own (总投资, 占地面积) or told of every year (年发电量)."""
        known = self._known.get(indicator)
        if known is None and indicator is not None:
            if indicator[0] == "年":
                known = indicator[1] not in "末底初度"
            else:
                known = indicator in self._timeless or indicator.endswith(TOTALS)
            if len(self._known) < CACHED:
                self._known[indicator] = known
        return bool(known)

    def _governing(self, view: str, draft: Draft, stated: Stated) -> Time | None:
        """The time that governs the figure; None where there is none or it cannot be told."""
        start = draft.span[0]
        timeless = self._is_timeless(draft.indicator) or describes_work(view, start, draft.outer_end)
        closed = LAST_END.match(view, start - FAR if start > FAR else 0, start)
        begin = 0 if closed is None else closed.end()
        for time in stated.known[: -BACK - 1 : -1]:
            end = time.end
            if end > start:
                continue  # 过去9个月 holds the figure
            if end < begin or start - end > FAR:
                break
            stop = BREAK.search(view, end, start)
            if stop is None:
                if time.stance == OWN and FROM_TO.match(view, end, start) is not None:
                    continue
                if time.stance >= OWN:
                    return None if timeless and BUILT.search(view, end, start) else _open(view, time, start)
                if _is_own_level(view, time, start):
                    return time
            elif (
                time.stance == GOVERNS
                and not timeless
                and not stated.founds(time)
                and _open(view, time, start) is not None
                and (draft.stance == "actual" or view.find(";", end, start) < 0 or stated.fits(time, draft))
            ):
                return None if _is_over(view, time, start) else time
        return None if timeless or draft.kind == "duration" else _inherited(view, draft, stated)


def _shared(view: str, drafts: list[Draft], index: int, stated: Stated, time: Time, end: int) -> list[Time]:
    """The times that 分别 hands out to the figures from that on, the given one or all it is listed with where none.

    `end` is where the figure before ends.
    """
    if view.find("分别", max(end, time.end), drafts[index].span[0]) >= 0:
        shared = stated.shared(time, _run(view, drafts, index))
        if shared:
            return shared
    return [stated.joined(time) if time.listed else time]


def _run(view: str, drafts: list[Draft], index: int) -> int:
    """How many figures of one measure are told in a row from that on: 512亿元、548亿元和587亿元; 0 for 城乡居民收入."""
    if (drafts[index].indicator or "").startswith(BOTH):
        return 0
    end = index
    while (
        end + 1 < len(drafts)
        and view[drafts[end].outer_end : drafts[end + 1].span[0]].strip(" ") in JOINTS
        and drafts[end + 1].indicator == drafts[index].indicator
    ):
        end += 1
    return end + 1 - index


def _is_own_level(view: str, time: Time, start: int) -> bool:
    """Whether what is compared with is itself told: 比2015年的30万吨增加."""
    return time.stance == COMPARED and view[time.end : start] == "的" and view[time.start - 1] in "比较与"


def _is_over(view: str, time: Time, start: int) -> bool:
    """Whether what follows the time's clause is of another time: 2006年发射，迄今已飞行, 9月20日从发布会获悉."""
    if AFTERWARDS.search(view, time.end, start) is not None:
        return True
    if (
        (time.interval or "")[:2] != ".."
        and (rate := RATE.search(view, time.end, start)) is not None
        and (view[time.end] not in "，," if rate[0][1] in "天日月周" else YEARS.search(time.text) is None)
    ):
        return True
    return time.point and time.text not in NOW and TOLD.search(view, time.end, start) is not None


def _inherited(view: str, draft: Draft, stated: Stated) -> Time | None:
    """The time of the paragraph's lead, else of the heading above it."""
    start = draft.span[0]
    lead = _lead(view, start, stated)
    if lead is None:
        lead = stated.sections.time(start)
    if (
        lead is None
        or lead.point
        or (lead.end < start and _is_history(view, lead, start))
        or not stated.fits(lead, draft)
    ):
        return None
    low = max(0, start - FAR)
    low = max(low, behind_stop(view, low, start))
    if draft.kind not in MEASURED and not (draft.indicator and view.find(draft.indicator, low, start) >= 0):
        return None  # 30名干部 of a sentence without a time
    return lead if OTHERWISE.search(view, low, start) is None else None


def _is_history(view: str, lead: Time, start: int) -> bool:
    """Whether the lead's own sentence goes on to a later time: 2003年，制度推开，至今已覆盖99%的县."""
    stop = SENTENCE.search(view, lead.end, start)
    return stop is not None and AFTERWARDS.search(view, lead.end, stop.start()) is not None


def _lead(view: str, start: int, stated: Stated) -> Time | None:
    """The time that the paragraph leads with, at most `FAR` before the figure."""
    low = view.rfind("\n", max(0, start - FAR), start) + 1
    if not low and start > FAR:
        return None
    for time in reversed(stated.known):
        if time.start < low:
            break
        if (
            time.stance == GOVERNS
            and stated.leads(time)
            and not stated.founds(time)
            and _open(view, time, start) is not None
        ):
            return time
    return None


def _open(view: str, time: Time, start: int) -> Time | None:
    """The time, unless it stands in brackets that close before the figure."""
    end = time.end
    close = view.find("）", end, start)
    if close < 0:
        close = view.find(")", end, start)
    if close < 0 or view.rfind("（", end, close) >= 0 or view.rfind("(", end, close) >= 0:
        return time
    return None
