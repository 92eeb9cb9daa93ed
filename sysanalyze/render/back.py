"""A report out of its tree and the text that it is about: the inverse of `report_tree`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sysanalyze.model import (
    Change,
    Check,
    Document,
    Figure,
    Mention,
    Metadata,
    Milestone,
    Official,
    Place,
    Post,
    Project,
    Quantity,
    Report,
    Slogan,
    Span,
)
from sysanalyze.render.tree import SCHEMA, text_digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ReportError(ValueError):
    """What was read is no report of this schema, or not of this text."""


class _Fields:
    """Typed access to a mapping of a tree; `where` names it in errors."""

    def __init__(self, tree: object, where: str) -> None:
        if not isinstance(tree, dict):
            raise ReportError(f"{where}: must be a mapping")
        self.tree: Mapping[str, object] = tree
        self.where = where

    def text(self, key: str) -> str:
        """The text of a key that must be there."""
        value = self.maybe(key)
        if value is None:
            raise ReportError(f"{self.where}: lacks {key!r}")
        return value

    def maybe(self, key: str) -> str | None:
        """The text of a key, None where it is absent."""
        value = self.tree.get(key)
        if value is not None and not isinstance(value, str):
            raise ReportError(f"{self.where}: {key!r} must be text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where it is absent."""
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise ReportError(f"{self.where}: {key!r} must be a list of texts")
        return tuple(str(value) for value in values)

    def number(self, key: str) -> Decimal | None:
        """An exact number, None where it is absent."""
        value = self.tree.get(key)
        if value is None:
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise ReportError(f"{self.where}: {key!r} must be a number") from None
        if not number.is_finite():
            raise ReportError(f"{self.where}: {key!r} must be a number")
        return number

    def whole(self, key: str) -> int:
        """A whole number that must be there."""
        number = self.number(key)
        if number is None or number != int(number):
            raise ReportError(f"{self.where}: {key!r} must be a whole number")
        return int(number)

    def one(self, key: str) -> _Fields | None:
        """A mapping, None where it is absent."""
        value = self.tree.get(key)
        return None if value is None else _Fields(value, f"{self.where}.{key}")

    def many(self, key: str) -> list[_Fields]:
        """A list of mappings, empty where it is absent."""
        return [_Fields(value, f"{self.where}.{key}[{n}]") for n, value in enumerate(self._list(key))]

    def span(self) -> Span:
        """The place that `start` and `end` name."""
        return Span(self.whole("start"), self.whole("end"))

    def needed(self, key: str) -> Decimal:
        """An exact number that must be there."""
        number = self.number(key)
        if number is None:
            raise ReportError(f"{self.where}: lacks {key!r}")
        return number

    def truth(self, key: str) -> bool:
        """A truth value that must be there, `true` or `false` where scalars are texts still."""
        value = self.tree.get(key)
        known = {True: True, False: False, "true": True, "false": False}
        if not isinstance(value, bool | str) or value not in known:
            raise ReportError(f"{self.where}: {key!r} must be true or false")
        return known[value]

    def places(self) -> tuple[tuple[str, Span | tuple[Span, ...]], ...]:
        """The spans, each `[start, end]` or a list of such, under the keys of a mapping."""
        return tuple((key, self._places(key, value)) for key, value in self.tree.items())

    def _places(self, key: str, value: object) -> Span | tuple[Span, ...]:
        if isinstance(value, list | tuple) and value:
            if all(isinstance(one, list | tuple) for one in value):
                return tuple(self._place(key, one) for one in value)
            return self._place(key, value)
        raise ReportError(f"{self.where}: {key!r} must be [start, end] or a list of such")

    def _place(self, key: str, pair: Sequence[object]) -> Span:
        ends = [str(end) for end in pair]
        if len(ends) != 2 or not all(end.isascii() and end.isdigit() for end in ends):
            raise ReportError(f"{self.where}: {key!r} must be [start, end]")
        return Span(int(ends[0]), int(ends[1]))

    def _list(self, key: str) -> list[object]:
        values = self.tree.get(key, [])
        if not isinstance(values, list | tuple):
            raise ReportError(f"{self.where}: {key!r} must be a list")
        return list(values)


