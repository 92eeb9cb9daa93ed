"""Calendar dates: every case of the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sysanalyze.language.dates import find_date, first_full, full_dates, iso_date, match_date, month_day, small_number

CORPUS = Path(__file__).parent / "corpus" / "dates.yaml"
CASES: dict[str, list[Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "dates"), CASES["full"])
def test_full_dates(text: str, dates: list[str]) -> None:
    assert full_dates(text) == dates
    assert find_date(text) == next(iter(dates), None)


@pytest.mark.parametrize(("text", "dates"), [case for case in CASES["full"] if len(case[1]) == 1])
def test_the_first_of_them(text: str, dates: list[str]) -> None:
    match = first_full(text)
    assert match is not None
    assert match_date(match) == dates[0]


@pytest.mark.parametrize(("text", "near", "day"), CASES["without_year"])
def test_days_without_a_year(text: str, near: str | None, day: str | None) -> None:
    assert month_day(text, near) == day


@pytest.mark.parametrize(("text", "value"), CASES["numbers"])
def test_small_numbers(text: str, value: int) -> None:
    assert small_number(text) == value


def test_a_day_that_the_calendar_lacks() -> None:
    assert (iso_date(2024, 2, 29), iso_date(2023, 2, 29), iso_date(2024, 0, 1)) == ("2024-02-29", None, None)
    assert first_full("本文没有写日期") is None
