"""Rows 25, 36, 37 and 39 of the faults: outputs that close or fill, locales, planted caches, no network."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "宝清县到位资金36.84亿元，县委书记王䶮出席会议。\n".encode()


def shell(line: str, tmp_path: Path) -> tuple[int, bytes, bytes]:
    """Exit code of the command, standard output and error of a line of bash."""
    article = tmp_path / "a.txt"
    article.write_bytes(ARTICLE)
    ran = subprocess.run(
        ["bash", "-c", line, "bash", f"{sys.executable} -m sysanalyze", str(article)],
        capture_output=True,
        timeout=120,
        check=False,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_row_25_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    many = '$1 extract "$2" "$2" "$2" "$2" "$2" "$2" "$2" "$2"'
    assert shell(f"{many} | head -1; exit ${{PIPESTATUS[0]}}", tmp_path) == (0, b"---\n", b"")
    assert shell(f"{many} | true; exit ${{PIPESTATUS[0]}}", tmp_path) == (0, b"", b"")
    assert shell("$1 segment $2 | true; exit ${PIPESTATUS[0]}", tmp_path) == (0, b"", b"")


@pytest.mark.parametrize("arguments", ["extract $2", "extract -f json $2", "segment $2", "--version", "extract -h"])
def test_row_25_an_output_that_takes_nothing(tmp_path: Path, arguments: str) -> None:
    for where, words in (("/dev/full", b"no space left on device"), ("&-", b"closed")):
        code, _, told = shell(f"$1 {arguments} >{where}", tmp_path)
        assert code == 3
        assert told.startswith(b"sysanalyze: -: E_OUTPUT: standard output ")
        assert words in told
        assert told.count(b"\n") == 1


def test_row_25_closed_standard_input_and_error(tmp_path: Path) -> None:
    code, out, told = shell("$1 extract - <&-", tmp_path)
    assert (code, out) == (3, b"")
    assert b"sysanalyze: -: E_READ: standard input is closed" in told
    assert shell("$1 extract $2.missing 2>&-", tmp_path) == (3, b"", b"")
    assert shell("$1 extract $2.missing 2>/dev/full", tmp_path)[0] == 3


def test_row_36_data_are_utf8_in_every_locale(command: Command) -> None:
    plain = command("extract", stdin=ARTICLE)
    for env in (
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii:strict", "NO_COLOR": "1", "TERM": "dumb"},
    ):
        ran = command("extract", stdin=ARTICLE, env=env)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, plain.stdout, b"")
        assert "王䶮".encode() in ran.stdout
        table = command("extract", "-f", "table", stdin=ARTICLE, env=env)
        assert (table.returncode, table.stderr) == (0, b"")
        assert "36.84亿元".encode() in table.stdout
        assert b"\x1b" not in table.stdout
        missing = command("extract", "没有.txt", env=env)
        assert missing.returncode == 3
        assert b"E_NOT_FOUND" in missing.stderr
        shown = command("extract", "-h", env=env)
        assert (shown.returncode, shown.stderr) == (0, b"")


def test_row_37_a_planted_cache_is_never_read(command: Command, tmp_path: Path) -> None:
    clean, planted = tmp_path / "clean", tmp_path / "planted"
    clean.mkdir()
    planted.mkdir()
    cache = planted / "jieba.cache"
    cache.write_bytes(marshal.dumps(({"宝清县到位": 10**9, "宝": 0}, 10**9)))
    later = time.time() + 10**6
    os.utime(cache, (later, later))
    before = cache.read_bytes()
    for engine in ("jieba", "rjieba"):
        ran = [
            command("segment", "--segmenter", engine, stdin=ARTICLE, env={"TMPDIR": str(folder)})
            for folder in (clean, planted)
        ]
        assert ran[0].stdout == ran[1].stdout
        assert [each.stderr for each in ran] == [b"", b""]
    assert cache.read_bytes() == before
    assert [path.name for path in planted.iterdir()] == ["jieba.cache"]
    assert list(clean.iterdir()) == []


def test_row_39_no_socket_is_opened(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def heard(event, arguments):\n"
        "    if event.startswith('socket.'):\n"
        "        os.write(2, event.encode() + b'\\n')\n"
        "        os._exit(99)\n"
        "sys.addaudithook(heard)\n"
    )
    env = {"PYTHONPATH": str(tmp_path)}
    for form in ("yaml", "json", "table"):
        ran = command("extract", "-f", form, stdin=ARTICLE, env=env)
        assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(command("extract", "-f", "jsonl", "--segmenter", "jieba", stdin=ARTICLE, env=env).stdout)


def test_row_26_nothing_is_written_beside_the_output(command: Command, tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "here"
    for each in (home, folder):
        each.mkdir()
    env = {"HOME": str(home), "TMPDIR": "/nonexistent", "XDG_CACHE_HOME": str(home)}
    for arguments in (["extract"], ["extract", "-f", "table"], ["segment", "--segmenter", "jieba"]):
        ran = command(*arguments, stdin=ARTICLE, env=env, cwd=folder)
        assert (ran.returncode, ran.stderr) == (0, b"")
    assert list(home.iterdir()) == list(folder.iterdir()) == []
