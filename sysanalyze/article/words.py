"""The words that the zones are told by, compiled once of the lexicons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.article.bylines import dateline_pattern
from sysanalyze.article.furniture import furniture_pattern
from sysanalyze.article.labels import Labels
from sysanalyze.article.names import Names

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons


class Words:
    """Names, labels, media and furniture, as the lexicons have them."""

    def __init__(self, lexicons: Lexicons) -> None:
        labels = lexicons["page-labels"]
        media = lexicons["media"]
        self.names = Names(lexicons)
        self.labels = Labels(lexicons)
        self.own_media = frozenset(entry.surface for entry in media if entry.flag("own"))
        self.nation = frozenset(entry.surface for entry in media if entry.flag("nation"))
        self.nobody = frozenset(entry.surface for entry in labels if "nobody" in entry.texts("kind"))
        self.dateline = dateline_pattern(form for entry in media for form in entry.forms)
        self.furniture = furniture_pattern(
            [entry.surface for entry in labels if "button" in entry.texts("kind")],
            [entry.surface for entry in labels if "related" in entry.texts("kind")],
        )
