"""Rows 27 to 30 of the faults: a batch that is stopped, killed, or given twice."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Command = Callable[..., subprocess.CompletedProcess[bytes]]
    Archive = Callable[..., Path]
    Contents = Callable[[Path], dict[str, str]]

BATCH = (sys.executable, "-m", "sysanalyze", "batch")
PARTS = 3

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three parts of a megabyte."""
    folder = tmp_path_factory.mktemp("stops") / "news"
    folder.mkdir()
    for number in range(PARTS * 10):
        text = f"宝清县到位资金{number + 30}.84亿元。县委书记王䶮出席会议。\n" + "a" * 104_000
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(news: Path, command: Command, contents: Contents) -> dict[str, str]:
    """What an undisturbed run makes of them."""
    made = news.parent / "whole"
    ran = command("batch", news, "-o", made, "-j", "2", "-q")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    found = contents(made)
    assert sum(name.startswith("figures/") for name in found) == PARTS
    return found


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*BATCH, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def children(parent: int) -> set[int]:
    """The processes that a process has started, and theirs."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(stat.parent.name)] = int(fields[1])
    found: set[int] = set()
    while more := {child for child, owner in parents.items() if owner in {parent, *found}} - found:
        found |= more
    return found


def commits(dataset: Path) -> int:
    return len(list((dataset / "_commits").glob("[0-9]*.json")))


def wait_for(what: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def gone(processes: set[int]) -> bool:
    alive = set()
    for process in processes:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            alive.add(process)
    return not alive


@pytest.fixture
def running(news: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has just committed its first part, into `tmp_path / "made"`."""
    process = started(news, "-o", tmp_path / "made", "-j", "2")
    wait_for(lambda: commits(tmp_path / "made") or process.poll() is not None)
    yield process
    process.kill()
    process.communicate()


def resumed(command: Command, news: Path, made: Path) -> None:
    ran = command("batch", news, "-o", made, "-j", "1", "-q")
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_row_27_a_signal_ends_in_order(
    running: subprocess.Popen[bytes],
    number: int,
    code: int,
    command: Command,
    news: Path,
    whole: dict[str, str],
    tmp_path: Path,
    contents: Contents,
) -> None:
    workers = children(running.pid)
    assert workers
    running.send_signal(number)
    out, told = running.communicate(timeout=60)
    assert (running.returncode, out) == (code, b"")
    assert b"stopped: " in told
    assert b"the same command goes on" in told
    assert gone(workers)
    assert not (tmp_path / "made" / "_SUCCESS").exists()
    assert not list((tmp_path / "made").glob("_tmp/*"))  # what was begun was finished
    resumed(command, news, tmp_path / "made")
    assert contents(tmp_path / "made") == whole


def test_row_27_a_second_signal_ends_at_once(running: subprocess.Popen[bytes], tmp_path: Path) -> None:
    workers = children(running.pid)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)  # so that what is begun would never be finished
    running.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=10) == 130
    for worker in workers:
        os.kill(worker, signal.SIGCONT)
    wait_for(lambda: gone(workers), 10)
    assert not (tmp_path / "made" / "_SUCCESS").exists()


@pytest.mark.parametrize("seconds", [0.0, 1.5])
def test_row_28_kill_at_any_instant_and_go_on(
    seconds: float, command: Command, news: Path, whole: dict[str, str], tmp_path: Path, contents: Contents
) -> None:
    made = tmp_path / "made"
    process = started(news, "-o", made, "-j", "2")
    wait_for((made / "_plan" / "plan.json").exists)
    time.sleep(seconds)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: gone(workers), 10)
    resumed(command, news, made)
    assert contents(made) == whole


def test_row_29_a_worker_that_is_killed_is_replaced(
    running: subprocess.Popen[bytes], whole: dict[str, str], tmp_path: Path, contents: Contents
) -> None:
    os.kill(min(children(running.pid)), signal.SIGKILL)
    _, told = running.communicate(timeout=120)
    assert running.returncode == 0, told
    assert contents(tmp_path / "made") == whole


def test_row_30_a_second_run_refuses(
    running: subprocess.Popen[bytes],
    command: Command,
    news: Path,
    whole: dict[str, str],
    tmp_path: Path,
    contents: Contents,
) -> None:
    running.send_signal(signal.SIGSTOP)  # it must not end before the second begins
    assert running.poll() is None
    second = command("batch", news, "-o", tmp_path / "made")
    running.send_signal(signal.SIGCONT)
    assert (second.returncode, second.stdout) == (3, b"")
    assert second.stderr.endswith(b"E_RUN: another run is writing this dataset; wait for it, or stop it\n")
    running.communicate(timeout=120)
    assert running.returncode == 0
    assert contents(tmp_path / "made") == whole


def test_row_30_one_lock_a_shard(
    command: Command, news: Path, whole: dict[str, str], tmp_path: Path, contents: Contents
) -> None:
    made = tmp_path / "made"
    first = command("batch", news, "-o", made, "-j", "1", "--shard", "1/2")
    assert first.returncode == 0
    assert b"this shard is complete" in first.stderr
    assert not (made / "_SUCCESS").exists()
    assert commits(made) == 2
    with (made / "_log" / "shard-2-of-2.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert command("batch", news, "-o", made, "--shard", "2/2").returncode == 3
    with (made / "_log" / "run.lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_SH)  # as another shard does
        assert command("batch", news, "-o", made).returncode == 3
        last = command("batch", news, "-o", made, "-j", "1", "--shard", "2/2")
    assert last.returncode == 0
    assert b" complete: " in last.stderr
    assert contents(made) == whole
