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
    from collections.abc import Callable, Iterable, Sequence

    from sysanalyze.article import Article
    from sysanalyze.model import Finding, Refusal


# What a kind needs of others: a figure inside a slogan is none, a project has its figures.
NEEDS = {"figures": ("slogans",), "projects": ("figures", "slogans"), "officials": ("slogans",)}

NOT_YET = RuntimeError()  # stands where a document of a group has no report yet


class _Work:
    """A document of a group under way: its place in the group, its article and what the extractors found so far."""

    __slots__ = ("article", "at", "found")

    def __init__(self, at: int, article: Article) -> None:
        self.at, self.article = at, article
        self.found: list[Finding | Refusal] = []


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

    def group(
        self,
        documents: Sequence[Document],
        *,
        date: str | None = None,
        begin: Callable[[int], None] = lambda _at: None,
    ) -> list[Report | Exception]:
        """Analyze several documents stage by stage.

        What a stage needs then stays in the processor's caches: it takes a fifth less than one document after another.

        Args:
            documents: as they were read; some dozens, since what the stages find of all of them is held.
            date: reference date (ISO 8601) for articles that state none.
            begin: told the index of a document whenever work on it begins or goes on.

        Returns:
            For each document its report, or what its analysis raised.
        """
        results: list[Report | Exception] = []
        works: list[_Work] = []
        for at, document in enumerate(documents):
            begin(at)
            try:
                works.append(_Work(at, self.articles(document, date=date)))
            except Exception as problem:  # noqa: BLE001  # told in place of its report: the others go on
                results.append(problem)
            else:
                results.append(NOT_YET)
        for _, extract in self.extractors:
            for work in works:
                begin(work.at)
                try:
                    work.found.extend(extract(work.article))
                except Exception as problem:  # noqa: BLE001
                    results[work.at] = problem
            works = [work for work in works if results[work.at] is NOT_YET]
        for work in works:
            begin(work.at)
            try:
                results[work.at] = self._told(work.article, work.found)
            except Exception as problem:  # noqa: BLE001
                results[work.at] = problem
        return results

    def report(self, article: Article) -> Report:
        """The report of an article whose zones are known, as `articles` makes it."""
        return self._told(article, (finding for _, extract in self.extractors for finding in extract(article)))

    def _told(self, article: Article, findings: Iterable[Finding | Refusal]) -> Report:
        document = article.document
        found = resolve(findings)
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
