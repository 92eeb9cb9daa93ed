"""Rows 26, 31 and 32 of the faults: places that cannot be written, plans out of date, files changed by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]
    Archive = Callable[..., Path]
    Rows = Callable[..., list[tuple[Any, ...]]]
    Contents = Callable[[Path], dict[str, str]]

LEXICON = "lexicon: words\nmeaning: terms of a study\nsource: the study\nentries:\n- {surface: 玄铁岭, tag: nz}\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a file system")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_row_26_the_disk_fills_and_is_freed(
    command: Command, archive: Archive, small_disk: Path, tmp_path: Path, contents: Contents
) -> None:
    news = archive(articles=12, kilobytes=100)
    made = small_disk / "made"
    assert command("batch", news, "-o", tmp_path / "whole", "-q", "-j", "1").returncode == 0
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 980 * 1024)
    ran = command("batch", news, "-o", made, "-q", "-j", "1")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.count(b"\n") == 1
    assert b"no space left" in ran.stderr.lower()
    assert not (made / "_SUCCESS").exists()
    ballast.unlink()
    assert command("batch", news, "-o", made, "-q", "-j", "1").returncode == 0
    assert contents(made) == contents(tmp_path / "whole")


def test_row_26_an_output_that_cannot_be_made(command: Command, archive: Archive, tmp_path: Path) -> None:
    ran = command("batch", archive(articles=1), "-o", "/proc/made")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.startswith(b"sysanalyze: /proc/made: E_OUTPUT: cannot be written: ")
    assert ran.stderr.count(b"\n") == 1
    (tmp_path / "file").write_text("")
    assert command("batch", tmp_path / "news", "-o", tmp_path / "file").returncode == 2


def test_row_26_home_and_tmpdir_are_not_needed(command: Command, archive: Archive, tmp_path: Path) -> None:
    env = {"HOME": "/nonexistent", "TMPDIR": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    ran = command("batch", archive(articles=1), "-o", tmp_path / "made", "-q", env=env)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_row_31_what_changed_is_named(
    command: Command, archive: Archive, rows: Rows, tmp_path: Path, contents: Contents
) -> None:
    news = archive(articles=2)
    made = tmp_path / "made"
    assert command("batch", news, "-o", made, "-q").returncode == 0
    before = contents(made)

    def refused(named: str, *options: str, env: dict[str, str] | None = None) -> None:
        ran = command("batch", news, "-o", made, *options, env=env)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.decode().startswith(f"sysanalyze: {named}: E_CHANGED: ")
        assert ran.stderr.endswith(b"--restart begins anew\n")
        assert ran.stderr.count(b"\n") == 1
        assert contents(made) == before

    refused("--date", "--date", "2019-08-01")
    refused("--only", "--only", "figures")
    refused("--limit", "--limit", "1")
    refused("segmenter", "--segmenter", "jieba")
    (tmp_path / "sitecustomize.py").write_text("import sysanalyze\nsysanalyze.__version__ = '9.9.9'\n")
    refused("sysanalyze", env={"PYTHONPATH": str(tmp_path)})
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    (lexicons / "words.yaml").write_text(LEXICON, encoding="utf-8")
    refused("lexicons", "--lexicons", str(lexicons))
    (news / "0000a.txt").write_text("到位资金3亿元。", encoding="utf-8")
    refused(f"{news}/0000a.txt")
    (news / "0000a.txt").unlink()
    text = (news / "0001.txt").read_bytes()
    (news / "0001.txt").write_bytes(text + b"\n")
    refused(f"{news}/0001.txt")
    (news / "0001.txt").unlink()
    refused(f"{news}/0001.txt")
    assert command("batch", news, "-o", made, "-q", "--restart").returncode == 0
    assert len(rows(made, "documents", "id")) == 1


def test_row_32_what_was_cut_off_or_changed_is_done_again_alone(
    command: Command, archive: Archive, tmp_path: Path, contents: Contents
) -> None:
    news = archive(articles=21, kilobytes=100)
    (news / "9999.txt").write_bytes((news / "0000.txt").read_bytes())  # a duplicate, named in the last step
    made = tmp_path / "made"
    assert command("batch", news, "-o", made, "-q", "-j", "2").returncode == 0
    before = contents(made)
    untouched = made / "figures" / "00000.parquet"
    assert sum(name.startswith("figures/") for name in before) == 3
    since = untouched.stat().st_mtime_ns

    def cut(name: str) -> None:
        (made / name).write_bytes((made / name).read_bytes()[:-9])

    def changed(name: str) -> None:
        raw = bytearray((made / name).read_bytes())
        raw[len(raw) // 2] ^= 1
        (made / name).write_bytes(raw)

    cut("figures/00001.parquet")
    cut("_commits/00002.json")
    cut("_SUCCESS")
    again = command("batch", news, "-o", made, "-q", "-j", "1")
    assert (again.returncode, again.stderr) == (0, b"")
    assert contents(made) == before
    changed("documents/00002.parquet")
    (made / "mentions" / "00001.parquet").unlink()
    changed("_commits/finish.json")
    changed("runs/00000.parquet")
    again = command("batch", news, "-o", made, "-q", "-j", "1")
    assert (again.returncode, again.stderr) == (0, b"")
    assert contents(made) == before
    assert untouched.stat().st_mtime_ns == since
    changed("_plan/inputs.jsonl")
    spoiled = command("batch", news, "-o", made)
    assert spoiled.returncode == 2
    assert b"_plan/inputs.jsonl: E_CHANGED: was cut off or changed by hand" in spoiled.stderr


def test_an_output_with_other_files_or_within_the_source_is_refused(
    command: Command, archive: Archive, tmp_path: Path
) -> None:
    news = archive(articles=1)
    within = command("batch", news, "-o", news / "made")
    assert within.returncode == 2
    assert b"E_OUTPUT: lies within" in within.stderr
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.doc").write_text("")
    refused = command("batch", news, "-o", full, "--restart")
    assert refused.returncode == 2
    assert b"E_OUTPUT: holds other files (thesis.doc)" in refused.stderr
    assert os.listdir(full) == ["thesis.doc"]  # noqa: PTH208  # names are enough


def test_wrong_usage(command: Command, tmp_path: Path) -> None:
    for arguments in (
        ["-o", "made"],
        ["-", "-o", "made"],
        ["news"],
        ["news", "-o", "made", "--shard", "3/2"],
        ["news", "-o", "made", "--shard", "1/2", "--restart"],
        ["news", "-o", "made", "--scheduler", "nowhere"],
        ["news", "-o", "nosuch://made"],
    ):
        ran = command("batch", *arguments, cwd=tmp_path, stdin=subprocess.DEVNULL)
        assert (ran.returncode, ran.stdout) == (2, b""), arguments
        assert ran.stderr.count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_row_25_a_closed_standard_error_stops_nothing(archive: Archive, tmp_path: Path) -> None:
    news = archive(articles=1)
    line = '"$1" -m sysanalyze batch "$2" -o "$3" -j 1 2>&-'
    ran = subprocess.run(["bash", "-c", line, "bash", sys.executable, news, tmp_path / "made"], check=False)
    assert ran.returncode == 0
    assert (tmp_path / "made" / "_SUCCESS").exists()


def test_a_run_is_logged_beside_the_dataset(command: Command, archive: Archive, tmp_path: Path) -> None:
    assert command("batch", archive(articles=1), "-o", tmp_path / "made", "-q").returncode == 0
    entry = json.loads((tmp_path / "made" / "_log" / "runs.jsonl").read_text())
    assert entry["ended"] > entry["began"]
    assert entry["memory"] > 10_000
