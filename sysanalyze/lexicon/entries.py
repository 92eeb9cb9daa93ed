"""Lexicons in memory: entries with their fields, and the set of all that was loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | bool | tuple[str, ...]


class LexiconError(ValueError):
    """A lexicon that cannot be used; its text is `file:line: what`."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file, self.line, self.what = file, line, what


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word or phrase: its surface, other surfaces of the same meaning, and the fields that its lexicon declares."""

    surface: str
    variants: tuple[str, ...] = ()
    fields: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The field as text, None where the entry lacks it."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The field as a list of texts, empty where the entry lacks it."""
        value = self.fields.get(name, ())
        return value if isinstance(value, tuple) else ()

    def number(self, name: str) -> Decimal | None:
        """The field as an exact number, None where the entry lacks it."""
        value = self.text(name)
        return None if value is None else Decimal(value)

    def flag(self, name: str) -> bool:
        """The field as yes or no, no where the entry lacks it."""
        return self.fields.get(name) is True

    @property
    def forms(self) -> tuple[str, ...]:
        """The surface and its variants."""
        return (self.surface, *self.variants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The entries of one name, from the built-in file and the user's."""

    name: str
    meaning: str
    source: str
    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        """The entries in their order."""
        return iter(self.entries)

    def __len__(self) -> int:
        """Number of entries."""
        return len(self.entries)

    def surfaces(self) -> dict[str, Entry]:
        """Every surface, variants included, with its entry."""
        return {form: entry for entry in self.entries for form in entry.forms}

    def where(self, name: str, value: str) -> tuple[Entry, ...]:
        """The entries whose field `name` is `value`."""
        return tuple(entry for entry in self.entries if entry.fields.get(name) == value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicons:
    """All lexicons of an analysis, by name, with the hash of the files that they came from."""

    by_name: Mapping[str, Lexicon]
    digest: str

    def __getitem__(self, name: str) -> Lexicon:
        """The lexicon of that name; KeyError where there is none."""
        return self.by_name[name]

    def __iter__(self) -> Iterator[Lexicon]:
        """The lexicons in the order of their names."""
        return iter(self.by_name[name] for name in sorted(self.by_name))
