"""Calendar dates as Chinese pages write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date

DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
FULL = re.compile(
    r"""(?<!\d)(?:
    (?P<y>(?:19|20)\d\d)\ {0,2}(?:
        (?P<sep>[-/.])\ ?(?P<m>\d{1,2})(?P=sep)\ ?(?P<d>\d{1,2})(?![\d.]*[%\d])  # 2018-09-29, 2022-6-8, 2023/4/2
      | 年\ {0,2}(?P<m2>\d{1,2})\ {0,2}月\ {0,2}(?P<d2>\d{1,2})\ {0,2}[日号]?    # 2023年4月2日
      )
  | (?P<y4>(?:19|20)\d\d)(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])(?!\d)  # 20230402
  | (?P<y3>[二一][〇○零一二三四五六七八九]{3})年  # 二〇二三年一月六日
    (?P<m3>[一二三四五六七八九十]{1,2})月(?P<d3>[一二三四五六七八九十]{1,3})[日号]?
    )""",
    re.VERBOSE,
)
MONTH_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
WEEKDAY = r"(?:上午|下午|晚上?|星期[一二三四五六日天]|周[一二三四五六日])"
TIME = re.compile(rf"^[ T]*(?:{WEEKDAY} *)?\d{{1,2}}[:时]\d{{1,2}}(?:[:分]\d{{1,2}}秒?|分)?(?:\.\d+)?Z?")


def iso_date(year: int, month: int, day: int) -> str | None:
    """The date in ISO 8601; None where the calendar has no such day.

    >>> iso_date(2022, 6, 8), iso_date(2023, 2, 30)
    ('2022-06-08', None)
    """
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def small_number(text: str) -> int:
    """A number below 100 in Chinese numerals, 十 as in dates.

    >>> small_number("二十九"), small_number("十"), small_number("三")
    (29, 10, 3)
    """
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(DIGITS))
    return 10 * (int(tens.translate(DIGITS)) if tens else 1) + (int(ones.translate(DIGITS)) if ones else 0)


def match_date(match: re.Match[str]) -> str | None:
    """The ISO date of a match of `FULL`; None where the calendar has no such day."""
    if match["y3"]:
        if len(match["m3"]) > 1 and "十" not in match["m3"]:
            return None
        try:
            return iso_date(int(match["y3"].translate(DIGITS)), small_number(match["m3"]), small_number(match["d3"]))
        except ValueError:  # 三三月
            return None
    year = match["y"] or match["y4"]
    month = match["m"] or match["m2"] or match["m4"]
    day = match["d"] or match["d2"] or match["d4"]
    return iso_date(int(year), int(month), int(day))


def first_full(text: str) -> re.Match[str] | None:
    """The first match of `FULL` in a text, looked for only where a year can be."""
    return FULL.search(text) if "年" in text or "20" in text or "19" in text else None


def find_date(text: str) -> str | None:
    """The first full date of a text in ISO 8601, None where there is none. Digits must be ASCII.

    >>> find_date("发布时间:2022-6-8 9:15:22"), find_date("二〇二三年一月十六日"), find_date("2023年5月")
    ('2022-06-08', '2023-01-16', None)
    """
    return next(iter(full_dates(text)), None)


def full_dates(text: str) -> list[str]:
    """All full dates of a text in ISO 8601, in its order.

    >>> full_dates("2024年3月5日至2024年4月31日")
    ['2024-03-05']
    """
    if "年" not in text and "20" not in text and "19" not in text:
        return []
    return [found for match in FULL.finditer(text) if (found := match_date(match))]


def month_day(text: str, near: str | None) -> str | None:
    """The date of the first `3月5日` of a text, in the year that `near` (an ISO date, or its year) gives.

    Where `near` is a whole date, the year is the one that puts the day nearest to it: 12月30日 beside
    2024-01-02 is of 2023.

    >>> month_day("新华社北京3月5日电", "2018"), month_day("12月30日电", "2024-01-02")
    ('2018-03-05', '2023-12-30')
    """
    match = MONTH_DAY.search(text)
    if match is None or near is None:
        return None
    month, day, year = int(match["m"]), int(match["d"]), int(near[:4])
    if len(near) < 10:
        return iso_date(year, month, day)
    wanted = date.fromisoformat(near[:10]).toordinal()
    found = [iso_date(each, month, day) for each in (year - 1, year, year + 1) if 1 <= each <= 9999]
    dates = [each for each in found if each]
    return min(dates, key=lambda each: abs(date.fromisoformat(each).toordinal() - wanted), default=None)
