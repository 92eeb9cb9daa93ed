"""Candidates as a lexicon file to be reviewed: what is struck out of it is no slogan, the rest loads as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sysanalyze.corpus.mining import Candidate

PLAIN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、，×]*")
REASONS = 3


def to_lexicon(candidates: Iterable[Candidate], *, articles: int, sources: Iterable[str]) -> Iterator[str]:
    """The lines of the file, each with its line break: the header, and each candidate below what is known of it."""
    yield f"# Candidates from {articles} articles: strike out what is no slogan, and give the rest a theme.\n"
    yield "lexicon: slogans\n"
    yield "meaning: candidates, to be reviewed\n"
    yield f"source: {_quoted('found in ' + ', '.join(sources))}\n"
    empty = True
    for one in candidates:
        if empty:
            yield "entries:\n"
            empty = False
        yield from _entry(one)
    if empty:
        yield "entries: []\n"


def _entry(one: Candidate) -> Iterator[str]:
    plural = "" if one.documents == 1 else "s"
    lost = f" or up to {one.missed} more" if one.missed else ""
    when = f", {one.first} to {one.last}" if one.first else ""
    why = "; ".join(f"{reason} ({count})" for reason, count in one.why.most_common(REASONS))
    yield f"# {one.documents}{lost} article{plural}{when}: {why}\n"
    for name, words in one.examples:
        yield f"#   {_printable(name)}: {_printable(words)}\n"
    surface = one.surface if PLAIN.fullmatch(one.surface) else _quoted(one.surface)
    yield f"- {{surface: {surface}, kind: {one.kind}}}\n"


def _quoted(words: str) -> str:
    return '"' + _printable(words).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _printable(words: str) -> str:
    """The words without what would end a comment or what YAML forbids."""
    return "".join(char if char.isprintable() else " " for char in words)
