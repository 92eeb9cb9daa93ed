"""The figures of an article: numbers that it states about something, with their units.

`scan` reads the numbers, `judge` decides which are figures, `bounds`, `ranks` and the others say the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.bounds import Bounds
from sysanalyze.extract.figures.handed import share_points
from sysanalyze.extract.figures.indicator import Indicators
from sysanalyze.extract.figures.judge import Judge
from sysanalyze.extract.figures.plain import Plain
from sysanalyze.extract.figures.ranks import other_figures
from sysanalyze.extract.figures.reading import Draft, finished
from sysanalyze.extract.figures.refusals import Refusals
from sysanalyze.extract.figures.scan import Scanner
from sysanalyze.extract.figures.stance import set_stances
from sysanalyze.extract.figures.tables import Tables
from sysanalyze.extract.figures.when import Periods
from sysanalyze.language.numerals import plain
from sysanalyze.language.units import ONE, UnitTable
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from sysanalyze.article import Article
    from sysanalyze.extract.figures.bounds import Bound
    from sysanalyze.extract.figures.reading import Reading
    from sysanalyze.extract.figures.tables import Apart
    from sysanalyze.language.units import Unit
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Figure, Refusal

TITLE = re.compile(r"《[^《》\n]{0,80}》")
INNER = frozenset("多余来几数级上")
# 近3年 is a time that ends now, 历时近3年 nearly three years.
RECENT = re.compile(r"(?:^|[^一-鿿]|[在对较比从自是的于])$")


def make_extractor(lexicons: Lexicons) -> Callable[[Article], Iterable[Figure | Refusal]]:
    """The extractor of figures, compiled from its lexicons."""
    indicators, periods = Indicators(lexicons), Periods(lexicons)
    units, judge, bounds = UnitTable(lexicons), Judge(lexicons), Bounds(lexicons)
    scanner = Scanner(lexicons, units, Plain(units, bounds))
    refusals, tables = Refusals(lexicons, units), Tables(units)

    def extract(article: Article) -> Iterable[Figure | Refusal]:
        view = article.view
        drafts = list(other_figures(view))
        ranked = bool(drafts)
        readings = scanner.readings(view, article.document.text)
        if "《" in view:
            readings = _outside_titles(view, readings)
        for reading in readings:
            draft = reading if isinstance(reading, Draft) else _draft(article, reading, judge, bounds)
            if draft is not None:
                drafts.append(draft)
                if draft.unit == "pp":
                    share_points(view, drafts)
        if ranked:
            drafts.sort(key=_place)
        set_stances(view, drafts, article.reference_date)
        indicators.set_all(article, drafts)
        if apart := list(tables.figures(view, article.document.text)):
            drafts = _with_tables(drafts, apart)
        periods.set_all(article, drafts)
        figures = finished(drafts)
        return [*figures, *refusals.told(view, figures)] if article.explaining else figures

    return extract


def _place(draft: Draft) -> int:
    return draft.span[0]


def _with_tables(drafts: list[Draft], apart: list[Apart]) -> list[Draft]:
    """The drafts, in their order, with those whose unit stands apart and which are none of them yet.

    The unit of a label wins over the sign before its number: 总投资（万元）：¥3500.
    """
    labelled = {draft.span[1] for draft, _ in apart if draft.rule == "figure.labelled"}
    drafts = [draft for draft in drafts if draft.span[1] not in labelled or draft.rule != "figure.money"]
    taken = {draft.span[0] for draft in drafts}
    for draft, label in apart:
        if draft.span[0] not in taken:
            draft.indicator = label
            drafts.append(draft)
    drafts.sort(key=_place)
    return drafts


def _outside_titles(view: str, readings: list[Reading | Draft]) -> list[Reading | Draft]:
    """The readings less those in the title of a document: 《“十四五”规划和2035年远景目标纲要》."""
    titles = [match.span() for match in TITLE.finditer(view)]
    titles.append((len(view) + 1, len(view) + 2))
    outside, at = [], 0
    for reading in readings:
        start = reading.span[0] if isinstance(reading, Draft) else reading.start
        while titles[at][1] <= start:
            at += 1
        if titles[at][0] >= start:
            outside.append(reading)
    return outside


def _draft(article: Article, reading: Reading, judge: Judge, bounds: Bounds) -> Draft | None:
    view, start = article.view, reading.start
    bound = bounds.before(view, start, bare=reading.bare) if start and view[start - 1] in bounds.lasts else None
    reading.bounded = bound is not None
    kind = judge.accept(view, reading)
    unit = reading.unit
    if kind is None or unit is None:
        return None
    if bound is not None and kind == "duration" and _is_recent(view, bound):
        bound = None
    end = reading.end
    if bound is None and view[end : end + 1] in bounds.firsts:
        bound = bounds.after(view, end)
    name, cue = reading.bound, None
    if reading.bare and name == "exact":
        name = "about"  # 万头肉牛养殖场
    if bound is not None:
        if name == "about" and not (reading.level and reading.bare) and not _is_infix(view, reading):
            name = "exact"  # 超千万元: the outer word wins over the vagueness of the number
        if name == "exact":
            name, cue = bound
    if cue is None and name != "exact":
        cue = _inner_cue(view, reading.start, end)
    value, low, high = reading.value, reading.low, reading.high
    if (factor := unit.factor) is not ONE and factor != 1:
        value, low, high = (_converted(number, factor) for number in (value, low, high))
    written = _written(article, end, unit) if unit.kind == "count" else unit.canonical
    rule = f"figure.{reading.rule or kind}"
    return Draft(Span(reading.start, end), unit.kind, value, low, high, written, name, cue, rule)


def _written(article: Article, end: int, unit: Unit) -> str | None:
    """A classifier as the document writes it (個), None for a number without one."""
    start = end - len(unit.surface)
    if unit.surface and unit.canonical == unit.surface and article.view.startswith(unit.surface, start):
        return article.document.text[start:end]
    return unit.canonical or None


def _converted(number: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if number is None else plain(number * factor)


def _is_infix(view: str, reading: Reading) -> bool:
    return "来" in view[reading.start : reading.number_end]


def _inner_cue(view: str, start: int, end: int) -> Span | None:
    """The word inside a figure that says its bound: 余 in 70余项, 几 in 几十家, 级 in 千亿级."""
    for at in range(end - 1, start - 1, -1):
        if view[at] in INNER:
            return Span(at, at + 1)
    return None


def _is_recent(view: str, bound: Bound) -> bool:
    start = bound.cue.start
    return bound.cue.length == 1 and view[start] == "近" and RECENT.search(view[max(0, start - 1) : start]) is not None
