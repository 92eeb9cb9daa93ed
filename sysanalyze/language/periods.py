"""Times that a text states → ISO 8601 intervals, resolved against the article's date.

An interval has both days included (`2018-01-01/2018-06-30`); an instant is one date (`截至8月底` → `2018-08-31`). A
state to be reached by a time is open to the left (`到2022年` → `../2022-12-31`), what is to begin to the right
(`2030年起` → `2030-01-01/..`). What hangs on a date that the article does not state is left out, never guessed.

>>> [period.interval for period in find_periods("今年上半年完成投资75亿元", date(2018, 9, 29))]
['2018-01-01/2018-06-30']
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sysanalyze.language.days import Days, months_of, ten_days, this_days
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
    "上年度": -1,
    "去年度": -1,
    "今年度": 0,
    "明年度": 1,
    "前年": -2,
    "明年": 1,
    "后年": 2,
}
REPORTING = 3  # months in which the years before are reported on
ANY_YEAR = 2000
MEMORY = 20_000  # meanings remembered

DASH = r"\ ?(?:[-—–―~～−至到]|——|--)\ ?"
MONTH = r"(?:1[0-2]|0?[1-9])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
NUMBER = r"(?:1[0-2]|[1-9]|[一二两三四五六七八九十])"
HAN_DAY = r"(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
NO_MONTH = r"(?!\ ?(?:\d|个|嫂|饼|球|亮|票|薪|租|均|经|子|刊|报|光|产|嫁))"  # 8月嫂, 3月票: no month
EDGE = r"(?:年[底末]|[底末初](?![0-9])|以来|至今|起(?![诉步]))?(?:之?前(?![期往进列后])|以前)?"
HOUR = r"(?:\ ?\d{1,2}[时点](?:\d{1,2}分)?)"  # 8月10日8时至11日8时
# A month, a span of months, a day, a span of days, less the first digit of an Arabic month.
MONTHS = rf"""
    (?:\ ?月?份?{DASH}{MONTH}\ ?月份?{NO_MONTH}                                     # 1—8月
      |\ ?月(?:份?\ ?(?:{DAY}\ ?(?:[日号](?!线)|(?={DASH}\d{{1,2}}\ ?[日号]))
               (?:{HOUR}?{DASH}(?:{MONTH}\ ?月\ ?)?{DAY}\ ?[日号])?                  # 9月17日至20日
             |[上中下]旬|{HAN_DAY}[日号])
        |份?{NO_MONTH}))"""
PART = rf"""
    (?:[上下]半年 | [前头][二两三]个?季度 | 第?[一二三四1-4]季度 | [前头]\ ?{NUMBER}\ ?个月 | 全年 | 年[底末初]
      |(?:1[0-2]|0[1-9]|[1-9]){MONTHS}
      |(?:十[一二]?|[一二三四五六七八九])月(?:份?\ ?(?:[上中下]旬|{HAN_DAY}[日号])|份?{NO_MONTH}))"""
YEARLY = r"(?!龄|轻|纪|青|货|均|会|产|薪|租|检|审|报|历|味|夜|糕|画|级)"  # 以上年龄, 改革后年均
# The first two characters stand in front, so that a search passes over the rest of the text in C.
TIMES = re.compile(
    rf"""
    [0-9今去明后前上本下全近过最年第头“一二三四五六七八九十目昨]
    (?=[0-9年半月季一二两三四五六七八九十初内底末去近前明〇零天日周\ \-—–―~～−至到])
    (?:
      (?<=[0-9])(?<![0-9./+][0-9])(?<![0-9]:[0-9])(?:
          (?<=[12])(?:(?<=1)9|(?<=2)0)\d\d(?:
              \ ?年?{DASH}(?:19|20)\d\d\ ?年(?!\ ?\d)                                # 2018—2020年
            |(?=[、和](?:19|20)\d\d\ ?年(?!\ ?\d))                                   # 2021、2022年: each
            |\ ?年\ ?{MONTH}\ ?月{DASH}(?:19|20)\d\d\ ?年\ ?{MONTH}\ ?月份?(?!\ ?\d)    # 2021年3月至2022年1月
            |\ ?年(?:度(?!假))?(?:\ ?{PART})?)
        |(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<=[1-9])){MONTHS}
      )
    | (?<=[一二])[〇零九][〇零一二三四五六七八九]{{2}}年(?:{PART})?                     # 二〇一六年
    | (?<=[今去明])(?<!文明)年度?(?:\ ?{PART})?
    | (?<=今)明(?:两|后三)年
    | (?<=[本上后前])(?<![以网线马路山船车手身世]上)(?<![基根]本)(?<![以之目]前)(?<![以之产成营运用工车效]后)
        (?:年(?:(?<![后前]年)度)?|(?<=上)一年){YEARLY}(?:\ ?{PART})?
    | (?<=[上下])半年
    | (?<=[前头])(?:[二两三]个?季度|\ ?{NUMBER}\ ?个月)
    | (?<=第)[一二三四1-4]季度
    | (?<=[一二三四1-4])(?<!每.)(?<![0-9.][1-4])季度
    | (?<=全)(?<![健安]全)年(?!度|龄|会)
    | (?<=年)(?<![0-9一二三四五六七八九十两几半每多数青学历当来百千万各逐这度\ ]年)(?:[底末]|初(?:以来)?|内)
    | (?<=[上本])(?<![以网]上)月(?!均|销|产|亮|球|租|薪|饼|\d)(?:[上中下]旬)?
    | (?<=昨)[天日] | (?<=前)(?<![以之年月日]前)天(?![气津]) | (?<=今)[天日](?=[上下]午|[早晚]|，|（)
    | (?<=[上本])(?<![以网早晚马]上)(?<![基根]本)周(?:[一二三四五六日天])?(?![年期边岁转密全详])
    | (?:(?<=近)|(?<=过)去|(?<=最)近)\ ?(?:\d{{1,2}}|[一二两三四五六七八九十])\ ?(?:年|个月)(?![前后底])
    | (?<=[一二三四五六七八九十])(?<![一二三四五六七八九].)(?:(?<=十)[一二])?
        月(?:份?(?:[上中下]旬|{HAN_DAY}[日号])|份?{NO_MONTH})
    | (?<=“)十[一二三四五六]?五”(?:期间|时期|末|以来|前[两二三四]年)
    | (?<=十)[一二三四五六]?五(?:期间|时期|末|以来|前[两二三四]年)
    | (?<=目)前(?!期|后)(?:为止)?
    )
    (?:(?<=[0-9年月度日号旬])以来|(?<=[年月度])内(?![容外部])|{EDGE})
    """,
    re.VERBOSE,
)
# The same, with the parts named.
TIME = re.compile(
    rf"""
    (?:
        “?(?P<plan>十[一二三四五六]?五)”?(?P<plan_part>期间|时期|末|以来|前(?P<plan_years>[两二三四])年)  # “十四五”期间
      | (?P<from_year>(?:19|20)\d\d)\ ?年?{DASH}(?P<to_year>(?:19|20)\d\d)\ ?年
      | 今明(?P<coming>两|后三)年
      | (?:近|过去|最近)\ ?(?P<recent>\d{{1,2}}|[一二两三四五六七八九十])\ ?(?P<recent_unit>年|个月)
      | (?P<this>今年以来|年初以来|[上本]月(?:[上中下]旬)?|[昨今][天日]|前天|[上本]周[一二三四五六日天]?|目前(?:为止)?
          |(?:今年)?年?内)
      | (?P<start_year>(?:19|20)\d\d)\ ?年\ ?(?P<start_month>{MONTH})\ ?月{DASH}
        (?P<stop_year>(?:19|20)\d\d)\ ?年\ ?(?P<stop_month>{MONTH})\ ?月份?
      | (?:(?P<year>(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{{2}})(?:\ ?年度?)?
          |(?P<relative>今年度?|本年度?|去年度?|上年度?|上一年|前年|明年度?|后年)\ ?)?\ ?
        (?:
            (?P<half>[上下])半年
          | [前头](?P<quarters>[二两三])个?季度                                         # 前三季度
          | 第?(?P<quarter>[一二三四1-4])季度
          | (?P<from_month>{MONTH})\ ?月?份?{DASH}(?P<to_month>{MONTH})\ ?月份?          # 1—8月
          | [前头]\ ?(?P<months>{NUMBER})\ ?个月                                        # 前5个月
          | (?P<month>{MONTH}|十[一二]?|[一二三四五六七八九])\ ?月份?
            (?:\ ?(?P<day>{DAY})\ ?[日号]?
               (?:{HOUR}?{DASH}(?:(?P<last_month>{MONTH})\ ?月\ ?)?(?P<last_day>{DAY})\ ?[日号])?
              |\ ?(?P<ten>[上中下])旬|(?P<han_day>{HAN_DAY})[日号])?
          | (?P<whole>全年)
          | (?P<year_end>年[底末])
          | (?P<year_start>年初)
        )?
    )
    (?P<edge>年底|年末|[底末初]|以来|至今|起)?(?P<before>之?前|以前|内)?
    """,
    re.VERBOSE,
)  # fmt: skip
INSTANT_LEADS = ("截至", "截止到", "截止")
REACHED = re.compile(r"(?:(?<![达加高升增降涨减少长大展低遍及扩约])到|(?<![截甚乃以直冬夏延])至)\ ?$")
SINCE = re.compile(r"[从自由]\ ?$")


class Period(NamedTuple):
    """A time that the text states: its place and the ISO 8601 interval that it means."""

    span: Span
    interval: str


def find_periods(view: str, reference: date | None, *, offset: int = 0) -> list[Period]:
    """The times that a text states, in its order.

    Args:
        view: simplified text with ASCII digits.
        reference: the article's date; without it only what is stated in full is resolved.
        offset: added to every span.
    """
    found: list[Period] = []
    stated: int | None = None
    for match in TIMES.finditer(view):
        start, end = match.span()
        interval, year = meaning(match[0], lead_of(view, start, end), reference, stated)
        stated = year or stated
        if interval is not None:
            found.append(Period(Span(start + offset, end + offset), interval))
    return found


def lead_of(view: str, start: int, end: int) -> str:
    """What the word in front makes of the time at `[start, end)`: `by` (到2025年), `at` (截至8月底), else nothing.

    >>> lead_of("到2025年，", 1, 6), lead_of("截至8月底", 2, 5), lead_of("增加到2020年的50万", 3, 8)
    ('by', 'at', '')
    """
    before = view[start - 1 : start]
    if not before or before not in "到至止 ":
        return ""
    low = max(0, start - 5)
    if view[low:start].rstrip(" ").endswith(INSTANT_LEADS):
        return "at"
    return "by" if REACHED.search(view, low, start) is not None and view[end : end + 1] != "的" else ""


@lru_cache(maxsize=MEMORY)
def meaning(text: str, lead: str, reference: date | None, stated: int | None) -> tuple[str | None, int | None]:
    """The ISO 8601 interval that a match of `TIMES` means, and the year that it names in full, if any.

    Args:
        text: what was matched.
        lead: as `lead_of` says.
        reference: the article's date.
        stated: the year that the text named before.
    """
    match = TIME.fullmatch(text)
    if match is None:
        return None, None
    year, days = resolve_days(match, reference, stated)
    if days is not None and lead == "at" and reference is not None and days.first <= reference < days.last:
        days = Days(reference, reference)  # 截止到今年 of October
    return None if days is None else as_interval(match, lead, days), year if match["year"] else None


def years_of(text: str) -> list[int | None]:
    """The single years that a match of `TIMES` spans, each `None` where their number alone is told; else none.

    >>> years_of("2021—2023年"), years_of("近三年"), years_of("2021年")
    ([2021, 2022, 2023], [None, None, None], [])
    """
    match = TIME.fullmatch(text)
    if match is None or match["edge"] or match["before"]:
        return []
    if match["from_year"]:
        return list(range(int(match["from_year"]), int(match["to_year"]) + 1))
    return [None] * (number(match["recent"]) or 0) if match["recent_unit"] == "年" else []


@lru_cache(maxsize=MEMORY)
def lacks_year(text: str) -> bool:
    """Whether a match of `TIMES` names no year, so that it hangs on one stated elsewhere or on the article's date.

    >>> lacks_year("上半年"), lacks_year("去年上半年"), lacks_year("今年以来")
    (True, False, False)
    """
    return meaning(text, "", None, None)[0] is None and meaning(text, "", None, ANY_YEAR)[0] is not None


def resolve_days(match: re.Match[str], reference: date | None, stated: int | None) -> tuple[int | None, Days | None]:
    """The year and the days that a match means; no days where they hang on what is not stated."""
    if match["plan"]:
        first = PLAN_START[match["plan"]]
        last = date(first + (number(match["plan_years"] or "") or 5) - 1, 12, 31)
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
    if match["coming"]:
        if reference is None:
            return None, None
        years = 1 if match["coming"] == "两" else 2
        return None, Days(date(reference.year, 1, 1), date(reference.year + years, 12, 31))
    if match["this"]:
        return None, this_days(match["this"], reference)
    year = year_of(match, reference, stated)
    if year is None:
        return None, None
    return year, days_in(match, year, reference)


def year_of(match: re.Match[str], reference: date | None, stated: int | None) -> int | None:
    """The year that the match names, or that the text or the article's date gives it."""
    if match["year"]:
        return int("".join(str(DIGIT.get(char, char)) for char in match["year"]))
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
        if match[0].startswith("过去") and reference.month <= REPORTING:  # 过去五年 of a report in spring: whole years
            return Days(date(reference.year - count, 1, 1), date(reference.year - 1, 12, 31))
        start = reference.replace(year=reference.year - count, day=min(reference.day, 28))
    else:
        months = reference.year * 12 + reference.month - 1 - count
        start = date(months // 12, months % 12 + 1, min(reference.day, 28))
    return Days(start + timedelta(days=1), reference)


def days_in(match: re.Match[str], year: int, reference: date | None) -> Days | None:
    """The days of a year that a match means; none for what is vague (年初)."""
    if match["edge"] == "初" or match["year_start"]:
        return None
    if match["half"]:
        days = months_of(year, 1, 6) if match["half"] == "上" else months_of(year, 7, 12)
    elif match["quarters"]:
        days = months_of(year, 1, 9 if match["quarters"] == "三" else 6)
    elif match["quarter"]:
        quarter = number(match["quarter"]) or 1
        days = months_of(year, 3 * quarter - 2, 3 * quarter)
    elif match["from_month"]:
        first, last = int(match["from_month"]), int(match["to_month"])
        return months_of(year, first, last) if first <= last else None
    elif match["months"]:
        return months_of(year, 1, min(number(match["months"]) or 1, 12))
    elif match["month"]:
        return month_or_day(match, year, reference)
    else:
        days = months_of(year, 1, 12)
    return _up_to(match, days, reference)


def _up_to(match: re.Match[str], days: Days, reference: date | None) -> Days:
    """2016年以来 and 3月起 last until the article's date; what is to begin has no end."""
    if match["edge"] in ("以来", "至今", "起") and reference is not None and days.first <= reference:
        return Days(days.first, reference)
    if match["edge"] == "起":
        return Days(days.first, date.max)
    return Days(days.last, days.last) if match["year_end"] else days


def month_or_day(match: re.Match[str], year: int, reference: date | None) -> Days | None:
    """9月, 9月17日, 8月底, 8月上旬, 3月以来."""
    month = number(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    days = months_of(year, month, month)
    if match["ten"]:
        days = ten_days(match["ten"], days)
    if match["day"] or match["han_day"]:
        day = number(match["day"] or match["han_day"]) or 0
        if not 1 <= day <= days.last.day:
            return None
        end = day_span_end(match, year, days.first.replace(day=day))
        if end is None:
            return None
        days = Days(days.first.replace(day=day), end)
    return _up_to(match, days, reference)


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


def as_interval(match: re.Match[str], lead: str, days: Days) -> str:
    """The ISO 8601 form: an interval, one date for an instant, open to the left for what is to be reached."""
    last = ".." if days.last == date.max else days.last.isoformat()
    edge = match["edge"] or ""
    if lead == "by" or match["before"] or (match["this"] or "").endswith("内"):
        return f"../{last}"
    if lead == "at" or days.first == days.last or edge in ("底", "末", "年底", "年末"):
        return last
    return f"{days.first.isoformat()}/{last}"
