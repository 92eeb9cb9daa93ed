"""Rows 1, 4 to 7, 9, 12, 15, 16, 22, 25, 36, 38 to 40 of the faults, for every command that they concern."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "2019年上半年，宝清县到位资金36.84亿元。县委书记李𬭎出席会议，推动高质量发展。\n"
MANY = [  # each with what it reads: a text, reports, or nothing
    (("segment", "a.txt"), True),
    (("explain", "a.txt"), True),
    (("explain", "-f", "json", "a.txt"), True),
    (("view", "-o", "-", "a.txt"), True),
    (("view", "-o", "-", "r.jsonl"), True),
    (("eval", "--errors", "gold", "r.jsonl"), True),
    (("eval", "-f", "html", "gold", "r.jsonl"), True),
    (("convert", "--to", "spacy", "r.jsonl"), True),
    (("convert", "--to", "web-annotations", "r.jsonl"), True),
    (("convert", "--to", "label-studio", "r.jsonl"), False),
    (("schema",), False),
    (("doctor",), False),
    (("lexicon", "show", "放管服"), False),
]


@pytest.fixture(scope="module")
def place(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article, its report, and gold that misses one figure."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "r.jsonl").write_bytes(command("extract", "-f", "jsonl", "a.txt", cwd=folder).stdout)
    (folder / "gold").mkdir()
    (folder / "gold" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "gold" / "a.gold.yaml").write_text("figures: []\nofficials: []\n", encoding="utf-8")
    return folder


def memory_of_a_gigabyte() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


@pytest.mark.parametrize("arguments", [("view", "-o", "-"), ("explain",), ("segment",)])
def test_rows_1_2_and_5_what_is_read_as_an_article(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "mark").write_bytes(b"\xef\xbb\xbf \r\n")
    ran = command(*arguments, "empty", "mark", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    ran = command(*arguments, "picture.txt", "none.txt", ".", "empty", cwd=tmp_path)
    lines = ran.stderr.decode().splitlines()
    assert ran.returncode == 1
    assert [line.split(": ")[1:3] for line in lines] == [
        ["picture.txt", "E_BINARY"],
        ["none.txt", "E_NOT_FOUND"],
        [".", "E_FOLDER"],
    ]


def test_rows_1_and_5_what_is_read_as_reports(command: Command, place: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"\xef\xbb\xbf\n")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    ran = command("convert", "--to", "spacy", tmp_path / "empty")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert command("eval", place / "gold", tmp_path / "empty").returncode == 0
    for arguments in (("convert", "--to", "spacy"), ("eval", place / "gold")):
        ran = command(*arguments, tmp_path / "picture")
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"picture: " in ran.stderr
        assert b"is a PNG picture" in ran.stderr


ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
HOSTILE = {
    "python": "document: !!python/object/apply:os.system ['touch ran']\n",
    "aliases": ALIASES,
    "self": "document: &a [*a]\n",
    "deep": "document: " + "[" * 100_000 + "]" * 100_000 + "\n",
    "keys": "? " * 100_000 + "a\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_row_15_reports_that_attack_their_reader(command: Command, place: Path, tmp_path: Path, name: str) -> None:
    """Reports and gold come from other people."""
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for path in (gold / "a.gold.yaml", tmp_path / "r.yaml"):
        path.write_text("---\nschema: 1\n" + HOSTILE[name], encoding="utf-8")
    for arguments, code in (
        (("convert", "--to", "spacy", "r.yaml"), 2),
        (("view", "-o", "-", "r.yaml"), 3),
        (("eval", "gold", str(place / "r.jsonl")), 2),
    ):
        if name == "python" and arguments[0] == "eval":
            continue  # gold without findings
        ran = command(*arguments, cwd=tmp_path, timeout=60, preexec_fn=memory_of_a_gigabyte)
        assert (ran.returncode, ran.stdout) == (code, b"")
        assert ran.stderr.count(b"\n") == 1
        assert b"E_INTERNAL" not in ran.stderr
    assert not (tmp_path / "ran").exists()


def test_row_15_json_nested_too_deep(command: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('{"schema":1,"document":' + "[" * 100_000 + "]" * 100_000 + "}\n")
    ran = command("convert", "--to", "spacy", "r.json", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"line 1: is nested too deep" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("view", "--outptu", "a"), "view: E_USAGE: no such option '--outptu'.*--output"),
        (("explain", "--refusd"), "explain: E_USAGE: no such option '--refusd'.*--refused"),
        (("eval", "--erors", "a", "b"), "eval: E_USAGE: no such option '--erors'.*--errors"),
        (("convert", "--to", "brta", "a"), "convert: E_USAGE: .*'brta' is none of .*did you mean brat"),
        (("schema", "reprot"), "schema: E_USAGE: .*did you mean report"),
        (("lexicon", "chekc"), "lexicon: E_USAGE: no such command.*chekc.*check"),
        (("doctor", "--lexicon", "a"), "doctor: E_USAGE: no such option '--lexicon'.*--lexicons|no such folder"),
    ],
)
def test_row_16_the_nearest_is_named(command: Command, arguments: tuple[str, ...], message: str) -> None:
    import re

    ran = command(*arguments, stdin=ARTICLE.encode())
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (2, b"", 1)
    assert re.search(message, ran.stderr.decode())


def test_rows_6_7_and_22_signs_reach_no_terminal_and_no_markup(command: Command, tmp_path: Path) -> None:
    signs = "\x00\x1b[31m\x1b]0;x\x07\u202e\u200b\x9b"
    text = f"{signs}</script><script>alert(1)</script>]]>\n{ARTICLE[:-1]}{signs}投资{signs}3亿元。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.gold.yaml").write_text("figures: []\n", encoding="utf-8")
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.yaml").write_bytes(command("extract", "a.txt", cwd=tmp_path).stdout)
    raw = set("\x00\x1b\x07\u202e\u200b\x9b")
    for arguments in (("explain", "--refused", "a.txt"), ("explain", "a.txt:12"), ("eval", "--errors", ".", "r")):
        ran = command(*arguments, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert not raw & set(ran.stdout.decode())
    for asked in (("view", "-o", "-", "a.txt"), ("view", "-o", "-", "r/a.yaml"), ("eval", "-f", "html", ".", "r")):
        page = command(*asked, cwd=tmp_path).stdout.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "Content-Security-Policy" in page
        assert not {"\x00", "\x1b", "\x07"} & set(page)


def test_row_9_crlf_in_reports_and_gold(command: Command, place: Path, tmp_path: Path) -> None:
    for path in (*place.glob("*.*"), *place.glob("gold/*")):
        if path.is_file():
            target = tmp_path / path.relative_to(place)
            target.parent.mkdir(exist_ok=True)
            keeps = path.suffix == ".txt"
            target.write_bytes(path.read_bytes() if keeps else path.read_bytes().replace(b"\n", b"\r\n"))
    for arguments in (("convert", "--to", "spacy", "r.jsonl"), ("eval", "gold", "r.jsonl")):
        assert command(*arguments, cwd=tmp_path).stdout == command(*arguments, cwd=place).stdout != b""


@pytest.mark.parametrize("arguments", [each for each, _ in MANY], ids=" ".join)
def test_row_25_an_output_that_takes_nothing(place: Path, arguments: tuple[str, ...]) -> None:
    line = f"{sys.executable} -m sysanalyze {' '.join(arguments)}"
    full = subprocess.run(["bash", "-c", f"{line} > /dev/full"], cwd=place, capture_output=True, timeout=120)
    assert full.returncode == 3
    assert full.stderr.startswith(b"sysanalyze: -: E_OUTPUT: standard output ")
    assert full.stderr.count(b"\n") == 1
    gone = subprocess.run(
        ["bash", "-c", f"{line} | true; exit ${{PIPESTATUS[0]}}"], cwd=place, capture_output=True, timeout=120
    )
    assert (gone.returncode, gone.stderr) == (0, b"")


HEARD = """\
import os, sys
def heard(event, arguments):
    if event.startswith('socket.') and event != 'socket.gethostname':
        os.write(2, event.encode() + b'\\n')
        os._exit(99)
