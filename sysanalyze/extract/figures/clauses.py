"""The clause that a figure closes, and what notes in brackets, quotations and the clause before add to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.named import opened
from sysanalyze.extract.figures.phrases import MODIFIED

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft

QUOTED = 16  # code points of a short quotation
SHORT = 4  # characters of a noun between two numbers that belongs to the first
REACH = 60  # code points before a figure that its noun phrase may take
CLAUSE = frozenset("，。；：:;！!？?\n“”《》（）()】—,")
# The clauses that are closed; the one that is open, at the figure, follows. `.*` looks for the last sign from the end.
CLAUSES = re.compile(r".*[，。；：:;！!？?\n“”《》（）()】—,]", re.DOTALL)
BRACKETS = re.compile(r"(?:[，,]?[同环]比)?[(（][^()（）\n]{1,20}[)）]$")
SEEN = re.compile(r"[，。;](?:其中)?(?P<what>[^，。;、\n]{2,12})出现在[^，。;\n]*，$")
WITHIN = re.compile(r"[之以]?[内后来间中](?:[使让令将把]|,|，)?")  # what a length of time leaves: 三年内使机械化率从30%
JOINED = frozenset(("、", "和", "及", "与", "，", ",", ""))
EACH_MORE = re.compile(r"(?:每?[户人亩]均|(?:平均)?每[户人亩])[年月]?增[收产值加]+(?=[^，。；;]{0,3}$)")


def clause_before(view: str, start: int, floor: int, draft: Draft | None = None, previous: Draft | None = None) -> int:
    """Where the clause before a figure begins, at most `REACH` before it and not before `floor`.

    With `draft`, a clause that the number before begins is read on: 三年内使…, 12个乡镇3.6万人受灾.
    """
    low = start - REACH
    if low < floor:
        low = min(start, floor)
    closed = CLAUSES.match(view, low, start)
    begin = low if closed is None else closed.end()
    if begin > low and view[begin - 1] == ",":
        begin = _behind_comma(view, low, start)
    while begin < start and view[begin] in " 、":
        begin += 1
    if begin != floor or draft is None:
        return begin
    if (lead := WITHIN.match(view, begin, start)) is not None:
        return lead.end()
    return begin if previous is None else _behind_noun(view, begin, draft, previous)


def _behind_noun(view: str, begin: int, draft: Draft, previous: Draft) -> int:
    """Where the clause begins behind the noun that the number before counts: 12个乡镇3.6万人受灾."""
    start = draft.span[0]
    if draft.kind != "count" or start - begin > SHORT or view[begin:start] != previous.indicator:
        return begin
    return start


def _behind_comma(view: str, low: int, start: int) -> int:
    """Where the clause begins if a comma inside a number (3,128) does not part clauses."""
    begin = start
    while begin > low and (
        (char := view[begin - 1]) not in CLAUSE
        or (char == "," and view[begin - 2 : begin - 1].isdigit() and view[begin : begin + 1].isdigit())
    ):
        begin -= 1
    return begin


def before_brackets(view: str, start: int, end: int, previous: Draft | None) -> tuple[int, int]:
    """The clause before a note in brackets that the figure follows: 常住人口（不含流动人口）30万人."""
    note = BRACKETS.search(view, max(0, start - 24), start)
    if note is None:
        return start, end
    left = note.start()
    floor = 0 if previous is None else previous.outer_end
    bare = view[floor:left].strip(" ") if floor and left - floor <= 3 else None
    return (left if bare in JOINED else clause_before(view, left, floor)), left


def noted(
    view: str, floor: int, start: int, previous: Draft | None, held: Draft | None
) -> tuple[Draft | None, Draft | None]:
    """The figure that goes before, and the one before a note that is open: 汽车45万辆（含货车1万辆），增长5%."""
    if previous is None:
        return None, None
    opening, closing = view.rfind("(", floor, start), view.rfind(")", floor, start)
    if closing > opening:
        return held or previous, None
    return previous, previous if opening > closing else held


def quoted(article: Article, end: int) -> str | None:
    """The quoted name that ends there: “口袋公园”36个."""
    opening = opened(article.view, end)
    return article.document.text[opening + 1 : end - 1] if opening >= 0 and article.view[opening] == "“" else None


def seen(view: str, low: int, start: int) -> str | None:
    """What the clause before says was seen somewhere: 最大降水量出现在石桥镇，为132.5毫米."""
    if view.find("出现在", low, start) < 0:
        return None
    seen = SEEN.search(view, low, start)
    return None if seen is None else seen["what"]


def earned(view: str, draft: Draft, start: int, end: int) -> str | None:
    """What each earns more: 户均增收1.5万元."""
    if draft.change is None or draft.kind not in MODIFIED or end == draft.span[0]:
        return None
    earned = EACH_MORE.search(view, max(start, draft.span[0] - 12), draft.span[0])
    return None if earned is None else earned[0]


def before_quotation(view: str, start: int) -> int:
    """Where the clause begins that a short quotation which ends at `start` is a part of."""
    quote = view.rfind("“", max(0, start - QUOTED), start)
    if quote < 0:
        return start
    return max(view.rfind(sign, max(0, quote - REACH), quote) for sign in "，。;\n") + 1
