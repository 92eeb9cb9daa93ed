"""The report as an ordered plain structure: what every format writes, key by key.

What the article does not say is absent; the four lists of findings are always there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.model import Figure, Project, Slogan

if TYPE_CHECKING:
    from sysanalyze.model import (
        Check,
        Document,
        Finding,
        Mention,
        Metadata,
        Milestone,
        Official,
        Place,
        Post,
        Quantity,
        Report,
        Span,
    )

SCHEMA = 1

Node = str | int | Decimal | Sequence["Node"] | Mapping[str, "Node"]
Tree = dict[str, Node]


def report_tree(report: Report) -> Tree:
    """The report in the order of its keys; numbers are int or Decimal, spans `start` and `end` in code points."""
    text = report.document.text
    produced: Tree = {"version": report.version, "lexicons": report.lexicons, "segmenter": report.segmenter}
    if report.reference_date is not None:
        produced["date"] = report.reference_date
    tree: Tree = {
        "schema": SCHEMA,
        "document": _document(report.document, report.metadata),
        "produced_by": produced,
        "figures": [_figure(figure, text) for figure in report.figures],
        "slogans": [_slogan(slogan, text) for slogan in report.slogans],
        "projects": [_project(project, text) for project in report.projects],
        "officials": [_official(official, text) for official in report.officials],
    }
    if report.checks:
        tree["checks"] = [_check(check) for check in report.checks]
    return tree


def finding_node(finding: Finding, text: str) -> Tree:
    """One finding as it stands in its list of a report.

    Args:
        finding: of any kind.
        text: the document's.
    """
    if isinstance(finding, Figure):
        return _figure(finding, text)
    if isinstance(finding, Slogan):
        return _slogan(finding, text)
    if isinstance(finding, Project):
        return _project(finding, text)
    return _official(finding, text)


def text_digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _document(document: Document, metadata: Metadata) -> Tree:
    node: Tree = {"id": document.id}
    if metadata.title is not None:
        node["title"] = metadata.title
    if metadata.date is not None:
        node["date"] = metadata.date
    if metadata.source is not None:
        node["source"] = metadata.source
    if metadata.authors:
        node["authors"] = metadata.authors
    if metadata.editor is not None:
        node["editor"] = metadata.editor
    if metadata.column is not None:
        node["column"] = metadata.column
    if metadata.place is not None:
        node["place"] = _place(metadata.place)
    node["encoding"] = document.encoding
    if document.replaced:
        node["replaced"] = document.replaced
    node["chars"] = len(document.text)
    node["sha256"] = text_digest(document.text)
    return node


def _place(place: Place) -> Tree:
    node: Tree = {"name": place.name}
    if place.code is not None:
        node["code"] = place.code
    elif place.candidates:
        node["candidates"] = place.candidates
    return node


def _span(span: Span, text: str) -> Tree:
    start, end = span
    return {"start": start, "end": end, "text": text[start:end]}


def expanded(number: Decimal) -> Decimal:
    """The same number without a positive exponent, which `str` would write as `3.684E+9`.

    >>> str(expanded(Decimal("3.684E+9"))), str(expanded(Decimal("3.50")))
    ('3684000000', '3.50')
    """
    return Decimal(format(number, "f")) if "E+" in str(number) else number


def number_text(number: Decimal) -> str:
    """The number exactly, without exponent.

    >>> number_text(Decimal("1E-9")), number_text(Decimal("3.50"))
    ('0.000000001', '3.50')
    """
    written = str(number)
    return format(number, "f") if "E" in written else written


def _amount(node: Tree, amount: Figure | Quantity) -> None:
    if amount.value is not None:
        node["value"] = expanded(amount.value)
    if amount.low is not None:
        node["low"] = expanded(amount.low)
    if amount.high is not None:
        node["high"] = expanded(amount.high)
    if amount.unit is not None:
        node["unit"] = amount.unit


def _figure(figure: Figure, text: str) -> Tree:
    start, end = figure.span
    node: Tree = {"text": text[start:end], "start": start, "end": end, "kind": figure.kind}
    _amount(node, figure)
    node["bound"] = figure.bound
    if figure.cue is not None:
        node["cue"] = _span(figure.cue, text)
    if figure.indicator is not None:
        node["indicator"] = figure.indicator
    if figure.stance is not None:
        node["stance"] = figure.stance
    if figure.period is not None:
        node["period"] = figure.period
    if figure.change is not None:
        change: Tree = {"direction": figure.change.direction}
        if figure.change.basis is not None:
            change["basis"] = figure.change.basis
        if figure.change.amount is not None:
            change["amount"] = expanded(figure.change.amount)
        if figure.change.unit is not None:
            change["unit"] = figure.change.unit
        node["change"] = change
    node["rule"] = figure.rule
    return node


def _slogan(slogan: Slogan, text: str) -> Tree:
    node: Tree = {"text": slogan.text, "kind": slogan.kind}
    if slogan.canonical is not None:
        node["canonical"] = slogan.canonical
    if slogan.items:
        node["items"] = slogan.items
    node["mentions"] = [_span(span, text) for span in slogan.mentions]
    node["rule"] = slogan.rule
    return node


def _project(project: Project, text: str) -> Tree:
    node: Tree = {"name": project.name}
    if project.status is not None:
        node["status"] = project.status
    if project.owner is not None:
        node["owner"] = project.owner
    if project.place is not None:
        node["place"] = _place(project.place)
    if project.capacity:
        node["capacity"] = [_quantity(quantity) for quantity in project.capacity]
    if project.investment:
        node["investment"] = [_quantity(quantity) for quantity in project.investment]
    if project.milestones:
        node["milestones"] = [_milestone(milestone, text) for milestone in project.milestones]
    node["mentions"] = [_span(span, text) for span in project.mentions]
    node["rule"] = project.rule
    return node


def _quantity(quantity: Quantity) -> Tree:
    node: Tree = {"start": quantity.span.start, "end": quantity.span.end}
    _amount(node, quantity)
    return node


def _milestone(milestone: Milestone, text: str) -> Tree:
    start, end = milestone.span
    node: Tree = {"text": text[start:end], "start": start, "end": end, "event": milestone.event}
    if milestone.date is not None:
        node["date"] = milestone.date
    return node


def _official(official: Official, text: str) -> Tree:
    node: Tree = {"name": official.name, "titles": official.titles}
    if official.posts:
        node["posts"] = [_post(post) for post in official.posts]
    node["mentions"] = [_mention(mention, text) for mention in official.mentions]
    if official.quotes:
        node["quotes"] = [_span(span, text) for span in official.quotes]
    node["rule"] = official.rule
    return node


def _check(check: Check) -> Tree:
    return {
        "kind": check.kind,
        "holds": check.holds,
        "stated": expanded(check.stated),
        "computed": expanded(check.computed),
        "figures": {role: _places(places) for role, places in check.figures},
    }


def _places(places: Span | tuple[Span, ...]) -> Node:
    """`[start, end]`, or a list of such."""
    return [list(one) if isinstance(one, tuple) else one for one in places]


def _post(post: Post) -> Tree:
    node: Tree = {"title": post.title}
    if post.organ is not None:
        node["organ"] = post.organ
    if post.place is not None:
        node["place"] = _place(post.place)
    if post.level is not None:
        node["level"] = post.level
    if post.system is not None:
        node["system"] = post.system
    return node


def _mention(mention: Mention, text: str) -> Tree:
    node = _span(mention.span, text)
    if mention.titles:
        node["titles"] = [_span(span, text) for span in mention.titles]
    return node
