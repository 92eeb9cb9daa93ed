"""The installed command, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

collect_ignore = ["fuzz"]  # run by itself, with a package that the other tests do not need

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
        options: dict[str, object] = {"timeout": 300, "check": False, "env": os.environ | (env or {})}
        options |= {"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin}
        if "stdout" not in more:
            options |= {"stdout": subprocess.PIPE}
        options |= {"stderr": subprocess.PIPE} | more
        return subprocess.run([sys.executable, "-m", "sysanalyze", *arguments], **options)  # type: ignore[call-overload,no-any-return]

    return run
