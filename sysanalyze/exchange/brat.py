"""brat standoff: NAME.ann beside NAME.txt, offsets in code points, and the configuration for brat to show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sysanalyze.exchange.exact import ExchangeError, attributes, json_line
from sysanalyze.exchange.regions import ALL_LABELS, ALL_LINKS, HOLDS, QUOTE, SAME, SAYS, TITLE, Annotated, Link, Region

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTE = "AnnotatorNotes"
ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")
RELATION = re.compile(r"R\d+\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
SAME_LINE = re.compile(rf"\*\t{SAME} (.+)")
NOTE_LINE = re.compile(rf"#\d+\t{NOTE} (\S+)\t(.*)")

ANNOTATION_CONF = f"""\
[entities]
{chr(10).join(ALL_LABELS)}

[relations]
{HOLDS}\tArg1:Official, Arg2:{TITLE}
{SAYS}\tArg1:Official, Arg2:{QUOTE}
{SAME}\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
"""


def to_ann(annotated: Annotated, text: str) -> str:
    """The `.ann` file of an article; a finding's attributes stand as JSON in the note of its first region."""
    lines = []
    for region in annotated.regions:
        parts = fragments(text, region.start, region.end)
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(text[start:end] for start, end in parts)
        lines.append(f"{region.id}\t{region.label} {places}\t{words}")
    lines += [
        f"R{number}\t{link.label} Arg1:{link.source} Arg2:{link.target}"
        for number, link in enumerate(annotated.links, 1)
    ]
    noted = [region for region in annotated.regions if region.attributes]
    lines += [
        f"#{number}\t{NOTE} {region.id}\t{json_line(region.attributes)}" for number, region in enumerate(noted, 1)
    ]
    return "".join(line + "\n" for line in lines)


def fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch without its line breaks, which brat cannot draw over: `[start, end)` of each part."""
    parts = []
    at = start
    for line in re.split(r"(?<=\n)", text[start:end]):
        bare = line.rstrip("\r\n")
        if bare:
            parts.append((at, at + len(bare)))
        at += len(line)
    return parts or [(start, end)]


def from_ann(written: str, *, document: dict[str, Any] | None = None) -> Annotated:
    """The regions and links of an `.ann` file.

    Args:
        written: the file.
        document: what is known of the article.

    Raises:
        ExchangeError: `line N: what`.
    """
    entities: dict[str, tuple[str, int, int]] = {}
    notes: dict[str, dict[str, Any]] = {}
    links: list[Link] = []
    for number, line in enumerate(written.removeprefix("\ufeff").splitlines(), 1):
        if (found := ENTITY.fullmatch(line)) is not None:
            places = [tuple(map(int, part.split())) for part in found[3].split(";")]
            entities[found[1]] = (found[2], min(start for start, _ in places), max(end for _, end in places))
        elif (found := RELATION.fullmatch(line)) is not None:
            if found[1] in ALL_LINKS:
                links.append(Link(found[1], found[2], found[3]))
        elif (found := SAME_LINE.fullmatch(line)) is not None:
            first, *others = found[1].split()
            links.extend(Link(SAME, first, other) for other in others)
        elif (found := NOTE_LINE.fullmatch(line)) is not None:
            notes[found[1]] = attributes(found[2])
        elif line[:1] in ("T", "R"):
            raise ExchangeError(f"line {number}: is no brat annotation: {line[:60]}")
    regions: Sequence[Region] = [
        Region(id=name, label=label, start=start, end=end, attributes=notes.get(name, {}))
        for name, (label, start, end) in entities.items()
        if label in ALL_LABELS
    ]
    return Annotated(document=document or {}, produced_by={}, regions=regions, links=links)
