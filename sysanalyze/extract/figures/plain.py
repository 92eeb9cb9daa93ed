"""The commonest figures, read in one step: digits, a plain unit, and nothing around that asks for a closer look.

Whatever may mean more than it says (a dash, a 多 behind the unit, a code's slash) is left to `scan` and `judge`: this
is a short cut that finds nothing else than they do.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.compounds import ONWARD
from sysanalyze.extract.figures.counts import NOT_COUNTED, SPECIAL
from sysanalyze.extract.figures.judge import CODE_AFTER, CODE_BEFORE
from sysanalyze.extract.figures.reading import Draft
from sysanalyze.extract.figures.scan import JOINTS, SIGNS, SMALL_SCALES, SYMBOLS
from sysanalyze.language.numerals import plain, read
from sysanalyze.language.units import ONE
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from sysanalyze.extract.figures.bounds import Bounds
    from sysanalyze.language.units import Unit, UnitTable

    # What a unit makes of a number before it: the figure's kind, rule and unit (None where it is what the document
    # writes), a factor other than one, and what behind the unit asks for a closer look. A bare tuple unpacks fastest.
    Shape = tuple[str, str, str | None, Decimal | None, AbstractSet[str]]

ASCII_WORD = frozenset(string.ascii_letters + string.digits)
BEFORE = CODE_BEFORE | SIGNS | frozenset(SYMBOLS) | ASCII_WORD | frozenset("“前")
BEHIND = ONWARD | JOINTS | CODE_AFTER
UNCOUNTED = frozenset("制之要有不")  # with what the words begin that make 人, 个 and 项 no classifiers
PLAIN_KINDS = frozenset(("money", "percent", "points", "quantity", "multiple", "count"))
AMBIGUOUS = frozenset(("成", "度", "轮", "g", "页", "位", *SPECIAL))
CACHED = 50_000  # pairs remembered
LENGTHS = frozenset(("m", "km"))
new, span = object.__new__, tuple.__new__


class Plain:
    """Reads plain figures; made once from the units and the bounding words."""

    def __init__(self, units: UnitTable, bounds: Bounds) -> None:
        self._units = units
        self._bounds = bounds
        self._shapes: dict[str, Shape | None] = {}  # of the units met so far
        self._pairs: dict[str, Shape] = {}  # of units of one character with one behind them that changes nothing

    def figure(self, view: str, text: str, start: int, end: int) -> Draft | None:
        """The figure whose number is at `[start, end)` of the view; None where it needs a closer look."""
        before = view[start - 1 : start]
        if (
            before in BEFORE
            or view[end - 1] in SMALL_SCALES
            or (view[start] == "0" and view[start + 1 : start + 2] != ".")
        ):
            return None
        stop = end + 1
        shape = self._pairs.get(view[end : end + 2])
        if shape is None:
            measured = self._measured(view, end)
            if measured is None:
                return None
            stop, shape = measured
        number = read(view[start:end])
        if number is None:
            return None
        kind, rule, written, factor, _ = shape
        if kind == "money" and "币" in view[max(0, start - 3) : start]:  # 港币3亿元
            return None
        value, _, _, name, _, _ = number
        if value is None or name != "exact":
            return None
        if factor is not None:
            value = plain(value * factor)
        bounds, cue = self._bounds, None
        bound = bounds.before(view, start) if before in bounds.lasts else None
        if bound is None and view[stop : stop + 1] in bounds.firsts:
            bound = bounds.after(view, stop)
        if bound is not None:
            name, cue = bound
        # Its constructor and that of the span take as long as the reading.
        draft: Draft = new(Draft)
        draft.span = span(Span, (start, stop))
        draft.kind, draft.value, draft.unit, draft.bound = kind, value, written or text[end:stop], name
        draft.cue, draft.rule, draft.stance = cue, rule, "actual"
        draft.low = draft.high = draft.indicator = draft.period = draft.change = None
        return draft

    def _measured(self, view: str, end: int) -> tuple[int, Shape] | None:
        """Where the plain unit at `end` ends, and what it makes; None where it needs a closer look."""
        found = self._units.at(view, end)
        if found is None:
            return None
        stop = found[0]
        shape = self._shape(view[end:stop], found[1])
        if shape is None or view[stop : stop + 1] in shape[-1]:
            return None
        if stop == end + 1 and self._units.is_alone(view, end) and len(self._pairs) < CACHED:
            self._pairs[view[end : end + 2]] = shape
        return stop, shape

    def _shape(self, form: str, unit: Unit) -> Shape | None:
        """What the unit makes; None where it is not plain or something else is written with it (元/吨)."""
        if form in self._shapes:
            return self._shapes[form]
        canonical, factor, kind, surface, _ = unit
        shape: Shape | None = None
        plainly = kind in PLAIN_KINDS and canonical and surface == form and surface not in AMBIGUOUS
        if plainly and not (kind == "quantity" and canonical in LENGTHS):
            unless = BEHIND
            if kind == "percent":
                unless |= ASCII_WORD
            elif surface in NOT_COUNTED:
                unless |= UNCOUNTED
            shape = (
                kind,
                f"figure.{kind}",
                None if kind == "count" and canonical == surface else canonical,
                None if factor is ONE or factor == 1 else factor,
                unless,
            )
        self._shapes[form] = shape
        return shape
