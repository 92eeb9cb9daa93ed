"""The view: a shadow of the text, of the same length, that patterns can be simple on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.model import Span

# What nearly every text has; a replacement of one character is quicker than a translation table for all.
USUAL = (
    ("\u3000", " "), ("（", "("), ("）", ")"), ("：", ":"), ("；", ";"), ("！", "!"), ("？", "?"), ("％", "%"),
    ("\t", " "), ("\u00a0", " "),
)  # fmt: skip
RARE: dict[int, str | int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"},
    **dict.fromkeys(map(ord, "\u1680\u200b\u200c\u200d\u202f\u205f\u2060\ufeff\x1f\x1c\x1d\x1e\x00"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(map(ord, "「『〝"), "“"),
    **dict.fromkeys(map(ord, "」』〞〟"), "”"),
    **dict.fromkeys(map(ord, "•・‧∙⋅･"), "·"),
    **dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n"),
}
RARE_SIGNS = re.compile("[" + re.escape("".join(map(chr, RARE))) + "]")
MANY = 1000  # signs for which a table is quicker than replacements
STRAIGHT = re.compile('["\n]')


def fold(text: str) -> str:
    r"""The text with full-width letters, digits and signs as ASCII, blanks as spaces, corner brackets as “ ”.

    >>> fold("２０２３年（上）　增长５％，「好」\r\n")
    '2023年(上) 增长5%，“好” \n'
    """
    for old, new in USUAL:
        if old in text:
            text = text.replace(old, new)
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if rare := RARE_SIGNS.findall(text):
        if len(rare) > MANY:
            return text.translate(RARE)
        for sign in set(rare):
            text = text.replace(sign, sign.translate(RARE))
    return text


def cut(view: str, hidden: Iterable[Span], soft: Iterable[int]) -> str:
    """The view with the hidden spans as newlines and the soft line breaks as spaces."""
    edits = [(span.start, span.end, "\n") for span in hidden]
    edits += [(at, at + 1, " ") for at in soft]
    if not edits:
        return view
    edits.sort()
    pieces = []
    done = 0
    for begin, end, filler in edits:
        if end <= done:
            continue
        start = max(begin, done)
        pieces.append(view[done:start])
        pieces.append(filler * (end - start))
        done = end
    pieces.append(view[done:])
    return "".join(pieces)


def paired(view: str) -> str:
    """The view with straight quotation marks paired into “ ” within each line.

    >>> paired('认真落实"共抓大保护"要求,"好"')
    '认真落实“共抓大保护”要求,“好”'
    """
    if '"' not in view:
        return view
    pieces = []
    done = 0
    opened = False
    for match in STRAIGHT.finditer(view):
        if match[0] == "\n":
            opened = False
            continue
        pieces.append(view[done : match.start()])
        pieces.append("”" if opened else "“")
        opened = not opened
        done = match.end()
    pieces.append(view[done:])
    return "".join(pieces)
