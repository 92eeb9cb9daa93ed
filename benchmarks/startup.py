"""One article from the start of the process to the last byte of YAML, against jieba's initialization alone.

    python benchmarks/startup.py [PATH] [--rounds 11] [--at-least 1] [--at-most 120] [--help-at-most 0.15]

The last line says how much longer `sysanalyze --help` takes than `python -c pass`, round by interleaved round,
with the seconds of the processor, which other work on the machine disturbs less.

Whole processes, interleaved; jieba's cache is private and warm. Peak memory is the largest resident set in MB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "city-project-push.txt"
MB = 1e6
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
OURS, REFERENCE = "sysanalyze extract", "import jieba; jieba.initialize()"
HELP, PASS = "sysanalyze --help", "python -c pass"


class Run(NamedTuple):
    """One process: how long it took, by the clock and of the processor, and its peak memory."""

    seconds: float
    processor: float
    megabytes: float


def run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run a command to its end; RuntimeError where it fails.

    This process loads nothing large: Linux counts its memory at the fork to the child's peak.
    """
    begin = perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    taken = perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {' '.join(command)}")
    return Run(taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT / MB)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description="Start-up of sysanalyze against jieba")
    parser.add_argument("path", nargs="?", type=Path, default=SAMPLE, help="one article")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--at-least", type=float, metavar="RATIO", help="jieba's seconds over ours")
    parser.add_argument("--at-most", type=float, metavar="MB", help="our peak memory")
    parser.add_argument("--help-at-most", type=float, metavar="SECONDS", help="of --help beyond python -c pass")
    options = parser.parse_args(argv)

    commands = {
        OURS: [sys.executable, "-m", "sysanalyze", "extract", str(options.path)],
        REFERENCE: [sys.executable, "-W", "ignore", "-c", REFERENCE],
        HELP: [sys.executable, "-m", "sysanalyze", "--help"],
        PASS: [sys.executable, "-c", "pass"],
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix="sysanalyze-benchmark-") as private:
        environment = {**os.environ, "TMPDIR": private, "TEMP": private, "SYSANALYZE_CONFIG": ""}
        for command in commands.values():
            run(command, environment)  # warm: byte code, jieba's cache
        for _ in range(options.rounds):
            for name, command in commands.items():
                runs[name].append(run(command, environment))

    print(f"{'':36}{'seconds':>9}{'peak MB':>9}")
    for name, measured in runs.items():
        middle = statistics.median(one.seconds for one in measured)
        print(f"{name:36}{middle:9.3f}{max(one.megabytes for one in measured):9.0f}")
    ratio = statistics.median(
        theirs.seconds / ours.seconds for theirs, ours in zip(runs[REFERENCE], runs[OURS], strict=True)
    )
    memory = max(one.megabytes for one in runs[OURS])
    print(f"jieba's initialization takes {ratio:.2f} times as long as the analysis of one article")
    more, processor = (
        statistics.median(ours[at] - bare[at] for ours, bare in zip(runs[HELP], runs[PASS], strict=True))
        for at in range(2)
    )
    print(f"{HELP} takes {more:.3f} s more than {PASS} ({processor:.3f} s of the processor)")
    short = []
    if options.at_least is not None and ratio < options.at_least:
        short.append(f"{ratio:.2f} times, at least {options.at_least:g} is asked")
    if options.at_most is not None and memory > options.at_most:
        short.append(f"{memory:.0f} MB, at most {options.at_most:g} is asked")
    if options.help_at_most is not None and more > options.help_at_most:
        short.append(f"{HELP} takes {more:.3f} s more than {PASS}, at most {options.help_at_most:g} is asked")
    for line in short:
        print(f"MISSED: {line}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
