"""The arithmetic that an article's own figures invite: parts and totals, shares, growth between two stated levels.

A check that does not hold is a finding for the reader; it changes no value. Only what the text plainly puts together is
checked: a false alarm is worse than a check not made.

>>> from decimal import Decimal
>>> from sysanalyze.model import Figure, Span
>>> text = "项目58项，其中新建30项，续建28项。"
>>> places = {58: Span(2, 5), 30: Span(10, 13), 28: Span(16, 19)}
>>> figures = [
...     Figure(span=span, kind="count", value=Decimal(value), unit="项", rule="figure.count")
...     for value, span in places.items()
... ]
>>> [(check.kind, check.holds, str(check.stated), str(check.computed)) for check in checks(text, figures)]
[('sum', True, '58', '58')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.checks.growth import growth_checks
from sysanalyze.checks.partitions import partition_checks
from sysanalyze.checks.parts import part_checks
from sysanalyze.checks.passage import Passage
from sysanalyze.checks.shares import share_checks
from sysanalyze.checks.totals import total_checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.model import Check, Figure

__all__ = ["checks"]


def checks(text: str, figures: Sequence[Figure]) -> tuple[Check, ...]:
    """The checks of a document's text and its figures in the order of the text, each sum once."""
    if len(figures) < 2:
        return ()
    passage = Passage(text, figures)
    found: dict[tuple[object, ...], Check] = {}
    for source in (part_checks, partition_checks, total_checks, share_checks, growth_checks):
        for check in source(passage):
            key = (check.kind == "growth", check.kind == "share", check.start)
            known = found.get(key)
            if known is None or (known.kind == "part" and check.kind == "sum"):
                found[key] = check
    return tuple(sorted(found.values(), key=lambda check: check.start))
