"""Days of the calendar that an article's date gives a meaning: 昨天, 上周五, 本月中旬, 今年以来."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

DAYS_BEFORE = {"昨": 1, "前": 2, "今": 0}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
TENS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


class Days(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date


def this_days(word: str, reference: date | None) -> Days | None:
    """今年以来, 上月, 本月, 上周, 昨天, 目前, 年内."""
    if reference is None:
        return None
    if word[0] in DAYS_BEFORE and word[1] in "天日":
        day = reference - timedelta(days=DAYS_BEFORE[word[0]])
        return Days(day, day)
    if word[1] == "周":
        return week_days(word, reference)
    if word.endswith("旬"):
        whole = this_days(word[:2], reference)
        return None if whole is None else ten_days(word[2], whole)
    if word in ("今年以来", "年初以来"):
        return Days(date(reference.year, 1, 1), reference)
    if word.startswith("目前"):
        return Days(reference, reference)
    if word.endswith("内"):
        return months_of(reference.year, 12, 12)
    if word == "上月":
        last = reference.replace(day=1) - timedelta(days=1)
        return Days(last.replace(day=1), last)
    return months_of(reference.year, reference.month, reference.month)


def week_days(word: str, reference: date) -> Days:
    """上周 or 本周, from Monday to Sunday, or a day of it: 上周五."""
    monday = reference - timedelta(days=reference.weekday() + (7 if word[0] == "上" else 0))
    if len(word) > 2:
        monday += timedelta(days=WEEKDAYS[word[2]])
        return Days(monday, monday)
    return Days(monday, monday + timedelta(days=6))


def ten_days(part: str, month: Days) -> Days:
    """上旬, 中旬 or 下旬 of a month."""
    first, last = TENS[part]
    return Days(month.first.replace(day=first), month.first.replace(day=min(last, month.last.day)))


def months_of(year: int, first: int, last: int) -> Days:
    """The days from the first of one month to the last of another."""
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
