"""Quotations of an article: what stands between “ and ”, and which of them stand in one list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 60  # a quoted slogan of eight members of six characters stays below
QUOTED = re.compile(rf"“([^“”\n]{{1,{LONGEST}}})”")
LONGEST_CUE = 4  # of the words around a quotation that tell what it is
BETWEEN = frozenset({"", "、", "和", "与", "及", "，", ","})


class Quotation(NamedTuple):
    """A quotation: its words at `[start, end)`, without the marks, and the ends of the list that it stands in."""

    start: int
    end: int
    words: str
    first: int  # where the list's first quotation mark stands
    last: int  # just after the list's last quotation mark
    before: tuple[str, ...]  # the last one to four characters before the list, but 了, 着, 过, 好; two with 好
    after: tuple[str, ...]  # the first one to four characters after the list, but 的 and 等


def quotations(view: str) -> list[Quotation]:
    """The quotations of a view in their order; neighbours joined by nothing, 、 和 与 及 or a comma are one list.

    >>> [(quote.words, quote.first, quote.last) for quote in quotations("严查“吃公函”“吃食堂”等问题")]
    [('吃公函', 2, 12), ('吃食堂', 2, 12)]
    """
    if "“" not in view:
        return []
    found = [(match.start(), match.end(), match[1]) for match in QUOTED.finditer(view)]
    out: list[Quotation] = []
    begin = 0
    for at, (_, end, _) in enumerate(found):
        if at + 1 == len(found) or found[at + 1][0] - end > 1 or view[end : found[at + 1][0]] not in BETWEEN:
            out.extend(_listed(view, found[begin : at + 1]))
            begin = at + 1
    return out


def _listed(view: str, found: Sequence[tuple[int, int, str]]) -> list[Quotation]:
    first, last = found[0][0], found[-1][1]
    near = view[max(0, first - LONGEST_CUE - 2) : first].rstrip("了着过 ")
    done = near.rstrip("好了着过 ")  # 落实好 is 落实, but 打好 is a word
    before = near[-2:], done[-1:], done[-2:], done[-3:], done[-4:]
    near = view[last : last + LONGEST_CUE + 3].lstrip("的等 ")
    after = near[:1], near[:2], near[:3], near[:4]
    return [Quotation(start + 1, end - 1, words, first, last, before, after) for start, end, words in found]
