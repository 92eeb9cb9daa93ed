"""The process that analyzes parts: `python -m sysanalyze.batch.child PAGE`, commands in, outcomes out, a line each.

It compiles the lexicons once. It ends when its standard input does, in the middle of a document too: no process
outlives the one that started it. Signals from a terminal are not for it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysanalyze.batch.notes import Notes

if TYPE_CHECKING:
    from typing import BinaryIO

    from sysanalyze.batch.parts import Bench, Outcome


def main() -> None:
    """Work until standard input ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(2, 1)  # what a library prints must not look like an outcome
    except OSError:  # standard error is closed
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
    finally:
        os.close(quiet)
    notes = Notes(int(sys.argv[1]))
    commands: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, commands), daemon=True).start()
    try:
        bench = make_bench(json.loads(commands.get()), notes)
    except Exception as problem:  # noqa: BLE001  # told to the parent, who ends the run
        _send(out, {"failed": f"{type(problem).__name__}: {problem}"})
        return
    # What was made stays for good and need not be looked at again; documents leave no cycles behind.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    _send(out, {"ready": os.getpid()})
    while True:
        _send(out, work(bench, json.loads(commands.get())))
        notes.write(-1, "idle", "")


def _listen(stream: BinaryIO, commands: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        commands.put(line)
    os._exit(0)


def _send(out: BinaryIO, answer: dict[str, Any]) -> None:
    try:
        out.write((json.dumps(answer, separators=(",", ":")) + "\n").encode())
    except OSError:  # the parent is gone
        os._exit(0)


def make_bench(settings: dict[str, Any], notes: Notes) -> Bench:
    """The tools, from the plain values that the parent sent."""
    from sysanalyze.analyze import Analyzer
    from sysanalyze.batch.parts import Bench
    from sysanalyze.dataset.store import open_store
    from sysanalyze.extract import KINDS
    from sysanalyze.lexicon import load_lexicons
    from sysanalyze.read import Options, Reader

    with contextlib.suppress(OSError):  # a machine that does not have it; absolute paths and URLs need it not
        os.chdir(settings["folder"])
    lexicons = load_lexicons(*map(Path, settings["lexicons"]))
    if lexicons.digest != settings["digest"]:
        raise RuntimeError(f"the lexicons here are {lexicons.digest}, those of the plan {settings['digest']}")
    return Bench(
        store=open_store(settings["store"]),
        plan=settings["plan"],
        analyzer=Analyzer(lexicons, segmenter=settings["segmenter"], only=settings["only"] or KINDS),
        reader=Reader(Options(**settings["reading"])),
        date=settings["date"],
        skip_duplicates=settings["skip_duplicates"],
        warnings=settings["warnings"],
        debug=settings["debug"],
        note=notes.write,
        progress=notes.progress,
    )


def work(bench: Bench, task: dict[str, Any]) -> dict[str, Any]:
    """Do one task; what the parent is told of it."""
    import duckdb

    from sysanalyze.batch.digests import digest_part
    from sysanalyze.batch.parts import Skip, analyze_part
    from sysanalyze.batch.plan import PlanError, parse_part

    part = parse_part(task["part"], task["line"].encode())
    skips = {int(at): Skip(*skip) for at, skip in task["skips"].items()}
    try:
        outcome = (digest_part if task["phase"] == "digest" else analyze_part)(bench, part, skips)
    except PlanError as problem:
        return {"changed": [problem.source, problem.message]}
    except (OSError, duckdb.Error) as problem:
        return {"failed": f"part {part.number} cannot be written: {_reason(problem)}"}
    return {"done": as_plain(outcome), "memory": peak_memory()}


def as_plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON has it."""
    return {"part": outcome.part, "counts": asdict(outcome.counts), "messages": outcome.messages}


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return str(problem).partition("\n")[0]


def peak_memory() -> int:
    """The most memory that this process has held, in kilobytes."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, ValueError, IndexError):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


if __name__ == "__main__":
    main()
