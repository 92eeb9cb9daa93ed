"""What an article's gold states: spans and attributes to find, and stretches that are neither asked for nor errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]
Attributes = Mapping[str, Any]

DIGITS = frozenset("0123456789.０１２３４５６７８９．,，零一二三四五六七八九十百千万亿两〇")
SEPARATORS = frozenset(",，")  # `12,345元` ends a longer number only where a digit stands before the comma
LISTS = ("figures", "free", "officials", "slogans", "free_slogans", "projects", "free_projects")


class GoldError(ValueError):
    """Gold that does not fit its article or its format; the message names the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An official of the gold."""

    name: str
    titles: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The gold of one article, by kind; what it does not state is not measured."""

    name: str
    text: str
    document: Attributes = field(default_factory=dict)
    figures: Mapping[Span, Attributes] = field(default_factory=dict)
    officials: tuple[Person, ...] = ()
    slogans: tuple[tuple[Span, Attributes], ...] = ()
    projects: tuple[tuple[Span, Attributes], ...] = ()
    free: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)  # of figures, slogans, projects


def gold_from_tree(tree: object, text: str, name: str) -> Gold:
    """The gold of a file in the format that names texts, `{t: 36.84亿元, n: [1, 3], …}`; scalars may be texts still.

    `t` stands for each of its occurrences, or for those (from 1) that `n` lists; for a figure an occurrence that
    continues a longer number is none.

    >>> gold = gold_from_tree({"figures": [{"t": "12个", "value": "12"}]}, "新建112个，改建12个。", "a")
    >>> list(gold.figures)
    [(9, 12)]

    Raises:
        GoldError: `name: entry: what`.
    """
    if tree is None or tree == "":
        tree = {}
    if not isinstance(tree, Mapping):
        raise GoldError(f"{name}: must be a mapping")
    unknown = sorted(set(tree) - {*LISTS, "document"})
    if unknown:
        raise GoldError(f"{name}: unknown key {unknown[0]!r}; known are document, {', '.join(LISTS)}")

    def entries(key: str) -> list[Attributes]:
        found = tree.get(key) or []
        if not isinstance(found, list) or not all(isinstance(entry, Mapping) for entry in found):
            raise GoldError(f"{name}: {key}: must be a list of mappings")
        return found

    def placed(key: str, *, number: bool = False) -> list[tuple[Span, Attributes]]:
        return [
            (span, entry)
            for entry in entries(key)
            for span in occurrences(text, entry, where=f"{name}: {key}", number=number)
        ]

    def person(entry: Attributes) -> Person:
        where = f"{name}: officials"
        try:
            named, titles = str(entry["name"]), tuple(str(title) for title in entry["titles"])
        except (KeyError, TypeError):
            raise GoldError(f"{where}: an official needs a name and titles: {entry!r}") from None
        mentions = entry.get("mentions") or [{"t": named}]
        spans = {span for mention in mentions for span in occurrences(text, mention, where=where)}
        return Person(name=named, titles=titles, mentions=tuple(sorted(spans)))

    free = {"figures": "free", "slogans": "free_slogans", "projects": "free_projects"}
    document = tree.get("document") or {}
    if not isinstance(document, Mapping):
        raise GoldError(f"{name}: document: must be a mapping")
    return Gold(
        name=name,
        text=text,
        document=document,
        figures=dict(placed("figures", number=True)),
        officials=tuple(person(entry) for entry in entries("officials")),
        slogans=tuple(placed("slogans")),
        projects=tuple(placed("projects")),
        free={kind: tuple(span for span, _ in placed(key)) for kind, key in free.items()},
    )


def gold_from_report(tree: Attributes, text: str, name: str) -> Gold:
    """The gold that a report is once people have corrected it: each finding is wanted, nothing is free."""

    def mentions(kind: str) -> tuple[tuple[Span, Attributes], ...]:
        return tuple((place(mention), finding) for finding in tree.get(kind, ()) for mention in finding["mentions"])

    document = {key: value for key, value in tree.get("document", {}).items() if key in DOCUMENT}
    if isinstance(document.get("place"), Mapping):
        document["place"] = document["place"].get("code")
    return Gold(
        name=name,
        text=text,
        document=document,
        figures={place(figure): figure for figure in tree.get("figures", ())},
        officials=tuple(
            Person(
                name=official["name"],
                titles=tuple(official.get("titles", ())),
                mentions=tuple(place(mention) for mention in official["mentions"]),
            )
            for official in tree.get("officials", ())
        ),
        slogans=mentions("slogans"),
        projects=mentions("projects"),
    )


DOCUMENT = ("title", "date", "source", "authors", "editor", "column", "place")


def place(item: Attributes) -> Span:
    """The place that `start` and `end` name."""
    return int(item["start"]), int(item["end"])


def occurrences(text: str, entry: Attributes, *, where: str, number: bool = False) -> list[Span]:
    """Every place in the text that an entry stands for. Raises GoldError."""
    wanted = str(entry.get("t") or "")
    if not wanted:
        raise GoldError(f"{where}: an entry needs its text `t`: {dict(entry)!r}")
    spans, at = [], -1
    while (at := text.find(wanted, at + 1)) >= 0:
        before = text[at - 1] if at else ""
        if not (number and before in DIGITS - SEPARATORS and wanted[0] in DIGITS):
            spans.append((at, at + len(wanted)))
    if not spans:
        raise GoldError(f"{where}: not in the article: {wanted!r}")
    asked = entry.get("n")
    if asked is None:
        return spans
    numbers = [int(one) for one in (asked if isinstance(asked, list) else [asked])]
    if max(numbers) > len(spans) or min(numbers) < 1:
        raise GoldError(f"{where}: {wanted!r} stands {len(spans)} times; n is {asked}")
    return [spans[one - 1] for one in numbers]
