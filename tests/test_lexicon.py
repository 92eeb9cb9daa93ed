"""Strict loading, the user's lexicons, the compiled form, matching."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sysanalyze.lexicon import LexiconError, Matcher, OverlapMatcher, load, load_lexicons, strict
from sysanalyze.lexicon.load import compile_files, lexicon_files, lexicon_folder

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "lexicon: slogans\nmeaning: 提法\nsource: 公开文件\n"
FIELDS = """\
fields:
  kind: {type: text, values: [tifa, numeric], required: true}
  members: texts
  year: number
  old: flag
"""
BODY = HEAD + FIELDS + "entries:\n"
ENTRY = "entries:\n- {surface: 放管服, kind: tifa}\n"


def parse(text: str) -> strict.ParsedFile:
    return strict.parse_file(text.encode(), "slogans.yaml")


def test_a_file_as_documented() -> None:
    parsed = parse(
        HEAD + FIELDS + "entries:\n"
        "- {surface: 放管服, variants: [“放管服”改革], kind: tifa, year: 2015}\n"
        "- {surface: 四个意识, kind: numeric, members: [政治意识, 大局意识], old: false}\n"
    )
    (line, first), (_, second) = parsed.entries
    assert line == 10
    assert first.forms == ("放管服", "“放管服”改革")
    assert first.text("kind") == "tifa"
    assert first.number("year") == 2015
    assert first.texts("members") == ()
    assert second.texts("members") == ("政治意识", "大局意识")
    assert not second.flag("old")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (HEAD + FIELDS + ENTRY + "entires: []\n", 11, "unknown key 'entires'; did you mean 'entries'?"),
        (BODY + "- {surface: 放管服, kinds: tifa}\n", 10, "unknown key 'kinds'; did you mean 'kind'?"),
        (BODY + "- {surface: 放管服, kind: tifa, kind: tifa}\n", 10, "duplicate key 'kind'"),
        (BODY + "- {surface: 放管服, kind: tiffa}\n", 10, "'kind' cannot be 'tiffa'; did you mean 'tifa'?"),
        (BODY + "- {surface: 放管服}\n", 10, "the entry '放管服' lacks 'kind'"),
        (BODY + "- {kind: tifa}\n", 10, "an entry lacks 'surface'"),
        (BODY + "- {surface: a, kind: tifa, year: soon}\n", 10, "'year' must be a number, not 'soon'"),
        (BODY + "- {surface: a, kind: tifa, year: nan}\n", 10, "'year' must be a number, not 'nan'"),
        (BODY + "- {surface: a, kind: tifa, old: maybe}\n", 10, "'old' must be true or false, not 'maybe'"),
        (BODY + "- {surface: a, kind: tifa, members: b}\n", 10, "'members' must be a list"),
        (BODY + "- {surface: a, kind: [tifa]}\n", 10, "'kind' must be text"),
        (BODY + "- [a]\n", 10, "an entry is a word, or a mapping with 'surface'"),
        (BODY + "- &a {surface: a, kind: tifa}\n", 10, "anchors and aliases"),
        (BODY + "- !!python/object:os.system {surface: a}\n", 10, "tags are not allowed"),
        (BODY + "- {surface: 放管服, kind: tifa\n", 11, "is not valid YAML"),
        (BODY + "- {surface: a, ? [b] : c}\n", 10, "a key must be a word"),
        (HEAD + FIELDS + "entries: 放管服\n", 9, "'entries' must be a list"),
        (HEAD + FIELDS, 1, "lacks the key 'entries'"),
        (HEAD + "fields: kind\n" + ENTRY, 4, "'fields' must be a mapping"),
        (HEAD + "fields: {kind: string}\n" + ENTRY, 4, "unknown type 'string'"),
        (HEAD + "fields: {kind: {values: [a]}}\n" + ENTRY, 4, "the field 'kind' needs a type"),
        ("meaning: a\nsource: b\nentries: []\n", 1, "lacks the key 'lexicon'"),
        ("lexicon: []\nmeaning: a\nsource: b\nentries: []\n", 1, "'lexicon' must be text"),
        ("- 放管服\n", 1, "must be a mapping"),
        ("", 1, "must be one YAML mapping"),
        (HEAD + "entries: []\n---\na: b\n", 1, "more than one YAML document"),
        (HEAD + "entries:\n- [[[[[[[[a]]]]]]]]\n", 5, "nested too deep"),
        (HEAD + "entries:\n- a\x00b\n", 6, "a character that YAML does not allow"),
    ],
)
def test_what_the_format_refuses(text: str, line: int, what: str) -> None:
    with pytest.raises(LexiconError) as caught:
        parse(text)
    assert (caught.value.file, caught.value.line) == ("slogans.yaml", line)
    assert what in caught.value.what


def test_an_alias_bomb_fills_no_memory() -> None:
    bomb = HEAD + "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nentries: *b\n"
    with pytest.raises(LexiconError, match=r"slogans\.yaml:4: anchors and aliases"):
        parse(bomb)


def test_a_file_that_is_not_utf8_names_the_line() -> None:
    with pytest.raises(LexiconError, match=r"slogans\.yaml:2: is not UTF-8"):
        strict.parse_file((HEAD + ENTRY).encode("gb18030"), "slogans.yaml")


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("lexicon", "\ufefflexicon")])
def test_byte_order_mark_and_crlf_load_right(change: tuple[str, str]) -> None:
    assert parse((HEAD + FIELDS + ENTRY).replace(*change, *([1] if change[0] == "lexicon" else []))).name == "slogans"


def test_one_surface_once() -> None:
    text = HEAD + "entries: [a, b, {surface: c, variants: [a]}]\n"
    with pytest.raises(LexiconError, match=r"slogans\.yaml:4: 'a' stands in line 4 already"):
        compile_files({"slogans.yaml": text.encode()})


def test_the_file_bears_the_lexicons_name() -> None:
    with pytest.raises(LexiconError, match="must bear its name"):
        compile_files({"other.yaml": (HEAD + "entries: []\n").encode()})


def builtin(folder: Path) -> Path:
    folder.mkdir()
    (folder / "slogans.yaml").write_text(HEAD + FIELDS + ENTRY, encoding="utf-8")
    return folder


def user(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_users_entries_are_added_or_replace(tmp_path: Path) -> None:
    base = builtin(tmp_path / "builtin")
    mine = user(
        tmp_path / "mine", HEAD + "entries:\n- {surface: 放管服, kind: numeric}\n- {surface: 四风, kind: numeric}\n"
    )
    before, after = load_lexicons(folder=base), load_lexicons(mine, folder=base)
    assert [(entry.surface, entry.text("kind")) for entry in after["slogans"]] == [
        ("放管服", "numeric"),
        ("四风", "numeric"),
    ]
    assert before.digest != after.digest
    assert [entry.surface for entry in after["slogans"].where("kind", "numeric")] == ["放管服", "四风"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (HEAD.replace("slogans", "slogan") + "entries: []\n", "unknown lexicon 'slogan'; did you mean 'slogans'?"),
        (HEAD + FIELDS + ENTRY, "the fields of 'slogans' are declared by the built-in lexicon"),
        (HEAD + "entries:\n- {surface: 四风, kind: tifa}\n- {surface: 四风, kind: numeric}\n", "'四风' stands in"),
    ],
)
def test_what_a_users_lexicon_may_not(tmp_path: Path, text: str, what: str) -> None:
    base = builtin(tmp_path / "builtin")
    with pytest.raises(LexiconError) as caught:
        load_lexicons(user(tmp_path / "mine", text), folder=base)
    assert what in caught.value.what


def test_a_users_folder_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="is no folder"):
        load_lexicons(tmp_path / "none")


def test_compiled_lexicons_are_used_only_while_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = builtin(tmp_path / "builtin")
    compiled = compile_files({path.name: path.read_bytes() for path in lexicon_files(base)})
    compiled["lexicons"][0]["meaning"] = "from the compiled file"
    monkeypatch.setattr(load, "COMPILED", tmp_path / "compiled.json")
    load.COMPILED.write_text(json.dumps(compiled), encoding="utf-8")
    assert load_lexicons(folder=base)["slogans"].meaning == "from the compiled file"
    with (base / "slogans.yaml").open("a", encoding="utf-8") as file:
        file.write("- {surface: 四风, kind: numeric}\n")
    assert load_lexicons(folder=base)["slogans"].meaning == "提法"
    load.COMPILED.write_text("{", encoding="utf-8")
    assert len(load_lexicons(folder=base)["slogans"]) == 2


def test_every_builtin_lexicon_is_strictly_right() -> None:
    files = {path.name: path.read_bytes() for path in lexicon_files(lexicon_folder())}
    assert files
    compiled = compile_files(files)
    loaded = load_lexicons()
    assert [lexicon.name for lexicon in loaded] == [item["lexicon"] for item in compiled["lexicons"]]
    for lexicon in loaded:
        assert len(lexicon) > 0, lexicon.name


def test_the_longest_phrase_is_found_and_all_are_found() -> None:
    phrases = {"市委": 1, "市委书记": 2, "书记": 3}
    text = "双鸭山市委书记、市委"
    assert [tuple(hit) for hit in Matcher(phrases).longest(text)] == [(3, 7, 2), (8, 10, 1)]
    assert [tuple(hit) for hit in OverlapMatcher(phrases).all(text)] == [(3, 5, 1), (3, 7, 2), (5, 7, 3), (8, 10, 1)]


def test_offsets_of_phrases_are_code_points() -> None:
    assert [tuple(hit) for hit in Matcher({"书记": 0}).longest("李𬭎书记")] == [(2, 4, 0)]
