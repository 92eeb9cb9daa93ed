"""A whole archive through the installed `sysanalyze batch`: speed, memory, and what twenty kills leave.

    python benchmarks/archive.py ARCHIVE.zip [--rounds 3] [--times 10] [--kills 20] [--kill-articles 2000]

Prints, and ends with 1 where a bar is missed: two jobs against one (at least 1.8 times), two jobs against one process
that loops jieba.lcut over the same articles (3 times), the peak memory of a worker with 1,000 articles, with all, and
with the archive several times over (at most 250 MB, flat), and datasets that were killed at random instants and resumed
(all the same as one undisturbed). Ratios are medians of rounds in which all contenders take turns.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BATCH = (sys.executable, "-m", "sysanalyze", "batch")
FASTER, OVER_JIEBA, MEGABYTES, FLAT = 1.8, 3.0, 250, 1.25
JIEBA = """
import sys, tempfile, time, warnings, zipfile
warnings.simplefilter("ignore")
import jieba
jieba.setLogLevel(60)
with tempfile.TemporaryDirectory() as folder:  # never the shared cache
    jieba.dt.tmp_dir = folder
    jieba.lcut("warm")
began = time.perf_counter()
with zipfile.ZipFile(sys.argv[1]) as archive:
    for member in archive.infolist():
        jieba.lcut(archive.read(member).decode("utf-8", "replace"))
print(time.perf_counter() - began)
"""


def batch(source: Path, made: Path, *options: str) -> float:
    """Make a dataset anew; the seconds that the command took."""
    shutil.rmtree(made, ignore_errors=True)
    began = time.perf_counter()
    subprocess.run([*BATCH, str(source), "-o", str(made), "-q", *options], check=True)
    return time.perf_counter() - began


def jieba_loop(source: Path) -> float:
    """The seconds that jieba takes with the articles, without its start."""
    ran = subprocess.run([sys.executable, "-c", JIEBA, str(source)], check=True, capture_output=True)
    return float(ran.stdout)


def cpu() -> float:
    """Seconds of processors that ended child processes, and theirs, have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(made: Path) -> float:
    """Peak memory of a worker in the last run, in megabytes."""
    last = (made / "_log" / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    return float(json.loads(last)["memory"]) / 1024


def contents(made: Path) -> dict[str, str]:
    """The files of a dataset with their digests; the log is beside it."""
    return {
        str(path.relative_to(made)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(made.rglob("*"))
        if path.is_file() and "_log" not in path.parts
    }


def storage(made: Path) -> int:
    """Bytes of a dataset."""
    return sum(path.stat().st_size for path in made.rglob("*") if path.is_file())


def speed(source: Path, folder: Path, rounds: int) -> list[str]:
    """Measure and print speeds; the bars that are missed."""
    made = folder / "speed"
    contenders: dict[str, Callable[[], float]] = {
        "jieba.lcut in a loop": lambda: jieba_loop(source),
        "batch --jobs 1": lambda: batch(source, made, "--jobs", "1"),
        "batch --jobs 2": lambda: batch(source, made, "--jobs", "2"),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    work: dict[str, list[float]] = {name: [] for name in contenders}
    order = list(contenders)
    for _ in range(rounds):
        for name in order:
            before = cpu()
            times[name].append(contenders[name]())
            work[name].append(cpu() - before)
        order.append(order.pop(0))
    for name, values in times.items():
        rounds_of = ", ".join(f"{value:.1f}" for value in values)
        busy = statistics.median(work[name])
        print(f"{name:24}{statistics.median(values):9.1f} s{busy:9.1f} s of processors   {rounds_of}")
    jieba, one, two = times.values()
    faster = statistics.median(a / b for a, b in zip(one, two, strict=True))
    over = statistics.median(a / b for a, b in zip(jieba, two, strict=True))
    print(f"two jobs are {faster:.2f} times as fast as one, {over:.2f} times as fast as jieba")
    print(f"the dataset takes {storage(made) / 1e6:.1f} MB", flush=True)
    missed = []
    if faster < FASTER:
        missed.append(f"two jobs are {faster:.2f} times as fast as one, {FASTER} is asked")
    if over < OVER_JIEBA:
        missed.append(f"two jobs are {over:.2f} times as fast as jieba, {OVER_JIEBA} is asked")
    return missed


def memories(source: Path, folder: Path, times: int) -> list[str]:
    """Measure and print peak memories; the bars that are missed."""
    made = folder / "memory"
    many = folder / "many"
    many.mkdir()
    for number in range(times):
        shutil.copy(source, many / f"{number:02d}{source.suffix}")
    found = {}
    for name, what, options in (
        ("1,000 articles", source, ("--limit", "1000")),
        ("the archive", source, ()),
        (f"the archive {times} times", many, ()),
    ):
        batch(what, made, "--jobs", "2", *options)
        found[name] = memory(made)
        print(f"peak memory of a worker, {name}: {found[name]:.0f} MB", flush=True)
    first, *_, last = found.values()
    missed = [
        f"{name}: {peak:.0f} MB, at most {MEGABYTES} are asked" for name, peak in found.items() if peak > MEGABYTES
    ]
    if last > first * FLAT:
        missed.append(f"memory grows from {first:.0f} to {last:.0f} MB")
    return missed


def kills(source: Path, folder: Path, number: int, articles: int | None, seed: int) -> list[str]:
    """Kill runs at random instants, resume each, and compare the datasets; what differs."""
    options = ("--jobs", "2", *(() if articles is None else ("--limit", str(articles))))
    whole = folder / "whole"
    took = batch(source, whole, *options)
    wanted = contents(whole)
    chance = random.Random(seed)  # noqa: S311  # instants, no secrets
    same = 0
    parts = []
    for _ in range(number):
        made = folder / "killed"
        shutil.rmtree(made, ignore_errors=True)
        command = [*BATCH, str(source), "-o", str(made), "-q", *options]
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(chance.uniform(0.0, took))
        process.kill()
        process.wait()
        parts.append(len(list((made / "_commits").glob("[0-9]*.json"))))
        subprocess.run(command, check=True)
        same += contents(made) == wanted
        print(".", end="", flush=True)
    print()
    print(f"{number} runs killed at random instants of {took:.1f} s, with {sorted(parts)} parts committed:")
    print(f"resumed, {same} datasets are the same as one undisturbed", flush=True)
    return [] if same == number else [f"{number - same} of {number} datasets differ"]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description="sysanalyze batch over an archive")
    parser.add_argument("archive", type=Path, help="a zip of texts in UTF-8")
    parser.add_argument("--rounds", type=int, default=3, help="of the speeds; 0 leaves them out")
    parser.add_argument("--times", type=int, default=10, help="the archive taken so many times; 0 leaves memory out")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--kill-articles", type=int, help="articles of the runs that are killed; all without it")
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args(argv)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    missed = []
    print(f"{options.archive.name}: {options.archive.stat().st_size / 1e6:.1f} MB, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="sysanalyze-benchmark-") as name:
        folder = Path(name)
        if options.rounds:
            missed += speed(options.archive, folder, options.rounds)
        if options.times:
            missed += memories(options.archive, folder, options.times)
        if options.kills:
            missed += kills(options.archive, folder, options.kills, options.kill_articles, options.seed)
    for line in missed:
        print(f"MISSED: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
