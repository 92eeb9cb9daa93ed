"""The report as tables for a person at a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from sysanalyze.render.escape import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from rich.console import RenderableType

    from sysanalyze.model import Change, Check, Figure, Official, Place, Project, Quantity, Report, Slogan, Span

PIPED_WIDTH = 120  # columns, where standard output is no terminal
NARROW = 110  # columns below which an interval stands on two lines and the kind of a figure, which its unit shows, not
WHOLE = frozenset({"unit", "kind", "stance", "change", "status", "verdict"})  # columns of words never broken
LEAST = 4  # columns of any text, so that none vanishes
PERIOD = len("2023-04-01/")  # columns where a narrow table folds an interval
BOUNDS = {"about": "≈ ", "over": "> ", "at_least": "≥ ", "under": "< ", "at_most": "≤ "}
ARROWS = {"up": "↑", "down": "↓", "flat": "→"}


def to_table(report: Report) -> str:
    """A summary of the report as wide as the terminal, coloured only there; unseen characters stand as escapes."""
    at_terminal = sys.stdout is not None and sys.stdout.isatty()
    console = Console(
        force_terminal=at_terminal,
        no_color=None if at_terminal else True,
        width=None if at_terminal else int(os.environ.get("COLUMNS") or PIPED_WIDTH),
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    text = report.document.text
    parts: list[RenderableType] = [_heading(report)]
    if report.figures:
        parts.append(_figures(report.figures, text, narrow=console.width < NARROW))
    if report.officials:
        parts.append(_officials(report.officials, text))
    if report.projects:
        parts.append(_projects(report.projects, text))
    if report.slogans:
        parts.append(_slogans(report.slogans))
    if report.checks:
        parts.append(_checks(report.checks, text))
    with console.capture() as captured:
        console.print(Group(*parts), crop=False)  # what is too wide the terminal itself folds: no digit is lost
    lines = (line.rstrip() for line in captured.get().split("\n"))
    return "\n".join(lines).rstrip("\n") + "\n\n"


def _heading(report: Report) -> Text:
    said = report.metadata
    heading = Text(printable(said.title or report.document.id), style="bold")
    facts = [said.date, said.source, None if said.place is None else _place(said.place)]
    facts += [report.document.id if said.title else None, f"{len(report.document.text)} characters"]
    heading.append("\n" + printable(" · ".join(fact for fact in facts if fact)), style="not bold dim")
    counts = (
        (report.figures, "figure", "figures"),
        (report.officials, "official", "officials"),
        (report.projects, "project", "projects"),
        (report.slogans, "slogan", "slogans"),
        (report.checks, "check", "checks"),
    )
    found = [f"{len(found)} {one if len(found) == 1 else more}" for found, one, more in counts if found]
    heading.append("\n" + (", ".join(found) or "nothing found"), style="not bold")
    return heading


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Table:
    """A table of the columns that hold anything; one that begins with `#` holds numbers."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    filled = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    for at in filled:
        name = columns[at].lstrip("#")
        number = name != columns[at]
        whole = number or name in WHOLE
        table.add_column(
            name,
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=whole,
            min_width=max(cell_len(row[at] or "") for row in rows) if whole else LEAST,
        )
    for row in rows:
        table.add_row(*(Text(printable(row[at] or "")) for at in filled))
    return table


def _figures(figures: tuple[Figure, ...], text: str, *, narrow: bool) -> Table:
    rows = [
        (
            str(figure.span.start),
            _cut(text, figure.span),
            figure.indicator,
            BOUNDS.get(figure.bound, "") + _value(figure),
            figure.unit,
            None if narrow else figure.kind,
            figure.stance,
            figure.period,
            None if figure.change is None else _change(figure.change),
        )
        for figure in figures
    ]
    columns = ("#at", "text", "indicator", "#value", "unit", "kind", "stance", "period", "change")
    table = _table("Figures", columns, rows)
    for column in table.columns:
        if column.header == "period":
            column.min_width, column.max_width = (PERIOD, PERIOD) if narrow else (2 * PERIOD, None)
    return table


def _officials(officials: tuple[Official, ...], text: str) -> Table:
    rows = [
        (
            official.name,
            "、".join(official.titles),
            "、".join(dict.fromkeys(_place(post.place) for post in official.posts if post.place is not None)),
            str(len(official.mentions)),
            _cut(text, official.quotes[0]) if official.quotes else None,
        )
        for official in officials
    ]
    return _table("Officials", ("name", "titles", "place", "#mentions", "says"), rows)


def _projects(projects: tuple[Project, ...], text: str) -> Table:
    rows = [
        (
            str(project.mentions[0].start),
            project.name,
            project.status,
            "、".join(_cut(text, quantity.span) for quantity in project.capacity),
            "、".join(_cut(text, quantity.span) for quantity in project.investment),
            project.owner,
            None if project.place is None else _place(project.place),
        )
        for project in projects
    ]
    return _table("Projects", ("#at", "name", "status", "capacity", "investment", "owner", "place"), rows)


def _slogans(slogans: tuple[Slogan, ...]) -> Table:
    rows = [
        (
            str(slogan.mentions[0].start),
            slogan.text,
            slogan.kind,
            str(len(slogan.mentions)),
            "、".join(slogan.items),
        )
        for slogan in slogans
    ]
    return _table("Slogans", ("#at", "text", "kind", "#mentions", "items"), rows)


def _checks(checks: tuple[Check, ...], text: str) -> Table:
    rows = [
        (
            str(check.start),
            check.kind,
            "holds" if check.holds else "does not hold",
            _number(check.stated),
            _number(check.computed),
            ", ".join(f"{role} {'、'.join(_cut(text, span) for span in spans)}" for role, spans in check.places()),
        )
        for check in checks
    ]
    return _table("Checks", ("#at", "kind", "verdict", "#stated", "#computed", "figures"), rows)


def _change(change: Change) -> str:
    amount = "" if change.amount is None else f" {_number(change.amount)}{change.unit or ''}"
    return f"{ARROWS.get(change.direction, change.direction)}{amount} {change.basis or ''}".rstrip()


def _cut(text: str, span: Span, longest: int = 60) -> str:
    said = text[span.start : span.end]
    return said if len(said) <= longest else said[: longest - 1] + "…"


def _place(place: Place) -> str:
    code = place.code or " or ".join(place.candidates)
    return f"{place.name} ({code})" if code else place.name


def _value(amount: Figure | Quantity) -> str:
    if amount.value is not None:
        return _number(amount.value)
    ends = [_number(end) for end in (amount.low, amount.high) if end is not None]
    return " – ".join(ends)


def _number(number: Decimal) -> str:
    """With a comma at every third digit, for the eye."""
    return format(number, ",f")
