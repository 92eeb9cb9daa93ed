"""Projects: concrete undertakings of construction, investment and production, with their stage and owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.projects.finder import Finder
from sysanalyze.extract.projects.sites import Sites
from sysanalyze.extract.projects.vocabulary import make_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sysanalyze.article import Article
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Finding, Refusal


def make_extractor(lexicons: Lexicons) -> Callable[[Article], Iterable[Finding | Refusal]]:
    """The extractor of projects, compiled from `project-heads`, `project-verbs` and `project-modifiers`."""
    finder = Finder(make_vocabulary(lexicons), Sites(lexicons))
    return finder.projects
