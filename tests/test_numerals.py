"""Numbers as Chinese writes them, against a table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sysanalyze.language.numerals import NUMERAL, exact, find, plain, read

CORPUS = yaml.safe_load((Path(__file__).parent / "corpus" / "numerals.yaml").read_text(encoding="utf-8"))
NAMES = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number below 10^12 in plain Chinese, made another way than the reader reads it."""
    if number == 0:
        return "零"
    words, sections = "", []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    for power in range(len(sections) - 1, -1, -1):
        section = sections[power]
        if not section:
            continue
        text, gap = "", False
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = section // place % 10
            if digit:
                text += ("零" if gap and text else "") + NAMES[digit] + name
                gap = False
            else:
                gap = True
        if words and section < 1000 and not words.endswith("零"):
            words += "零"
        words += text + ("", "万", "亿")[power]
    return words


@pytest.mark.parametrize("case", CORPUS["numbers"], ids=lambda case: case["text"])
def test_number_is_read(case: dict[str, str]) -> None:
    number = read(case["text"])
    assert number is not None
    stated = tuple(None if end is None else str(end) for end in (number.value, number.low, number.high))
    assert stated == (case.get("value"), case.get("low"), case.get("high"))
    assert number.bound == case.get("bound", "exact")


@pytest.mark.parametrize("case", CORPUS["numbers"], ids=lambda case: case["text"])
def test_number_is_found_whole(case: dict[str, str]) -> None:
    text = case["text"]
    before = "" if text[0] == "半" else "有"
    match = NUMERAL.search(f"{before}{text}个")
    assert match is not None
    assert match[0] == text or text == "半百"


@pytest.mark.parametrize(("text", "scale", "bare"), CORPUS["scales"])
def test_scale_and_bareness(text: str, scale: int, bare: bool) -> None:  # noqa: FBT001  # a column of the table
    number = read(text)
    assert number is not None
    assert (number.scale, number.bare) == (scale, bare)


@pytest.mark.parametrize("text", CORPUS["none"])
def test_what_is_no_number(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("case", CORPUS["found"], ids=lambda case: case["text"])
def test_numbers_in_a_text(case: dict[str, Any]) -> None:
    assert [str(found.number.value) for found in find(case["text"])] == case["numbers"]


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_whole_number_is_read_back(number: int) -> None:
    text = in_chinese(number)
    found = read(text)
    assert found is not None, text
    assert found.value == number, text


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=-8, max_value=12))
def test_exact_has_no_exponent(mantissa: int, power: int) -> None:
    value = exact(mantissa, power)
    assert value == Decimal(mantissa).scaleb(power)
    assert "E" not in format(plain(value), "f")


@given(st.text(alphabet="0123456789.,，零一二两三十百千万亿几数多余来半点个 ", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    end = 0
    for found in find(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
