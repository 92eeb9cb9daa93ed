"""W3C Web Annotations (JSON-LD), offsets in code points as the model's TextPositionSelector counts."""

from __future__ import annotations

from typing import Any

from sysanalyze.exchange.exact import ExchangeError, attributes, json_line
from sysanalyze.exchange.regions import ALL_LABELS, ALL_LINKS, Annotated, Link, Region

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 24  # code points before and after, by which a quotation is found again


def to_page(annotated: Annotated, text: str) -> dict[str, Any]:
    """The annotations of an article as one AnnotationPage, its text in the page's `sysanalyze:text`.

    Each region is an annotation that tags its place; each link one whose target and body are annotations.
    """
    source = f"urn:sha256:{annotated.document.get('sha256', '')}"
    items: list[dict[str, Any]] = []
    for region in annotated.regions:
        body: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": region.label}]
        if region.attributes:
            note = json_line(region.attributes)
            body.append({"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": note})
        start, end = region.start, region.end
        quote = {"exact": text[start:end], "prefix": text[max(0, start - AROUND) : start]}
        quote["suffix"] = text[end : end + AROUND]
        items.append(
            {
                "id": f"{source}#{region.id}",
                "type": "Annotation",
                "motivation": "tagging",
                "body": body,
                "target": {
                    "source": source,
                    "selector": [
                        {"type": "TextPositionSelector", "start": start, "end": end},
                        {"type": "TextQuoteSelector", **quote},
                    ],
                },
            }
        )
    items += [
        {
            "id": f"{source}#R{number}",
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": link.label},
                {"type": "SpecificResource", "purpose": "linking", "source": f"{source}#{link.target}"},
            ],
            "target": f"{source}#{link.source}",
        }
        for number, link in enumerate(annotated.links, 1)
    ]
    about = {"document": annotated.document, "produced_by": annotated.produced_by, "checks": annotated.checks}
    return {
        "@context": [CONTEXT, {"sysanalyze": "urn:sysanalyze:"}],
        "id": source,
        "type": "AnnotationPage",
        "sysanalyze:text": text,
        "sysanalyze:report": json_line(about),
        "items": items,
    }


def from_page(page: dict[str, Any]) -> tuple[Annotated, str]:
    """The regions and links of an AnnotationPage, and the article's text.

    Raises:
        ExchangeError: for anything else.
    """
    try:
        text: str = page["sysanalyze:text"]
        about = attributes(page.get("sysanalyze:report", ""))
        regions, links = [], []
        for item in page["items"]:
            label = next(body["value"] for body in item["body"] if body.get("purpose") == "tagging")
            if item["motivation"] == "linking" and label in ALL_LINKS:
                other = next(body["source"] for body in item["body"] if body.get("purpose") == "linking")
                links.append(Link(label, _local(item["target"]), _local(other)))
            elif item["motivation"] == "tagging" and label in ALL_LABELS:
                notes = [body["value"] for body in item["body"] if body.get("purpose") == "describing"]
                selectors = item["target"]["selector"]
                place = next(one for one in selectors if one["type"] == "TextPositionSelector")
                known = attributes(notes[0]) if notes else {}
                start, end = int(place["start"]), int(place["end"])
                regions.append(Region(id=_local(item["id"]), label=label, start=start, end=end, attributes=known))
    except (KeyError, TypeError, AttributeError, StopIteration) as problem:
        raise ExchangeError(f"is no page of annotations of articles: lacks {problem}") from None
    document, produced_by = about.get("document", {}), about.get("produced_by", {})
    checks = about.get("checks", ())
    return Annotated(document=document, produced_by=produced_by, regions=regions, links=links, checks=checks), text


def _local(name: str) -> str:
    return name.rpartition("#")[2]
