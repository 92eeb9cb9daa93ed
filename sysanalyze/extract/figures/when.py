"""When a figure was so: the time that governs it, in its clause, its sentence, its paragraph's lead or its heading."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.sections import Sections
from sysanalyze.language.periods import RELATIVE_YEARS, TIMES, lacks_year, lead_of, meaning

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

SENTENCE = re.compile(r"[。！!？?\n]")
CLAUSE = re.compile(r"[，；;：:]|,(?![0-9]{3})|——")
STOP = re.compile(r"[。！!？?\n，；;：:,（）()—]")
PLAIN = re.compile(r"[，、；](?:其中)?(?:同比|环比)?(?:增长|下降|增|减少|提高|占)?")  # between a level and its rate
BACK = 6  # times looked back over
STOPS = "。！？\n"
LEAD_WITHIN = 40  # code points of a sentence that its first clause's time stands in
FAR = 400  # code points that a paragraph's lead reaches
JOINTS = frozenset("、和及与")

# How a time stands: it governs what follows, what its own clause says, only what it is compared with, or nothing.
GOVERNS, OWN, COMPARED, NOTHING = 3, 2, 1, 0
BEFORE = frozenset("比较与同跟和及于过按以是为占达当自从由《第〔")
EVEN = re.compile(r"[^，。；\n]{0,12}?(?:相比|比较|持平|相当|相近|一致)")
MORE = re.compile(r"[高低大小优好快慢等当多少晚早]于$|超过?$|不及$|相当$")
# 是上年的1.5倍, 占去年全年的60%
SHARE = re.compile(r"(?:同期|全年|水平|总量)*的?(?:约|近|超)?[0-9.一两三四五六七八九十几百]+多?(?:倍|%|成|个百分点)")
SHARED = re.compile(r"[^，。；\n]{0,10}?[0-9.]+(?:倍|%|成|个百分点)")
NAME = re.compile(
    r"的?基础上|的?(?:不变|可比|当年)?价格?计?|年度|(?:计划|规划)(?=[的内外（(》，。、任目指书])|远景|版|届|级|新?生(?!产)"
    r"|(?:年)?(?:北京|杭州)?(?:冬?奥|世界杯|世博|亚运|进博)|(?:政府)?工作报告|高考|春晚|年会|年鉴|》|〕|号|款|行动"
)
# 2016年成立: the time of a founding governs nothing else. The search ends at the clause's end.
FOUNDED = re.compile(
    r"[，。；：\n]|[成创建出入毕退去印颁获批来当](?P<founded>(?<=成)立|(?<=创)[办建立]|(?<=建)[厂校]|(?<=出)[生台]|(?<=入)[伍党]"
    r"|(?<=毕)业|(?<=退)休|(?<=去)世|(?<=印)发|(?<=颁)布|(?<=获)批|(?<=批)复|(?<=来)到|(?<=当)选)"
)
FOUNDED_WITHIN = 18  # code points behind the time
BUILT = re.compile(r"的|开工|建成|投产|竣工|启动|签约|通车|成立|改造|动工|落户|[建投]于")
TOLD = re.compile(
    r"[获了召举会发表介指提强透报调讲主公通检走来记消说](?:(?<=获)悉|(?<=了)解到|(?<=[召举])开|(?<=会)议|(?<=发)布|(?<=表)示|(?<=介)绍"
    r"|(?<=[指提])出|(?<=强)调|(?<=透)露|(?<=报)道|(?<=调)研|(?<=讲)话|(?<=主)持|(?<=公)布|(?<=通)报|(?<=检)查|(?<=走)访|(?<=来)到"
    r"|(?<=记)者|(?<=消)息|(?<=说))"
)
# A time of its own that has no interval: what follows it is not of the paragraph's time.
OTHERWISE = re.compile(
    r"[以期昨今当次同近日历来多过每常将未时翌年现如一后](?:(?<=以)[来前]|(?<=期)间|(?<=[昨今当])天|(?<=[昨今次同近])日|(?<=日)前"
    r"|(?<=近)(?:几?年)|(?<=历)年|(?<=多)年|(?<=[0-9一二三四五六七八九十两几]年)来|(?<=过)去|(?<=每)|(?<=常)年|(?<=将)来|(?<=未)来"
    r"|(?<=时)期|(?<=[同当次翌])年|(?<=当)时|(?<=年)前|(?<=[0-9])日|(?<=现)[有已在]|(?<=如)今|(?<=一)旦|(?<=[成产]后))"
)
# What follows is of a later time than the one told before.
AFTERWARDS = re.compile(
    r"[此之随然]后|迄今|至今|后来|[年月]多?下来|如今|现有|现已|现在|今后|[产成用营]后|(?:[一二两三四五六七八九十]|(?<![0-9])[0-9]{1,2})年(?:间|多|后|来)"
)
NOW = frozenset(("目前", "目前为止"))
POINTS = frozenset("日号")
MEASURED = frozenset(("percent", "points", "money", "quantity", "multiple", "rank"))
LENGTH_NOUNS = ("天数", "时间", "时长", "小时数", "日数", "期限", "寿命")
LATER_MONTHS = 3  # so far ahead a bare period of the last year's end may seem, told in spring


class Time:
    """A time of the text: its place, its words, its interval and how it stands."""

    __slots__ = ("bare", "end", "founds", "interval", "lead", "leads", "stance", "start", "text")

    def __init__(self, start: int, text: str, lead: str) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lead = lead
        self.interval: str | None = None
        self.stance = GOVERNS
        self.bare = False  # hangs on the article's date for its year
        self.founds: bool | None = None  # not looked up yet
        self.leads: bool | None = None

    @property
    def point(self) -> bool:
        """Whether it is a day, or 目前: that holds for its sentence alone."""
        return self.text in NOW or not POINTS.isdisjoint(self.text)


class Periods:
    """Finds the periods of figures; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._timeless = frozenset(form for entry in lexicons["timeless-measures"] for form in entry.forms)

    def set_all(self, article: Article, drafts: list[Draft]) -> None:
        """Give each figure the period that the text tells; stances and indicators are known."""
        if not drafts:
            return
        view = article.view
        matches = TIMES.finditer(view, 0, drafts[-1].span[0])
        match = next(matches, None)
        if match is None:
            return
        reader = _Reader(article)
        shared: list[Time] = []  # 2016年、2017年分别增长5%和6%
        last: Time | None = None  # of the figure before
        end = 0  # where that ends
        for draft in drafts:
            start = draft.span[0]
            fresh = False
            while match is not None and match.start() < start:
                reader.take(match)
                match = next(matches, None)
                fresh = True
            if not reader.known:
                continue
            if shared and view[end:start].strip(" ") in JOINTS:
                draft.period = reader.interval(shared.pop(0), draft)
            else:
                shared = []
                if fresh or last is None or not self._goes_on(view, draft, last, end):
                    last = self._governing(view, draft, reader)
                    if fresh and last is not None:
                        shared = reader.shared(last, start)
                if last is not None:
                    draft.period = reader.interval(shared.pop(0) if shared else last, draft)
            if draft.stance == "actual" and draft.period is not None and reader.is_ahead(draft.period):
                draft.stance = "target"  # 明年安排资金5亿元: no fact is to come
            end = draft.outer_end

    def _goes_on(self, view: str, draft: Draft, time: Time, end: int) -> bool:
        """Whether the time of the figure that ends at `end` is plainly that of the next, no other time between them."""
        start = draft.span[0]
        if draft.kind not in MEASURED or draft.indicator in self._timeless or time.stance < OWN:
            return False
        stop = STOP.search(view, end, start)
        return stop is None or (
            stop[0] in "，、；" and time.stance == GOVERNS and PLAIN.fullmatch(view, end, start) is not None
        )

    def _governing(self, view: str, draft: Draft, reader: _Reader) -> Time | None:
        """The time that governs the figure; None where there is none or it cannot be told."""
        start = draft.span[0]
        if draft.kind == "duration" and not (draft.indicator or "").endswith(LENGTH_NOUNS):
            return None
        timeless = draft.indicator in self._timeless
        known = reader.known
        for time in known[: -BACK - 1 : -1]:
            if start - time.end > FAR or SENTENCE.search(view, time.end, start) is not None:
                break
            if time.end > start:
                continue  # 过去9个月 holds the figure
            if CLAUSE.search(view, time.end, start) is None:
                if time.stance >= OWN:
                    return None if timeless and BUILT.search(view, time.end, start) else _closed(view, time, start)
                if time.stance == COMPARED and view[time.end : start] == "的" and view[time.start - 1] in "比较与":
                    return time
            elif time.stance == GOVERNS and not timeless and not reader.founds(time):
                if AFTERWARDS.search(view, time.end, start) is not None:
                    return None
                if time.point and time.text not in NOW and TOLD.search(view, time.end, start) is not None:
                    return None
                if _closed(view, time, start) is not None:
                    return time
        if timeless or draft.kind == "duration":
            return None
        return self._inherited(view, draft, reader)

    @staticmethod
    def _inherited(view: str, draft: Draft, reader: _Reader) -> Time | None:
        """The time of the paragraph's lead, else of the heading above it."""
        start = draft.span[0]
        paragraph = view.rfind("\n", max(0, start - FAR), start) + 1
        lead: Time | None = None
        if paragraph or start <= FAR:
            for time in reversed(reader.known):
                if time.start < paragraph:
                    break
                if time.stance == GOVERNS and reader.leads(time) and _closed(view, time, start) is not None:
                    if time.point:
                        return None
                    lead = time
                    break
        if lead is None:
            lead = reader.sections.time(start)
        if lead is None or not reader.fits(lead, draft):
            return None
        low = _sentence_start(view, start)
        if draft.kind not in MEASURED and not (draft.indicator and view.find(draft.indicator, low, start) >= 0):
            return None  # 30名干部 of a sentence without a time
        return lead if OTHERWISE.search(view, low, start) is None else None


