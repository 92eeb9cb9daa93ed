"""The README is true: every command in it runs and prints what it says, every command and option is in it.

`docs/run.py` tells how a console block is read and run. `.ci/run` runs the other pages, and on a fresh copy the two
```sh blocks, install and tests.
"""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sysanalyze.lexicon import load_lexicons
from sysanalyze.lexicon.strict import parse_file

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


PAGES: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "run.py"))
BLOCKS = [PAGES["steps"](text) for page in PAGES["readmes"]() for text in PAGES["blocks"](page)]
SHELL = [text for language, text in BLOCK.findall(README) if language == "sh"]


@pytest.mark.parametrize("block", BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_console_block_runs_as_printed(block: list[Any], tmp_path: Path) -> None:
    folder = PAGES["new_folder"](tmp_path)
    for step in block:
        output = PAGES["run"](step.command, folder)
        assert PAGES["prints"](step.expected, output), "\n".join([step.command, *output])


def test_ellipsis_stands_for_lines_and_nothing_else() -> None:
    prints = PAGES["prints"]
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
    builtin, users, *_ = (text for language, text in BLOCK.findall(page) if language == "yaml")
    assert [entry.surface for _, entry in parse_file(builtin.encode(), "words.yaml").entries] == [
        "规上工业",
        "可支配收入",
    ]
    (tmp_path / "ports.yaml").write_text(users, encoding="utf-8")
    entry = load_lexicons(tmp_path)["slogans"].surfaces()["一个港口、两翼齐飞"]
    assert (entry.surface, entry.text("kind")) == ("一港两翼", "numeric")
