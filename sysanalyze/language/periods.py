"""Times that a text states → ISO 8601 intervals, resolved against the article's date.

An interval has both days included (`2018-01-01/2018-06-30`); an instant is one date (`截至8月底` → `2018-08-31`); a
state to be reached by a time is open to the left (`到2022年` → `../2022-12-31`). What hangs on a date that the article
does not state is left out, never guessed.

>>> [period.interval for period in find_periods("今年上半年完成投资75亿元", date(2018, 9, 29))]
['2018-01-01/2018-06-30']
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from sysanalyze.model import Span

DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
PLAN_START = {
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "十六五": 2031,
}
RELATIVE_YEARS = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "前年": -2,
    "明年": 1,
    "后年": 2,
}
OPEN_LEADS = ("到", "力争到", "争取到", "至")
INSTANT_LEADS = ("截至", "截止到", "截止")
DASH = r"\s?(?:[-—–~～至到]|——)\s?"

# Stretches that can hold a time at all: a quick scan in front of the pattern below.
STRETCH = re.compile(
    r"[0-9年月日号季度最前后上下半全同期第至到截止自从力争取近过去目为内头今明本当末底初以来起之间时“”〇零一二三四五六七八九十两个份\s—–~～-]{2,}"
)
ANCHOR = re.compile(r"[年月期季]|五”?[末以]|目前")
TIME = re.compile(
    rf"""
    (?P<lead>截至(?!目前)|截止到|截止|力争到|争取到|到|至|自|从)?\s?
    (?:
        “?(?P<plan>十[一二三四五六]?五)”?(?P<plan_part>期间|时期|末|以来)               # “十四五”期间
      | (?P<from_year>(?:19|20)\d\d)\s?年?{DASH}(?P<to_year>(?:19|20)\d\d)\s?年(?!\s?\d)   # 2018—2020年
      | (?:近|过去|最近)\s?(?P<recent>\d{{1,2}}|[一二两三四五六七八九十])\s?(?P<recent_unit>年|个月)(?![前后底])
      | (?P<this>今年以来|年初以来|同期|上月|本月|当月|截至目前|目前为止|今年内|年内)
      | (?P<start_year>(?:19|20)\d\d)\s?年\s?(?P<start_month>1[0-2]|0?[1-9])\s?月{DASH}
        (?P<stop_year>(?:19|20)\d\d)\s?年\s?(?P<stop_month>1[0-2]|0?[1-9])\s?月份?(?!\s?\d)  # 2021年3月至2022年1月
      | (?:(?P<year>(?:19|20)\d\d|[一二]\s?[〇零九][〇零一二三四五六七八九]{{2}})\s?年度?
          |(?P<relative>今年|本年度?|去年|上一?年|前年|明年|后年)\s?)?\s?
        (?:
            (?P<half>[上下])半年
          | [前头](?P<quarters>[二两三])个?季度                                         # 前三季度
          | 第?(?P<quarter>[一二三四1-4])季度
          | (?P<from_month>1[0-2]|0?[1-9])\s?月?份?{DASH}(?P<to_month>1[0-2]|0?[1-9])\s?月份?(?!\s?\d)  # 1—8月
          | [前头]\s?(?P<months>1[0-2]|[1-9]|[一二两三四五六七八九十])\s?个月             # 前5个月
          | (?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?
            (?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?(?:[日号]|(?={DASH}\d{{1,2}}\s?[日号]))
               (?:{DASH}(?:(?P<last_month>1[0-2]|0?[1-9])\s?月\s?)?(?P<last_day>3[01]|[12]\d|0?[1-9])\s?[日号])?)?
          | (?P<whole>全年)
          | (?P<year_end>年[底末])
        )?
    )
    (?P<edge>年底|年末|底|末|以来|起)?(?P<before>之?前|以前)?
    """,
    re.VERBOSE,
)  # fmt: skip
NOT_A_MONTH = re.compile(r"\s?(?:\d|个|嫂|饼|球|亮|票|薪|租)")  # 8月嫂, 3月票: no month


class Period(NamedTuple):
    """A time that the text states: its place and the ISO 8601 interval that it means."""

    span: Span
    interval: str


class Days(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date


def find_periods(view: str, reference: date | None, *, offset: int = 0) -> list[Period]:
    """The times that a text states, in its order.

    Args:
        view: simplified text with ASCII digits.
        reference: the article's date; without it only what is stated in full is resolved.
        offset: added to every span.
    """
    found: list[Period] = []
    stated_year: int | None = None
    for stretch in STRETCH.finditer(view):
        if ANCHOR.search(view, *stretch.span()) is None:
            continue
        at = stretch.start()
        while at < stretch.end():
            inside_number = at > 0 and view[at].isdigit() and view[at - 1].isdigit()  # 13月 is no 3月
            match = None if inside_number else TIME.match(view, at, stretch.end())
            if match is None or not match[0] or not is_time(match):
                at += 1
                continue
            year, days = resolve_days(match, reference, stated_year)
            stated_year = year if match["year"] else stated_year
            at = match.end()
            if days is not None and not NOT_A_MONTH.match(view, match.end()):
                lead = len(match["lead"] or "")
                start = match.start() + lead
                found.append(Period(Span(start + offset, match.end() + offset), as_interval(match, days)))
    return found


def is_time(match: re.Match[str]) -> bool:
    """Whether more than the words around a time was found."""
    around = sum(match.end(name) - match.start(name) for name in ("lead", "edge", "before"))
    return len(match[0].strip()) > around


def resolve_days(match: re.Match[str], reference: date | None, stated: int | None) -> tuple[int | None, Days | None]:
    """The year and the days that a match means; no days where they hang on what is not stated."""
    if match["plan"]:
        first = PLAN_START[match["plan"]]
        last = date(first + 4, 12, 31)
        if match["plan_part"] == "末":
            return None, Days(last, last)
        return None, Days(date(first, 1, 1), reference or last if match["plan_part"] == "以来" else last)
    if match["from_year"]:
        first, final = int(match["from_year"]), int(match["to_year"])
        return None, Days(date(first, 1, 1), date(final, 12, 31)) if first < final else None
    if match["start_year"]:
        start = months_of(int(match["start_year"]), int(match["start_month"]), int(match["start_month"])).first
        last = months_of(int(match["stop_year"]), int(match["stop_month"]), int(match["stop_month"])).last
        return None, Days(start, last) if start <= last else None
    if match["recent"]:
        return None, recent_days(match, reference)
    if match["this"]:
        return None, this_days(match["this"], reference)
    year = year_of(match, reference, stated)
    if year is None:
        return None, None
    return year, days_in(match, year, reference)


def year_of(match: re.Match[str], reference: date | None, stated: int | None) -> int | None:
    """The year that the match names, or that the text or the article's date gives it."""
    if match["year"]:
        written = match["year"].replace(" ", "")
        return int("".join(str(DIGIT.get(char, char)) for char in written))
    if match["relative"]:
        return None if reference is None else reference.year + RELATIVE_YEARS[match["relative"].strip()]
    if stated is not None:
        return stated
    if reference is None:
        return None
    month = number(match["to_month"] or match["month"] or "")
    # December told of in January is last year's; 预计7月底试生产 in April is this year's.
    return reference.year - 1 if month is not None and month - reference.month >= 9 else reference.year


def number(text: str) -> int | None:
    """A month or a count of at most two places, Arabic or Chinese.

    >>> number("十一"), number("8"), number("三"), number("")
    (11, 8, 3, None)
    """
    if not text:
        return None
    if text.isascii():
        return int(text)
    tens, found, ones = text.partition("十")
    if not found:
        return DIGIT[text]
    return (DIGIT[tens] if tens else 1) * 10 + (DIGIT[ones] if ones else 0)


def recent_days(match: re.Match[str], reference: date | None) -> Days | None:
    """近三年 → the years up to the article's date."""
    count = number(match["recent"])
    if reference is None or not count:
        return None
    if match["recent_unit"] == "年":
        start = reference.replace(year=reference.year - count, day=min(reference.day, 28))
    else:
        months = reference.year * 12 + reference.month - 1 - count
        start = date(months // 12, months % 12 + 1, min(reference.day, 28))
    return Days(start + timedelta(days=1), reference)


def this_days(word: str, reference: date | None) -> Days | None:
    """今年以来, 上月, 本月; 同期 is told by what it is compared with, not here."""
    if reference is None or word == "同期":
        return None
    if word in ("今年以来", "年初以来"):
        return Days(date(reference.year, 1, 1), reference)
    if word in ("截至目前", "目前为止"):
        return Days(reference, reference)
    if word in ("今年内", "年内"):
        return months_of(reference.year, 12, 12)
    if word == "上月":
        last = reference.replace(day=1) - timedelta(days=1)
        return Days(last.replace(day=1), last)
    return months_of(reference.year, reference.month, reference.month)


def months_of(year: int, first: int, last: int) -> Days:
    """The days from the first of one month to the last of another."""
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def days_in(match: re.Match[str], year: int, reference: date | None) -> Days | None:
    """The days of a year that a match means."""
    if match["half"]:
        return months_of(year, 1, 6) if match["half"] == "上" else months_of(year, 7, 12)
    if match["quarters"]:
        return months_of(year, 1, 9 if match["quarters"] == "三" else 6)
    if match["quarter"]:
        quarter = number(match["quarter"]) or 1
        return months_of(year, 3 * quarter - 2, 3 * quarter)
    if match["from_month"]:
        first, last = int(match["from_month"]), int(match["to_month"])
        return months_of(year, first, last) if first <= last else None
    if match["months"]:
        return months_of(year, 1, min(number(match["months"]) or 1, 12))
    if match["month"]:
        return month_or_day(match, year, reference)
    whole = months_of(year, 1, 12)
    if match["edge"] == "以来" and reference is not None:
        return Days(whole.first, reference)
    return Days(whole.last, whole.last) if match["year_end"] else whole


def month_or_day(match: re.Match[str], year: int, reference: date | None) -> Days | None:
    """9月, 9月17日, 8月底, 3月以来."""
    month = number(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    days = months_of(year, month, month)
    if match["day"]:
        day = int(match["day"])
        if day > days.last.day:
            return None
        last = day_span_end(match, year, days.first.replace(day=day))
        if last is None:
            return None
        days = Days(days.first.replace(day=day), last)
    if match["edge"] in ("以来", "起") and reference is not None and days.first <= reference:
        return Days(days.first, reference)
    return days


def day_span_end(match: re.Match[str], year: int, first: date) -> date | None:
    """The last day of 9月17日至20日 or 9月28日至10月7日; the day itself where it is one; None where it precedes."""
    if not match["last_day"]:
        return first
    month = int(match["last_month"] or first.month)
    try:
        last = date(year, month, int(match["last_day"]))
    except ValueError:
        return None
    return last if last >= first else None


def as_interval(match: re.Match[str], days: Days) -> str:
    """The ISO 8601 form: an interval, one date for an instant, open to the left for what is to be reached."""
    last = days.last.isoformat()
    lead, edge = match["lead"] or "", match["edge"] or ""
    if lead in OPEN_LEADS or match["before"] or match["this"] in ("今年内", "年内"):
        return f"../{last}"
    if lead in INSTANT_LEADS or days.first == days.last or edge in ("底", "末", "年底", "年末"):
        return last
    return f"{days.first.isoformat()}/{last}"