def _closed(view: str, time: Time, start: int) -> Time | None:
    """The time, unless it stands in brackets that close before the figure."""
    close = view.find("）", time.end, start)
    if close < 0:
        close = view.find(")", time.end, start)
    if close < 0:
        return time
    opened = max(view.rfind("（", time.end, close), view.rfind("(", time.end, close))
    return time if opened >= 0 else None


def _sentence_start(view: str, start: int) -> int:
    low = max(0, start - FAR)
    return max(view.rfind(stop, low, start) for stop in STOPS) + 1


class _Reader:
    """The times of an article, taken in one by one."""

    def __init__(self, article: Article) -> None:
        self.view = article.view
        self.reference = None if article.reference_date is None else date.fromisoformat(article.reference_date)
        self.today = article.reference_date or ""
        self.known: list[Time] = []
        self.sections = Sections(article)
        self._stated: int | None = None
        self._paragraph = self._sentence = -1  # where those of the last year end
        self._year: tuple[int, int] | None = None  # a year and how far it holds

    def take(self, match: re.Match[str]) -> None:
        """Take in the next time."""
        view = self.view
        start, end = match.span()
        text = match[0]
        time = Time(start, text, lead_of(view, start, end))
        time.stance = _stance(view, start, end, text)
        if time.stance == NOTHING:
            return
        if view.startswith("同期", end):
            self._same_period(time)
            return
        time.bare = lacks_year(text)
        stated = self._stated_year(start) if time.bare else None
        time.interval, year = meaning(text, time.lead, self.reference, stated)
        if stated is not None:
            time.bare = False
        if time.interval is None:
            if time.stance == COMPARED:
                return
        elif year is not None and time.stance != COMPARED:
            self._state(time, year)
        elif not time.bare and text[:2] in RELATIVE_YEARS:
            self._year = None
        self.known.append(time)

    def _same_period(self, time: Time) -> None:
        """上年同期: the same part of the year before, where the sentence told which part."""
        # A comparison moves no figure; what the year before had is told of the part named last.
        if time.stance == COMPARED or not self.known:
            return
        last = self.known[-1]
        time.end += 2
        if last.interval and "/" in last.interval and ".." not in last.interval:
            first, final = (date.fromisoformat(day) for day in last.interval.split("/"))
            try:
                time.interval = f"{first.replace(year=first.year - 1)}/{final.replace(year=final.year - 1)}"
            except ValueError:  # 29 February
                return
            time.stance = OWN
            self.known.append(time)

    def _stated_year(self, start: int) -> int | None:
        """The year that the sentence, the paragraph's lead, the heading or the title has stated."""
        if self._year is not None and start <= self._year[1]:
            return self._year[0]
        return self.sections.year(start)

    def _state(self, time: Time, year: int) -> None:
        """Keep the year for what hangs on it: to the end of the sentence, a lead's to the end of its paragraph."""
        view, end = self.view, time.end
        self.sections.take(time, year)
        if end > self._paragraph:
            stop = view.find("\n", end)
            self._paragraph = len(view) if stop < 0 else stop
        if self.leads(time):
            self._year = (year, self._paragraph)
            return
        if end > self._sentence:
            found = SENTENCE.search(view, end)
            self._sentence = len(view) if found is None else found.start()
        self._year = (year, self._sentence)

    def founds(self, time: Time) -> bool:
        """Whether the clause of the time tells a founding or the like: 公司2008年成立，现有职工300人."""
        if time.founds is None:
            match = FOUNDED.search(self.view, time.end, time.end + FOUNDED_WITHIN)
            time.founds = match is not None and match["founded"] is not None
        return time.founds

    def leads(self, time: Time) -> bool:
        """Whether the time stands in the first clause of its sentence."""
        if time.leads is None:
            low = max(0, time.start - LEAD_WITHIN)
            begin = max(self.view.rfind(stop, low, time.start) for stop in STOPS) + 1
            time.leads = begin >= low and CLAUSE.search(self.view, begin, time.start) is None
        return time.leads

    def shared(self, time: Time, start: int) -> list[Time]:
        """The times of `2016年、2017年分别` in their order, where the last is the given one."""
        view, known = self.view, self.known
        if view.find("分别", time.end, start) < 0:
            return []
        at = known.index(time)
        first = at
        while first and view[known[first - 1].end : known[first].start] in JOINTS:
            first -= 1
        return known[first : at + 1] if first < at else []

    def interval(self, time: Time, draft: Draft) -> str | None:
        """What the time means for the figure: a fact told in spring of 全年 is of the year before."""
        interval = time.interval
        if interval is None or not time.bare or draft.stance != "actual" or self.reference is None or ".." in interval:
            return interval
        first, last = interval[:10], interval[-10:]
        if last <= self.today:
            return interval
        month = self.reference.month
        if first > self.today or (month <= LATER_MONTHS and int(last[5:7]) - month >= LATER_MONTHS):
            return meaning(time.text, time.lead, self.reference.replace(year=self.reference.year - 1, day=1), None)[0]
        return interval

    def is_ahead(self, interval: str) -> bool:
        """Whether an interval lies ahead of the article's date, or is what a thing is to be done by."""
        return bool(self.today) and (interval[3:] if interval[0] == "." else interval[:10]) > self.today

    def fits(self, time: Time, draft: Draft) -> bool:
        """Whether a time told in another sentence can be the figure's: no fact is to come, no aim is past."""
        interval = time.interval
        if interval is None:
            return False
        if not self.today or time.bare:
            return True
        if draft.stance == "actual":
            return not (interval.startswith("..") or interval[:10] > self.today)
        return interval[-10:] >= self.today


