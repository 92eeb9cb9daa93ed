"""The times that an article states, taken in one by one: what each means and how it stands in its sentence."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.sections import Sections
from sysanalyze.extract.figures.standing import COMPARED, GOVERNS, NOTHING, OWN, Time
from sysanalyze.language.periods import RELATIVE_YEARS, lacks_year, lead_of, meaning, years_of

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft

SENTENCE = re.compile(r"[。！!？?\n]")
CLAUSE = re.compile(r"[，；;：:]|,(?![0-9]{3})|——")
LAST_STOP = re.compile(r".*[。！？\n]", re.DOTALL)  # `.*` looks for it from the end
JOINTS = frozenset("、和及与")
LEAD_WITHIN = 40  # code points of a sentence that its first clause's time stands in
LATER_MONTHS = 3  # so far ahead a bare period of the last year's end may seem, told in spring

BEFORE = frozenset("比较与同跟和及于过按以是为占达当自从由《第〔")
EVEN = re.compile(r"[^，。；;\n]{0,12}?(?:相比|比较|同比|持平|相当|相近|一致)")
MORE = re.compile(r"[高低大小优好快慢等当多少晚早]于$|超过?$|不及$|相当$")
# 是上年的1.5倍, 占去年全年的60%
SHARE = re.compile(r"(?:同期|全年|水平|总量)*的?(?:约|近|超)?[0-9.一两三四五六七八九十几百]+多?(?:倍|%|成|个百分点)")
SHARED = re.compile(r"[^，。；;\n]{0,10}?[0-9.]+(?:倍|%|成|个百分点)")
NAME = re.compile(
    r"的?基础上|的?(?:不变|可比|当年)?价格?计?|年度|(?:计划|规划)(?=[的内外（(》，。、任目指书])|远景|版|届|级|新?生(?!产)"
    r"|(?:年)?(?:北京|杭州)?(?:冬?奥|世界杯|世博|亚运|进博)|(?:政府)?工作报告|高考|春晚|年会|年鉴|》|〕|号|款|行动"
)
EVERY = re.compile(r".?每年的?")  # 每年的3月
# 2016年成立: the time of a founding governs nothing else. The search ends at the clause's end.
FOUNDED = re.compile(
    r"[，。；;：:\n]|[成创建出入毕退去印颁获批来当参](?P<founded>(?<=参)加(?:革命|工作)|(?<=成)立|(?<=创)[办建立]"
    r"|(?<=建)[厂校]|(?<=出)(?:生(?!人口|率)|台)|(?<=入)[伍党]"
    r"|(?<=毕)业|(?<=退)休|(?<=去)世|(?<=印)发|(?<=颁)布|(?<=获)批|(?<=批)复|(?<=来)到|(?<=当)选)"
)
# 今年4月，改造工程启动，更换管网3.6公里: what follows was done later
LAUNCHED = re.compile(r"，[^，。；;\n]{2,30}(?:启动|开工|动工|开建|奠基)(?:建设|改造|实施)?[，。；;]")
HOLIDAY = re.compile(
    r"的?[“\"]?(?:[春夏秋冬]季|五一|十一|春节|国庆|中秋|清明|端午|元旦|双节|暑[期假]|寒假|汛期|入汛|春运|入[春夏秋冬]|开学)"
)  # no interval is known of 今年“五一”假期
# 去年10月投产以来, 2021年3月开工建设以来
SINCE = re.compile(r"[^，。;、:\n0-9]{2,10}以来")
SINCE_WITHIN = 14
# 5月18日，2024年绿色食品招商推介会在哈尔滨举行: the day is the figures'
EVENT = re.compile(
    r"度?[^，。;、:\n]{2,24}?(?:会|节|论坛|仪式|大赛|周|月|季)(?:暨[^，。;:\n]{2,24}?)?(?:在|于|如期|隆?重?(?:举[行办]|开[幕班赛])|召开|启动|闭幕|落幕)"
)
RESTORED = re.compile(r"(?:恢复|回升|相当)[到至于为]$")  # 恢复到2019年同期的121%
TASK = re.compile(r"(?:目标)?(?:任务|计划|目标|预算)(?:数|总量|额)?的")
SOURCED = re.compile(
    r"(?:[0-9]{1,2}月[0-9]{1,2}日[，,])?(?:据|根据|记者|从|来自|按照?)[^，。；;：:\n]{2,24}[，,]"
    r"|[^，。；;：:\n]{2,16}(?:显示|获悉|了解到|消息|介绍|统计|通报)[，,]"
)  # 据海关统计，今年前三季度
HOLIDAYS = frozenset('的“"五十春夏秋冬国中清端元双暑寒汛入开')
DATE = len("2024-11-20")
SO_FAR = frozenset(("今年", "今年以来", "年初以来"))
FOUNDED_WITHIN = 18  # code points behind the time
EACH = re.compile("(?:均|都|分别|各)*(?:增|降|下降|减|提高|上升)|分别")


def behind_stop(view: str, low: int, start: int) -> int:
    """Where the sentence before `start` begins, 0 where no stop is found from `low` on."""
    stop = LAST_STOP.match(view, low, start)
    return 0 if stop is None else stop.end()


class Stated:
    """The times of an article, taken in one by one."""

    def __init__(self, article: Article) -> None:
        self.view = article.view
        self.today = article.reference_date or ""
        self.reference = date.fromisoformat(self.today) if self.today else None
        self.known: list[Time] = []
        self.sections = Sections(article)
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
        if text[-1] == "年" and self._is_of_event(time):
            return
        if after_holiday(view, end) or (text[-1] == "年" and view.startswith("度", end)):
            time.interval = None  # 2023—2024年度供暖期
        elif text in SO_FAR:
            self._until_told(time)
        elif view.find("以来", end, end + SINCE_WITHIN) >= 0:
            self._until_now(time)
        if time.interval is not None or time.stance != COMPARED:
            self._keep(time, year)

    def _keep(self, time: Time, year: int | None) -> None:
        """Keep the time, and the year that it names for what hangs on it."""
        if time.interval is None:
            pass
        elif year is not None and time.stance != COMPARED:
            self._state(time, year)
        else:
            self.sections.take_title(time)
            if not time.bare and time.text[:2] in RELATIVE_YEARS:
                self._year = None
        known = self.known
        time.listed = bool(known) and self.view[known[-1].end : time.start] in JOINTS
        if time.listed and known[-1].stance == COMPARED and EACH.match(self.view, time.end) is not None:
            time.stance = COMPARED  # 较上年、前年分别增长
        known.append(time)

    def _is_of_event(self, time: Time) -> bool:
        """Whether a year is part of an event's name that the sentence has told the day of."""
        known = self.known
        return (
            bool(known)
            and known[-1].point
            and EVENT.match(self.view, time.end) is not None
            and SENTENCE.search(self.view, known[-1].end, time.start) is None
        )

    def _until_now(self, time: Time) -> None:
        """Let 去年10月投产以来 last until the article's date."""
        if SINCE.match(self.view, time.end) is None:
            return
        time.stance, time.founds = GOVERNS, False
        if time.interval is not None and "." not in time.interval and time.interval[:10] <= self.today:
            time.interval = f"{time.interval[:10]}/{self.today}"

    def _until_told(self, time: Time) -> None:
        """Let 截至11月20日，今年累计 end where the first of the two says."""
        known = self.known
        if known and (last := known[-1]).lead == "at" and last.interval and time.interval:
            told, year = last.interval, time.interval[:4]
            if told[:4] == year and len(told) == DATE and SENTENCE.search(self.view, last.end, time.start) is None:
                time.interval = f"{year}-01-01/{told}"

    def _same_period(self, time: Time) -> None:
        """上年同期: the same part of the year before, where the sentence told which part."""
        # A comparison moves no figure; what the year before had is told of the part named last.
        if time.stance == COMPARED or not self.known or RESTORED.search(self.view, max(0, time.start - 4), time.start):
            return
        last = self.known[-1]
        time.end += 2
        if last.interval and "/" in last.interval and ".." not in last.interval:
            first, final = (date.fromisoformat(day) for day in last.interval.split("/"))
            ago = first.year - int(time.text[:4]) if time.text[:4].isdigit() else -RELATIVE_YEARS.get(time.text, -1)
            time.interval = f"{_years_before(first, ago)}/{_years_before(final, ago)}"
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
            time.founds = (match is not None and match["founded"] is not None) or (
                "月" in time.text and LAUNCHED.match(self.view, time.end) is not None
            )
        return time.founds

    def leads(self, time: Time) -> bool:
        """Whether the time stands in the first clause of its sentence."""
        if time.leads is None:
            low = max(0, time.start - LEAD_WITHIN)
            begin = behind_stop(self.view, low, time.start)
            time.leads = begin >= low and (
                CLAUSE.search(self.view, begin, time.start) is None
                or SOURCED.fullmatch(self.view, begin, time.start) is not None
            )
        return time.leads

    def shared(self, time: Time, size: int) -> list[Time]:
        """The times of `2016年、2017年分别` or `2016—2018年分别` one by one, where they are as many as the figures."""
        years = years_of(time.text)
        listed = self._listed(time)
        if 1 < len(years) == size:
            return [_year(time, year) for year in years]
        return listed if 1 < len(listed) == size else []

    def joined(self, time: Time) -> Time:
        """The whole of `2022年和2023年` where the last is the given one."""
        listed = self._listed(time)
        whole = Time(time.start, time.text, time.lead)
        first, last = listed[0].interval, time.interval
        whole.interval = None if first is None or last is None else f"{first[:10]}/{last[-10:]}"
        whole.stance, whole.bare = time.stance, time.bare
        return whole

    def _listed(self, time: Time) -> list[Time]:
        """The times that stand side by side in a list, up to the given one."""
        known = self.known
        at = len(known) - 1
        while at > 0 and known[at] is not time:
            at -= 1
        first = at
        while first and known[first].listed:
            first -= 1
        return known[first : at + 1]

    def tell(self, time: Time, draft: Draft) -> None:
        """Give the figure the time; no fact is to come (明年安排5亿元), no aim is over (1—8月完成20亿元)."""
        draft.period = period = self._interval(time, draft)
        if period is None:
            return
        if draft.stance == "actual":
            if self._is_ahead(period):
                draft.stance = "target"
        elif time.bare and self._opens(time) and self._is_over(period):
            draft.stance = "actual"

    def _interval(self, time: Time, draft: Draft) -> str | None:
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

    def _opens(self, time: Time) -> bool:
        """Whether the time opens a clause behind another one: 全年计划投资38亿元，1—8月完成20亿元."""
        return self.view[time.start - 1 : time.start] in ("，", ",", "；", ";")

    def _is_over(self, interval: str) -> bool:
        """Whether an interval had ended by the article's date."""
        return bool(self.today) and ".." not in interval and interval[-10:] <= self.today

    def _is_ahead(self, interval: str) -> bool:
        """Whether an interval lies ahead of the article's date, or is what a thing is to be done by."""
        return bool(self.today) and (interval[3:] if interval[0] == "." else interval[:10]) > self.today

    def fits(self, time: Time, draft: Draft) -> bool:
        """Whether a time told in another sentence can be the figure's: no fact is to come, no aim is past."""
        interval = time.interval
        if interval is None:
            return False
        if interval.startswith("..") and draft.stance == "actual":
            return False  # 6月底前 of another sentence
        if not self.today or time.bare:
            return True
        if draft.stance == "actual":
            return interval[:10] <= self.today
        return interval[-10:] > self.today


def _year(time: Time, year: int | None) -> Time:
    """One year of a time that names several."""
    single = Time(time.start, time.text, time.lead)
    single.interval = None if year is None else f"{year}-01-01/{year}-12-31"
    return single


def after_holiday(view: str, end: int) -> bool:
    """Whether a holiday or a season follows the year: 今年“五一”假期."""
    return view[end : end + 1] in HOLIDAYS and HOLIDAY.match(view, end) is not None


def _stance(view: str, start: int, end: int, text: str) -> int:
    """How the time at `[start, end)` stands in its clause."""
    before = view[start - 1 : start]
    after = view[end : end + 1]
    stance = GOVERNS
    if text.endswith(("全年", "年初")) and before in "成占超过为到的" and TASK.match(view, end) is not None:
        return NOTHING  # 完成全年任务的31.2%
    if before in "年的" and before and EVERY.match(view, start - 3, start) is not None:
        return NOTHING
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


def _years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the last of February for its 29th."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)