sys.addaudithook(heard)
"""


@pytest.mark.parametrize("arguments", [each for each, reads in MANY if reads], ids=" ".join)
def test_rows_36_38_and_39_the_same_bytes_everywhere(
    command: Command, place: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """In every locale, with any hash seed, without a network."""
    (tmp_path / "sitecustomize.py").write_text(HEARD, encoding="utf-8")
    plain = command(*arguments, cwd=place, env={"PYTHONHASHSEED": "0"})
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert b"\x1b" not in plain.stdout
    for env in (
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1"},
        {"PYTHONIOENCODING": "gbk:strict", "NO_COLOR": "1", "TERM": "dumb", "PYTHONPATH": str(tmp_path)},
    ):
        ran = command(*arguments, cwd=place, env=env)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, plain.stdout, b"")


def test_row_40_ten_thousand_figures_in_one_sentence(command: Command) -> None:
    parts = [f"第{number}镇投资{number + 1}.5亿元" for number in range(10_000)]
    text = "，".join(parts) + "。\n"
    ran = command("extract", "-f", "jsonl", "--only", "figures", stdin=text.encode(), timeout=120)
    assert (ran.returncode, ran.stderr) == (0, b"")
    got = [(f["start"], f["text"]) for f in json.loads(ran.stdout)["figures"] if f["kind"] == "money"]
    at, wanted = 0, []
    for number, part in enumerate(parts):
        wanted.append((at + part.index("资") + 1, f"{number + 1}.5亿元"))
        at += len(part) + 1
    assert got == wanted


def test_row_40_no_quadratic_time(command: Command) -> None:
    seconds = []
    for number in (5_000, 20_000):
        text = "投资3.5亿元，增长10%，" * number
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        ran = command("extract", "-f", "jsonl", stdin=text.encode())
        seconds.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
        assert len(json.loads(ran.stdout)["figures"]) == 2 * number
    assert seconds[1] < 4 * seconds[0] * 1.6


@pytest.mark.parametrize("what", ["“", "news"])
@pytest.mark.parametrize("arguments", [("view", "-o", os.devnull), ("explain",), ("segment",)], ids=" ".join)
def test_row_12_the_other_commands_take_linear_time(command: Command, arguments: tuple[str, ...], what: str) -> None:
    unit = ARTICLE if what == "news" else what
    seconds = []
    for size in (50_000, 200_000):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        ran = command(*arguments, stdin=(unit * (size // len(unit.encode()))).encode())
        seconds.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
        assert (ran.returncode, ran.stderr) == (0, b"")
    assert seconds[1] < 4 * seconds[0] * 1.6 + 0.5
