"""Officials: named persons to whom the article gives an office, with their titles and mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.officials.attach import attach
from sysanalyze.extract.officials.page import open_page
from sysanalyze.extract.officials.people import gather
from sysanalyze.extract.officials.refusals import refused
from sysanalyze.extract.officials.words import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.article import Article
    from sysanalyze.extract import Extractor
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Finding, Refusal


def make_extractor(lexicons: Lexicons) -> Extractor:
    """The extractor of officials, its words compiled once."""
    words = compile_words(lexicons)

    def officials(article: Article) -> Iterable[Finding | Refusal]:
        page = open_page(article, words)
        if not page.hits and not article.explaining:
            return ()
        found = attach(page, words)
        if article.explaining:
            return (*gather(page, words, found), *refused(page, words, found))
        return gather(page, words, found)

    return officials
