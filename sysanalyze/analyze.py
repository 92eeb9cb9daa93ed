"""The analysis of a document, whole: `Analyzer(lexicons)(document) -> Report`, and `analyze(text)` for one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sysanalyze
from sysanalyze.article import ArticleMaker
from sysanalyze.checks import checks
from sysanalyze.extract import KINDS, make_extractors
from sysanalyze.lexicon import Lexicons, load_lexicons
from sysanalyze.model import Document, Report
from sysanalyze.resolve import resolve
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.article import Article


# What a kind needs of others: a figure inside a slogan is none, a project has its figures.
NEEDS = {"figures": ("slogans",), "projects": ("figures", "slogans"), "officials": ("slogans",)}


class Analyzer:
    """Everything compiled once; analyzes any number of documents.

    Args:
        lexicons: what to look for.
        segmenter: `rjieba` or `jieba`.
        only: the kinds of findings wanted, of figures, slogans, projects, officials.
    """

    def __init__(self, lexicons: Lexicons, *, segmenter: str = "rjieba", only: Iterable[str] = KINDS) -> None:
        self.lexicons = lexicons
        words = [(entry.surface, entry.text("tag") or "n") for entry in lexicons["words"]]
        self.segmenter = Segmenter(segmenter, words)
        self.articles = ArticleMaker(lexicons, self.segmenter)
        self.wanted = frozenset(only)
        needed = self.wanted.union(*(NEEDS.get(kind, ()) for kind in self.wanted))
        self.extractors = make_extractors(lexicons, tuple(kind for kind in KINDS if kind in needed))

    def __call__(self, document: Document, *, date: str | None = None) -> Report:
        """Analyze one document.

        Args:
            document: as it was read.
            date: reference date (ISO 8601) for an article that states none.
        """
        return self.report(self.articles(document, date=date))

    def report(self, article: Article) -> Report:
        """The report of an article whose zones are known, as `articles` makes it."""
        document = article.document
        found = resolve(finding for _, extract in self.extractors for finding in extract(article))
        return Report(
            document=document,
            metadata=article.metadata,
            figures=found.figures if "figures" in self.wanted else (),
            slogans=found.slogans if "slogans" in self.wanted else (),
            projects=found.projects,
            officials=found.officials,
            version=sysanalyze.__version__,
            lexicons=self.lexicons.digest,
            segmenter=self.segmenter.engine,
            reference_date=article.reference_date,
            checks=checks(document.text, found.figures) if "figures" in self.wanted else (),
        )


def analyze(text: str, *, date: str | None = None) -> Report:
    """Analyze one text with the built-in lexicons; for many texts make an `Analyzer` once.

    >>> report = analyze("上半年到位资金36.84亿元。")
    >>> [str(figure.value) for figure in report.figures]
    ['3684000000']
    """
    return Analyzer(load_lexicons())(Document(id="-", text=text), date=date)
