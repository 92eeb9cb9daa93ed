"""The command line through the installed command: standard output, standard error and the exit code."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

import sysanalyze

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "2019年上半年，宝清县到位资金36.84亿元，同比增长10.5%。县委书记王䶮出席会议并讲话。\n"
OTHER = "全县新开工项目12个，总投资3.5亿元。\n"


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    """Two articles on disk."""
    for name, text in (("a.txt", ARTICLE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_version_and_help(command: Command) -> None:
    assert command("--version").stdout == f"sysanalyze {sysanalyze.__version__}\n".encode()
    shown = command("-h")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout == command().stdout
    for name in (b"extract", b"segment"):
        assert name in shown.stdout
    assert b"--format" in command("extract", "-h").stdout


def test_help_loads_no_engine() -> None:
    for arguments in ([], ["-h"], ["extract", "-h"]):
        code = (
            f"import sys, sysanalyze; from sysanalyze.cli.main import execute; code = execute({arguments!r})\n"
            "heavy = ('jieba', 'rjieba', 'rich', 'yaml', 'chardet', 'ahocorasick_rs')\n"
            "print(code, [name for name in heavy if name in sys.modules])"
        )
        shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert shown.stdout.endswith("\n0 []\n")


def test_yaml_is_one_document_an_article(command: Command, articles: list[str]) -> None:
    ran = command("extract", *articles)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"---\nschema: 1\n")
    first, second = yaml.safe_load_all(ran.stdout.decode())
    assert [first["document"]["id"], second["document"]["id"]] == articles
    for report, text in ((first, ARTICLE), (second, OTHER)):
        assert report["figures"]
        assert all(figure["text"] == text[figure["start"] : figure["end"]] for figure in report["figures"])


def test_formats_say_the_same(command: Command, articles: list[str]) -> None:
    documents = list(yaml.safe_load_all(command("extract", *articles).stdout.decode()))
    assert json.loads(command("extract", "--format", "json", *articles).stdout) == documents
    lines = command("extract", "-f", "jsonl", *articles).stdout.decode().splitlines()
    assert [json.loads(line) for line in lines] == documents
    table = command("extract", "--format=table", *articles, env={"COLUMNS": "120"}).stdout.decode()
    assert "36.84亿元" in table
    assert "3,684,000,000" in table


def test_standard_input(command: Command, articles: list[str]) -> None:
    for arguments in ([], ["-"]):
        ran = command("extract", *arguments, stdin=ARTICLE.encode())
        assert ran.stdout.startswith(b'---\nschema: 1\ndocument:\n  id: "-"\n')
    both = command("extract", articles[1], "-", stdin=ARTICLE.encode())
    assert [report["document"]["id"] for report in yaml.safe_load_all(both.stdout.decode())] == [articles[1], "-"]


def test_only_leaves_the_other_kinds_empty(command: Command, articles: list[str]) -> None:
    ran = command("extract", "--only", "officials, figures", articles[0])
    report = yaml.safe_load(ran.stdout.decode())
    assert report["figures"]
    assert (report["slogans"], report["projects"]) == ([], [])


def test_date_is_the_reference_of_articles_without_one(command: Command, articles: list[str]) -> None:
    report = yaml.safe_load(command("extract", "--date", "2019-07-20", articles[1]).stdout.decode())
    assert report["produced_by"]["date"] == "2019-07-20"
    assert "date" not in yaml.safe_load(command("extract", articles[1]).stdout.decode())["produced_by"]


def test_segmenters_find_the_same(command: Command, articles: list[str]) -> None:
    fast, reference = (
        yaml.safe_load(command("extract", "--segmenter", name, articles[0]).stdout.decode())
        for name in ("rjieba", "jieba")
    )
    assert fast.pop("produced_by")["segmenter"] == "rjieba"
    assert reference.pop("produced_by")["segmenter"] == "jieba"
    assert fast == reference


def test_segment_prints_tokens_with_tags_and_places(command: Command, articles: list[str]) -> None:
    ran = command("segment", articles[0])
    assert (ran.returncode, ran.stderr) == (0, b"")
    rows = [line.split("\t") for line in ran.stdout.decode().splitlines()]
    assert rows[-1][0] == "\\n"
    assert all(len(row) == 4 for row in rows)
    assert all(ARTICLE[int(start) : int(end)] == token for token, _, start, end in rows[:-1])
    lines = command("segment", "--format", "jsonl", articles[0]).stdout.decode().splitlines()
    assert [json.loads(line) for line in lines[:-1]] == [
        {"token": token, "tag": tag, "start": int(start), "end": int(end), "id": articles[0]}
        for token, tag, start, end in rows[:-1]
    ]
    both = command("segment", *articles).stdout.decode()
    assert both.count("\n\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fromat", "json"], "command line: E_USAGE: no such option '--fromat'.*sysanalyze extract --format"),
        (["extract", "--fromat", "json"], "extract: E_USAGE: no such option '--fromat'.*--format"),
        (
            ["extract", "--format", "yml"],
            "extract: E_USAGE: .*'yml' is none of yaml, json, jsonl, table, csv; did you mean yaml",
        ),
        (["extract", "--only", "figurs"], "extract: E_USAGE: .*did you mean figures"),
        (["extract", "--only", ""], "extract: E_USAGE: .*'' is none of figures"),
        (["extract", "--date", "2019-02-30"], "extract: E_USAGE: .*'2019-02-30' is no day"),
        (["extract", "--date", "2019-W01-1"], "extract: E_USAGE: .*is no day"),
        (["extract", "--encoding", "gbq"], "extract: E_USAGE: .*'gbq' is no text encoding; did you mean gbk"),
        (["extract", "--segmenter", "jeiba"], "extract: E_USAGE: .*did you mean (r?jieba)"),
        (["extract", "--lexicons", "/nowhere/at/all"], "/nowhere/at/all: E_LEXICON: no such folder"),
        (["extract", "--lexicons", __file__], "E_LEXICON: is no folder"),
        (["segmnt"], "command line: E_USAGE: no such command: segmnt; did you mean segment"),
        (["article.txt"], "command line: E_USAGE: no such command: article.txt; .*sysanalyze extract article.txt"),
        (["segment", "--format", "yaml"], "segment: E_USAGE: .*is none of tsv, jsonl"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(command: Command, arguments: list[str], message: str) -> None:
    import re

    ran = command(*arguments, stdin=ARTICLE.encode())
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"\n") == 1
    assert re.search(f"^sysanalyze: .*{message}", ran.stderr.decode())


def test_a_terminal_without_a_path_is_wrong_usage(command: Command) -> None:
    ours, theirs = pty.openpty()
    try:
        ran = command("extract", stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"E_USAGE: no article: name a file (sysanalyze extract article.txt) or pipe one in" in ran.stderr


def test_progress_goes_to_a_terminal_only(command: Command, articles: list[str]) -> None:
    ours, theirs = pty.openpty()
    try:
        many = [*articles, *articles, *articles]
        quiet = command("extract", "-q", *many, stderr=theirs, env={"TERM": "xterm"})
        os.set_blocking(ours, False)
        with pytest.raises(BlockingIOError):
            os.read(ours, 4096)
        shown = command("extract", *many, stderr=theirs, env={"TERM": "xterm"})
        assert b"articles" in os.read(ours, 4096)
    finally:
        os.close(ours)
        os.close(theirs)
    assert quiet.stdout == shown.stdout == command("extract", *many).stdout


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_without_a_traceback(articles: list[str], sent: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sysanalyze", "extract", "-f", "jsonl", articles[0], "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    first = process.stdout.readline()  # flushed as soon as it is done; now the command waits for the second article
    process.send_signal(sent)
    rest, stderr = process.communicate(timeout=30)
    assert json.loads(first)["document"]["id"] == articles[0]
    assert (process.returncode, rest, stderr.strip()) == (code, b"", b"")


def test_a_defect_is_a_message_and_with_debug_a_traceback(
    command: Command, articles: list[str], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sysanalyze.resolve\n"
        "def broken(found):\n    if any(True for _ in found): raise ValueError('三\\n四')\n    return whole(found)\n"
        "whole, sysanalyze.resolve.resolve = sysanalyze.resolve.resolve, broken\n"
    )
    env = {"PYTHONPATH": str(tmp_path)}
    (tmp_path / "c.txt").write_text("天气晴。", encoding="utf-8")
    ran = command("extract", articles[0], tmp_path / "c.txt", env=env)
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith(f"sysanalyze: {articles[0]}: E_INTERNAL: ValueError: 三\\n四; ")
    assert ran.stderr.count(b"\n") == 1
    assert [r["document"]["id"] for r in yaml.safe_load_all(ran.stdout.decode())] == [str(tmp_path / "c.txt")]
    debugged = command("extract", "--debug", articles[0], env=env)
    assert b"Traceback" in debugged.stderr
