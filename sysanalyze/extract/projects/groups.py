"""One project for its many mentions: the same name, its short forms, and 该项目 after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.candidates import Candidate
from sysanalyze.extract.projects.mentions import SHORTEST, phase
from sysanalyze.extract.projects.names import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

FAR = 300  # code points back to the project that 该项目 means
MOST = 8  # names looked at that share an edge
# What is done to a work that stands.
DOING = re.compile(
    "(?:提升|改造|扩建|改建|新建|迁建|重建|建设|整治|加固|除险|修复|修缮|治理|升级|维修|续建|配套|综合|及|和)+"
)
# 该项目区 and 该工程师 are other words.
POINTER = re.compile(
    r"该(?=[\u4e00-\u9fff])(?!(?:项目|工程)[区部法组办师])(?:项目|工程|(?P<noun>[\u4e00-\u9fff]{1,3}))"
)


@dataclass(slots=True)
class Group:
    """The mentions of one project, in the order of the text."""

    items: list[Candidate] = field(default_factory=list)
    core: str = ""
    phase: str = ""
    firm: bool = False


def pointers(view: str, accepted: Sequence[Candidate], pending: Sequence[Candidate]) -> list[Candidate]:
    """The 该项目, 该水库 that mean the one project named before them; `accepted` is in the order of the text."""
    matches = list(POINTER.finditer(view))
    if not matches:
        return []
    found = []
    named = sorted([*accepted, *(item for item in pending if item.kind == "undertaking")], key=lambda item: item.end)
    sure = {id(item) for item in accepted}
    place = 0
    before: Candidate | None = None
    for match in matches:
        while place < len(named) and named[place].end <= match.start():
            before = named[place]
            place += 1
        if before is None or id(before) not in sure or before.listed is not None:
            continue
        start, end = match.span()
        if start - before.end > FAR or view.find("\n", before.end, start) >= 0:
            continue
        noun = match["noun"]
        if noun is not None:
            name = view[before.start : before.end]
            noun = next((noun[:size] for size in (3, 2, 1) if name.endswith(noun[:size])), None)
            if noun is None:
                continue
            end = start + 1 + len(noun)
        pointer = Candidate(start, end, "pointer", Walk(start, start))
        pointer.means = before
        found.append(pointer)
    return found


def grouped(view: str, items: Sequence[Candidate]) -> list[Group]:
    """The projects of an article; `items` are all mentions in the order of the text, with their cores."""
    groups: list[Group] = []
    exact: dict[tuple[str, str], Group] = {}
    edges: dict[str, list[Group]] = {}
    of: dict[int, Group] = {}
    for item in items:
        known = of.get(id(item.means)) if item.means is not None else None
        if known is None:
            name = item.core
            key = (name, phase(view[item.start : item.end]))
            known = exact.get(key)
            if known is None:
                edges_of = ("^" + name[:SHORTEST], name[-SHORTEST:] + "$") if len(name) >= SHORTEST else ()
                if item.means is None and edges:
                    known = _form(item, key, edges_of, edges)
                if known is None:
                    known = Group(core=name, phase=key[1])
                    groups.append(known)
                exact[key] = known
                for edge in edges_of:
                    near = edges.get(edge)
                    if near is None:
                        edges[edge] = [known]
                    elif known is not near[-1]:
                        near.append(known)
            if len(name) > len(known.core):
                known.core = name
            known.firm |= item.walk.firm
        known.items.append(item)
        of[id(item)] = known
    return groups


def _form(
    item: Candidate, key: tuple[str, str], edges_of: Sequence[str], edges: dict[str, list[Group]]
) -> Group | None:
    """The one project that a name is a shorter or longer form of."""
    name, number = key
    found: list[Group] = []
    for edge in edges_of:
        for group in edges.get(edge, ())[:MOST]:
            if group.phase != number or any(group is other for other in found):
                continue
            other = group.core
            # 西南产业基地 closes 格力电器西南产业基地; 康禾生物 begins the name of its firm's project.
            # 滨河公园 is what 滨河公园提升改造 does something to.
            if edge[0] == "^":
                same = other.startswith(name) and (group.firm or DOING.fullmatch(other, len(name)) is not None)
                same |= name.startswith(other) and (item.walk.firm or DOING.fullmatch(name, len(other)) is not None)
            else:
                same = name.endswith(other) or other.endswith(name)
            if same:
                found.append(group)
    return found[0] if len(found) == 1 else None
