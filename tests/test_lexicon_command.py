"""`sysanalyze lexicon check`, `list` and `show`: every error with its place, and what the lexicons hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from sysanalyze.lexicon.checking import check_builtin, check_files

if TYPE_CHECKING:
    import subprocess

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
HEAD = "lexicon: slogans\nmeaning: 县里的提法\nsource: 县报\nentries:\n"


def written(folder: Path, **files: str) -> list[Path]:
    """Files of a user, NAME.yaml each."""
    paths = []
    for name, entries in files.items():
        paths.append(folder / f"{name}.yaml")
        paths[-1].write_text(HEAD + entries, encoding="utf-8")
    return paths


def told(paths: list[Path]) -> list[tuple[str, int, str, bool]]:
    """The remarks, with the names of the files alone."""
    return [
        (Path(one.file).name, one.line, one.what.replace(f"{paths[0].parent}/", ""), one.harmless)
        for one in check_files(paths).remarks
    ]


def test_the_builtin_lexicons_are_sound() -> None:
    checked = check_builtin()
    assert checked.remarks == []
    assert len(checked.files) > 25


def test_every_error_of_a_file_is_told_not_the_first_alone(tmp_path: Path) -> None:
    paths = written(
        tmp_path,
        a="- {surface: 向山图强}\n- {surface: 五联五帮, kind: numbers}\n- {surface: 守渠护田, kind: tifa}\n",
    )
    assert told(paths) == [
        ("a.yaml", 5, "the entry '向山图强' lacks 'kind'", False),
        ("a.yaml", 6, "'kind' cannot be 'numbers'; did you mean 'numeric'?", False),
    ]
    ((_, parsed),) = check_files(paths).files
    assert [entry.surface for _, entry in parsed.entries] == ["守渠护田"]


def test_duplicates_within_and_across_files(tmp_path: Path) -> None:
    paths = written(
        tmp_path,
        a="- {surface: 向山图强, kind: tifa}\n- {surface: 山山图强, kind: tifa, variants: [向山图强]}\n",
        b="- {surface: 向山图强, kind: tifa}\n- {surface: 守渠, kind: tifa, variants: [守渠]}\n",
    )
    assert told(paths) == [
        ("a.yaml", 6, "'向山图强' stands in a.yaml:5 already", False),
        ("b.yaml", 5, "'向山图强' stands in a.yaml:5 already", False),
        ("b.yaml", 6, "'守渠' stands twice in one entry", False),
    ]


def test_what_takes_the_place_of_a_builtin_entry_is_told(tmp_path: Path) -> None:
    paths = written(tmp_path, a="- {surface: 放管服, kind: tifa}\n")
    ((file, line, what, harmless),) = told(paths)
    assert (file, line, harmless) == ("a.yaml", 5, True)
    assert what.startswith("'放管服' takes the place of the built-in entry, slogans.yaml:")


def test_check_says_where(command: Command, tmp_path: Path) -> None:
    path = written(tmp_path, a="- {surface: 向山图强}\n- {surface: 放管服, kind: tifa}\n")[0]
    done = command("lexicon", "check", tmp_path)
    assert done.returncode == 1
    first, second = done.stderr.decode().splitlines()
    assert first == f"sysanalyze: {path}:5: E_LEXICON: the entry '向山图强' lacks 'kind'"
    assert second.startswith(f"sysanalyze: {path}:6: W_REPLACED: ")
    assert done.stdout.decode() == f"{path}\tslogans\t1\n"
    path.write_text("lexicon: slogan\n", encoding="utf-8")
    assert command("lexicon", "check", path).returncode == 3


@pytest.mark.parametrize("arguments", [["none.yaml"], ["."]])
def test_nothing_to_check_is_wrong_usage(command: Command, tmp_path: Path, arguments: list[str]) -> None:
    assert command("lexicon", "check", *arguments, cwd=tmp_path).returncode == 2


def test_check_of_the_builtin_lexicons(command: Command) -> None:
    done = command("lexicon", "check")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"slogans.yaml\tslogans\t" in done.stdout


def test_list(command: Command) -> None:
    names = [line.split("\t")[0] for line in command("lexicon", "list").stdout.decode().splitlines()]
    assert names == sorted(names)
    assert "slogans" in names
    entries = command("lexicon", "list", "slogans", "--where", "theme=poverty").stdout.decode().splitlines()
    assert any(line.startswith("两不愁三保障\t两不愁、三保障|") for line in entries)
    assert all("theme=poverty" in line for line in entries)
    assert command("lexicon", "list", "slogan").returncode == 2
    assert b"W_EMPTY" in command("lexicon", "list", "slogans", "--where", "theme=moon").stderr
    flagged = command("lexicon", "list", "slogans", "--where", "in_quotes=true").stdout.decode()
    assert flagged.startswith("一核两翼\t")


def test_show(command: Command, tmp_path: Path) -> None:
    written(tmp_path, a="- {surface: 向山图强, kind: tifa}\n")
    done = command("lexicon", "show", "两型社会", "向山图强", "--lexicons", tmp_path)
    first, second = yaml.safe_load_all(done.stdout)
    assert (first["lexicon"], first["members"]) == ("slogans", ["资源节约型社会", "环境友好型社会"])
    assert second == {"lexicon": "slogans", "surface": "向山图强", "kind": "tifa"}
    assert command("lexicon", "show", "两型社会", "没有的词").returncode == 1
    done = command("lexicon", "show", "没有的词")
    assert (done.returncode, done.stdout) == (3, b"")
    assert "没有的词: E_UNKNOWN" in done.stderr.decode()
