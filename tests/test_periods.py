"""Times → ISO 8601 intervals: every case of the table, its spans, and what holds for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sysanalyze.language.periods import find_periods, number

GROUPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "corpus" / "periods.yaml").read_text("utf-8"))
CASES = [(group["reference"], text, expected) for group in GROUPS for text, expected in group["cases"]]


@pytest.mark.parametrize(("reference", "text", "expected"), CASES)
def test_every_case(reference: date | None, text: str, expected: list[list[object]]) -> None:
    found = [[text[p.span.start : p.span.end], p.interval] for p in find_periods(text, reference)]
    assert found == [[surface, str(interval)] for surface, interval in expected]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


def test_spans_are_shifted_by_the_offset() -> None:
    (period,) = find_periods("上半年", date(2018, 9, 29), offset=7)
    assert period.span == (7, 10)


@given(st.text(alphabet="0123456789年月日号上下半全前近去今明季度至到截—-“十四五”期间末底以来 三个", max_size=30))
def test_any_times_are_in_order_and_parse(text: str) -> None:
    end = 0
    for period in find_periods(text, date(2020, 2, 29)):
        assert end <= period.span.start < period.span.end <= len(text)
        end = period.span.end
        ends = [date.fromisoformat(part) for part in period.interval.split("/") if part != ".."]
        assert ends == sorted(ends)


@pytest.mark.parametrize(("text", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("09", 9), ("两", 2), ("", None)])
def test_months_and_counts(text: str, value: int | None) -> None:
    assert number(text) == value
