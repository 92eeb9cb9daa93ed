"""The articles that a command was given, one after the other: what failed is told, the rest goes on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

from sysanalyze.cli.messages import DONE, NOTHING, PARTLY, ConfigurationError, say
from sysanalyze.read import Input, Reader, ReadError, Rejected, loss, missing_extra, names_from, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Document
    from sysanalyze.read import Options

STDIN = "-"
MANY = 5  # articles, from which on progress is shown at a terminal

T = TypeVar("T")


def sources(paths: tuple[str, ...], listed: str | None, command: str) -> tuple[str, ...]:
    """The sources to read; standard input where no path is given, which must not be a terminal then.

    Args:
        paths: those of the command line.
        listed: a file that lists others, `-` for standard input.
        command: what was called, for messages.

    Raises:
        ConfigurationError: nothing to read, or a reader that is not installed.
    """
    if listed is not None:
        if paths:
            raise ConfigurationError(command, "E_USAGE", "takes paths or --files0-from, not both")
        paths = tuple(_names(listed))
    elif not paths:
        if sys.stdin is None or sys.stdin.isatty():
            example = f"sysanalyze {command} article.txt"
            raise ConfigurationError(command, "E_USAGE", f"no article: name a file ({example}) or pipe one in")
        return (STDIN,)
    for path in paths:
        if (missing := missing_extra(path)) is not None:
            raise ConfigurationError(path, "E_EXTRA", missing)
    return paths


def _names(listed: str) -> Iterator[str]:
    """The paths in a list. Raises ConfigurationError."""
    try:
        with opened(Input(path=listed)) as stream:
            yield from names_from(stream)
    except ReadError as problem:
        raise ConfigurationError(listed, problem.code, problem.message) from None
    except OSError as problem:
        raise ConfigurationError(listed, "E_FILES0", f"cannot be read: {(problem.strerror or '').lower()}") from None


def load(folder: str | None) -> Lexicons:
    """The lexicons, the user's own and those of the folder among them.

    Raises:
        ConfigurationError: its message `file:line: what`.
    """
    from pathlib import Path

    from sysanalyze.cli.own import lexicon_folders
    from sysanalyze.lexicon import LexiconError, load_lexicons

    if folder is not None and not Path(folder).is_dir():
        what = "is no folder" if Path(folder).exists() else "no such folder"
        raise ConfigurationError(folder, "E_LEXICON", f"{what}; --lexicons takes a folder of .yaml files")
    try:
        return load_lexicons(*lexicon_folders(folder))
    except LexiconError as problem:
        raise ConfigurationError("lexicons", "E_LEXICON", str(problem)) from None
    except OSError as problem:
        raise ConfigurationError(str(problem.filename), "E_LEXICON", (problem.strerror or "").lower()) from None


class Run:
    """One pass over the articles: tells what fails and counts it for the exit code."""

    def __init__(self, reading: Options, *, quiet: bool, debug: bool) -> None:
        self.reading, self.quiet, self.debug = reading, quiet, debug
        self.done = self.failed = 0

    def __call__(self, paths: tuple[str, ...], work: Callable[[Document], T]) -> Iterator[T]:
        """The result of `work` for each article that could be read and worked on."""
        with Reader(self.reading) as reader:
            for source in progress(paths, quiet=self.quiet):
                for found in reader.documents(Input(path=source)):
                    if isinstance(found, Rejected):
                        self._tell(found)
                    else:
                        yield from self._worked(found, work)

    def _tell(self, rejected: Rejected) -> None:
        """Tell what gave no article; what was passed over on purpose is no failure."""
        self.failed += rejected.failed
        if rejected.failed or not self.quiet:
            say(rejected.source, rejected.code, rejected.message)

    def _worked(self, document: Document, work: Callable[[Document], T]) -> Iterator[T]:
        """The result of `work`, none where it failed."""
        if not self.quiet and (lost := loss(document)) is not None:
            say(document.id, "W_ENCODING", lost)
        try:
            result = work(document)
        except ReadError as problem:
            self._tell(Rejected(source=document.id, code=problem.code, message=problem.message))
        except Exception as problem:  # one article that breaks a rule must not stop the others
            if self.debug:
                raise
            self.failed += 1
            what = f"{type(problem).__name__}: {problem}"
            say(document.id, "E_INTERNAL", f"{what}; a defect of sysanalyze, --debug shows where")
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
