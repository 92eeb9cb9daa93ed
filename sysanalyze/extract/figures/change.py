"""How a figure changed: the verb before it, and what it is compared with (同比 环比 比上年)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.bounds import sizes_by
from sysanalyze.model import Change

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

BASES = (("同比", "yoy"), ("环比", "mom"))
SINCE = re.compile(r"(?:比|较|自|相比)[^，。；：\n]{1,16}?$")
PARTICLES = ("了", "约", "近", "超", "逾", "达", "幅度", "分别")
PARTICLES_LAST = frozenset(particle[-1] for particle in PARTICLES)


class Changes:
    """Reads changes; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._verbs = {
            form: entry.text("direction") or "up" for entry in lexicons["change-words"] for form in entry.forms
        }
        self._sizes = sizes_by(self._verbs, -1)
        self.ends = frozenset(self._sizes) | PARTICLES_LAST | {" "}  # with what a clause with such a verb can end

    def verb(self, view: str, start: int, end: int) -> tuple[int, str] | None:
        """Where the verb of change that ends the clause begins, and the verb's direction."""
        while end > start and view[end - 1] == " ":
            end -= 1
        if end > start and view[end - 1] in PARTICLES_LAST:
            for particle in PARTICLES:
                if view.endswith(particle, start, end):
                    end -= len(particle)
        if end <= start:
            return None
        for size in self._sizes.get(view[end - 1], ()):
            begin = end - size
            if begin >= start and (direction := self._verbs.get(view[begin:end])) is not None:
                return begin, direction
        return None

    @staticmethod
    def basis(before: str) -> str | None:
        """What the change is compared with, from what stands before its verb: yoy mom since."""
        for word, name in BASES:
            if word in before:
                return name
        return "since" if SINCE.search(before) else None

    @staticmethod
    def stated(draft: Draft, direction: str, basis: str | None) -> Change:
        """The change that the figure itself states; a decrease is negative."""
        amount = draft.value
        if amount is not None and amount < 0:
            direction = "down"
        elif amount is not None and direction == "down":
            amount = -amount
        return Change(direction=direction, basis=basis, amount=amount, unit=draft.unit)
