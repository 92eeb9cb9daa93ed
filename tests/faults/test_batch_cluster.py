"""Row 29 of the faults on a cluster: a real scheduler and two workers on loopback, some of them killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]
    Archive = Callable[..., Path]
    Contents = Callable[[Path], dict[str, str]]

pytest.importorskip("distributed", reason="needs the extra 'cluster'")
DASK = (sys.executable, "-m", "dask")


def wait_for(what: Callable[[], object], seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


class Cluster:
    """A scheduler and workers as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "dask.log").open("ab") as log:
            process = subprocess.Popen(
                [*DASK, *arguments], stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        self.processes.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--no-dashboard",
            "--scheduler-file",
            str(self.file),
        )

    def worker(self) -> subprocess.Popen[bytes]:
        # Without a nanny: nothing brings a killed worker back.
        return self.start(
            "worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"
        )

    def end(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """One without processes yet."""
    made = Cluster(tmp_path)
    yield made
    made.end()


def commits(made: Path) -> int:
    return len(list((made / "_commits").glob("[0-9]*.json")))


def test_row_29_a_cluster_loses_a_worker_and_then_its_scheduler(
    cluster: Cluster, command: Command, archive: Archive, tmp_path: Path, contents: Contents
) -> None:
    news = archive(articles=40, kilobytes=100)
    made = tmp_path / "made"
    assert command("batch", "news", "-o", "whole", "-q", "-j", "2", cwd=tmp_path).returncode == 0
    wanted = contents(tmp_path / "whole")
    batch = [sys.executable, "-m", "sysanalyze", "batch", news.name, "-o", "made", "-q", "--scheduler"]

    scheduler = cluster.scheduler()
    first, second = cluster.worker(), cluster.worker()
    wait_for(cluster.file.exists)
    run = subprocess.Popen([*batch, str(cluster.file)], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: commits(made) >= 1 or run.poll() is not None)
    os.kill(first.pid, signal.SIGKILL)
    before = commits(made)
    wait_for(lambda: commits(made) > before or run.poll() is not None)  # the other one goes on
    scheduler.kill()
    out, told = run.communicate(timeout=120)
    assert (run.returncode, out) == (3, b""), told
    assert told.count(b"\n") == 1
    assert b"E_RUN: the Dask scheduler is lost; start it anew and give the same command again" in told
    assert not (made / "_SUCCESS").exists()
    second.kill()

    cluster.scheduler()
    cluster.worker()
    again = subprocess.run([*batch, cluster.address], cwd=tmp_path, capture_output=True, timeout=240, check=False)
    assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"")
    assert contents(made) == wanted


def test_a_scheduler_that_does_not_answer_is_3(
    command: Command, archive: Archive, cluster: Cluster, tmp_path: Path
) -> None:
    ran = command("batch", archive(articles=1), "-o", tmp_path / "made", "--scheduler", cluster.address)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"E_RUN: no Dask scheduler answers at tcp://127.0.0.1:" in ran.stderr
    assert ran.stderr.count(b"\n") == 1
