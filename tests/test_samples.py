"""The committed reports of `samples/` are what the command prints today; a difference is shown as a diff to review.

`produced_by` is left out: its hash changes with every word added, the findings of a sample seldom.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
PRODUCED_BY = re.compile(r"^produced_by:.*\n(?:[ ].*\n)*", re.MULTILINE)
REGENERATE = 'for s in samples/*.txt; do python -m sysanalyze extract "$s" > "${s%.txt}.yaml"; done'


def findings(report: str) -> str:
    """A report without `---` and `produced_by`."""
    return PRODUCED_BY.sub("", report.removeprefix("---\n"))


@pytest.fixture(scope="module")
def reports() -> dict[str, str]:
    """The report of each sample by its name, all made by one process."""
    paths = [path.relative_to(ROOT).as_posix() for path in SAMPLES]
    command = [sys.executable, "-m", "sysanalyze", "extract", *paths]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    streamed = run.stdout.decode()
    parts = re.split(r"^---\n", streamed, flags=re.MULTILINE)[1:]
    assert len(parts) == len(SAMPLES)
    return dict(zip((path.stem for path in SAMPLES), parts, strict=True))


def test_there_are_eight_articles_of_the_size_of_news() -> None:
    assert len(SAMPLES) == 8
    assert [path.name for path in SAMPLES if not 400 <= len(path.read_text(encoding="utf-8")) <= 1500] == []


def test_each_sample_and_each_report_has_its_counterpart() -> None:
    assert {path.stem for path in (ROOT / "samples").glob("*.yaml")} == {path.stem for path in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_report_is_the_committed_one(sample: Path, reports: dict[str, str]) -> None:
    committed = findings(sample.with_suffix(".yaml").read_text(encoding="utf-8"))
    now = findings(reports[sample.stem])
    diff = "\n".join(
        difflib.unified_diff(
            committed.splitlines(), now.splitlines(), f"{sample.stem}.yaml, committed", "today", lineterm="", n=4
        )
    )
    assert not diff, f"\n{diff}\n\nIf today's report is the better one: {REGENERATE}"
