"""Everything that is wrong with lexicon files, not the first thing alone, and what a user's files put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon.entries import LexiconError
from sysanalyze.lexicon.load import builtin_fields, lexicon_files, lexicon_folder
from sysanalyze.lexicon.strict import ParsedFile, parse_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sysanalyze.lexicon.strict import FieldRule

STOPPED_BY = "slogan-stops"  # a phrase that stands there, as itself, is no slogan
STOPPING = frozenset({"number", "name", "hides"})


class Remark(NamedTuple):
    """What is wrong at a line of a file, or where `harmless`, only worth knowing."""

    file: str
    line: int
    what: str
    harmless: bool = False


class Checked(NamedTuple):
    """The files that could be read as lexicons, and the remarks in the order of files and lines."""

    files: list[tuple[str, ParsedFile]]
    remarks: list[Remark]


def check_builtin() -> Checked:
    """Check the lexicons of the program itself. Raises OSError."""
    folder = lexicon_folder()
    checked = _parsed([(path, path.name) for path in lexicon_files(folder)], None)
    for name, parsed in checked.files:
        if f"{parsed.name}.yaml" != name:
            checked.remarks.append(Remark(name, 1, f"'lexicon' is {parsed.name!r}; the file must bear its name"))
        checked.remarks.extend(_repeated([(name, parsed)]))
    checked.remarks.extend(_contradictions(checked.files))
    checked.remarks.sort()
    return checked


def check_files(paths: Iterable[Path]) -> Checked:
    """Check a user's files against the built-in lexicons, and against each other. Raises LexiconError, OSError."""
    checked = _parsed([(path, str(path)) for path in paths], builtin_fields())
    named = {parsed.name for _, parsed in checked.files}
    files = [path for path in lexicon_files(lexicon_folder()) if path.stem in named]
    builtin = _parsed([(path, path.name) for path in files], None).files
    checked.remarks.extend(_repeated(checked.files))
    checked.remarks.extend(_replacing(checked.files, builtin))
    checked.remarks.sort()
    return checked


def _parsed(paths: list[tuple[Path, str]], known: Mapping[str, Mapping[str, FieldRule]] | None) -> Checked:
    checked = Checked([], [])
    for path, name in paths:
        problems: list[LexiconError] = []
        try:
            checked.files.append((name, parse_file(path.read_bytes(), name, known, problems)))
        except LexiconError as problem:
            problems.append(problem)
        checked.remarks.extend(Remark(problem.file, problem.line, problem.what) for problem in problems)
    return checked


def _repeated(files: list[tuple[str, ParsedFile]]) -> list[Remark]:
    """Surfaces and variants that stand twice in one lexicon, in one file or in two."""
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    remarks = []
    for name, parsed in files:
        for line, entry in parsed.entries:
            for form in entry.forms:
                before = seen.setdefault((parsed.name, form), (name, line))
                if before != (name, line):
                    remarks.append(Remark(name, line, f"{form!r} stands in {before[0]}:{before[1]} already"))
                elif entry.forms.count(form) > 1:
                    remarks.append(Remark(name, line, f"{form!r} stands twice in one entry"))
                    break
    return remarks


def _replacing(files: list[tuple[str, ParsedFile]], builtin: list[tuple[str, ParsedFile]]) -> list[Remark]:
    """Entries that take the place of built-in ones."""
    places = {
        (parsed.name, form): f"{name}:{line}"
        for name, parsed in builtin
        for line, entry in parsed.entries
        for form in entry.forms
    }
    return [
        Remark(
            name, line, f"{form!r} takes the place of the built-in entry, {places[parsed.name, form]}", harmless=True
        )
        for name, parsed in files
        for line, entry in parsed.entries
        for form in entry.forms
        if (parsed.name, form) in places
    ]


def _contradictions(files: list[tuple[str, ParsedFile]]) -> list[Remark]:
    """Slogans that the stops say are none."""
    stops = {
        form: f"{name}:{line}"
        for name, parsed in files
        if parsed.name == STOPPED_BY
        for line, entry in parsed.entries
        if STOPPING.intersection(entry.texts("roles"))
        for form in entry.forms
    }
    return [
        Remark(name, line, f"{form!r} is no slogan by {stops[form]}")
        for name, parsed in files
        if parsed.name == "slogans"
        for line, entry in parsed.entries
        for form in entry.forms
        if form in stops
    ]
