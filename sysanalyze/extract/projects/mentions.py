"""Further mentions of a project that an article has named: shorter and longer forms, the bare quoted name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.candidates import Candidate
from sysanalyze.extract.projects.names import PHASE, Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUOTED = re.compile(r"“([^“”\n]{2,30})”(?=[是，。的将在也已于])")
SHORTEST = 4  # code points of a form by which a name is known again
LONGEST_FORM = 12  # of the short form of a long name


def core(name: str) -> str:
    """A name without the word that closes it.

    >>> core("康禾生物项目")
    '康禾生物'
    """
    return (PHASE.sub("", name) if "期" in name else name).removesuffix("项目").removesuffix("工程")


def phase(name: str) -> str:
    """Which phase of a project a name means, empty where it says none.

    >>> phase("洛阳基地二期工程")
    '二'
    """
    found = PHASE.search(name) if "期" in name else None
    return found.group().strip("第期") if found else ""


class Cores:
    """Names to recognize by a shorter or longer form: one begins or ends with the other.

    >>> Cores(["格力电器西南产业基地"]).match("西南产业基地")
    '格力电器西南产业基地'
    """

    def __init__(self, cores: Iterable[str]) -> None:
        self._by_edge: dict[str, list[str]] = {}
        for known in cores:
            if len(known) >= SHORTEST:
                self._by_edge.setdefault("^" + known[:SHORTEST], []).append(known)
                self._by_edge.setdefault(known[-SHORTEST:] + "$", []).append(known)

    def match(self, name: str) -> str | None:
        """A known name that `name` is a form of, None where there is none."""
        if len(name) < SHORTEST:
            return None
        for other in self._by_edge.get("^" + name[:SHORTEST], ()):
            if name.startswith(other) or other.startswith(name):
                return other
        for other in self._by_edge.get(name[-SHORTEST:] + "$", ()):
            if name.endswith(other) or other.endswith(name):
                return other
        return None


def known_again(view: str, accepted: list[Candidate], pending: list[Candidate]) -> Iterator[Candidate]:
    """The pending candidates that are forms of accepted ones."""
    if not pending:
        return
    names: dict[str, Candidate] = {}
    for item in accepted:
        names.setdefault(view[item.start : item.end], item)
    known = Cores(core(name) for name in names)
    short: dict[str, list[Candidate]] | None = None
    for item in pending:
        named = names.get(view[item.start : item.walk.head]) if item.kind == "structure" else None
        if named is not None:
            item.means = named  # 岳常高速, after 岳常、岳长等高速公路
            yield item
        elif item.walk.strength and known.match(core(view[item.start : item.end])):
            yield item
        elif item.kind == "undertaking" and item.walk.plain >= 2 and not item.walk.programme:
            short = short_forms(view, accepted) if short is None else short
            meant = short.get(core(view[item.start : item.end]), ())
            if len(meant) == 1 and meant[0].end <= item.start:
                item.means = meant[0]  # 芳烃项目, after 龙煤天泰10万吨芳烃项目
                yield item


def short_forms(view: str, accepted: list[Candidate]) -> dict[str, list[Candidate]]:
    """What the names of undertakings end with, and for each end the first mention of every project that has it."""
    found: dict[str, list[Candidate]] = {}
    seen: set[str] = set()
    for item in accepted:
        name = core(view[item.start : item.end])
        if name in seen or item.means is not None:
            continue
        seen.add(name)
        for size in range(2, min(len(name), LONGEST_FORM + 1)):
            found.setdefault(name[-size:], []).append(item)
    return found


def quoted_again(view: str, accepted: list[Candidate]) -> Iterator[Candidate]:
    """The bare mentions of projects that the article names in quotation marks."""
    quotes = {item.walk.quote for item in accepted if item.walk.quoted and view[item.start] == "“"}
    if quotes:
        for match in QUOTED.finditer(view):
            if match[1] in quotes:
                start, end = match.span()
                walk = Walk(start, start)
                walk.quoted = True
                yield Candidate(start, end, "quoted", walk)
