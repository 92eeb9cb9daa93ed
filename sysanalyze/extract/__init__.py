"""The four extractors: figures, slogans, projects, officials. None imports another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from sysanalyze.article import Article
from sysanalyze.model import Finding, Refusal

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons

Extractor = Callable[[Article], Iterable[Finding | Refusal]]

KINDS = ("figures", "slogans", "projects", "officials")


def make_extractors(lexicons: Lexicons, kinds: Iterable[str] = KINDS) -> tuple[tuple[str, Extractor], ...]:
    """The extractors of the kinds asked for, in the order of `KINDS`, each compiled from its lexicons."""
    wanted = set(kinds)
    made = []
    for kind in KINDS:
        if kind in wanted:
            module = import_module(f"sysanalyze.extract.{kind}")
            made.append((kind, module.make_extractor(lexicons)))
    return tuple(made)
