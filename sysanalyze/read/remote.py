"""Object stores and other file systems behind a URL, through fsspec (extra `remote`)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from sysanalyze.read.extras import needs
from sysanalyze.read.inputs import Input, Rejected, no_article
from sysanalyze.read.sources import ReadError, system_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


def remote_inputs(url: str) -> Iterator[Input | Rejected]:
    """The files below a URL in the order of their names, or the one file that it names."""
    try:
        system, path = _system(url)
        found = system.find(path, detail=True)
    except ReadError as problem:
        yield Rejected(source=url, code=problem.code, stage="list", message=problem.message)
        return
    except Exception as problem:  # noqa: BLE001  # each file system raises errors of its own
        error = _error(problem)
        yield Rejected(source=url, code=error.code, stage="list", message=error.message)
        return
    if not found:
        yield Rejected(source=url, code="E_NOT_FOUND", stage="list", message="nothing is there; check the URL")
    below = path.rstrip("/") + "/"
    for name in sorted(found):
        full = system.unstrip_protocol(name)
        steps = name.removeprefix(below).split("/")
        if name != path and any(step.startswith(".") for step in steps):
            continue
        if name != path and (reason := no_article(name)):
            yield Rejected(source=full, code="W_SKIPPED", stage="list", message=reason)
        else:
            yield Input(path=full, size=found[name].get("size"), mtime=_time(found[name]))


@contextmanager
def remote_opened(url: str) -> Iterator[BinaryIO]:
    """The bytes behind a URL.

    Raises:
        ReadError: E_EXTRA, E_URL, E_NOT_FOUND, E_READ.
    """
    system, path = _system(url)
    try:
        stream = system.open(path, "rb")
    except Exception as problem:  # noqa: BLE001  # each file system raises errors of its own
        raise _error(problem) from None
    with stream:
        yield cast("BinaryIO", stream)


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises ReadError."""
    try:
        import fsspec.core
    except ImportError:
        raise needs("remote") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as problem:  # no such protocol, or its library is not installed
        raise ReadError("E_URL", f"cannot be opened: {problem}") from None
    return system, str(path)


def _error(problem: Exception) -> ReadError:
    if isinstance(problem, OSError):
        return system_error(problem)
    return ReadError("E_READ", f"cannot be read: {problem}")


def _time(status: dict[str, Any]) -> int | None:
    """When a file was changed, in nanoseconds, as its system tells it; None where it does not."""
    for key in ("mtime", "LastModified", "last_modified", "updated", "created"):
        value: Any = status.get(key)
        if isinstance(value, int | float):
            return int(value * 1_000_000_000)
        if hasattr(value, "timestamp"):
            return int(value.timestamp()) * 1_000_000_000
    return None
