"""One run a dataset, or one a shard: locks that the system lets go when their process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from sysanalyze.batch.plan import RunError
from sysanalyze.dataset.store import LocalStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sysanalyze.dataset.store import Store

LOG = "_log"


@contextlib.contextmanager
def locked(store: Store, shard: tuple[int, int] | None) -> Iterator[None]:
    """Hold a dataset, or one shard of it, for this process alone. An object store has no locks, and needs none.

    Raises:
        RunError: another process holds it.
    """
    if not isinstance(store, LocalStore):
        yield
        return
    folder = store.folder / LOG
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        # A run of the whole keeps every other out; shards keep out runs of the whole and the same shard.
        _take(held, folder / "run.lock", shared=shard is not None)
        if shard is not None:
            _take(held, folder / f"shard-{shard[0]}-of-{shard[1]}.lock", shared=False)
        yield


def _take(held: contextlib.ExitStack, path: Path, *, shared: bool) -> None:
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    held.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RunError("another run is writing this dataset; wait for it, or stop it") from None
    except OSError:  # a file system without locks: commits alone keep the dataset right
        return
