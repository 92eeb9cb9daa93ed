"""A report as regions and links, the shape that annotation tools share, and back.

A region is a stretch of the text with a label and attributes; a link joins two regions. What a tool shows and lets
people change are regions, labels and links; everything else of a finding travels in its first region's attributes.

>>> tree = {"figures": [{"text": "12个", "start": 5, "end": 8, "kind": "count", "value": 12, "rule": "figure.count"}]}
>>> annotated = regions_of(tree)
>>> annotated.regions[0].label, annotated.regions[0].attributes["value"]
('Figure', 12)
>>> tree_of(annotated, "新开工项目12个")["figures"] == tree["figures"]
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sysanalyze.exchange.exact import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterable

Tree = dict[str, Any]

LABELS = {"figures": "Figure", "slogans": "Slogan", "projects": "Project", "officials": "Official"}
TITLE, QUOTE = "Title", "Quote"
ALL_LABELS = (*LABELS.values(), TITLE, QUOTE)
SAME, HOLDS, SAYS = "Same", "Holds", "Says"  # mentions of one thing; a name's title; a speaker's words
ALL_LINKS = (SAME, HOLDS, SAYS)
BY_HAND = "annotator"  # the rule of what people added


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A labelled stretch; `attributes` are those of its finding, empty but for the first region of one."""

    id: str
    label: str
    start: int  # code points, half-open
    end: int
    attributes: Mapping[str, Any] = field(default_factory=dict)


class Link(NamedTuple):
    """A labelled pair of regions, by their ids."""

    label: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article's regions and links, and what the report says of the article itself."""

    document: Mapping[str, Any]
    produced_by: Mapping[str, Any]
    regions: Sequence[Region]
    links: Sequence[Link]
    checks: Sequence[Any] = ()


class _Regions:
    """Regions as they are made, numbered in their order."""

    def __init__(self) -> None:
        self.regions: list[Region] = []
        self.links: list[Link] = []

    def add(self, label: str, place: Mapping[str, Any], attributes: Mapping[str, Any] | None = None) -> str:
        """A region at the place; its id."""
        number = f"T{len(self.regions) + 1}"
        start, end = int(place["start"]), int(place["end"])
        self.regions.append(Region(id=number, label=label, start=start, end=end, attributes=attributes or {}))
        return number


def regions_of(tree: Mapping[str, Any]) -> Annotated:
    """The regions and links of a report's tree."""
    made = _Regions()
    for figure in tree.get("figures", ()):
        made.add(LABELS["figures"], figure, without(figure, "text", "start", "end"))
    for kind in ("slogans", "projects"):
        for finding in tree.get(kind, ()):
            _mentions(made, LABELS[kind], finding, without(finding, "mentions"))
    for official in tree.get("officials", ()):
        ids = _mentions(made, LABELS["officials"], official, without(official, "mentions", "quotes"))
        for number, mention in zip(ids, official["mentions"], strict=True):
            for title in mention.get("titles", ()):
                made.links.append(Link(HOLDS, number, made.add(TITLE, title)))
        made.links.extend(Link(SAYS, ids[0], made.add(QUOTE, quote)) for quote in official.get("quotes", ()))
    return Annotated(
        document=tree.get("document", {}),
        produced_by=tree.get("produced_by", {}),
        regions=made.regions,
        links=made.links,
        checks=tree.get("checks", ()),
    )


def _mentions(made: _Regions, label: str, finding: Mapping[str, Any], attributes: Mapping[str, Any]) -> list[str]:
    """A region for each mention, linked to the first, which has the attributes."""
    first, *others = finding["mentions"]
    ids = [made.add(label, first, attributes)]
    ids += [made.add(label, mention) for mention in others]
    made.links.extend(Link(SAME, ids[0], other) for other in ids[1:])
    return ids