def report_from_tree(tree: object, text: str) -> Report:
    """The report that a tree (of `report_tree` or `read_trees`) was made from.

    Args:
        tree: as read; scalars may be texts still.
        text: the document's, which a report does not hold; its SHA-256 must be the report's.

    Raises:
        ReportError: with the place in the tree.
    """
    top = _Fields(tree, "report")
    if top.whole("schema") != SCHEMA:
        raise ReportError(f"report: the schema must be {SCHEMA}, not {top.tree['schema']}")
    document, produced = top.one("document"), top.one("produced_by")
    if document is None or produced is None:
        raise ReportError("report: lacks 'document' or 'produced_by'")
    if document.text("sha256") != text_digest(text):
        raise ReportError(f"report: {document.text('id')} is a report of another text")
    return Report(
        document=Document(
            id=document.text("id"),
            text=text,
            encoding=document.text("encoding"),
            replaced=document.whole("replaced") if "replaced" in document.tree else 0,
        ),
        metadata=Metadata(
            title=document.maybe("title"),
            date=document.maybe("date"),
            source=document.maybe("source"),
            authors=document.texts("authors"),
            editor=document.maybe("editor"),
            column=document.maybe("column"),
            place=_place(document.one("place")),
        ),
        figures=tuple(_figure(node) for node in top.many("figures")),
        slogans=tuple(_slogan(node) for node in top.many("slogans")),
        projects=tuple(_project(node) for node in top.many("projects")),
        officials=tuple(_official(node) for node in top.many("officials")),
        version=produced.text("version"),
        lexicons=produced.text("lexicons"),
        segmenter=produced.text("segmenter"),
        reference_date=produced.maybe("date"),
        checks=tuple(_check(node) for node in top.many("checks")),
    )


def _place(node: _Fields | None) -> Place | None:
    if node is None:
        return None
    return Place(name=node.text("name"), code=node.maybe("code"), candidates=node.texts("candidates"))


def _figure(node: _Fields) -> Figure:
    cue, change = node.one("cue"), node.one("change")
    return Figure(
        span=node.span(),
        kind=node.text("kind"),
        value=node.number("value"),
        low=node.number("low"),
        high=node.number("high"),
        unit=node.maybe("unit"),
        bound=node.text("bound"),
        cue=None if cue is None else cue.span(),
        indicator=node.maybe("indicator"),
        stance=node.maybe("stance"),
        period=node.maybe("period"),
        change=None
        if change is None
        else Change(
            direction=change.text("direction"),
            basis=change.maybe("basis"),
            amount=change.number("amount"),
            unit=change.maybe("unit"),
        ),
        rule=node.text("rule"),
    )


def _check(node: _Fields) -> Check:
    figures = node.one("figures")
    if figures is None:
        raise ReportError(f"{node.where}: lacks 'figures'")
    return Check(
        kind=node.text("kind"),
        holds=node.truth("holds"),
        stated=node.needed("stated"),
        computed=node.needed("computed"),
        figures=figures.places(),
    )


def _slogan(node: _Fields) -> Slogan:
    return Slogan(
        text=node.text("text"),
        kind=node.text("kind"),
        mentions=tuple(mention.span() for mention in node.many("mentions")),
        canonical=node.maybe("canonical"),
        items=node.texts("items"),
        rule=node.text("rule"),
    )


def _project(node: _Fields) -> Project:
    return Project(
        name=node.text("name"),
        mentions=tuple(mention.span() for mention in node.many("mentions")),
        status=node.maybe("status"),
        owner=node.maybe("owner"),
        place=_place(node.one("place")),
        capacity=tuple(_quantity(quantity) for quantity in node.many("capacity")),
        investment=tuple(_quantity(quantity) for quantity in node.many("investment")),
        milestones=tuple(
            Milestone(span=step.span(), event=step.text("event"), date=step.maybe("date"))
            for step in node.many("milestones")
        ),
        rule=node.text("rule"),
    )


def _quantity(node: _Fields) -> Quantity:
    return Quantity(
        span=node.span(),
        value=node.number("value"),
        low=node.number("low"),
        high=node.number("high"),
        unit=node.maybe("unit"),
    )


def _official(node: _Fields) -> Official:
    return Official(
        name=node.text("name"),
        titles=node.texts("titles"),
        mentions=tuple(
            Mention(span=mention.span(), titles=tuple(title.span() for title in mention.many("titles")))
            for mention in node.many("mentions")
        ),
        posts=tuple(_post(post) for post in node.many("posts")),
        quotes=tuple(quote.span() for quote in node.many("quotes")),
        rule=node.text("rule"),
    )


def _post(node: _Fields) -> Post:
    return Post(
        title=node.text("title"),
        organ=node.maybe("organ"),
        place=_place(node.one("place")),
        level=node.maybe("level"),
        system=node.maybe("system"),
    )
