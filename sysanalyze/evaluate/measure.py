"""One article's report against its gold: what was right, missed and extra, and each of them with its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sysanalyze.evaluate.gold import Attributes, Gold, GoldError, Span, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ATTRIBUTES = {"figures": ("kind", "bound", "stance", "indicator"), "slogans": ("kind",), "projects": ("status",)}
HALF = 0.5
NOTHING = ("", "null", "~", "None")  # how gold writes that there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where report and gold differ: `missed`, `extra`, or `differs` in an attribute."""

    measure: str
    what: str
    span: Span | None
    text: str
    wanted: str = ""
    got: str = ""


@dataclass(slots=True)
class Measured:
    """The counts of one article: right, extra and missed by measure, right and all by attribute."""

    name: str
    counts: dict[str, list[int]] = field(default_factory=dict)  # measure → [right, extra, missed]
    shares: dict[str, list[int]] = field(default_factory=dict)  # attribute → [right, of]
    differences: list[Difference] = field(default_factory=list)

    def count(self, measure: str, wanted: Counter[Any], found: Counter[Any]) -> None:
        """Add how often two multisets agree."""
        right = sum((wanted & found).values())
        self.add(measure, right, sum(found.values()) - right, sum(wanted.values()) - right)

    def add(self, measure: str, right: int, extra: int, missed: int) -> None:
        """Add counts to a measure."""
        counts = self.counts.setdefault(measure, [0, 0, 0])
        for at, number in enumerate((right, extra, missed)):
            counts[at] += number

    def share(self, attribute: str, *, right: bool) -> None:
        """Add one comparison to an attribute."""
        counts = self.shares.setdefault(attribute, [0, 0])
        counts[0] += right
        counts[1] += 1


def measure(gold: Gold, report: Attributes) -> Measured:
    """Compare a report's tree (scalars may be texts still) with the gold of its article.

    Figures count by exact span, and by span, value and unit; officials by each mention, person, and title; slogans and
    projects by exact span, and by an overlap of at least half. Attributes are compared where a span was matched and
    the gold has them.

    Raises:
        GoldError: for a report that lacks what every finding has.
    """
    measured = Measured(gold.name)
    try:
        _document(gold, report, measured)
        _figures(gold, report, measured)
        _officials(gold, report, measured)
        for kind in ("slogans", "projects"):
            _phrases(kind, gold, report, measured)
    except (KeyError, TypeError, ValueError) as problem:
        raise GoldError(f"{gold.name}: its report is none: {type(problem).__name__}: {problem}") from None
    return measured


def amount(item: Attributes) -> tuple[Any, str | None]:
    """A figure's value, or low and high, and unit; equal numbers are equal however many zeros they end with.

    >>> amount({"value": "7.50", "unit": "%"}) == amount({"value": Decimal("7.5"), "unit": "%"})
    True
    """
    low, high = number(item.get("low")), number(item.get("high"))
    unit = said(item.get("unit"))
    return ((low, high) if low is not None or high is not None else number(item.get("value"))), unit


def number(value: object) -> Decimal | None:
    """The number that a value is, however it is written."""
    if value is None or str(value) in NOTHING:
        return None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def said(value: object) -> str | None:
    """The text that a value is, None where it says that there is none."""
    return None if value is None or str(value) in NOTHING else str(value)


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans.

    >>> overlap((0, 4), (2, 6))
    0.3333333333333333
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def left_free(span: Span, free: Iterable[Span]) -> bool:
    """Whether the gold leaves a found span free: it lies in a free one, or is nearly it."""
    return any((start <= span[0] and span[1] <= end) or overlap(span, (start, end)) >= HALF for start, end in free)


