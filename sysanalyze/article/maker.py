"""Making an article of a document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sysanalyze.article.bylines import Byline, bracketed, datelines, trailing
from sysanalyze.article.furniture import is_role_line, may_be_dateline
from sysanalyze.article.header import Found, read_footer, read_header
from sysanalyze.article.lines import soft_breaks, split_lines
from sysanalyze.article.shape import Article, Zone
from sysanalyze.article.view import cut, fold, paired
from sysanalyze.article.words import Words
from sysanalyze.language.dates import MONTH_DAY, month_day
from sysanalyze.language.places import PlaceIndex
from sysanalyze.language.script import Script
from sysanalyze.model import Metadata

if TYPE_CHECKING:
    from sysanalyze.article.lines import Line
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Document, Span
    from sysanalyze.segment import Segmenter


class ArticleMaker:
    """Makes articles of documents; compiled once."""

    def __init__(self, lexicons: Lexicons, segmenter: Segmenter) -> None:
        self.lexicons = lexicons
        self.segmenter = segmenter
        self.places = PlaceIndex(lexicons)
        self._script = Script(lexicons)
        self._words = Words(lexicons)

    def __call__(self, document: Document, *, date: str | None = None) -> Article:
        """The document's article; `date` is the reference date of one that states none."""
        text = document.text
        blank = fold(text)
        folded = self._script.simplified(blank)
        written = _Written(text, None if folded is blank else folded)
        lines = split_lines(folded)
        found = Found()
        first = read_header(lines, found, self._words)
        last = read_footer(lines, first, found, self._words)
        inline = bracketed(folded, self._words)
        inline += self._bylines(folded, lines[first:last], found)
        inline.sort(key=lambda byline: byline.span)
        found.hidden += [byline.span for byline in inline]
        view = paired(cut(folded, found.hidden, soft_breaks(folded, text, lines[first:last])))
        metadata = self._metadata(view, found, inline, written, date)
        if document.title or document.date:  # what a record's own fields say goes before what its text looks like
            metadata = replace(metadata, title=document.title or metadata.title, date=document.date or metadata.date)
        return Article(
            document=document,
            view=view,
            metadata=metadata,
            told=(*found.zones, *[Zone(byline.span, "byline") for byline in inline]),
            reference_date=metadata.date or date,
            tokens=self.segmenter(view),
            places=self.places,
        )

    def _bylines(self, view: str, body: list[Line], found: Found) -> list[Byline]:
        """The datelines of the paragraphs, and the names that the last one closes with."""
        words = self._words
        bylines = []
        for start, end, text, _ in body:
            if may_be_dateline(text[:60]) and (byline := datelines(view, start, end, words)):
                bylines.append(byline)
        for line in body[:4]:
            if is_role_line(line.text, words):  # 新华社记者 张三、李四, below the dateline
                found.authors.extend(words.names.credited(line.text))
                found.hide(line.start, line.end, "byline")
        if body and (byline := trailing(view, body[-1].start, body[-1].end, words)):
            bylines.append(byline)
        return bylines

    def _metadata(
        self, view: str, found: Found, inline: list[Byline], written: _Written, given: str | None
    ) -> Metadata:
        title = written.at(found.title) if found.title else None
        dates = found.dates + [(5, byline.date) for byline in inline if byline.date]
        sources = found.sources + [(5, byline.source) for byline in inline if byline.source]
        editors = found.editors + [(9, byline.editor) for byline in inline if byline.editor]
        date = min(dates)[1] if dates else _dated(inline, given)
        source = min(sources, key=lambda each: each[0])[1] if sources else None
        authors = found.authors + [name for byline in inline for name in byline.authors]
        editor = min(editors, key=lambda each: each[0])[1] if editors else None
        column = found.column or (_column(found.crumbs) if found.crumbs else None)
        column = column or next((byline.column for byline in inline if byline.column), None)
        place = self.places.about(
            view,
            title=view[found.title.start : found.title.end] if found.title else None,
            subtitle=" ".join(found.subtitles),
            source=source,
            dateline=next((byline.place for byline in inline if byline.place), None),
            crumbs=found.crumbs,
        )
        return Metadata(
            title=title,
            date=date,
            source=written(source),
            authors=tuple(filter(None, map(written, dict.fromkeys(authors)))),
            editor=written(editor),
            column=written(column),
            place=place,
        )


class _Written:
    """Puts a piece of the folded, simplified text back as the document writes it (蘇曉芸, not 苏晓芸)."""

    def __init__(self, text: str, plain: str | None) -> None:
        self._text = text
        self._plain = plain  # None where the text is set in simplified characters itself

    def at(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def __call__(self, piece: str | None) -> str | None:
        if piece is None or self._plain is None:
            return piece
        at = self._plain.find(piece)
        if at >= 0:
            return self._text[at : at + len(piece)]
        match = re.search(r"[ 、]*".join(map(re.escape, piece)), self._plain)
        return re.sub(r"\s", "", self._text[match.start() : match.end()]) if match else piece


def _column(crumbs: tuple[str, ...]) -> str | None:
    """The last step of a breadcrumb that names a column."""
    named = [
        part
        for part in crumbs
        if part not in ("正文", "首页", "主页", "详情", "内容", "详细内容", "网站首页", "文章内容")
    ]
    return named[-1] if named and len(named[-1]) <= 16 else None


def _dated(inline: list[Byline], given: str | None) -> str | None:
    """The date of a dateline that has no year, in the year of the reference date."""
    day = next((byline.day for byline in inline if byline.day and MONTH_DAY.search(byline.day)), None)
    if day is None:
        return None
    return month_day(day, given)
