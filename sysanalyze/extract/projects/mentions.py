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
    if "期" in name:
        name = PHASE.sub("", name)
    return name.removesuffix("项目").removesuffix("工程")


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
        by_edge = self._by_edge
        for known in cores:
            if len(known) >= SHORTEST:
                for edge in ("^" + known[:SHORTEST], known[-SHORTEST:] + "$"):
                    if edge in by_edge:
                        by_edge[edge].append(known)
                    else:
                        by_edge[edge] = [known]

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


def known_again(view: str, accepted: list[Candidate], pending: list[Candidate]) -> list[Candidate]:
    """The pending candidates that are forms of accepted ones, whose cores are known."""
    names: dict[str, Candidate] = {}
    for item in accepted:
        names.setdefault(view[item.start : item.end], item)
    known = Cores([item.core for item in names.values()])
    bare: list[tuple[Candidate, str]] = []  # with their cores: what may close the name of a project
    found: list[Candidate] = []
    for item in pending:
        named = names.get(view[item.start : item.walk.head]) if item.kind == "structure" else None
        if named is not None:
            item.means = named  # 岳常高速, after 岳常、岳长等高速公路
            found.append(item)
            continue
        short = item.kind == "undertaking" and item.walk.plain >= 2 and not item.walk.programme
        if not (short or item.walk.strength):
            continue
        own = core(view[item.start : item.end])
        if item.walk.strength and known.match(own):
            found.append(item)
        elif short:
            bare.append((item, own))
    if bare:
        forms = short_forms(accepted, {len(own) for _, own in bare})
        for item, own in bare:
            meant = forms.get(own, ())
            if len(meant) == 1 and meant[0].end <= item.start:
                item.means = meant[0]  # 芳烃项目, after 龙煤天泰10万吨芳烃项目
                found.append(item)
    return found


def short_forms(accepted: list[Candidate], sizes: Iterable[int]) -> dict[str, list[Candidate]]:
    """What names end with, in so many code points, and for each end the first mention of every project that has it."""
    found: dict[str, list[Candidate]] = {}
    seen: set[str] = set()
    wanted = [size for size in sizes if 2 <= size <= LONGEST_FORM]
    for item in accepted if wanted else ():
        name = item.core
        if name in seen or item.means is not None:
            continue
        seen.add(name)
        for size in wanted:
            if size < len(name):
                found.setdefault(name[-size:], []).append(item)
    return found


def quoted_again(view: str, accepted: list[Candidate]) -> Iterator[Candidate]:
    """The bare mentions of projects that the article names in quotation marks."""
    if "“" not in view:
        return
    quotes = {item.walk.quote for item in accepted if item.walk.quoted and view[item.start] == "“"}
    if quotes:
        for match in QUOTED.finditer(view):
            if match[1] in quotes:
                start, end = match.span()
                walk = Walk(start, start)
                walk.quoted, walk.strength = True, 2
                yield Candidate(start, end, "quoted", walk)
