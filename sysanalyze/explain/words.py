"""The entries of the lexicons that stand in a stretch of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon.entries import Entry
from sysanalyze.lexicon.match import OverlapMatcher
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Lexicons
    from sysanalyze.lexicon.entries import Value

# The lexicons that tell something of a piece, by its role.
READ = {
    "number": ("number-words",),
    "unit": ("units", "unit-compounds", "classifiers"),
    "bound": ("bound-words",),
    "indicator": ("implied-units",),
    "clause": ("change-words",),
    "slogan": ("slogans", "slogan-frames"),
    "verb": ("project-verbs",),
    "title": ("offices", "organs"),
}
NAMES = {"project": ("project-heads",), "official": ("surnames",)}  # a name is of one or the other


class Word(NamedTuple):
    """A word of a lexicon at its place."""

    span: Span
    lexicon: str
    entry: Entry

    def __str__(self) -> str:
        """The lexicon, the surface, and what the entry says of it."""
        fields = ", ".join(f"{name}: {_written(value)}" for name, value in self.entry.fields.items())
        return f"{self.lexicon}: {self.entry.surface}" + (f" ({fields})" if fields else "")


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    return str(value).lower() if isinstance(value, bool) else value


class Words:
    """Finds the words of pieces in the lexicons that tell of them, each compiled when it is first asked for."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._matchers: dict[str, OverlapMatcher[Entry]] = {}

    def __call__(self, kind: str, view: str, pieces: Iterable[tuple[str, Span]]) -> list[Word]:
        """The words within the pieces, each once, none inside a longer one of its lexicon.

        Args:
            kind: of the finding.
            view: the article's.
            pieces: their roles and places.
        """
        found: dict[tuple[str, str], Word] = {}
        for role, (start, end) in pieces:
            for lexicon in NAMES.get(kind, ()) if role == "name" else READ.get(role, ()):
                hits = [
                    (Span(start + hit.start, start + hit.end), hit.value)
                    for hit in self._matcher(lexicon).all(view[start:end])
                ]
                for span, entry in hits:
                    within = any(other != span and other.holds(span) for other, _ in hits)
                    leads = lexicon != "surnames" or span.start == start  # 鲁望舒: 舒 is a given name there
                    if leads and not within:
                        found.setdefault((lexicon, entry.surface), Word(span, lexicon, entry))
        return sorted(found.values(), key=lambda word: (word.span, word.lexicon))

    def _matcher(self, lexicon: str) -> OverlapMatcher[Entry]:
        if lexicon not in self._matchers:
            self._matchers[lexicon] = OverlapMatcher(self._lexicons[lexicon].surfaces())
        return self._matchers[lexicon]
