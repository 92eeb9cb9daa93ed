"""The README is true: every command in it runs and prints what it says, every command and option is in it.

A ```console block holds commands after `$ ` (continued after `> `) and their output; a line `...` stands for any lines.
The two ```sh blocks, install and tests, are run by `.ci/run` on a fresh copy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from sysanalyze.lexicon import load_lexicons
from sysanalyze.lexicon.strict import parse_file

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """A command and the lines that it is said to print."""

    command: str
    expected: list[str]


def steps(block: str) -> list[Step]:
    """The commands of a console block with their output."""
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], []))
        elif line.startswith("> ") and not found[-1].expected:
            found[-1] = Step(f"{found[-1].command}\n{line[2:]}", [])
        else:
            found[-1].expected.append(line)
    return found


def prints(expected: list[str], output: list[str]) -> bool:
    """Whether the lines are the output, `...` standing for any lines: each run of others at its leftmost place."""
    runs: list[list[str]] = [[]]
    for line in expected:
        if line == "...":
            runs.append([])
        else:
            runs[-1].append(line)
    first, *others = runs
    if not others:
        return output == first
    if output[: len(first)] != first:
        return False
    at = len(first)
    for run in others[:-1]:
        ends = (end for end in range(at + len(run), len(output) + 1) if output[end - len(run) : end] == run)
        at = next(ends, len(output) + 1)
    last = others[-1]
    return len(output) - len(last) >= at and output[len(output) - len(last) :] == last


BLOCKS = [steps(text) for language, text in BLOCK.findall(README) if language == "console"]
SHELL = [text for language, text in BLOCK.findall(README) if language == "sh"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like the checkout to the commands of a block."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "benchmarks").symlink_to(ROOT / "benchmarks")
    return tmp_path


@pytest.mark.parametrize("block", BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_console_block_runs_as_printed(block: list[Step], folder: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for step in block:
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", step.command],
            cwd=folder,
            env={**os.environ, "PATH": path, "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert run.returncode == 0, f"{step.command}\n{run.stderr.decode()}"
        output = run.stdout.decode()
        assert prints(step.expected, output.splitlines()), f"{step.command}\n{output}"


def test_ellipsis_stands_for_lines_and_nothing_else() -> None:
    assert prints(["a", "...", "c"], ["a", "b", "b", "c"])
    assert prints(["a", "..."], ["a"])
    assert prints(["...", "b", "c", "..."], ["a", "b", "b", "c"])
    assert not prints(["a", "...", "c"], ["a", "b"])
    assert not prints(["a", "...", "b", "...", "b"], ["a", "b"])
    assert not prints(["a"], ["a", "b"])


def test_two_commands_do_everything_on_a_fresh_machine() -> None:
    assert [len(text.splitlines()) for text in SHELL] == [1, 1]
    install, tests = SHELL
    assert re.search(r"venv .*pip install .*sysanalyze extract samples/", install)
    assert re.search(r"pip install .*\[test\].*pytest", tests)


def help_of(*words: str) -> str:
    """The help text of a command."""
    command = [sys.executable, "-m", "sysanalyze", *words, "--help"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_every_command_is_documented() -> None:
    listed = re.findall(r"^  ([a-z]+)  ", help_of().partition("Commands:")[2], re.MULTILINE)
    assert listed
    assert [name for name in listed if f"`sysanalyze {name}" not in README] == []


def test_every_option_of_extract_is_documented() -> None:
    options = set(re.findall(r"--[a-z]+", help_of("extract"))) - {"--help", "--version"}
    assert options
    assert sorted(option for option in options if option not in README) == []


def test_every_lexicon_is_documented() -> None:
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    table = page[page.index("| lexicon |") :]
    rows = "".join(f"| `{lexicon.name}` | {' '.join(lexicon.meaning.split())} |\n" for lexicon in load_lexicons())
    assert table == f"| lexicon | what an entry is |\n| --- | --- |\n{rows}"


def test_examples_of_the_lexicon_page_load(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    builtin, users = (text for language, text in BLOCK.findall(page) if language == "yaml")
    assert [entry.surface for _, entry in parse_file(builtin.encode(), "words.yaml").entries] == [
        "规上工业",
        "可支配收入",
    ]
    (tmp_path / "ports.yaml").write_text(users, encoding="utf-8")
    entry = load_lexicons(tmp_path)["slogans"].surfaces()["一个港口、两翼齐飞"]
    assert (entry.surface, entry.text("kind")) == ("一港两翼", "numeric")
