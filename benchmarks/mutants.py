"""How many of 400 small changes to the rules the corpus tests notice: mutants of mutmut, a seeded sample of them.

    python -m pip install -e '.[test]' 'mutmut>=3.8,<3.9'
    python benchmarks/mutants.py [--sample 400] [--seed 7] [--at-least 0.8] [--children 2]

mutmut makes the mutants of `sysanalyze/extract` and `sysanalyze/language` in a folder `mutants/`, as `[tool.mutmut]` in
pyproject.toml says; `mutmut show NAME` shows one as a difference. They are tried here, since mutmut would start pytest
anew for each: the tests are collected once, run once to learn which of them call which function, and for each mutant a
fork of that process runs those. What calls a function while tables and patterns are made is tried once more in a fork
in which nothing has been made yet, by all tests. Properties over random texts and the tests of time are left out.

Prints the share killed (out of time counts as killed) and the names of the survivors. It takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pytest

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "mutants"
NONE = "none"  # no mutant of this name: the functions as they are
KILLED, OUT_OF_TIME, SURVIVED, NO_TEST, UNDECIDED = (
    "killed",
    "killed, out of time",
    "survived",
    "survived, no test",
    "undecided",
)

MAKE = """
from mutmut import __main__ as mutmut
from mutmut.mutation.trampoline import set_mutant_under_test
set_mutant_under_test("mutant_generation")
mutmut.copy_src_dir()
mutmut.copy_also_copy_files()
mutmut.setup_source_paths()
mutmut.create_mutants({children})
"""


def make(children: int) -> list[str]:
    """All mutants' names; those whose source has not changed since are kept."""
    MADE.mkdir(exist_ok=True)
    subprocess.run(
        (sys.executable, "-c", MAKE.format(children=children)), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    found: set[str] = set()
    for path in MADE.rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].keys()
    return sorted(found)


class Trial:
    """A plugin of pytest whose run is the trial of some mutants; `verdicts` has what became of each."""

    def __init__(self, names: Sequence[str], verdicts: Path) -> None:
        from mutmut.mutation import trampoline

        self.names, self.verdicts = names, verdicts
        self.under_test = NONE
        self.called: set[str] = set()
        # What every mutated function asks, and tells while `stats` is under test.
        vars(trampoline)["get_mutant_under_test"] = lambda: self.under_test
        vars(trampoline)["record_trampoline_hit"] = lambda name, **_: self.called.add(name)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out properties over random texts, and the tests that measure time."""
        items[:] = [
            item
            for item in items
            if not getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
            and "in_proportion" not in item.nodeid
        ]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Nothing is made yet in this process; the trials of what has been made are those of a fork."""
        items = session.items
        again = json.loads(forked(lambda: json.dumps(self.try_made(items)), 0))
        for name in again:
            self.tell(name, self.tried(name, items, 600))
        return True

    def try_made(self, items: Sequence[pytest.Item]) -> list[str]:
        """Try each mutant in a fork that has its tables and patterns; the names that must be tried without, too."""
        self.under_test = "stats"  # the functions as they are, which tell that they are called
        callers: tuple[dict[str, set[int]], dict[str, set[int]]] = (defaultdict(set), defaultdict(set))
        for round_ in callers:
            begin = time.monotonic()
            for number, (item, after) in enumerate(zip(items, [*items[1:], None], strict=True)):
                self.called.clear()
                if failure := failed(item, after):
                    raise RuntimeError(f"{item.nodeid} fails without a mutant: {failure}")
                for function in self.called:
                    round_[function].add(number)
        limit = int(10 + 15 * (time.monotonic() - begin))
        first, made = callers
        again = []
        for name in self.names:
            function = name.rpartition("__mutmut_")[0]
            verdict = self.tried(name, [items[number] for number in sorted(made[function])], limit)
            if verdict in {SURVIVED, NO_TEST} and first[function] - made[function]:
                again.append(name)
            else:
                self.tell(name, verdict)
        return again

    def tried(self, name: str, items: Sequence[pytest.Item], limit: int) -> str:
        """What tests, each in turn until one fails, say of a mutant; `limit` in seconds."""

        def run() -> str:
            self.under_test = name
            for item, after in zip(items, [*items[1:], None], strict=True):
                if failed(item, after):
                    return f"{KILLED} by {item.nodeid}"
            return SURVIVED

        return forked(run, limit) if items else NO_TEST

    def tell(self, name: str, verdict: str) -> None:
        """Add a verdict to the file of verdicts."""
        with self.verdicts.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, verdict], ensure_ascii=False) + "\n")


