"""How a figure changed: the verb before it, and what it is compared with (同比 环比 比上年)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
        self._sizes = sorted({len(verb) for verb in self._verbs}, reverse=True)
        self._lasts = frozenset(verb[-1] for verb in self._verbs)

    def verb(self, clause: str) -> tuple[int, str] | None:
        """Length of what stands before the verb of change that ends the clause, and the verb's direction."""
        clause = clause.rstrip(" ")
        if clause and clause[-1] in PARTICLES_LAST:
            for particle in PARTICLES:
                clause = clause.removesuffix(particle)
        if not clause or clause[-1] not in self._lasts:
            return None
        for size in self._sizes:
            direction = self._verbs.get(clause[-size:])
            if direction is not None:
                return len(clause) - size, direction
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
