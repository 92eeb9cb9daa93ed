"""The articles that a command was given, one after the other: what failed is told, the rest goes on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

from sysanalyze.cli.messages import DONE, NOTHING, PARTLY, ConfigurationError, say
from sysanalyze.cli.output import OutputError, PipeClosed
from sysanalyze.read import ReadError, loss, read_file, read_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Document

STDIN = "-"
MANY = 5  # articles, from which on progress is shown at a terminal

T = TypeVar("T")


def sources(paths: tuple[str, ...], command: str) -> tuple[str, ...]:
    """The sources to read; standard input where no path is given, which must not be a terminal then.

    Raises:
        ConfigurationError: nothing to read.
    """
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        example = f"sysanalyze {command} article.txt"
        raise ConfigurationError(command, "E_USAGE", f"no article: name a file ({example}) or pipe one in")
    return (STDIN,)


def read_source(source: str, *, encoding: str | None, strict: bool) -> Document:
    """The document of a path, or of standard input for `-`. Raises ReadError."""
    if source != STDIN:
        return read_file(source, encoding=encoding, strict=strict)
    if sys.stdin is None:
        raise ReadError("E_READ", "standard input is closed")
    try:
        return read_stream(sys.stdin.buffer, STDIN, encoding=encoding, strict=strict)
    except IsADirectoryError:
        raise ReadError("E_FOLDER", "standard input is a folder") from None
    except OSError as problem:
        raise ReadError("E_READ", f"cannot be read: {(problem.strerror or '').lower()}") from None


def load(folder: str | None) -> Lexicons:
    """The lexicons, with the user's. Raises ConfigurationError, its message `file:line: what`."""
    from pathlib import Path

    from sysanalyze.lexicon import LexiconError, load_lexicons

    if folder is not None and not Path(folder).is_dir():
        what = "is no folder" if Path(folder).exists() else "no such folder"
        raise ConfigurationError(folder, "E_LEXICON", f"{what}; --lexicons takes a folder of .yaml files")
    try:
        return load_lexicons(None if folder is None else Path(folder))
    except LexiconError as problem:
        raise ConfigurationError("lexicons", "E_LEXICON", str(problem)) from None
    except OSError as problem:
        raise ConfigurationError(str(problem.filename), "E_LEXICON", (problem.strerror or "").lower()) from None


class Run:
    """One pass over the articles: tells what fails and counts it for the exit code."""

    def __init__(self, *, encoding: str | None, strict: bool, quiet: bool, debug: bool) -> None:
        self.encoding, self.strict, self.quiet, self.debug = encoding, strict, quiet, debug
        self.done = self.failed = 0

    def __call__(self, paths: tuple[str, ...], work: Callable[[Document], T]) -> Iterator[T]:
        """The result of `work` for each article that could be read and worked on."""
        for source in progress(paths, quiet=self.quiet):
            try:
                document = read_source(source, encoding=self.encoding, strict=self.strict)
                if not self.quiet and (lost := loss(document)) is not None:
                    say(source, "W_ENCODING", lost)
                result = work(document)
            except ReadError as problem:
                self.failed += 1
                say(source, problem.code, problem.message)
            except (OutputError, PipeClosed):
                raise
            except Exception as problem:  # one article that breaks a rule must not stop the others
                if self.debug:
                    raise
                self.failed += 1
                what = f"{type(problem).__name__}: {problem}"
                say(source, "E_INTERNAL", f"{what}; a defect of sysanalyze, --debug shows where")
            else:
                self.done += 1
                yield result

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        if not self.failed:
            return DONE
        return PARTLY if self.done else NOTHING


def progress(paths: tuple[str, ...], *, quiet: bool) -> Iterable[str]:
    """The paths, with a bar on standard error where many are read at a terminal."""
    at_terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    if quiet or len(paths) < MANY or not at_terminal or sys.stdout.isatty():
        return paths
    from rich.console import Console
    from rich.progress import track

    return track(paths, description="articles", console=Console(stderr=True), transient=True)
