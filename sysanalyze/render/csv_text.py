r"""One kind of findings as rows of CSV, for R, Stata, pandas and spreadsheets.

Rows end with a line feed and are quoted where RFC 4180 asks for it. Numbers are plain decimals, exact, without
exponent. Unseen characters (line breaks, controls, zero-width) stand as escapes (`\n`, `\x1b`), so that a row is a
line; `start` and `end` name the exact place. What is not known is empty; several values in one field
are joined by `；`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sysanalyze.render.escape import printable
from sysanalyze.render.tree import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from sysanalyze.model import Place, Post, Quantity, Report, Span

# What a spreadsheet takes for the beginning of a formula; tab and carriage return are escaped anyway.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
JOINT = "；"
DOCUMENT = ("document_id", "document_title", "document_date")
COLUMNS = {
    "figures": (
        "start", "end", "text", "kind", "value", "low", "high", "unit", "bound", "cue", "indicator", "stance", "period",
        "change_direction", "change_basis", "change_amount", "change_unit", "rule",
    ),
    "slogans": ("start", "end", "text", "slogan", "kind", "canonical", "items", "rule"),
    "projects": (
        "start", "end", "name", "mentions", "status", "owner", "place", "place_code", "capacity", "investment",
        "milestones", "rule",
    ),
    "officials": (
        "start", "end", "name", "title", "organ", "place", "place_code", "level", "system", "mentions", "quotes",
        "rule",
    ),
}  # fmt: skip
# What this program writes of itself, never a text of an article: a minus there is a sign.
NUMBERS = frozenset(("start", "end", "value", "low", "high", "change_amount", "mentions", "quotes"))

Field = str | int | None
Row = tuple[Field, ...]


def csv_header(kind: str) -> str:
    """The header row of a kind (figures, slogans, projects, officials) with its line break."""
    return ",".join((*DOCUMENT, *COLUMNS[kind])) + "\n"


def to_csv(report: Report, kind: str, *, keep_formulas: bool = False) -> str:
    """The rows of a report's findings of one kind, without the header; empty where there are none.

    Figures: one row a figure. Slogans: one a mention. Projects: one a project. Officials: one a person and title.

    Args:
        report: of one article.
        kind: figures, slogans, projects or officials.
        keep_formulas: leave a text that begins like a formula (`=`, `+`, `-`, `@`) as it is; otherwise an apostrophe
            stands before it, so that no spreadsheet runs it.
    """
    said = report.metadata
    document = (report.document.id, said.title, said.date)
    numeric = [column in NUMBERS for column in (*DOCUMENT, *COLUMNS[kind])]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for row in ROWS[kind](report):
        writer.writerow(
            field if number or not isinstance(field, str) else _safe(field, keep_formulas=keep_formulas)
            for field, number in zip((*document, *row), numeric, strict=True)
        )
    return written.getvalue()


def _safe(text: str, *, keep_formulas: bool) -> str:
    """The text in one line, and no formula; a lone `-` is the name of standard input."""
    return ("'" if text.startswith(FORMULA) and len(text) > 1 and not keep_formulas else "") + printable(text)


def _figures(report: Report) -> Iterator[Row]:
    text = report.document.text
    for figure in report.figures:
        change = figure.change
        yield (
            *figure.span,
            _cut(text, figure.span),
            figure.kind,
            _number(figure.value),
            _number(figure.low),
            _number(figure.high),
            figure.unit,
            figure.bound,
            None if figure.cue is None else _cut(text, figure.cue),
            figure.indicator,
            figure.stance,
            figure.period,
            *((change.direction, change.basis, _number(change.amount), change.unit) if change else (None,) * 4),
            figure.rule,
        )


def _slogans(report: Report) -> Iterator[Row]:
    text = report.document.text
    mentions = [(span, slogan) for slogan in report.slogans for span in slogan.mentions]
    for span, slogan in sorted(mentions, key=lambda mention: mention[0]):
        items = JOINT.join(slogan.items)
        yield *span, _cut(text, span), slogan.text, slogan.kind, slogan.canonical, items, slogan.rule


def _projects(report: Report) -> Iterator[Row]:
    text = report.document.text
    for project in report.projects:
        steps = [(step.event, step.date, _cut(text, step.span)) for step in project.milestones]
        yield (
            *project.mentions[0],
            project.name,
            len(project.mentions),
            project.status,
            project.owner,
            *_place(project.place),
            JOINT.join(map(_quantity, project.capacity)),
            JOINT.join(map(_quantity, project.investment)),
            JOINT.join(" ".join(filter(None, step)) for step in steps),
            project.rule,
        )


def _officials(report: Report) -> Iterator[Row]:
    for official in report.officials:
        posts = {post.title: post for post in official.posts}
        for title in official.titles or (None,):
            yield (
                *official.mentions[0].span,
                official.name,
                title,
                *_post(posts.get(title) if title is not None else None),
                len(official.mentions),
                len(official.quotes),
                official.rule,
            )


ROWS: dict[str, Callable[[Report], Iterator[Row]]] = {
    "figures": _figures,
    "slogans": _slogans,
    "projects": _projects,
    "officials": _officials,
}


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _number(number: Decimal | None) -> str | None:
    return None if number is None else number_text(number)


def _place(place: Place | None) -> tuple[str | None, str | None]:
    """Name and code; where the text leaves the code open, all that it may be."""
    return (None, None) if place is None else (place.name, place.code or JOINT.join(place.candidates))


def _post(post: Post | None) -> Row:
    return (None,) * 5 if post is None else (post.organ, *_place(post.place), post.level, post.system)


def _quantity(quantity: Quantity) -> str:
    """`1200000 kW`, a range as `300000..500000 t`."""
    ends = [number_text(end) for end in (quantity.low, quantity.high) if end is not None]
    value = number_text(quantity.value) if quantity.value is not None else "..".join(ends)
    return f"{value} {quantity.unit}" if quantity.unit else value
