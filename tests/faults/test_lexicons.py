"""Rows 14 to 16 of the faults: a user's lexicons, right and wrong; everything wrong is told before any work."""

from __future__ import annotations

import codecs
import re
import resource
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "玄铁岭出席会议。\n".encode()
HEADER = "lexicon: words\nmeaning: terms of a study\nsource: the study\nentries:\n"
GOOD = HEADER + "- {surface: 玄铁岭, tag: nz}\n"


def segment(command: Command, folder: Path, raw: bytes) -> subprocess.CompletedProcess[bytes]:
    (folder / "words.yaml").write_bytes(raw)
    return command("segment", "--lexicons", folder, stdin=ARTICLE)


@pytest.mark.parametrize(
    "raw",
    [GOOD.encode(), codecs.BOM_UTF8 + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()],
    ids=["plain", "marked", "crlf"],
)
def test_row_14_a_good_lexicon_loads(command: Command, tmp_path: Path, raw: bytes) -> None:
    ran = segment(command, tmp_path, raw)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().startswith("玄铁岭\tnz\t0\t3\n")


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (GOOD.replace("tag", "tga").encode(), 5, "unknown key 'tga'; did you mean 'tag'"),
        (GOOD.replace("meaning", "meanign").encode(), 2, "unknown key 'meanign'; did you mean 'meaning'"),
        ((GOOD + "- {surface: 玄铁岭, tag: n}\n").encode(), 6, "'玄铁岭' stands in .*:5 already"),
        ((GOOD + "- {surface: 乙, tag: n, tag: v}\n").encode(), 6, "duplicate key 'tag'"),
        (GOOD.encode("gbk"), r"\d+", "is not UTF-8; save the file as UTF-8"),
        (GOOD.encode()[:-4], r"\d+", "is not valid YAML"),
        (HEADER.encode(), r"\d+", "'entries' must be a list"),
        (b"", 1, "must be "),
        (GOOD.replace("words", "wrods").encode(), 1, "unknown lexicon 'wrods'; did you mean 'words'"),
        (GOOD.replace("nz", "nq").encode(), 5, "'tag' cannot be 'nq'"),
        ((HEADER + "- !!python/object/apply:os.system ['touch ran']\n").encode(), 5, "tags are not allowed"),
        ((HEADER + "- &a {surface: 乙, tag: n}\n- *a\n").encode(), 5, "anchors and aliases"),
        ((HEADER + "- " + "[" * 5000 + "]" * 5000 + "\n").encode(), 5, "nested too deep"),
    ],
)
def test_rows_14_and_15_a_wrong_lexicon_is_told_with_its_line(
    command: Command, tmp_path: Path, raw: bytes, line: int | str, what: str
) -> None:
    ran = segment(command, tmp_path, raw)
    assert (ran.returncode, ran.stdout) == (2, b"")
    file = re.escape(str(tmp_path / "words.yaml"))
    assert re.fullmatch(f"sysanalyze: lexicons: E_LEXICON: {file}:{line}: .*{what}.*\n", ran.stderr.decode())


def test_row_15_an_alias_bomb_fills_no_memory(command: Command, tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    (tmp_path / "words.yaml").write_text(bomb)

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    ran = command("extract", "--lexicons", tmp_path, stdin=ARTICLE, preexec_fn=limit_memory, timeout=30)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"words.yaml:1: anchors and aliases" in ran.stderr


def test_row_15_no_code_of_a_lexicon_runs(command: Command, tmp_path: Path) -> None:
    run_it = HEADER + f"- !!python/object/apply:os.system ['touch {tmp_path / 'ran'}']\n"
    assert segment(command, tmp_path, run_it.encode()).returncode == 2
    assert not (tmp_path / "ran").exists()


def test_row_14_a_lexicon_is_checked_before_any_article_is_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("lexicon: [", encoding="utf-8")
    ran = command("extract", "--lexicons", tmp_path, tmp_path / "missing.txt")
    assert ran.returncode == 2
    assert b"missing.txt" not in ran.stderr
