"""Label Studio tasks, offsets in UTF-16 code units as its editor counts, and the labeling interface that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sysanalyze.exchange.exact import ExchangeError, attributes, json_line, json_tree
from sysanalyze.exchange.regions import ALL_LABELS, ALL_LINKS, Annotated, Link, Region, utf16

if TYPE_CHECKING:
    from collections.abc import Iterator

COLORS = {"Figure": "#1a62c5", "Slogan": "#c0392b", "Project": "#1d7f4e", "Official": "#7a3fb0"}
INTERFACE = "\n".join(
    [
        '<View>\n  <Relations>',
        *(f'    <Relation value="{label}"/>' for label in ALL_LINKS),
        '  </Relations>\n  <Labels name="label" toName="text">',
        *(f'    <Label value="{label}" background="{COLORS.get(label, "#8a8a8a")}"/>' for label in ALL_LABELS),
        '  </Labels>\n  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n',
    ]
)  # fmt: skip


def to_task(annotated: Annotated, text: str) -> dict[str, Any]:
    """The task of an article, its findings as a prediction; a region's note holds its finding's attributes as JSON."""
    units = utf16(text, (offset for region in annotated.regions for offset in (region.start, region.end)))
    result: list[dict[str, Any]] = []
    for region in annotated.regions:
        value = {"start": units[region.start], "end": units[region.end], "text": text[region.start : region.end]}
        item: dict[str, Any] = {"id": region.id, "from_name": "label", "to_name": "text", "type": "labels"}
        item["value"] = value | {"labels": [region.label]}
        if region.attributes:
            item["meta"] = {"text": [json_line(region.attributes)]}
        result.append(item)
    result += [
        {"type": "relation", "from_id": link.source, "to_id": link.target, "labels": [link.label], "direction": "right"}
        for link in annotated.links
    ]
    about = {"document": annotated.document, "produced_by": annotated.produced_by, "checks": annotated.checks}
    return {
        "data": {"text": text, "sysanalyze": json_line(about)},
        "predictions": [{"model_version": f"sysanalyze {annotated.produced_by.get('version', '')}", "result": result}],
    }


def from_tasks(written: str) -> Iterator[tuple[Annotated, str]]:
    """The articles of an export (JSON): what people annotated, else the prediction, each with the article's text.

    Raises:
        ExchangeError: `task N: what`.
    """
    tasks = json_tree(written)
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
        try:
            text = task["data"]["text"]
            about = attributes(task["data"].get("sysanalyze", ""))
            passes = [one for one in task.get("annotations") or () if not one.get("was_cancelled")]
            chosen = (passes or task.get("predictions") or [{"result": []}])[-1]["result"]
            yield _annotated(chosen, about, text), text
        except (KeyError, TypeError, IndexError, AttributeError) as problem:
            raise ExchangeError(f"task {number}: is no task of Label Studio: lacks {problem}") from None


def _annotated(result: list[dict[str, Any]], about: dict[str, Any], text: str) -> Annotated:
    points = {units: point for point, units in utf16(text, range(len(text) + 1)).items()}
    regions, links = [], []
    for item in result:
        if item["type"] == "relation":
            ends = item["from_id"], item["to_id"]
            links += [Link(label, *ends) for label in item.get("labels") or () if label in ALL_LINKS]
        elif item["type"] == "labels":
            value, notes = item["value"], item.get("meta", {}).get("text") or [""]
            note = notes if isinstance(notes, str) else notes[0]
            for label in value["labels"]:
                if label in ALL_LABELS:
                    start, end = points[int(value["start"])], points[int(value["end"])]
                    known = attributes(note)
                    regions.append(Region(id=item["id"], label=label, start=start, end=end, attributes=known))
    return Annotated(
        document=about.get("document", {}),
        produced_by=about.get("produced_by", {}),
        regions=regions,
        links=links,
        checks=about.get("checks", ()),
    )
