"""The pieces of the text that a finding was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.explain.words import Word
from sysanalyze.model import Figure, Finding, Official, Project, Slogan, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.article import Article
    from sysanalyze.explain.words import Words
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Report

NUMBER = re.compile(
    r"(?:百分之|千分之|万分之|第|前)?[0-9.,，零〇一二两三四五六七八九十廿百千万亿几数多余来半上×~～—\-至到]+"
)
CLAUSE = re.compile(r"[^，。；！？;!?\n]*")
AROUND = 24  # characters before a figure in which its clause's words are shown


class Piece(NamedTuple):
    """A stretch of the text and its part in the finding.

    Roles: number unit bound indicator clause; slogan member; name verb milestone; name title quote.
    """

    role: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A finding with what it was made of, in the order of the text."""

    kind: str  # figure slogan project official
    finding: Finding
    span: Span  # its first place
    pieces: tuple[Piece, ...]
    words: tuple[Word, ...]


def explained(report: Report, article: Article, words: Words, lexicons: Lexicons) -> list[Explained]:
    """Each finding of the report, in the order of the text."""
    verbs = {form for entry in lexicons["project-verbs"] for form in entry.forms}
    made = []
    findings: list[tuple[str, Finding, Span, Iterator[Piece]]] = []
    findings += [("figure", one, one.span, _of_figure(one, article)) for one in report.figures]
    findings += [("slogan", one, one.mentions[0], _of_slogan(one, article)) for one in report.slogans]
    findings += [("project", one, one.mentions[0], _of_project(one, article, verbs)) for one in report.projects]
    findings += [("official", one, one.mentions[0].span, _of_official(one)) for one in report.officials]
    for kind, finding, span, found in findings:
        pieces = tuple(sorted(found, key=lambda piece: piece.span))
        used = tuple(words(kind, article.view, pieces))
        made.append(Explained(kind=kind, finding=finding, span=span, pieces=pieces, words=used))
    return sorted(made, key=lambda one: (one.span, one.kind))


def _of_figure(figure: Figure, article: Article) -> Iterator[Piece]:
    view, (start, end) = article.view, figure.span
    number = NUMBER.match(view, start, end)
    cut = number.end() if number is not None else start
    if start < cut:
        yield Piece("number", Span(start, cut))
    if cut < end:
        yield Piece("unit", Span(cut, end))
    if figure.cue is not None:
        yield Piece("bound", figure.cue)
    if figure.indicator is not None and (place := _nearest(article, figure.indicator, figure.span)) is not None:
        yield Piece("indicator", place)
    if figure.change is not None or figure.stance in ("target", "forecast"):
        clause = _clause(view, figure.span)
        before = Span(max(clause.start, start - AROUND), start)
        if before.start < before.end:
            yield Piece("clause", before)


def _of_slogan(slogan: Slogan, article: Article) -> Iterator[Piece]:
    for mention in slogan.mentions:
        yield Piece("slogan", mention)
    for item in slogan.items:
        if (place := _nearest(article, item, slogan.mentions[0])) is not None:
            yield Piece("member", place)


def _of_project(project: Project, article: Article, verbs: set[str]) -> Iterator[Piece]:
    for mention in project.mentions:
        yield Piece("name", mention)
    if project.status is None:
        return
    for mention in project.mentions:
        clause = _clause(article.view, mention)
        text = article.view[clause.start : clause.end]
        for verb in verbs:
            at = text.find(verb)
            if at >= 0 and not mention.meets(Span(clause.start + at, clause.start + at + len(verb))):
                yield Piece("verb", Span(clause.start + at, clause.start + at + len(verb)))
    for step in project.milestones:
        yield Piece("milestone", step.span)


def _of_official(official: Official) -> Iterator[Piece]:
    for mention in official.mentions:
        yield Piece("name", mention.span)
        for title in mention.titles:
            yield Piece("title", title)
    for quote in official.quotes:
        yield Piece("quote", quote)


def _clause(view: str, span: Span) -> Span:
    """The clause around a span."""
    start = max((view.rfind(mark, 0, span.start) for mark in "，。；！？;!?\n"), default=-1) + 1
    after = CLAUSE.match(view, span.end)
    return Span(start, after.end() if after is not None else span.end)


def _nearest(article: Article, words: str, span: Span) -> Span | None:
    """Where words stand nearest to a span, before it rather than after."""
    text = article.document.text
    before = text.rfind(words, 0, span.start + len(words))
    if before >= 0:
        return Span(before, before + len(words))
    after = text.find(words, span.end)
    return Span(after, after + len(words)) if after >= 0 else None
