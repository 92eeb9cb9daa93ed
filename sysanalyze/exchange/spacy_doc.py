"""spaCy's `Doc` as JSON, for `Doc.from_json`: each character a token, the findings in the span group `sysanalyze`."""

from __future__ import annotations

import re
from typing import Any

from sysanalyze.exchange.exact import ExchangeError, attributes, json_line
from sysanalyze.exchange.regions import ALL_LABELS, ALL_LINKS, Annotated, Link, Region

GROUP = "sysanalyze"
BLANK = " "  # the one character that spaCy keeps outside its tokens


def to_doc(annotated: Annotated, text: str) -> dict[str, Any]:
    """The Doc of an article, offsets in code points.

    A span's `kb_id` is its region's id; `sysanalyze` of the custom attributes (`Doc.set_extension("sysanalyze",
    default=None)` before reading) holds the findings' attributes and links as JSON.
    """
    tokens = [{"id": number, "start": start, "end": end} for number, (start, end) in enumerate(token_spans(text))]
    about = {
        "document": annotated.document,
        "produced_by": annotated.produced_by,
        "checks": annotated.checks,
        "attributes": {region.id: region.attributes for region in annotated.regions if region.attributes},
        "links": [list(link) for link in annotated.links],
    }
    spans = [
        {"start": region.start, "end": region.end, "label": region.label, "kb_id": region.id}
        for region in annotated.regions
    ]
    return {"text": text, "tokens": tokens, "spans": {GROUP: spans}, "_": {GROUP: json_line(about)}}


def token_spans(text: str) -> list[tuple[int, int]]:
    r"""Each character a token, blanks as `Doc.from_json` wants them: a run is one, less the first one after a word.

    >>> token_spans("总 值\n  元")
    [(0, 1), (2, 3), (3, 6), (6, 7)]
    """
    spans = []
    for run in re.finditer(r"\S|\s+", text):
        start, end = run.span()
        if start and text[start] == BLANK:
            start += 1
        if start < end:
            spans.append((start, end))
    return spans


def from_doc(doc: dict[str, Any]) -> tuple[Annotated, str]:
    """The regions and links of a Doc as `Doc.to_json` gives it, and its text.

    Raises:
        ExchangeError: for anything else.
    """
    try:
        about = attributes((doc.get("_") or {}).get(GROUP) or "")
        known = about.get("attributes", {})
        regions = [
            Region(
                id=span.get("kb_id") or f"S{number}",
                label=span["label"],
                start=span["start"],
                end=span["end"],
                attributes=known.get(span.get("kb_id"), {}),
            )
            for number, span in enumerate(doc.get("spans", {}).get(GROUP, ()))
            if span["label"] in ALL_LABELS
        ]
        links = [Link(*link) for link in about.get("links", ()) if link[0] in ALL_LINKS]
        text: str = doc["text"]
    except (KeyError, TypeError, AttributeError) as problem:
        raise ExchangeError(f"is no Doc of spaCy: lacks {problem}") from None
    document, produced_by = about.get("document", {}), about.get("produced_by", {})
    checks = about.get("checks", ())
    return Annotated(document=document, produced_by=produced_by, regions=regions, links=links, checks=checks), text
