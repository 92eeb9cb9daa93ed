"""`sysanalyze convert`: reports out to annotation tools and back through the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))[:3]


@pytest.fixture
def reports(command: Command, tmp_path: Path) -> Path:
    """A file of three reports."""
    (tmp_path / "reports.jsonl").write_bytes(command("extract", "-f", "jsonl", *SAMPLES).stdout)
    return tmp_path / "reports.jsonl"


@pytest.mark.parametrize("form", ["brat", "label-studio", "spacy", "web-annotations"])
def test_there_and_back(command: Command, reports: Path, form: str) -> None:
    made = reports.parent / "made"
    there = command("convert", "--to", form, "-o", made, reports)
    assert (there.returncode, there.stdout, there.stderr) == (0, b"", b"")
    back = command("convert", "--from", form, made)
    assert (back.returncode, back.stderr) == (0, b"")
    got = [json.loads(line) for line in back.stdout.splitlines()]
    assert got == [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]


def test_brat_gets_a_folder_that_it_opens(command: Command, reports: Path) -> None:
    folder = reports.parent / "corpus"
    assert command("convert", "--to", "brat", "-o", folder, reports, reports).returncode == 0
    names = {path.name for path in folder.iterdir()}
    assert "annotation.conf" in names
    stem = SAMPLES[0].stem
    assert {f"{stem}.txt", f"{stem}.ann", f"{stem}-2.txt", f"{stem}-2.ann"} <= names
    assert (folder / f"{stem}.txt").read_bytes() == SAMPLES[0].read_bytes()


def test_one_format_at_a_time(command: Command, reports: Path) -> None:
    for arguments in ((), ("--to", "spacy", "--from", "brat"), ("--to", "brat"), ("--to", "word")):
        failed = command("convert", *arguments, reports)
        assert (failed.returncode, failed.stdout) == (2, b"")
        assert b"E_USAGE" in failed.stderr


def test_what_cannot_be_read_is_told(command: Command, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[{"data": {}}]', encoding="utf-8")
    failed = command("convert", "--from", "label-studio", tmp_path / "x.json")
    assert failed.returncode == 2
    assert b"E_FORMAT: task 1" in failed.stderr
    assert command("convert", "--to", "spacy", tmp_path / "no").returncode == 2
    full = command("convert", "--to", "spacy", "-o", "/dev/full", reports)
    assert full.returncode == 3
    assert b"E_OUTPUT" in full.stderr


@pytest.mark.parametrize(
    ("form", "files", "message"),
    [
        ("brat", {}, "in: E_MISSING: no such folder; --from brat"),
        ("brat", {"in": "T1"}, "in: E_MISSING: is no folder; --from brat"),
        ("brat", {"in/a.ann": "T1\tFigure 0 1\t甲\n"}, "a.txt: E_NOT_FOUND"),
        ("brat", {"in/a.ann": "T1\tFigure 0 9\t甲\n", "in/a.txt": "甲乙"}, "in: E_FORMAT: annotation T1: lies outside"),
        ("brat", {"in/a.ann": "T1\tFigure\n", "in/a.txt": "甲乙"}, "in: E_FORMAT: line 1: is no brat annotation"),
        ("spacy", {"in": "no json"}, "in: E_FORMAT: line 1: is not JSON"),
        ("web-annotations", {"in": "{}"}, "in: E_FORMAT: "),
        ("label-studio", {}, "in: E_NOT_FOUND"),
    ],
)
def test_wrong_annotations_are_named(
    command: Command, tmp_path: Path, form: str, files: dict[str, str], message: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    ran = command("convert", "--from", form, "in", cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (2, b"", 1)
    assert message in ran.stderr.decode()