def tree_of(annotated: Annotated, text: str) -> Tree:
    """The report's tree of regions and links, which people may have moved, deleted and added.

    A finding that people added has the rule `annotator` and what its label says, no more.

    Args:
        annotated: as read from a tool.
        text: the article's.

    Raises:
        ExchangeError: an annotation lies outside the text, which is another one then.
    """
    for region in annotated.regions:
        if not 0 <= region.start <= region.end <= len(text):
            what = f"[{region.start}, {region.end}) of a text of {len(text)} characters"
            raise ExchangeError(f"annotation {region.id}: lies outside the text: {what}")
    groups = _groups(annotated)
    tree: Tree = {"schema": 1, "document": dict(annotated.document), "produced_by": dict(annotated.produced_by)}
    tree["figures"] = [
        {**_place(region, text), **dict(region.attributes), "rule": region.attributes.get("rule", BY_HAND)}
        for region in sorted(annotated.regions, key=_where)
        if region.label == LABELS["figures"]
    ]
    for kind in ("slogans", "projects", "officials"):
        named = "text" if kind == "slogans" else "name"
        tree[kind] = []
        for group in groups:
            if group[0].label != LABELS[kind]:
                continue
            known = next((region.attributes for region in group if region.attributes), {})
            finding: Tree = {named: text[group[0].start : group[0].end], **dict(known)}
            rule = finding.pop("rule", BY_HAND)
            if kind == "officials":
                _official(finding, group, annotated, text)
            else:
                finding["mentions"] = [_place(region, text, last=True) for region in group]
            tree[kind].append(finding | {"rule": rule})
    if annotated.checks:
        tree["checks"] = list(annotated.checks)
    return tree


def _official(finding: Tree, group: Sequence[Region], annotated: Annotated, text: str) -> None:
    """Give an official's finding its mentions with their titles, its quotes, and the titles that people added."""
    regions = {region.id: region for region in annotated.regions}
    linked: dict[tuple[str, str], list[Region]] = {}
    for link in annotated.links:
        if link.target in regions:
            linked.setdefault((link.label, link.source), []).append(regions[link.target])
    finding["mentions"] = []
    held = []
    for region in group:
        mention = _place(region, text, last=True)
        titles = sorted(linked.get((HOLDS, region.id), ()), key=_where)
        if titles:
            mention["titles"] = [_place(title, text, last=True) for title in titles]
            held += [text[title.start : title.end] for title in titles]
        finding["mentions"].append(mention)
    finding.setdefault("titles", list(dict.fromkeys(held)))
    quotes = [quote for region in group for quote in linked.get((SAYS, region.id), ())]
    if quotes:
        finding["quotes"] = [_place(quote, text, last=True) for quote in sorted(quotes, key=_where)]


def _groups(annotated: Annotated) -> list[list[Region]]:
    """The regions that links call the same, each group and all groups in the order of the text."""
    leader = {region.id: region.id for region in annotated.regions}

    def find(number: str) -> str:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for link in annotated.links:
        if link.label == SAME and link.source in leader and link.target in leader:
            leader[find(link.target)] = find(link.source)
    groups: dict[str, list[Region]] = {}
    for region in sorted(annotated.regions, key=_where):
        if region.label in (LABELS["slogans"], LABELS["projects"], LABELS["officials"]):
            groups.setdefault(find(region.id), []).append(region)
    return list(groups.values())


def _where(region: Region) -> tuple[int, int]:
    return region.start, region.end


def _place(region: Region, text: str, *, last: bool = False) -> Tree:
    """Start, end and text; a figure's text comes first, a mention's last, as in a report."""
    words, span = {"text": text[region.start : region.end]}, {"start": region.start, "end": region.end}
    return span | words if last else words | span


def without(tree: Mapping[str, Any], *keys: str) -> Tree:
    """The tree without some keys."""
    return {key: value for key, value in tree.items() if key not in keys}


def utf16(text: str, offsets: Iterable[int]) -> dict[int, int]:
    """Code point offsets → offsets in UTF-16 code units, in which JavaScript counts.

    >>> utf16("李𬭎来", [1, 2, 3])
    {1: 1, 2: 3, 3: 4}
    """
    out, units, last = {}, 0, 0
    for offset in sorted(set(offsets)):
        units += len(text[last:offset].encode("utf-16-le", "surrogatepass")) // 2
        out[offset] = units
        last = offset
    return out