def failed(item: pytest.Item, after: pytest.Item | None) -> str:
    """Run one test; what failed, or nothing. Fixtures that the test after it shares are kept."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, log=False, nextitem=after)
    return next((report.longreprtext for report in reports if report.failed), "")


def forked(work: Callable[[], str], limit: int) -> str:
    """What a function says in a fork of this process; `OUT_OF_TIME` where it takes more seconds than the limit."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        signal.alarm(limit)  # none where it is 0
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001  # the fork must end here, whatever a mutant does
            said = f"{UNDECIDED}: {error!r}"
        with os.fdopen(writer, "w", encoding="utf-8") as file:
            file.write(said)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as file:
        said = file.read()
    _, status = os.waitpid(process, 0)
    return OUT_OF_TIME if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM else said or UNDECIDED


def run_trial(names: Sequence[str], verdicts: Path) -> int:
    """Collect the tests of the mutants' folder, and try these."""
    import pytest

    os.chdir(MADE)
    sys.path[:0] = [str(MADE), str(MADE / "tests")]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--no-header", "--no-summary"]
    return int(pytest.main([*arguments, *settings["pytest_add_cli_args_test_selection"]], [Trial(names, verdicts)]))


def started(parts: Iterable[Sequence[str]], folder: Path) -> list[subprocess.Popen[bytes]]:
    """A process for each part of the mutants."""
    processes = []
    for number, names in enumerate(parts):
        (folder / f"names-{number}.json").write_text(json.dumps(names), encoding="utf-8")
        command = (
            sys.executable,
            __file__,
            "--try",
            str(folder / f"names-{number}.json"),
            str(folder / f"verdicts-{number}.jsonl"),
        )
        processes.append(subprocess.Popen(command, stdout=(folder / f"log-{number}.txt").open("wb")))
    return processes


def main(argv: Sequence[str] | None = None) -> int:
    """Make, sample, try, tell; 1 where fewer are killed than wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--at-least", type=float, default=0.8)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--try", nargs=2, type=Path, metavar=("NAMES", "VERDICTS"), help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if names_and_verdicts := getattr(options, "try"):
        names, verdicts = names_and_verdicts
        return run_trial(json.loads(names.read_text(encoding="utf-8")), verdicts)
    everything = make(options.children)
    chosen = random.Random(options.seed).sample(everything, min(options.sample, len(everything)))  # noqa: S311
    folder = MADE / "trial"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    processes = started((chosen[part :: options.children] for part in range(options.children)), folder)
    codes = [process.wait() for process in processes]
    verdicts = dict(
        json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
    )
    if missing := [name for name in chosen if name not in verdicts]:
        print(
            f"{len(missing)} mutants were not tried (exit codes {codes}); {folder}/log-*.txt says why", file=sys.stderr
        )
        return 2
    kinds = {name: KILLED if verdict.startswith(f"{KILLED} by") else verdict for name, verdict in verdicts.items()}
    for name, kind in sorted(kinds.items()):
        if not kind.startswith(KILLED):
            print(f"{kind}: {name}")
    for kind, count in Counter(kinds.values()).most_common():
        print(f"{count:5} {kind}")
    share = sum(kind.startswith(KILLED) for kind in kinds.values()) / len(chosen)
    print(f"{share:.1%} of {len(chosen)} killed, of {len(everything)} mutants (seed {options.seed})")
    return 0 if share >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
