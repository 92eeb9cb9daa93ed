"""One text in a report, as each reader gets it back; PyYAML (1.1), ruamel.yaml (1.2), json and unicodedata judge."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sysanalyze.render import printable
from sysanalyze.render.escape import UNSEEN
from sysanalyze.render.json_text import json_node
from sysanalyze.render.yaml_text import block_string, flow_string

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a reader of YAML 1.1 or 1.2 would take for something else when it stands bare.
MISREAD = """
NO no n N y Yes on OFF true FALSE null Null ~ = <<
1e3 1E-3 0o17 0x1F 0b11 017 -5 +5 .5 5. 1_000 1,000 .inf -.INF .nan
2018 2018-40 19:30 190:20:30 2018-09-17 2018-9-7T08:00:00Z
- ? : -- --- [a] {a} #a &a *a !a |a >a %a @a `a 'a "a" a: :a
""".split()  # noqa: SIM905
BLANKS = ("", " a", "a ", "a: b", "a #b", "- a", "2018-09-17 08:00:00", "a\tb", "a\nb", "\u3000a", "a\u3000")
BARE = """
36.84亿元 10% 600MW 2×60万千瓦 2019-01-01/2019-06-30 ../2022-12-31 0.1.0 samples/a.txt 李𬭎 王䶮 a#b a:b 12e5f7a9
“双深合作” 第1季度 30-50万吨 m2 kW·h 亿
""".split()  # noqa: SIM905
CONTROLS = "\x00 \x07 \x1b \x85 \xad \u200b \u2028 \u2029 \u202e \u2066 \ufeff \U000e0041".split(" ")  # noqa: SIM905


def readings(text: str) -> Iterable[Any]:
    """The text as each reader gets it back from each place where a report can hold it."""
    written = f"---\na: {block_string(text)}\nb:\n- {{c: {flow_string(text)}, d: [{flow_string(text)}, 1]}}\n"
    for loaded in (yaml.safe_load(written), YAML(typ="safe", pure=True).load(StringIO(written))):
        yield from (loaded["a"], loaded["b"][0]["c"], loaded["b"][0]["d"][0])
    yield json.loads(json_node(text))


@pytest.mark.parametrize("text", [*MISREAD, *BLANKS])
def test_what_a_reader_would_misread_is_quoted(text: str) -> None:
    assert block_string(text).startswith('"')
    assert flow_string(text).startswith('"')
    assert set(readings(text)) == {text}


@pytest.mark.parametrize("text", BARE)
def test_what_no_reader_misreads_is_bare(text: str) -> None:
    assert block_string(text) == text
    assert set(readings(text)) == {text}


@pytest.mark.parametrize("sign", list(",[]{}:?"))
def test_signs_of_brackets_are_quoted_inside_them(sign: str) -> None:
    for text in (f"1{sign}200人", f"工{sign}业", f"{sign}业", f"业{sign}"):
        assert set(readings(text)) == {text}


@pytest.mark.parametrize("char", CONTROLS)
def test_unseen_characters_are_escaped_and_survive(char: str) -> None:
    text = f"宝清{char}县"
    assert char not in block_string(text) + flow_string(text) + json_node(text)
    assert set(readings(text)) == {text}


def test_unseen_is_what_unicode_says() -> None:
    """Every control, format, separator and surrogate code point of this Python's Unicode, and no letter."""
    for code in range(0x110000):
        char = chr(code)
        category = unicodedata.category(char)
        wanted = category in {"Cc", "Cf", "Zl", "Zp", "Cs"} or code in {0xFFFE, 0xFFFF}
        if category == "Cn" and not wanted:
            continue  # not assigned in this Python's Unicode, perhaps in the next one's
        assert bool(UNSEEN.match(char)) == wanted, f"U+{code:04X}"


def test_characters_beyond_the_bmp_stay() -> None:
    assert block_string("李𬭎") == flow_string("李𬭎") == "李𬭎"
    assert json_node("李𬭎") == '"李𬭎"'


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_survives(text: str) -> None:
    assert set(readings(text)) == {text}


@given(st.text(st.sampled_from("0123456789-+.:_eExob, #[]{}'\"&*!|>%@`~nNyoTZ"), max_size=8))
def test_any_text_of_signs_survives(text: str) -> None:
    assert set(readings(text)) == {text}


def test_printable_leaves_no_control_character() -> None:
    assert printable("a\x1b]0;标题\x07\nb\u202e") == "a\\x1b]0;标题\\x07\\nb\\u202e"
