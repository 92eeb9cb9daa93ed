"""What an analysis is made of: immutable values that point into the decoded text.

Offsets are Unicode code points into `Document.text`, half-open: `text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of code points.

    A named tuple, not a dataclass: spans are sorted, hashed and compared by the thousand.

    >>> Span(2, 5) < Span(3, 4), Span(2, 5).length
    (True, 3)
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source as it was read: its decoded text, never altered afterwards. No lone surrogates."""

    id: str
    text: str
    encoding: str = "utf-8"
    replaced: int = 0  # bytes that no encoding could read, each U+FFFD in the text
    title: str | None = None  # given beside the text, by a field of its record
    date: str | None = None  # likewise: a day, YYYY-MM-DD


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the report: its name and GB/T 2260 code, or the codes that the text leaves open."""

    name: str
    code: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What an article says about itself. What it does not say is None or empty."""

    title: str | None = None
    date: str | None = None  # ISO 8601, of publication
    source: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    column: str | None = None
    place: Place | None = None  # whose government the article is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a figure changed. `amount` is negative for a decrease, in `unit`."""

    direction: str  # up down flat
    basis: str | None = None  # yoy mom since
    amount: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that the article states about something, in `unit`; a range has `low` and `high` and no `value`."""

    span: Span
    kind: str  # money percent points quantity count multiple rank duration score
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    bound: str = "exact"  # exact about over at_least under at_most
    cue: Span | None = None  # the words that say the bound
    indicator: str | None = None
    stance: str | None = None  # actual target forecast
    period: str | None = None  # ISO 8601
    change: Change | None = None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slogan:
    """A phrase coined or repeated to steer, rally or label policy."""

    text: str  # as written at its first mention
    kind: str  # numeric tifa quoted parallel
    mentions: tuple[Span, ...]  # in the order of the text, at least one
    canonical: str | None = None  # the lexicon entry's form
    items: tuple[str, ...] = ()
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated step of a project."""

    span: Span
    event: str  # planned signed started completed operating stalled
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure that belongs to a project: its place, value (or low and high) and unit."""

    span: Span
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A concrete undertaking of construction, investment, production or technology transfer."""

    name: str  # as written at its first mention
    mentions: tuple[Span, ...]  # in the order of the text, at least one
    status: str | None = None  # planned signed started completed operating stalled
    owner: str | None = None
    place: Place | None = None
    capacity: tuple[Quantity, ...] = ()
    investment: tuple[Quantity, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an official is named, with the titles attached there."""

    span: Span
    titles: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A title resolved: the organ, place, level and system that it belongs to."""

    title: str
    organ: str | None = None
    place: Place | None = None
    level: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A named person whom the article gives an office."""

    name: str
    titles: tuple[str, ...]  # as written, organisation included, each once
    mentions: tuple[Mention, ...]  # in the order of the text, at least one
    posts: tuple[Post, ...] = ()
    quotes: tuple[Span, ...] = ()
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Arithmetic that the article's own figures invite: what it states against what follows from the other figures.

    `figures` are the places of the figures by what they are to the check: `total` and `parts`, `whole` and `parts`,
    `share`, `part` and `whole`, `growth` with `before` and `after` or with `after` and `difference`.
    """

    kind: str  # sum part share growth
    holds: bool
    stated: Decimal
    computed: Decimal  # of a part: the largest; of a rate: with one decimal more than stated
    figures: tuple[tuple[str, Span | tuple[Span, ...]], ...]  # the one that is checked first

    def places(self) -> list[tuple[str, tuple[Span, ...]]]:
        """The roles, each with all its places."""
        return [(role, (one,) if isinstance(one, Span) else one) for role, one in self.figures]

    @property
    def start(self) -> int:
        """Where the figure that is checked starts."""
        return self.places()[0][1][0].start


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Where a rule came close to a finding and declined, and why."""

    span: Span
    rule: str
    reason: str


Finding = Figure | Slogan | Project | Official


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The analysis of one document."""

    document: Document
    metadata: Metadata
    figures: tuple[Figure, ...]
    slogans: tuple[Slogan, ...]
    projects: tuple[Project, ...]
    officials: tuple[Official, ...]
    version: str
    lexicons: str  # hash of what was loaded
    segmenter: str
    reference_date: str | None = None
    checks: tuple[Check, ...] = ()
