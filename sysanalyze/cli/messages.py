"""Messages on standard error, `sysanalyze: SOURCE: CODE: message`, and the exit codes."""

from __future__ import annotations

import contextlib
import sys

DONE = 0  # every article was analyzed
PARTLY = 1  # some failed
USAGE = 2  # wrong options or configuration, before any work
NOTHING = 3  # nothing could be done
INTERRUPTED = 130  # SIGINT
TERMINATED = 143  # SIGTERM


class ConfigurationError(Exception):
    """A wrong option or configuration, told before any work; the command ends with `USAGE`."""

    def __init__(self, source: str, code: str, message: str) -> None:
        super().__init__(message)
        self.source, self.code, self.message = source, code, message


def say(source: str, code: str, message: str) -> None:
    """Write one line to standard error, in the language in use; a closed one is no error.

    Names in it may be made of anything.
    """
    from sysanalyze.cli.language import localized
    from sysanalyze.render.escape import printable

    line = printable(f"sysanalyze: {source}: {code}: {localized(message)}") + "\n"
    stream = sys.stderr
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    with contextlib.suppress(OSError, ValueError):
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