def paired(wanted: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """Indexes matched one to one, the best overlap first; each at least a half."""
    scored = sorted(
        ((overlap(one, other), i, j) for i, one in enumerate(wanted) for j, other in near(found, one)), reverse=True
    )
    pairs, left, right = [], set(), set()
    for value, i, j in scored:
        if value >= HALF and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def near(found: Sequence[Span], one: Span) -> Iterable[tuple[int, Span]]:
    """The found spans that share a character with one."""
    return [(at, span) for at, span in enumerate(found) if span[0] < one[1] and one[0] < span[1]]


def _spans(items: Iterable[Attributes], gold: Gold, measured: Measured, kind: str) -> list[Span]:
    """The items' places; whether each item's text is the article's there is counted as `spans.text`."""
    spans = []
    for item in items:
        start, end = place(item)
        true = 0 <= start < end <= len(gold.text) and item.get("text", gold.text[start:end]) == gold.text[start:end]
        measured.share("spans.text", right=true)
        if not true:
            words = gold.text[max(start, 0) : end]
            got = str(item.get("text"))
            measured.differences.append(
                Difference(measure=kind, what="differs", span=(start, end), text=words, wanted=words, got=got)
            )
        spans.append((start, end))
    return spans


def _document(gold: Gold, report: Attributes, measured: Measured) -> None:
    about = report.get("document") or {}
    for key, wanted in gold.document.items():
        got = about.get(key)
        if key == "place" and isinstance(got, dict):
            got = got.get("code")
        if isinstance(wanted, list):
            right = [str(one) for one in wanted] == [str(one) for one in got or ()]
        else:
            right = said(wanted) == said(got)
        measured.share(f"document.{key}", right=right)
        if not right:
            measured.differences.append(
                Difference(
                    measure=f"document.{key}", what="differs", span=None, text="", wanted=str(wanted), got=str(got)
                )
            )


def _attributes(kind: str, span: Span, pair: tuple[Attributes, Attributes], gold: Gold, measured: Measured) -> None:
    wanted, found = pair
    for key in ATTRIBUTES[kind]:
        if key in wanted:
            asked, got = said(wanted[key]), said(found.get(key))
            measured.share(f"{kind}.{key}", right=asked == got)
            if asked != got:
                words = gold.text[slice(*span)]
                measured.differences.append(
                    Difference(
                        measure=f"{kind}.{key}",
                        what="differs",
                        span=span,
                        text=words,
                        wanted=str(asked),
                        got=str(got),
                    )
                )


def _figures(gold: Gold, report: Attributes, measured: Measured) -> None:
    items = report.get("figures") or []
    spans = _spans(items, gold, measured, "figures")
    free = gold.free.get("figures", ())
    found = [
        (span, item)
        for span, item in zip(spans, items, strict=True)
        if span in gold.figures or not left_free(span, free)
    ]
    measured.count("figures.span", Counter(gold.figures.keys()), Counter(span for span, _ in found))
    first = dict(reversed(found))
    # Gold without a value (people marked the place alone) takes the value that was found there.
    wanted_keys = Counter(
        (span, *(amount(entry) if STATED & entry.keys() else amount(first.get(span, entry))))
        for span, entry in gold.figures.items()
    )
    found_keys = Counter((span, *amount(item)) for span, item in found)
    measured.count("figures.value", wanted_keys, found_keys)
    for what, keys in (("missed", wanted_keys - found_keys), ("extra", found_keys - wanted_keys)):
        for span, value, unit in sorted(keys.elements(), key=str):
            says = f"{value} {unit}"
            pair = {"wanted": says} if what == "missed" else {"got": says}
            text = gold.text[slice(*span)]
            measured.differences.append(Difference(measure="figures.value", what=what, span=span, text=text, **pair))
    for span in sorted(gold.figures.keys() & first.keys()):
        _attributes("figures", span, (gold.figures[span], first[span]), gold, measured)


STATED = frozenset({"value", "low", "high", "unit"})


def _officials(gold: Gold, report: Attributes, measured: Measured) -> None:
    wanted: dict[str, Counter[Any]] = {"mention": Counter(), "person": Counter(), "title": Counter()}
    found: dict[str, Counter[Any]] = {"mention": Counter(), "person": Counter(), "title": Counter()}
    for person in gold.officials:
        wanted["person"][person.name] += 1
        wanted["title"].update((person.name, title) for title in person.titles)
        wanted["mention"].update((person.name, *span) for span in person.mentions)
    for official in report.get("officials") or []:
        name = official["name"]
        found["person"][name] += 1
        found["title"].update((name, title) for title in official.get("titles") or ())
        spans = _spans(official.get("mentions") or [], gold, measured, "officials")
        found["mention"].update((name, *span) for span in spans)
    for key, asked in wanted.items():
        measured.count(f"officials.{key}", asked, found[key])
        for what, counter in (("missed", asked - found[key]), ("extra", found[key] - asked)):
            for entry in sorted(counter.elements()):
                span = (entry[1], entry[2]) if key == "mention" else None
                text = entry if isinstance(entry, str) else " ".join(entry) if key == "title" else entry[0]
                measured.differences.append(Difference(measure=f"officials.{key}", what=what, span=span, text=text))


def _phrases(kind: str, gold: Gold, report: Attributes, measured: Measured) -> None:
    wanted = gold.slogans if kind == "slogans" else gold.projects
    found = [(mention, entry) for entry in report.get(kind) or [] for mention in (entry.get("mentions") or [entry])]
    spans = _spans([mention for mention, _ in found], gold, measured, kind)
    pairs = paired([span for span, _ in wanted], spans)
    matched, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    free = gold.free.get(kind, ())
    kept = [j for j, span in enumerate(spans) if j in taken or not left_free(span, free)]
    measured.count(f"{kind}.exact", Counter(span for span, _ in wanted), Counter(spans[j] for j in kept))
    measured.add(f"{kind}.overlap", len(pairs), len(kept) - len(pairs), len(wanted) - len(pairs))
    missed = [span for i, (span, _) in enumerate(wanted) if i not in matched]
    extra = [spans[j] for j in kept if j not in taken]
    for what, places in (("missed", missed), ("extra", extra)):
        for span in sorted(places):
            text = gold.text[slice(*span)]
            measured.differences.append(Difference(measure=f"{kind}.overlap", what=what, span=span, text=text))
    for i, j in pairs:
        _attributes(kind, wanted[i][0], (wanted[i][1], found[j][1]), gold, measured)
