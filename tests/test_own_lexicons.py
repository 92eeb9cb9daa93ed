"""The user's own folder of lexicons: what `lexicon add` writes there, and that every command reads it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sysanalyze.cli.own import lexicon_folders, own_lexicons
from sysanalyze.lexicon import LexiconError, load_lexicons
from sysanalyze.lexicon.adding import with_entry
from sysanalyze.lexicon.strict import FieldRule, parse_file

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

KNOWN = {"slogans": {"kind": FieldRule(type="text"), "members": FieldRule(type="texts")}}
HEAD = "lexicon: slogans\nmeaning: 县里的提法\nsource: 县报\nentries:\n"


def added(raw: bytes | None, entry: dict[str, str | list[str]]) -> bytes:
    return with_entry(raw, entry, file="slogans.yaml", lexicon="slogans", known=KNOWN, meaning="提法")


def test_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (own_lexicons(), lexicon_folders(None), lexicon_folders("a")) == (None, [], [Path("a")])
    monkeypatch.setenv("SYSANALYZE_CONFIG", str(tmp_path))
    assert (own_lexicons(), lexicon_folders(None)) == (tmp_path / "lexicons", [])
    (tmp_path / "lexicons").mkdir()
    assert lexicon_folders("a") == [tmp_path / "lexicons", Path("a")]
    monkeypatch.delenv("SYSANALYZE_CONFIG")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        assert own_lexicons() == tmp_path / "sysanalyze" / "lexicons"


def test_an_entry_is_written_behind_the_others() -> None:
    made = added(None, {"surface": "向海图强", "kind": "tifa", "members": "海"})
    assert made.decode().splitlines()[-1] == "- {surface: 向海图强, kind: tifa, members: [海]}"
    kept = (HEAD + "# 从县报\n  - {surface: 甲乙, kind: tifa}").encode()
    more = added(kept, {"surface": "NO", "kind": "tifa", "variants": ["1e3", "~"]})
    assert more.startswith(kept)
    entries = [entry for _, entry in parse_file(more, "slogans.yaml", KNOWN).entries]
    assert [(entry.surface, entry.variants) for entry in entries] == [("甲乙", ()), ("NO", ("1e3", "~"))]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("entries:\n- {surface: 甲, kind: tifa}\nlexicon: slogans\nmeaning: m\nsource: s\n", "not valid YAML|must be"),
        ("entries: [{surface: 甲, kind: tifa}]\nlexicon: slogans\nmeaning: m\nsource: s\n", "not valid YAML|must be"),
        ("lexicon: slogans\nmeaning: m\nsource: s\nentries: []\n", "not valid YAML"),
        (HEAD.replace("slogans", "slogan"), "unknown lexicon"),
    ],
)
def test_a_file_that_does_not_end_with_its_entries_stays(raw: str, what: str) -> None:
    with pytest.raises(LexiconError, match=what):
        added(raw.encode(), {"surface": "乙", "kind": "tifa"})


@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=2))
@example("0\x85", [])
@example("甲", ["乙\u2028"])
def test_any_word_comes_back_or_is_refused(surface: str, variants: list[str]) -> None:
    entry: dict[str, str | list[str]] = {"surface": surface, "variants": list(variants), "kind": "tifa"}
    try:
        made = added(HEAD.encode() + b"- {surface: \xe7\x94\xb2, kind: tifa}\n", entry)
    except (LexiconError, UnicodeEncodeError):
        return
    *_, (_, last) = parse_file(made, "slogans.yaml", KNOWN).entries
    assert (last.surface, last.variants) == (surface, tuple(variants))


def test_later_folders_go_before_earlier_ones(tmp_path: Path) -> None:
    for name, kind in (("a", "numeric"), ("b", "tifa")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text(HEAD + f"- {{surface: 向海图强, kind: {kind}}}\n", encoding="utf-8")
    one, both = load_lexicons(tmp_path / "a"), load_lexicons(tmp_path / "a", tmp_path / "b")
    assert one["slogans"].surfaces()["向海图强"].text("kind") == "numeric"
    assert both["slogans"].surfaces()["向海图强"].text("kind") == "tifa"
    assert len({load_lexicons().digest, one.digest, both.digest}) == 3


def test_add_and_use(command: Command, tmp_path: Path) -> None:
    env = {"SYSANALYZE_CONFIG": str(tmp_path)}
    file = tmp_path / "lexicons" / "slogans.yaml"
    told = "坚持向海图强图远。\n".encode()
    before = command("extract", stdin=told, env=env).stdout
    arguments = ("lexicon", "add", "slogans", "向海图强图远", "--field", "kind=tifa", "--source", "县报")
    ran = command(*arguments, env=env)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, f"{file}:5\n", b"")
    report = yaml.safe_load(command("extract", stdin=told, env=env).stdout)
    assert [(one["text"], one["rule"]) for one in report["slogans"]] == [("向海图强图远", "slogan.lexicon_tifa")]
    assert report["produced_by"]["lexicons"] != yaml.safe_load(before)["produced_by"]["lexicons"]
    assert command("extract", stdin=told).stdout == before
    again = command(*arguments, env=env)
    assert (again.returncode, again.stdout) == (2, b"")
    assert f"{file}:6: E_LEXICON: '向海图强图远' stands in {file}:5 already" in again.stderr.decode()
    assert file.read_text(encoding="utf-8").count("向海图强图远") == 1
    assert f"own        {tmp_path / 'lexicons'}: 1 file\n" in command("doctor", env=env).stdout.decode()
    assert f"{file}\tslogans\t1\n" in command("lexicon", "check", env=env).stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("slogans", "某某", "--field", "knid=tifa"), "slogans.yaml:5: unknown key 'knid'; did you mean 'kind'"),
        (("slogans", "某某"), "slogans.yaml:5: the entry '某某' lacks 'kind'"),
        (("slogns", "某某"), "slogns: E_LEXICON: no such lexicon; did you mean slogans"),
        (("slogans", "某某", "--field", "kind"), "E_USAGE: --field 'kind': write it as kind=tifa"),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = command("lexicon", "add", "--to", tmp_path / "mine", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert message in ran.stderr.decode()
    assert not (tmp_path / "mine").exists()


def test_a_place_that_cannot_be_written_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    entry = ("slogans", "某某图强", "--field", "kind=tifa")
    ran = command("lexicon", "add", "--to", tmp_path / "file", *entry)
    assert (ran.returncode, ran.stdout) == (2, b"")
    nowhere = command("lexicon", "add", *entry)
    assert nowhere.returncode == 2
    assert b"SYSANALYZE_CONFIG is empty" in nowhere.stderr
