"""The lines of a view, and which of its line breaks only wrap a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# A text is taken for wrapped where at least this many lines, and this share of them, reach nearly the widest line.
WRAPPED_LINES = 3
WRAPPED_SHARE = 0.4
WIDEST = (36, 132)  # columns that texts are wrapped at; a Chinese character is two
SLACK = 7  # columns that a wrapped line may fall short: a stop may not begin a line, a number may not be broken


class Line(NamedTuple):
    """A line that is not blank, without the blanks at its ends."""

    start: int
    end: int
    text: str
    indent: int  # blanks before it, in code points


def split_lines(view: str) -> list[Line]:
    r"""The lines of a view that are not blank.

    >>> [(line.start, line.text, line.indent) for line in split_lines("  一\n\n二 ")]
    [(2, '一', 2), (5, '二', 0)]
    """
    lines = []
    at = 0
    for raw in view.split("\n"):
        size = len(raw)
        bare = raw.strip(" ")
        if bare:
            shown = len(bare)
            indent = 0 if size == shown else size - len(raw.lstrip(" "))
            lines.append(Line(at + indent, at + indent + shown, bare, indent))
        at += size + 1
    return lines


def width(text: str) -> int:
    """Columns that a text takes on a terminal: two for a Chinese character or sign, one for an ASCII one."""
    return len(text.encode("gb18030", "replace"))


def soft_breaks(view: str, text: str, lines: Sequence[Line]) -> list[int]:
    """Offsets of the line breaks that only wrap a paragraph: the text is set at a fixed column, and goes on.

    Args:
        view: the folded text, searched for the breaks.
        text: the document's own, where a full-width blank still takes two columns.
        lines: those of the body.
    """
    if len(lines) < WRAPPED_LINES + 1:
        return []
    most = WIDEST[1]
    for line in lines:  # most texts have a line that is longer in code points already
        size = len(line.text)
        if size > most or (size > 60 and width(line.text) > most):
            return []
    widths = [width(text[line.start - line.indent : line.end]) for line in lines]
    widest = max(widths)
    full = [each >= widest - SLACK for each in widths]
    if not WIDEST[0] <= widest <= WIDEST[1] or sum(full) < max(WRAPPED_LINES, WRAPPED_SHARE * len(lines)):
        return []
    unfinished = sum(
        1 for line, reaches in zip(lines, full, strict=True) if reaches and line.text[-1] not in "。!?;:”）)"
    )
    if unfinished < WRAPPED_LINES - 1:
        return []
    breaks = []
    for before, after, reaches in zip(lines, lines[1:], full, strict=False):
        gap = view[before.end : after.start - after.indent]
        if reaches and gap.count("\n") == 1 and after.indent < 2:
            breaks.append(before.end + gap.index("\n"))
    return breaks
