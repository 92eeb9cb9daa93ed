"""The entries of the lexicons that stand in a stretch of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon.match import OverlapMatcher
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Lexicons
    from sysanalyze.lexicon.entries import Entry

# What each kind of finding reads; lexicons of names and of what is no finding say little about one that was found.
READ = {
    "figure": ("units", "unit-compounds", "classifiers", "bound-words", "change-words", "implied-units", "length-words"),
    "slogan": ("slogans", "slogan-cues", "slogan-frames"),
    "project": ("project-heads", "project-verbs", "project-modifiers"),
    "official": ("offices", "organs", "title-starts", "surnames"),
}


class Word(NamedTuple):
    """A word of a lexicon at its place."""

    span: Span
    lexicon: str
    entry: Entry

    def __str__(self) -> str:
        """The lexicon, the surface, and what the entry says of it."""
        fields = ", ".join(f"{name}: {_written(value)}" for name, value in self.entry.fields.items())
        return f"{self.lexicon}: {self.entry.surface}" + (f" ({fields})" if fields else "")


def _written(value: str | bool | tuple[str, ...]) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else value


class Words:
    """Finds words of the lexicons that a kind of finding reads; each kind compiled when it is first asked for."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._matchers: dict[str, list[tuple[str, OverlapMatcher[Entry]]]] = {}

    def __call__(self, kind: str, view: str, spans: Iterable[Span]) -> list[Word]:
        """The words within the spans, the longest at each place of each lexicon, in the order of the text.

        Args:
            kind: figure, slogan, project or official.
            view: the article's.
            spans: where to look.
        """
        found = set()
        for start, end in spans:
            for lexicon, matcher in self._of(kind):
                hits = [(start + hit.start, start + hit.end, hit.value) for hit in matcher.all(view[start:end])]
                for begin, close, entry in hits:
                    inside_another = any(
                        other != (begin, close) and other[0] <= begin and close <= other[1]
                        for other in ((one, two) for one, two, _ in hits)
                    )
                    if not inside_another:
                        found.add((begin, close, lexicon, entry.surface))
        known = self._lexicons
        return [
            Word(Span(start, end), lexicon, known[lexicon].surfaces()[surface])
            for start, end, lexicon, surface in sorted(found)
        ]

    def _of(self, kind: str) -> list[tuple[str, OverlapMatcher[Entry]]]:
        if kind not in self._matchers:
            there = {lexicon.name for lexicon in self._lexicons}
            self._matchers[kind] = [
                (name, OverlapMatcher(self._lexicons[name].surfaces())) for name in READ[kind] if name in there
            ]
        return self._matchers[kind]