def _stance(view: str, start: int, end: int, text: str) -> int:
    """How the time at `[start, end)` stands in its clause."""
    before = view[start - 1 : start]
    after = view[end : end + 1]
    stance = GOVERNS
    if before and before in BEFORE:
        stance = _led(view, start, end, text, before)
    if after == "的":
        stance = min(stance, NOTHING if view.startswith("的基础", end) else OWN)
    elif after and after not in "，,。、" and stance and NAME.match(view, end) is not None:
        return NOTHING
    return stance


def _led(view: str, start: int, end: int, text: str, before: str) -> int:
    """How a time stands that a word of comparison or a preposition leads."""
    if before in "比较":
        return COMPARED
    if before in "与同跟和及":
        return COMPARED if EVEN.match(view, end) is not None else GOVERNS
    if before in "于过当":
        return COMPARED if MORE.search(view, max(0, start - 3), start) is not None else OWN
    if before in "是为占达":
        match = SHARED.match(view, end) if before == "占" else SHARE.match(view, end)
        return COMPARED if match is not None else OWN
    if before in "按以《第〔":
        return NOTHING
    return GOVERNS if text.endswith(("以来", "起")) or not _is_from(view, end) else OWN


def _is_from(view: str, end: int) -> bool:
    """Whether 从2015年 names a starting point: 从2015年的57.6%."""
    return view[end : end + 1] not in "，,到至"
