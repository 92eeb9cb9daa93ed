"""A report as rows of the dataset's tables; numbers go as text, so that nothing passes through a float."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sysanalyze.render.tree import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sysanalyze.model import Document, Figure, Official, Place, Project, Quantity, Report, Slogan, Span

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Controls, zero-width and bidi characters: they come and go when an article is copied.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
DECIMALS = 12  # of the DECIMAL columns
INTEGER_DIGITS = 26


def text_digests(text: str) -> tuple[str, str, int]:
    r"""SHA-256 of the text as UTF-8, SHA-256 of it normalized (empty for an empty text), and its bytes of UTF-8.

    >>> text_digests("到位 资金36亿元。\n")[1] == text_digests("到位资金３６亿元。")[1]
    True
    """
    raw = text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest(), normalized_digest(text), len(raw)


def normalized_digest(text: str) -> str:
    """SHA-256 of the text in NFKC without blanks and unseen characters, in hexadecimal; empty where nothing is left."""
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    if not bare.isprintable():
        bare = UNSEEN.sub("", bare)
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest() if bare else ""


def report_rows(report: Report, doc: int, digests: tuple[str, str, int]) -> Rows:
    """The rows of one report, by table.

    Args:
        report: of the document.
        doc: the document's number.
        digests: as `text_digests` gives them.
    """
    text = report.document.text
    rows: Rows = {"documents": [_document(report, doc, digests)]}
    if report.figures:
        rows["figures"] = [_figure(figure, text, doc, number) for number, figure in enumerate(report.figures)]
    if report.slogans:
        rows["slogans"] = [_slogan(slogan, doc, number) for number, slogan in enumerate(report.slogans)]
    if report.projects:
        rows["projects"] = [_project(project, doc, number) for number, project in enumerate(report.projects)]
    if report.officials:
        rows["officials"] = [_official(official, doc, number) for number, official in enumerate(report.officials)]
    if mentions := list(_mentions(report, doc)):
        rows["mentions"] = mentions
    _add_details(rows, report, doc)
    _add_checks(rows, getattr(report, "checks", ()), text, doc)
    return rows


def _add_details(rows: Rows, report: Report, doc: int) -> None:
    text = report.document.text
    for number, project in enumerate(report.projects):
        if amounts := _amounts(project, doc, number):
            rows.setdefault("amounts", []).extend(amounts)
        if milestones := _milestones(project, text, doc, number):
            rows.setdefault("milestones", []).extend(milestones)
    for number, official in enumerate(report.officials):
        if posts := _posts(official, doc, number):
            rows.setdefault("posts", []).extend(posts)


def _add_checks(rows: Rows, checks: Iterable[Any], text: str, doc: int) -> None:
    for number, check in enumerate(checks):
        row: Row = {"doc": doc, "check": number, "kind": check.kind, "holds": check.holds}
        _add_number(row, "stated", check.stated)
        _add_number(row, "computed", check.computed)
        rows.setdefault("checks", []).append(row)
        rows.setdefault("check_figures", []).extend(
            {"doc": doc, "check": number, "role": role, **_span(span, text)}
            for role, spans in check.places()
            for span in spans
        )


def skipped_row(document: Document, doc: int, digests: tuple[str, str, int]) -> Row:
    """The row of a document that is not analyzed, for it is a duplicate; `duplicate_of` is set at the end."""
    return _source(document, doc, digests)


def reject_row(doc: int, source: str, code: str, stage: str, message: str) -> Row:
    """The row of a document that failed."""
    return {"doc": doc, "source": source, "code": code, "stage": stage, "message": message}


def _source(document: Document, doc: int, digests: tuple[str, str, int]) -> Row:
    row: Row = {
        "doc": doc,
        "id": document.id,
        "encoding": document.encoding,
        "replaced": document.replaced,
        "chars": len(document.text),
        "sha256": digests[0],
    }
    if digests[1]:
        row["digest"] = digests[1]
    return row


def _document(report: Report, doc: int, digests: tuple[str, str, int]) -> Row:
    metadata = report.metadata
    row = _source(report.document, doc, digests)
    for name, value in (
        ("title", metadata.title),
        ("date", metadata.date),
        ("source", metadata.source),
        ("authors", metadata.authors),
        ("editor", metadata.editor),
        ("section", metadata.column),
        ("reference_date", report.reference_date),
    ):
        if value:
            row[name] = value
    if metadata.place is not None:
        _add_place(row, metadata.place)
    row["figures"] = len(report.figures)
    row["slogans"] = len(report.slogans)
    row["projects"] = len(report.projects)
    row["officials"] = len(report.officials)
    return row


def _add_place(row: Row, place: Place) -> None:
    row["place"] = place.name
    if place.code is not None:
        row["place_code"] = place.code
    elif place.candidates:
        row["place_candidates"] = place.candidates


def _add_number(row: Row, name: str, number: Decimal | None) -> None:
    if number is None:
        return
    written = number_text(number)
    row[f"{name}_text"] = written
    whole, _, decimals = written.lstrip("-").partition(".")
    if len(whole) <= INTEGER_DIGITS and len(decimals.rstrip("0")) <= DECIMALS:
        row[name] = written


def _add_amount(row: Row, amount: Figure | Quantity) -> None:
    if amount.value is not None:
        _add_number(row, "value", amount.value)
    else:
        _add_number(row, "low", amount.low)
        _add_number(row, "high", amount.high)
    if amount.unit is not None:
        row["unit"] = amount.unit


def _figure(figure: Figure, text: str, doc: int, number: int) -> Row:
    start, end = figure.span
    row: Row = {
        "doc": doc,
        "figure": number,
        "start_char": start,
        "end_char": end,
        "text": text[start:end],
        "kind": figure.kind,
        "bound": figure.bound,
        "rule": figure.rule,
    }
    _add_amount(row, figure)
    if figure.cue is not None:
        row["cue_start"], row["cue_end"] = figure.cue
        row["cue"] = text[figure.cue.start : figure.cue.end]
    if figure.indicator is not None:
        row["indicator"] = figure.indicator
    if figure.stance is not None:
        row["stance"] = figure.stance
    if figure.period is not None:
        row["period"] = figure.period
    if figure.change is not None:
        row["change_direction"] = figure.change.direction
        row["change_basis"] = figure.change.basis
        _add_number(row, "change_amount", figure.change.amount)
        row["change_unit"] = figure.change.unit
    return row


def _slogan(slogan: Slogan, doc: int, number: int) -> Row:
    row: Row = {
        "doc": doc,
        "slogan": number,
        "text": slogan.text,
        "kind": slogan.kind,
        "mentions": len(slogan.mentions),
        "rule": slogan.rule,
    }
    if slogan.canonical is not None:
        row["canonical"] = slogan.canonical
    if slogan.items:
        row["items"] = slogan.items
    return row


def _project(project: Project, doc: int, number: int) -> Row:
    row: Row = {
        "doc": doc,
        "project": number,
        "name": project.name,
        "status": project.status,
        "owner": project.owner,
        "mentions": len(project.mentions),
        "rule": project.rule,
    }
    if project.place is not None:
        _add_place(row, project.place)
    return row


def _amounts(project: Project, doc: int, number: int) -> list[Row]:
    rows = []
    for role, quantities in (("capacity", project.capacity), ("investment", project.investment)):
        for quantity in quantities:
            start, end = quantity.span
            row: Row = {"doc": doc, "project": number, "role": role, "start_char": start, "end_char": end}
            _add_amount(row, quantity)
            rows.append(row)
    return rows


def _milestones(project: Project, text: str, doc: int, number: int) -> list[Row]:
    return [
        {"doc": doc, "project": number, **_span(step.span, text), "event": step.event, "date": step.date}
        for step in project.milestones
    ]


def _official(official: Official, doc: int, number: int) -> Row:
    return {
        "doc": doc,
        "official": number,
        "name": official.name,
        "titles": official.titles,
        "mentions": len(official.mentions),
        "quotes": len(official.quotes),
        "rule": official.rule,
    }


def _posts(official: Official, doc: int, number: int) -> list[Row]:
    rows = []
    for nth, post in enumerate(official.posts):
        row: Row = {
            "doc": doc,
            "official": number,
            "post": nth,
            "title": post.title,
            "organ": post.organ,
            "level": post.level,
            "system": post.system,
        }
        if post.place is not None:
            _add_place(row, post.place)
        rows.append(row)
    return rows


def _mentions(report: Report, doc: int) -> list[Row]:
    text = report.document.text
    rows: list[Row] = []

    def add(kind: str, finding: int, mention: int, span: Span) -> None:
        rows.append({"doc": doc, "kind": kind, "finding": finding, "mention": mention, **_span(span, text)})

    for number, slogan in enumerate(report.slogans):
        for nth, span in enumerate(slogan.mentions):
            add("slogan", number, nth, span)
    for number, project in enumerate(report.projects):
        for nth, span in enumerate(project.mentions):
            add("project", number, nth, span)
    for number, official in enumerate(report.officials):
        for nth, mention in enumerate(official.mentions):
            add("official", number, nth, mention.span)
            for title in mention.titles:
                add("title", number, nth, title)
        for nth, span in enumerate(official.quotes):
            add("quote", number, nth, span)
    return rows


def _span(span: Span, text: str) -> Row:
    start, end = span
    return {"start_char": start, "end_char": end, "text": text[start:end]}
