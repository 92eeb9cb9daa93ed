"""Quotations of an article: what stands between “ and ”, and which of them stand in one list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 60  # a quoted slogan of eight members of six characters stays below
QUOTED = re.compile(rf"“([^“”\n]{{1,{LONGEST}}})”")
BETWEEN = frozenset({"", "、", "和", "与", "及", "，", ","})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its words at `[start, end)`, without the marks, and the ends of the list that it stands in."""

    start: int
    end: int
    words: str
    first: int  # where the list's first quotation mark stands
    last: int  # just after the list's last quotation mark


def quotations(view: str) -> list[Quotation]:
    """The quotations of a view in their order; neighbours joined by nothing, 、 和 与 及 or a comma are one list.

    >>> [(quote.words, quote.first, quote.last) for quote in quotations("严查“吃公函”“吃食堂”等问题")]
    [('吃公函', 2, 12), ('吃食堂', 2, 12)]
    """
    found = [(match.start(), match.end(), match[1]) for match in QUOTED.finditer(view)]
    out: list[Quotation] = []
    begin = 0
    for at, (_, end, _) in enumerate(found):
        if at + 1 == len(found) or found[at + 1][0] - end > 1 or view[end : found[at + 1][0]] not in BETWEEN:
            out.extend(_listed(found[begin : at + 1]))
            begin = at + 1
    return out


def _listed(found: Sequence[tuple[int, int, str]]) -> list[Quotation]:
    first, last = found[0][0], found[-1][1]
    return [Quotation(start + 1, end - 1, words, first, last) for start, end, words in found]
