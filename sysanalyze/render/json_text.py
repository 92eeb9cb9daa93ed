"""The report as one line of JSON.

Written here rather than by a library: `json` takes no Decimal, and the libraries that do write `1E+9` for it and leave
bidi and C1 characters raw.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from sysanalyze.render.escape import UNSEEN, json_escaped
from sysanalyze.render.tree import report_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sysanalyze.model import Report
    from sysanalyze.render.tree import Node


def to_json(report: Report) -> str:
    """The report as JSON without a line break; every character that is not seen is escaped."""
    return json_node(report_tree(report))


@lru_cache(maxsize=4096)  # kinds, units, bounds and rules come back in every finding
def json_string(text: str) -> str:
    r"""The text as a JSON string, Chinese as it is, control and bidi characters as `\uXXXX`.

    >>> json_string("宝清\u2028县")
    '"宝清\\u2028县"'
    """
    quoted = encode_basestring(text)
    return quoted if UNSEEN.search(quoted) is None else json_escaped(quoted)


def plain_number(number: Decimal) -> str:
    """The number exactly, without exponent.

    >>> plain_number(Decimal("4.762E+9")), plain_number(Decimal("3.50"))
    ('4762000000', '3.50')
    """
    written = str(number)
    return format(number, "f") if "E" in written else written


def json_node(node: Node) -> str:
    """A tree as JSON, without blanks or line breaks."""
    return WRITERS[type(node)](node)


def _mapping(node: Mapping[str, Node]) -> str:
    return "{" + ",".join([f'"{key}":{WRITERS[type(value)](value)}' for key, value in node.items()]) + "}"


def _sequence(node: Sequence[Node]) -> str:
    return "[" + ",".join([WRITERS[type(item)](item) for item in node]) + "]"


def _truth(node: bool) -> str:  # noqa: FBT001
    return "true" if node else "false"


# By exact type: a chain of isinstance takes three times as long, and a report has a dozen leaves a finding.
WRITERS: dict[type, Callable[[Any], str]] = {
    str: json_string,
    int: int.__repr__,
    Decimal: plain_number,
    dict: _mapping,
    list: _sequence,
    tuple: _sequence,
    bool: _truth,
}
