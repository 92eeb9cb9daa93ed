"""`sysanalyze doctor`: tells what is there, and what is not."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import sysanalyze

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]


def test_what_is_there(command: Command) -> None:
    ran = command("doctor")
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode()
    assert shown.startswith(f"sysanalyze {sysanalyze.__version__}\nPython     {sys.version.split()[0]}")
    for package in ("rjieba", "jieba", "pyyaml", "rich"):
        assert f"\n{package} " in shown.lower()
    assert "stdout     no terminal" in shown
    assert re.search("^modules    (interpreted|compiled)$", shown, re.MULTILINE)
    assert "\nrjieba     works\njieba      works\n" in shown


def test_what_is_missing_and_how_to_get_it(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.metadata as m\n"
        "real, requires = m.version, m.requires\n"
        "m.requires = lambda name: [*(requires(name) or ()), 'no-such-package; extra == \"maps\"']\n",
        encoding="utf-8",
    )
    shown = command("doctor", env={"PYTHONPATH": str(tmp_path)}).stdout.decode()
    assert '  maps       lacks no-such-package: pip install "sysanalyze[maps]"' in shown


def test_a_broken_engine_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "rjieba.py").write_text("raise ImportError('built for another machine')", encoding="utf-8")
    ran = command("doctor", env={"PYTHONPATH": str(tmp_path)})
    assert ran.returncode == 3
    assert "rjieba     fails: ImportError: built for another machine" in ran.stdout.decode()


def test_lexicons_of_ones_own_are_counted(command: Command, tmp_path: Path) -> None:
    def entries(*arguments: str | Path) -> int:
        shown = command("doctor", *arguments).stdout.decode()
        return int(next(line for line in shown.splitlines() if line.startswith("lexicons")).split()[1])

    (tmp_path / "mine.yaml").write_text(
        "lexicon: slogans\nmeaning: mine\nsource: mine\nentries:\n- {surface: 向海图强图远, kind: tifa}\n",
        encoding="utf-8",
    )
    assert entries("--lexicons", tmp_path) == entries() + 1
    assert command("doctor", "--lexicons", tmp_path / "no").returncode == 2
