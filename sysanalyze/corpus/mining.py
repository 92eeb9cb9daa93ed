"""Counting candidates over an archive of any size within a fixed memory."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.corpus.evidence import Evidence

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Report

HELD = 200_000  # candidates held at once, about 150 MB
EXAMPLES = 2
AROUND = 14  # characters of an example to either side
DATED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./年]?(0[1-9]|1[0-2])[-_./月]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A phrase that may be a slogan, with what the articles seen so far tell of it."""

    surface: str
    missed: int  # articles that may have had it before it was held
    documents: int = 0
    named: int = 0  # of them, those where the words around say that it is a name
    first: str | None = None  # ISO 8601
    last: str | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str]] = field(default_factory=list)  # id of an article, the words around

    @property
    def kind(self) -> str:
        """The kind that most articles speak for; of equal ones the first of the guide's table."""
        order = ("numeric", "tifa", "quoted", "parallel")
        return max(order, key=lambda kind: (self.kinds[kind], -order.index(kind)))


class Miner:
    """Takes reports one after the other and keeps what may be slogans.

    Never more than `held` candidates are kept (lossy counting): where there would be more, those of the fewest
    articles go, and every later candidate says how many articles it may have `missed`.
    """

    def __init__(self, lexicons: Lexicons, *, held: int = HELD) -> None:
        self.articles = 0
        self._evidence = Evidence(lexicons)
        self._held = held
        self._floor = 0
        self._kept: dict[str, Candidate] = {}

    def add(self, report: Report) -> None:
        """Count the candidates of one article; each counts once in it."""
        self.articles += 1
        text, here = report.document.text, report.document.id
        day = report.metadata.date or _day_of(here)
        seen: dict[str, set[str]] = {}
        for sight in self._evidence(report):
            reasons = seen.get(sight.surface)
            if reasons is None:
                seen[sight.surface] = reasons = set()
                candidate = self._kept.get(sight.surface)
                if candidate is None:
                    candidate = Candidate(surface=sight.surface, missed=self._floor)
                    self._kept[sight.surface] = candidate
                self._count(candidate, day)
                candidate.kinds[sight.kind] += 1
                candidate.named += sight.against
                if len(candidate.examples) < EXAMPLES:
                    around = text[max(0, sight.start - AROUND) : sight.start + len(sight.surface) + AROUND]
                    candidate.examples.append((here, " ".join(around.split())))
            if sight.why not in reasons:
                reasons.add(sight.why)
                self._kept[sight.surface].why[sight.why] += 1
        if len(self._kept) > self._held:
            self._prune()

    @staticmethod
    def _count(candidate: Candidate, day: str | None) -> None:
        candidate.documents += 1
        if day is not None:
            candidate.first = min(day, candidate.first or day)
            candidate.last = max(day, candidate.last or day)

    def _prune(self) -> None:
        while len(self._kept) > self._held * 3 // 4:
            self._floor += 1
            self._kept = {
                surface: candidate
                for surface, candidate in self._kept.items()
                if candidate.documents + candidate.missed > self._floor
            }

    def candidates(self, *, documents: int) -> list[Candidate]:
        """Those of so many articles or more, the commonest first, without names and parts of others as common."""
        enough = [
            one for one in self._kept.values() if one.documents >= documents and 2 * one.named < max(2, one.documents)
        ]
        enough.sort(key=lambda one: (-one.documents, one.surface))
        return _without_parts(enough)


def _day_of(name: str) -> str | None:
    """The day in the name of an article: `2013/01/20130105-03.txt`; None where there is none."""
    found = DATED.findall(name)
    return "-".join(found[-1]) if found else None


def _without_parts(candidates: list[Candidate]) -> list[Candidate]:
    """Without those that stand inside another one of at least nine tenths as many articles."""
    longer: dict[str, int] = {}
    for one in candidates:
        size = len(one.surface)
        for begin in range(size):
            for end in range(begin + 3, size + 1):
                part = one.surface[begin:end]
                if len(part) < size:
                    longer[part] = max(longer.get(part, 0), one.documents)
    return [one for one in candidates if 10 * longer.get(one.surface, 0) < 9 * one.documents]
