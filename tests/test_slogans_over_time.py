"""The slogans lexicon as a table: complete, in order, and no entry in an archive before its first use."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sysanalyze.lexicon import Entry, Matcher, load_lexicons

ARCHIVE = Path(__file__).resolve().parents[2] / "shared" / "archive" / "xwlb-2013-2015.zip"
KINDS = ("numeric", "tifa", "quoted", "parallel")


def slogans() -> tuple[Entry, ...]:
    return load_lexicons()["slogans"].entries


def test_entries_stand_in_order_and_have_a_theme() -> None:
    entries = slogans()
    assert len(entries) >= 1500
    assert [entry.surface for entry in entries] == [
        entry.surface for entry in sorted(entries, key=lambda one: (KINDS.index(str(one.text("kind"))), one.surface))
    ]
    assert all(entry.text("theme") for entry in entries)
    assert 20 <= len({entry.text("theme") for entry in entries}) <= 25


def test_facts_are_of_their_kind() -> None:
    for entry in slogans():
        year = entry.number("first_use")
        assert year is None or 1935 <= year <= 2026, entry.surface
        assert not entry.texts("members") or len(entry.texts("members")) > 1, entry.surface
        assert len(set(entry.texts("members"))) == len(entry.texts("members")), entry.surface


@pytest.mark.skipif(not ARCHIVE.is_file(), reason="needs ../shared/archive")
def test_no_entry_is_found_before_its_first_use() -> None:
    # 全新发展阶段 hides 新发展阶段, as it does from the rule
    hiding = [entry for entry in load_lexicons()["slogan-stops"] if "hides" in entry.texts("roles")]
    dated = {form: entry for entry in hiding for form in entry.forms}
    for entry in slogans():
        quoted = entry.text("kind") == "quoted" or entry.flag("in_quotes")
        if not entry.text("note"):
            dated.update({f"“{form}”" if quoted else form: entry for form in entry.forms})
    matcher = Matcher(dated)
    early: dict[str, str] = {}
    with zipfile.ZipFile(ARCHIVE) as archive:
        for name in archive.namelist():
            for hit in matcher.longest(archive.read(name).decode("utf-8")):
                year = hit.value.number("first_use")
                if year is not None and int(name[:4]) < year:
                    early.setdefault(hit.value.surface, name)
    assert early == {}
