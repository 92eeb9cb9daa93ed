"""How a number is bounded, and by which words: 约 超过 突破 before it, 以上 左右 以内 after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Lexicons

# What may stand between the bounding word and the number: 约人民币50亿元, 超过了 100家.
BETWEEN = ("人民币", "了", "有", "为", "达", "共")
OUTGROWN = re.compile(r"[值入资额税润P口收模]过$")  # 产值过10亿元, not 获得过10亿元
PASSED = re.compile(r"(?<![通经超越路度渡穿胜])过$")
BETWEEN_LAST = frozenset(word[-1] for word in BETWEEN)


class Bound(NamedTuple):
    """A bound of the report and the span of the words that say it."""

    name: str
    cue: Span


class Bounds:
    """The bounding words of the lexicon, looked up beside a number."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._before: dict[str, str] = {}
        self._after: dict[str, str] = {}
        for entry in lexicons["bound-words"]:
            side = self._before if entry.text("side") == "before" else self._after
            side.update(dict.fromkeys(entry.forms, entry.text("bound") or "exact"))
        self._lasts = sizes_by(self._before, -1)
        self._firsts = sizes_by(self._after, 0)
        self.lasts = frozenset(self._lasts) | BETWEEN_LAST | {" "}  # what a bound can end with before a number
        self.firsts = frozenset(self._firsts) | {" "}  # and begin with behind a figure

    def before(self, view: str, start: int, *, bare: bool = False) -> Bound | None:
        """The bound that ends where the number begins; None where the word merely ends like one (节约1200元).

        Before a `bare` scale 过 alone is one (过亿元), before others behind what is measured.
        """
        end = start
        while end and view[end - 1] == " " and start - end < 3:
            end -= 1
        for word in BETWEEN if end and view[end - 1] in BETWEEN_LAST else ():
            if view.endswith(word, 0, end) and (end - len(word)) > 0 and view[end - len(word) - 1] in self._lasts:
                inner = self._ending(view, end - len(word))
                if inner is not None:
                    return inner
        found = self._ending(view, end)
        if (
            found is None
            and end
            and view[end - 1] == "过"
            and (PASSED if bare else OUTGROWN).search(view, max(0, end - 2), end)
        ):
            found = Bound("over", Span(end - 1, end))
        return found

    def _ending(self, view: str, end: int) -> Bound | None:
        if not end:
            return None
        for size in self._lasts.get(view[end - 1], ()):
            name = self._before.get(view[end - size : end]) if size <= end else None
            if name is not None:
                return None if name == "exact" else Bound(name, Span(end - size, end))
        return None

    def after(self, view: str, end: int) -> Bound | None:
        """The bound that begins where the figure ends."""
        start = end
        while start < len(view) and view[start] == " " and start - end < 3:
            start += 1
        if start >= len(view):
            return None
        for size in self._firsts.get(view[start], ()):
            word = view[start : start + size]
            if (name := self._after.get(word)) is not None:
                return Bound(name, Span(start, start + len(word)))
        return None


def sizes_by(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the words, longest first, by their first (0) or last (-1) character."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[place], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in sizes.items()}
