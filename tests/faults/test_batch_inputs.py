"""Rows 13, 33 to 35, 38 to 40 of the faults in a batch, and documents that crash, hang or are too many."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]
    Archive = Callable[..., Path]
    Rows = Callable[..., list[tuple[Any, ...]]]
    Contents = Callable[[Path], dict[str, str]]

# Documents that hold these words do what a broken library would.
BROKEN = """
import os, sys, time
if "sysanalyze.batch.child" in sys.orig_argv:
    from sysanalyze.article import ArticleMaker
    work = ArticleMaker.__call__
    def broken(self, document, **more):
        if "ABORT" in document.text:
            os.abort()
        if "HANG" in document.text:
            time.sleep(1000)
        if "RAISE" in document.text:
            raise ValueError("no such thing")
        return work(self, document, **more)
    ArticleMaker.__call__ = broken
"""
NO_SOCKET = """
import os, sys
def heard(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        os.write(2, event.encode() + b"\\n")
        os._exit(99)
sys.addaudithook(heard)
"""


def test_a_document_that_crashes_or_hangs_costs_itself_alone(
    command: Command, archive: Archive, rows: Rows, tmp_path: Path
) -> None:
    news = archive(articles=6)
    for number, word in ((1, "ABORT"), (2, "HANG"), (4, "RAISE")):
        with (news / f"{number:04d}.txt").open("a") as stream:
            stream.write(word)
    (tmp_path / "sitecustomize.py").write_text(BROKEN)
    env = {"PYTHONPATH": str(tmp_path)}
    ran = command("batch", news, "-o", tmp_path / "made", "-q", "-j", "1", "--timeout", "4", env=env)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode().splitlines() == [
        f"sysanalyze: {news}/0001.txt: E_CRASH: its analysis ended the process twice (SIGABRT)",
        f"sysanalyze: {news}/0002.txt: E_TIMEOUT: its analysis took longer than 4 seconds (--timeout)",
        f"sysanalyze: {news}/0004.txt: E_INTERNAL: ValueError: no such thing; a defect of sysanalyze",
    ]
    assert rows(tmp_path / "made", "rejects", "doc, code, stage") == [
        (1, "E_CRASH", "analyze"),
        (2, "E_TIMEOUT", "analyze"),
        (4, "E_INTERNAL", "analyze"),
    ]
    assert [doc for (doc,) in rows(tmp_path / "made", "documents", "doc")] == [0, 3, 5]


def test_row_38_and_39_jobs_and_hash_seeds_change_nothing_and_no_socket_is_opened(
    command: Command, archive: Archive, tmp_path: Path, contents: Contents
) -> None:
    news = archive(articles=30, kilobytes=100)
    (tmp_path / "sitecustomize.py").write_text(NO_SOCKET)
    found = []
    for jobs, seed in ((1, 0), (2, 1), (8, 77)):
        made = tmp_path / f"made{jobs}"
        env = {"PYTHONPATH": str(tmp_path), "PYTHONHASHSEED": str(seed)}
        ran = command("batch", news, "-o", made, "-q", "-j", str(jobs), env=env)
        assert (ran.returncode, ran.stderr) == (0, b"")
        found.append(contents(made))
    assert found[0] == found[1] == found[2]
    assert sum(name.startswith("figures/") for name in found[0]) == 3


def test_row_13_a_gigabyte_is_rejected_and_the_rest_goes_on(
    command: Command, archive: Archive, rows: Rows, tmp_path: Path
) -> None:
    news = archive(articles=2)
    with (news / "0000a.txt").open("wb") as stream:
        stream.truncate(1 << 30)
    ran = command("batch", news, "-o", tmp_path / "made", "-q", "-j", "1")
    assert ran.returncode == 1
    assert b"0000a.txt: E_TOO_LARGE: is larger than 64 MB" in ran.stderr
    assert [name for (name,) in rows(tmp_path / "made", "documents", "id")] == [
        f"{news}/0000.txt",
        f"{news}/0001.txt",
    ]


def test_rows_33_and_34_what_is_no_file_and_odd_names(
    command: Command, archive: Archive, rows: Rows, tmp_path: Path
) -> None:
    news = archive(articles=2)
    os.mkfifo(news / "pipe.txt")
    (news / "loop").symlink_to(news)
    odd = (b"a\nb.txt", b"\xff.txt", "名".encode() * 83 + b".text")
    for name in odd:
        with open(os.path.join(os.fsencode(news), name), "wb") as stream:  # noqa: PTH118, PTH123  # names in bytes
            stream.write("到位资金3亿元。".encode())
    ran = command("batch", news, "-o", tmp_path / "made", "-j", "1")
    assert ran.returncode == 0
    told = ran.stderr.decode().splitlines()
    assert [line.split(": ")[2] for line in told[:-1]] == ["W_SKIPPED", "W_SKIPPED"]
    names = [name for (name,) in rows(tmp_path / "made", "documents", "id")]
    assert f"{news}/a\nb.txt" in names
    assert f"{news}/\\udcff.txt" in names
    assert len(names) == 5
    again = command("batch", news, "-o", tmp_path / "made", "-q")
    assert (again.returncode, again.stderr) == (0, b"")


def test_row_35_many_tiny_files_take_little_memory(command: Command, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    peaks = []
    for number in range(8_000):
        (news / f"{number}.txt").write_bytes(b"")
        if number in (199, 7_999):
            made = tmp_path / f"made{number}"
            ran = command("batch", news, "-o", made, "-q", "-j", "1")
            assert (ran.returncode, ran.stderr) == (0, b"")
            peaks.append(int((made / "_log" / "runs.jsonl").read_text().partition('"memory": ')[2].split(",")[0]))
    assert peaks[1] < peaks[0] * 1.2


def test_row_40_ten_thousand_figures_in_one_sentence(command: Command, rows: Rows, tmp_path: Path) -> None:
    text = "全县到位资金" + "、".join(f"{number}亿元" for number in range(1, 10_001)) + "。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ran = command("batch", tmp_path / "a.txt", "-o", tmp_path / "made", "-q", "-j", "1")
    assert (ran.returncode, ran.stderr) == (0, b"")
    found = rows(tmp_path / "made", "figures", "text, start_char, value")
    assert [written for written, _, _ in found] == [f"{number}亿元" for number in range(1, 10_001)]
    assert all(text[start : start + len(written)] == written for written, start, _ in found)
    assert [int(value) for *_, value in found] == [number * 10**8 for number in range(1, 10_001)]


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_nothing_to_read_is_3_and_makes_no_plan(command: Command, tmp_path: Path, what: str) -> None:
    source = tmp_path / what
    if what == "empty":
        source.mkdir()
    ran = command("batch", source, "-o", tmp_path / "made")
    assert ran.returncode == 3
    assert ran.stderr.endswith(b"E_RUN: there is no file to read in what was named\n")
    assert (b"E_NOT_FOUND: no such file" in ran.stderr) == (what == "missing")
    assert not (tmp_path / "made" / "_plan" / "plan.json").exists()


def test_a_missing_source_among_good_ones_is_a_reject(
    command: Command, archive: Archive, rows: Rows, tmp_path: Path
) -> None:
    ran = command("batch", tmp_path / "missing", archive(articles=1), "-o", tmp_path / "made", "-q")
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert rows(tmp_path / "made", "rejects", "source, code, stage") == [
        (str(tmp_path / "missing"), "E_NOT_FOUND", "list")
    ]
