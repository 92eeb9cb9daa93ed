"""Numbers that are no figures, and why: told where `explain` asks, found apart from the reading of figures.

What a number's surroundings rule out is asked in the order of `SIGNS` and then of its unit: the first that fits tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.counts import NOT_COUNTED, QUOTED, THRESHOLD
from sysanalyze.extract.figures.judge import ANGLE, RACE
from sysanalyze.extract.figures.times import AGO, PLAN
from sysanalyze.language.numerals import NUMERAL
from sysanalyze.language.periods import TIMES
from sysanalyze.lexicon import Matcher
from sysanalyze.model import Refusal, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sysanalyze.language.units import Unit, UnitTable
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Figure

TITLE = re.compile(r"《[^《》\n]{0,80}》")
NOUN = re.compile(r"[^，。；：、！？,.;:!?\n“”《》（）()]{1,9}")
REACH = 12  # code points on each side of a number that tell what it is
# What stands before a number (up to its start) and behind it (from its end), and what that makes of it; either may be
# left open.
SIGNS = (
    (re.compile(r"[〔\[]$"), re.compile(r"[〕\]]"), "figure.count", "the year of a document's number"),
    (re.compile(r"[〕\]]第?$"), re.compile(r"号"), "figure.count", "a document's number"),
    (re.compile(r"[0-9][:：]$"), None, "figure.count", "a time of day"),
    (None, re.compile(r"[:：][0-9]|时(?!速)|点(?:钟|[0-9一二三四五六七八九十半整])"), "figure.count", "a time of day"),
    (None, re.compile(r"年代|世纪|后(?:干部|青年|[，。、])"), "figure.count", "a decade or a century"),
    (None, re.compile(r"[月日]|号(?=[上下]午|晚|[，。、至—-])"), "figure.duration", "a date"),
    (re.compile(r"第$"), None, "figure.rank", "an ordinal that places nothing in an order"),
    (None, re.compile(r"分之"), "figure.percent", "a fraction"),
    (re.compile(r"分之$"), None, "figure.percent", "a fraction"),
    (re.compile(r"[A-Za-z][-—]?$"), None, "figure.count", "the number of a road, a model or a code"),
    (None, re.compile(r"(?:国道|省道|县道|高速|航班|次?列车)"), "figure.count", "the number of a road or a line"),
    (None, re.compile(r"号"), "figure.count", "a number that names a thing"),
    (re.compile(r"[/&?_#@·=\\~^+]$"), None, "figure.count", "a part of a longer sign"),
    (None, re.compile(r"[/·_=&\\^#@][0-9A-Za-z]"), "figure.count", "a part of a longer sign"),
    (re.compile(r"(?:^|[\n。；;（(]) *$"), re.compile(r"[、.．)）](?![0-9])"), "figure.count", "the number of an item"),
)  # fmt: skip
LONE = frozenset("一俩")
BESIDE = frozenset("前后每头上下")


class Refusals:
    """Tells why numbers are no figures; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons, units: UnitTable) -> None:
        self._units = units
        self._words = Matcher({form: 0 for entry in lexicons["number-words"] for form in entry.forms})
        self._abstract = Matcher({form: 0 for entry in lexicons["abstract-nouns"] for form in entry.forms})

    def told(self, view: str, figures: Iterable[Figure]) -> Iterator[Refusal]:
        """The numbers of a view that are in none of its figures, in their order, each with the reason."""
        taken = sorted(figure.span for figure in figures)
        words = [(hit.start, hit.end) for hit in self._words.longest(view)]
        titles = [match.span() for match in TITLE.finditer(view)]
        times = [match.span() for match in TIMES.finditer(view)]
        done = 0
        for match in NUMERAL.finditer(view):
            start, end = match.span()
            if start < done or _holding(taken, start, end) is not None:
                continue
            if _holding(titles, start, end) is not None:
                refusal = _refusal(start, end, "figure.count", "a number in a title")
            elif (word := _holding(words, start, end)) is not None:
                refusal = _refusal(*word, "figure.count", "a word that holds a numeral")
            elif (time := _holding(times, start, end)) is not None:
                refusal = _refusal(*time, "figure.duration", "a date")
            else:
                refusal = self._judged(view, start, end)
            done = refusal.span.end
            yield refusal

    def _judged(self, view: str, start: int, end: int) -> Refusal:
        """Why a number that stands in no title, word or time is no figure."""
        low = max(0, start - REACH)
        for before, after, rule, reason in SIGNS:
            if (before is None or before.search(view, low, start) is not None) and (
                after is None or after.match(view, end) is not None
            ):
                return _refusal(start, end, rule, reason)
        found = self._units.at(view, end)
        if found is None:
            if end - start == 1 and view[start] in LONE:
                return _refusal(start, end, "figure.count", "a lone 一 that counts nothing")
            return _refusal(start, end, "figure.count", "no unit follows and no noun implies one")
        stop, unit = found
        return _refusal(start, stop, f"figure.{unit.kind}", self._declined(view, start, stop, unit))

    def _declined(self, view: str, start: int, end: int, unit: Unit) -> str:
        """Why a number with its unit is no figure."""
        if unit.kind == "duration":
            if unit.surface == "年" and end - start == 5 and view[start : end - 1].isdigit():
                return "a date"
            return _no_length(view, start, end)
        if unit.kind == "count":
            return self._no_count(view, start, end, unit)
        if RACE.match(view, end) is not None:
            return "the name of a race"
        if unit.surface in ("度", "分", "秒") and ANGLE.search(view, max(0, start - REACH), start) is not None:
            return "an angle or a place on the globe"
        if unit.surface == "级":
            return "a grade, no magnitude"
        return "a unit that measures nothing here"

    def _no_count(self, view: str, start: int, end: int, unit: Unit) -> str:
        noun = NOUN.match(view, end)
        if view[start - 1 : start] == "“" and QUOTED.match(view, end) is not None:
            return "a number in a quoted phrase"
        unless = NOT_COUNTED.get(unit.surface)
        if unless is not None and unless.match(view, end) is not None:
            return "a word that begins like a classifier"
        if unit.surface == "级":
            return "a grade, no magnitude"
        if unit.surface in ("岁", "周岁") and THRESHOLD.match(view, end) is not None:
            return "a threshold that belongs to a name"
        if view[start] in LONE and end - len(unit.surface) - start == 1:
            return "a lone 一 that counts nothing"
        if noun is not None and self._abstract.longest(noun[0]):
            return "a count of an abstract thing"
        return "a count too loose to measure anything"


def _no_length(view: str, start: int, end: int) -> str:
    if view[start - 1 : start] in BESIDE or view.startswith(("前", "之前", "以前"), end):
        return "a time that is counted from another, no length"
    if PLAN.match(view, end) is not None:
        return "the name of a plan or of a stage"
    if AGO.match(view, end) is not None:
        return "a time that is counted from another, no length"
    return "a manner of speaking, no length that is stated"


def _holding(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The span that shares a code point with `[start, end)`."""
    at = bisect_left(spans, (end, 0)) - 1
    return spans[at] if at >= 0 and spans[at][1] > start else None


def _refusal(start: int, end: int, rule: str, reason: str) -> Refusal:
    return Refusal(span=Span(start, end), rule=rule, reason=reason)
