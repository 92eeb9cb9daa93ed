"""A text with its figures: which stand where, in which sentence and clause, with which words before them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sysanalyze.checks.measure import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.checks.measure import Amount
    from sysanalyze.model import Figure

BEFORE, AFTER = 300, 500  # code points looked at around a cue: keeps the time linear
STOPS = "。\n！？!?"
STOP = re.compile(f"[{STOPS}]")
SIGNS = frozenset("，,；;：:、。（(）)！!？?\n")  # what ends a clause


class Passage:
    """The text and its figures, sorted; amounts are read once, where they are asked for."""

    def __init__(self, text: str, figures: Sequence[Figure]) -> None:
        self.text = text
        self.figures = figures
        self._starts: list[int] | None = None
        self._amounts: dict[int, Amount | None] = {}

    def first(self, at: int) -> int:
        """The number of the first figure that starts at `at` or later."""
        if self._starts is None:
            self._starts = [figure.span[0] for figure in self.figures]
        return bisect_left(self._starts, at)

    def amount(self, number: int) -> Amount | None:
        """The figure of that number as an amount, None where it is none."""
        if number not in self._amounts:
            self._amounts[number] = amount(self.figures[number], self.text)
        return self._amounts[number]

    def amounts(self, start: int, end: int) -> list[Amount]:
        """The amounts that start within `[start, end)`."""
        found = []
        for number in range(self.first(start), len(self.figures)):
            if self.figures[number].span[0] >= end:
                break
            if (one := self.amount(number)) is not None:
                found.append(one)
        return found

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around `at` starts and ends, as far as it is looked at."""
        low = max(0, at - BEFORE)
        start = max([self.text.rfind(stop, low, at) for stop in STOPS]) + 1
        found = STOP.search(self.text, at, at + AFTER)
        return max(start, low), found.start() if found is not None else min(len(self.text), at + AFTER)

    def clause(self, at: int, low: int = 0) -> str:
        """The words between the sign before `at` and `at`, at most forty."""
        text, start, low = self.text, at, max(low, at - 40)
        while start > low and text[start - 1] not in SIGNS:
            start -= 1
        return text[start:at]

    def words(self, one: Amount, low: int = 0) -> str:
        """The words before an amount in its clause, behind the figure before it."""
        number = self.first(one.span[0])
        return self.clause(one.span[0], max(low, self.figures[number - 1].span[1]) if number else low)

    def cues(self, *words: str) -> Iterator[tuple[int, str]]:
        """The places of the words."""
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                yield at, word
                at = self.text.find(word, at + len(word))
