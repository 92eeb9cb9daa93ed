"""The report as one line of JSON."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from sysanalyze.render.escape import UNSEEN_RANGES, json_escaped
from sysanalyze.render.tree import number_text, report_tree

if TYPE_CHECKING:
    import msgspec

    from sysanalyze.model import Report
    from sysanalyze.render.tree import Node

# What JSON itself leaves raw: it escapes what stands below the blank.
LEFT_RAW = re.compile(f"[{UNSEEN_RANGES.removeprefix(chr(92) + 'x00-' + chr(92) + 'x1f')}]")

POWER = re.compile(r'(?<=[^\\]":)-?[0-9.]+E[-+][0-9]+(?=[,}])')  # "value":1E-9


def to_json(report: Report) -> str:
    """The report as JSON without a line break; every character that is not seen is escaped.

    Raises:
        UnicodeEncodeError: for a lone surrogate in the document's id or text.
    """
    tree = report_tree(report)
    # A finding's texts stand in the document; what a lexicon or a file name adds is looked at apart.
    added = [slogan.canonical for slogan in report.slogans if slogan.canonical]
    place = report.metadata.place
    beside = "".join([report.document.id, place.name if place else "", *added])
    if _is_plain(report.document.text) and _is_plain(beside):
        return _encoded(tree)
    return json_node(tree)


def _is_plain(text: str) -> bool:
    """Whether a text has no character that JSON leaves raw and nobody sees; what is printable has none."""
    return text.replace("\n", "").replace("\u3000", "").isprintable() or LEFT_RAW.search(text) is None


def json_node(node: Node) -> str:
    r"""A tree as JSON, without blanks or line breaks, unseen characters as `\uXXXX`.

    >>> json_node({"text": "宝清\u2028县", "value": 3684000000})
    '{"text":"宝清\\u2028县","value":3684000000}'
    """
    written = _encoded(node)
    return written if LEFT_RAW.search(written) is None else json_escaped(written)


def _encoded(node: Node) -> str:
    written = _encoder().encode(node).decode()
    if "E-" in written or "E+" in written:
        return POWER.sub(lambda match: number_text(Decimal(match[0])), written)
    return written


@cache
def _encoder() -> msgspec.json.Encoder:
    import msgspec

    # The one library that writes a Decimal as the number that it is; ten times as fast as writing it here.
    return msgspec.json.Encoder(decimal_format="number")
