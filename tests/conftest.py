"""The installed command, run as a user runs it."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

collect_ignore = ["fuzz"]  # run by itself, with a package that the other tests do not need

os.environ["SYSANALYZE_CONFIG"] = ""  # what is found must not hang on who runs the tests
# A shell's background job ignores SIGINT, and so would every process that a test starts, and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

MEASURING = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")

InProportion = Callable[..., None]
Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def command() -> Command:
    """Runs `sysanalyze` with these arguments; keywords as `subprocess.run` has them, `env` adds to the environment."""

    def run(
        *arguments: str | bytes | os.PathLike[str],
        stdin: bytes | int = b"",
        env: dict[str, str] | None = None,
        **more: object,
    ) -> subprocess.CompletedProcess[bytes]:
        options: dict[str, object] = {"timeout": 300, "check": False, "env": surroundings() | (env or {})}
        options |= {"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin}
        if "stdout" not in more:
            options |= {"stdout": subprocess.PIPE}
        options |= {"stderr": subprocess.PIPE} | more
        return subprocess.run([sys.executable, "-m", "sysanalyze", *arguments], **options)  # type: ignore[call-overload,no-any-return]

    return run


# Coverage doubles the time of a process, and tests start hundreds: of each test the first is measured, none of
# those of faults and README, whose code the other tests cover.
to_measure = [0]


def surroundings() -> dict[str, str]:
    """The environment of the next process: with coverage only where it is to be measured."""
    to_measure[0] -= 1
    return {name: value for name, value in os.environ.items() if to_measure[0] >= 0 or name not in MEASURING}


@pytest.fixture(autouse=True)
def first_process_is_measured(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    to_measure[0] = 1
    if request.path.parent.name == "faults" or request.path.name == "test_readme.py":
        for name in MEASURING:
            monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def in_proportion() -> InProportion:
    """Asserts that work on eight times the text takes about eight times as long; 64 times would be quadratic.

    The least of at most three rounds counts, without collection of garbage and without the tracing of coverage, so
    that nothing else decides.
    """

    def check(unit: str, make: Callable[[str], Any], work: Callable[[Any], object], length: int = 5_000) -> None:
        made = [make((unit * size)[:size]) for size in (length, 8 * length)]
        least = [float("inf")] * 2
        tracing = sys.gettrace()
        sys.settrace(None)
        gc.disable()
        try:
            for _ in range(3):
                for at, one in enumerate(made):
                    begin = time.process_time()
                    work(one)
                    least[at] = min(least[at], time.process_time() - begin)
                if least[1] < 3 * 8 * max(least[0], 0.001):
                    return
                gc.collect()
        finally:
            gc.enable()
            sys.settrace(tracing)
        pytest.fail(f"{least[0]:.3f} s grew to {least[1]:.3f} s")

    return check


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of articles, each different, padded with so many kilobytes that say nothing."""

    def make(name: str = "news", *, articles: int = 6, kilobytes: int = 0) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for number in range(articles):
            text = (
                f"宝清县2019年上半年到位资金{number + 30}.84亿元，同比增长10.5%。\n"
                f"县委书记王䶮出席会议并讲话。总投资3.50亿元的年产{number + 5}万吨大米加工项目开工建设。\n"
            )
            (folder / f"{number:04d}.txt").write_text(text + "a" * (kilobytes * 1024), encoding="utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[tuple[Any, ...]]]:
    """The rows of a dataset's table, some columns of it."""
    import duckdb

    def read(dataset: Path, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
        with duckdb.connect() as connection:
            return connection.execute(f"SELECT {columns} FROM read_parquet('{dataset}/{table}/*.parquet')").fetchall()  # noqa: S608  # the test's own words

    return read


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, str]]:
    """The files of a dataset with their digests; the log beside it is left out."""

    def read(dataset: Path) -> dict[str, str]:
        files = [path for path in dataset.rglob("*") if path.is_file()]
        return {
            str(path.relative_to(dataset)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(files)
            if "_log" not in path.parts
        }

    return read
