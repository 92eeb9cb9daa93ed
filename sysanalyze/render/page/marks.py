"""A text cut at every boundary of its marks, as HTML: spans may cross and nest as they like."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.render.escape import UNSEEN_RANGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNSEEN = re.compile(f"[{UNSEEN_RANGES}]")


class Mark(NamedTuple):
    """A stretch to highlight: its style (a CSS class) and the number of the finding that it belongs to."""

    start: int
    end: int
    style: str
    finding: int


def pieces(length: int, marks: Iterable[Mark]) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """The text from end to end as stretches with the marks that cover each, longest mark first.

    >>> [(start, end, len(over)) for start, end, over in pieces(9, [Mark(1, 6, "a", 0), Mark(4, 8, "b", 1)])]
    [(0, 1, 0), (1, 4, 1), (4, 6, 2), (6, 8, 1), (8, 9, 0)]
    """
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, length)
        if start < end:
            opening.setdefault(start, []).append(mark)
            closing.setdefault(end, []).append(mark)
    active: dict[Mark, int] = {}  # a finding may mark one stretch twice, as name and as title
    last = 0
    for at in sorted({*opening, *closing, length}):
        if last < at:
            yield last, at, tuple(sorted(active, key=lambda mark: (mark.start - mark.end, mark)))
        for mark in closing.get(at, ()):
            active[mark] -= 1
            if not active[mark]:
                del active[mark]
        for mark in opening.get(at, ()):
            active[mark] = active.get(mark, 0) + 1
        last = at


def marked_html(text: str, marks: Sequence[Mark]) -> str:
    """The text as paragraphs, one a line, with a `<mark>` for each stretch that something covers.

    A mark names its findings in `data-f` and has the class `k-STYLE` of each, `t-STYLE` of the shortest. Nothing of
    the text is markup; characters that are not seen, bidi controls among them, stand as a sign with their code.
    """
    out = ["<p>"]
    for start, stop, over in pieces(len(text), marks):
        # A mark may part a carriage return from its line feed, which are one end of a line.
        end = stop - 1 if text[stop - 1 : stop + 1] == "\r\n" else stop
        inside = text[start:end].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        opening, closing = _tags(over)
        for number, line in enumerate(inside):
            if number:
                out.append("</p>\n<p>")
            if line:
                out.append(f"{opening}{escaped(line)}{closing}")
    out.append("</p>")
    return "".join(out)


def _tags(over: Sequence[Mark]) -> tuple[str, str]:
    if not over:
        return "", ""
    styles = dict.fromkeys(f"k-{mark.style}" for mark in over)
    findings = dict.fromkeys(str(mark.finding) for mark in reversed(over))  # the shortest first: what a click means
    return f'<mark class="{" ".join(styles)} t-{over[-1].style}" data-f="{" ".join(findings)}">', "</mark>"


def escaped(text: str) -> str:
    r"""The text as HTML, unseen characters shown.

    >>> escaped("<b>\u202e")
    '&lt;b&gt;<i class="unseen" title="U+202E">\u2426</i>'
    """
    safe = html.escape(text)
    return UNSEEN.sub(_shown, safe) if UNSEEN.search(safe) is not None else safe


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\t\n":
        return match[0]
    return f'<i class="unseen" title="U+{code:04X}">\u2426</i>'
