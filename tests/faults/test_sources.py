"""Rows 2, 5, 13, 33 and 34 of the faults: files that cannot be read, or are no articles."""

from __future__ import annotations

import json
import os
import re
import resource
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "宝清县到位资金36.84亿元。\n".encode()
GIGABYTE = 1 << 30


def ids(ran: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in ran.stdout.decode().splitlines()]


def test_row_2_what_is_missing_or_a_folder_is_named_with_what_to_do(command: Command, tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_bytes(ARTICLE)
    missing = tmp_path / "b.txt"
    for path, message in (
        (missing, "E_NOT_FOUND: no such file; check the path"),
        (tmp_path, "E_FOLDER: is a folder; .*sysanalyze batch"),
        (good / "c", "E_READ: cannot be read: not a directory"),
    ):
        alone = command("extract", path)
        assert (alone.returncode, alone.stdout) == (3, b"")
        assert re.fullmatch(f"sysanalyze: {re.escape(str(path))}: {message}.*\n", alone.stderr.decode())
        among = command("extract", "-f", "jsonl", path, good)
        assert (among.returncode, among.stderr) == (1, alone.stderr)
        assert ids(among) == [str(good)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_row_2_a_file_that_may_not_be_read(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE)
    path.chmod(0)
    ran = command("extract", path)
    assert ran.returncode == 3
    assert b"E_PERMISSION: may not be read; check its permissions" in ran.stderr


def test_row_2_json_is_an_array_even_when_all_fails(command: Command, tmp_path: Path) -> None:
    ran = command("extract", "-f", "json", tmp_path / "b.txt")
    assert (ran.returncode, json.loads(ran.stdout)) == (3, [])


def test_row_5_binary_files_renamed(command: Command, tmp_path: Path) -> None:
    kinds = {
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "elf": b"\x7fELF\2\1\1\0",
        "zip": b"PK\3\4\x14\0\0\0",
        "nul": b"\0" * 999,
    }
    paths = []
    for name, raw in kinds.items():
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_bytes(raw)
    ran = command("extract", *paths)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert re.findall(r"(\w+)\.txt: (E_\w+): is an? (\w+ \w+)|nul.*binary", ran.stderr.decode())
    lines = ran.stderr.decode().splitlines()
    assert len(lines) == 4
    assert all(f"{path}: E_BINARY: is " in line for path, line in zip(paths, lines, strict=True))


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))


def test_row_13_a_gigabyte_is_too_large_and_takes_no_memory(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(GIGABYTE)
    ran = command("extract", path, preexec_fn=limit_memory)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"E_TOO_LARGE: is larger than 64 MB, the limit for one article" in ran.stderr


def test_row_33_an_endless_device_is_too_large(command: Command) -> None:
    ran = command("extract", "/dev/zero", preexec_fn=limit_memory)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"/dev/zero: E_TOO_LARGE: " in ran.stderr


def test_row_33_a_pipe_by_name_is_read(command: Command) -> None:
    ran = command("extract", "/dev/stdin", "-f", "jsonl", stdin=ARTICLE)
    assert (ran.returncode, ids(ran)) == (0, ["/dev/stdin"])


def test_row_34_odd_names_are_reported_safely_one_line_each(command: Command, tmp_path: Path) -> None:
    names = [b"a\nb.txt", b"\xff\xfe.txt", b"\xd6\xd0.txt", b"\x1b[31m.txt", "名".encode() * 83 + b".text"]
    for name in names:
        with Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).open("wb") as stream:  # noqa: PTH118
            stream.write(ARTICLE)
    ran = command("extract", *names, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    reports: list[dict[str, Any]] = list(yaml.safe_load_all(ran.stdout.decode()))
    safe = [os.fsdecode(name).encode("utf-8", "backslashreplace").decode() for name in names]
    assert [report["document"]["id"] for report in reports] == safe
    assert b"\x1b" not in ran.stdout
    failing = command("extract", *(name + b".missing" for name in names[:4]), cwd=tmp_path)
    lines = failing.stderr.decode().splitlines()
    assert failing.returncode == 3
    assert [line.split(": ")[1] for line in lines] == [
        "a\\nb.txt.missing",
        "\\udcff\\udcfe.txt.missing",
        "\\udcd6\\udcd0.txt.missing",
        "\\x1b[31m.txt.missing",
    ]
