"""The report as one YAML document, the same under readers of YAML 1.1 and 1.2.

Written here because no emitter serves: PyYAML's leaves `1e3` and `0o17` plain, folds at U+2028 and escapes 𬭎.
Findings are blocks, what belongs to them stands in one line each; a string is quoted only where a reader would take it
for something else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sysanalyze.render.escape import UNSEEN_RANGES, printable
from sysanalyze.render.tree import number_text, report_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sysanalyze.model import Report
    from sysanalyze.render.tree import Node, Tree

# A letter beyond ASCII first, none of `: #` and no unseen character after it: most of what an article gives.
PLAIN = re.compile(rf"(?!\s)[^\x00-\xa0{UNSEEN_RANGES}][^:?#,\[\]{{}}{UNSEEN_RANGES}]*")
UNSEEN = re.compile(f"[{UNSEEN_RANGES}]")
FLOW_SIGN = re.compile(r"[,?\[\]{}]")
# `: ` and ` #` end a plain scalar; a sign that YAML keeps for itself cannot begin one.
BROKEN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=<~]|.*(?::(?:\s|$)|\s\#)""", re.DOTALL)
# What some reader of YAML takes for a number or a day.
NUMBERLIKE = re.compile(
    r"""
    [-+]?0[xob][0-9a-fA-F_]+                                      # 0x1F 0o17
    | [-+]?\.?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]*)?      # 230500 1,200 1_000 -.5 1e3
    | [-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?                 # 19:30, to the base of 60 in YAML 1.1
    | [0-9]+(?:-[0-9]+)+(?:[Tt\s][-+0-9:.Zz\s]*)?                 # 2018-09-17 08:00:00, and 2018-40
    """,
    re.VERBOSE,
)
WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null"])
INFINITE = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)


def to_yaml(report: Report) -> str:
    """The report as YAML, from its `---` to its last line break."""
    return tree_to_yaml(report_tree(report))


def tree_to_yaml(tree: Tree) -> str:
    """A report's tree as one YAML document."""
    lines = ["---"]
    for key, node in tree.items():
        if key == "document" and isinstance(node, dict):
            lines.append(f"{key}:")
            lines += _fields(node, "  ", "  ")
        elif isinstance(node, list) and node:
            lines.append(f"{key}:")
            for finding in node:
                lines += _fields(finding, "- ", "  ")
        else:
            lines.append(f"{key}: {BLOCK[type(node)](node)}")
    lines.append("")
    return "\n".join(lines)


def _fields(node: Mapping[str, Node], first: str, rest: str) -> list[str]:
    """The lines of a mapping, the first one behind `first`, the others behind `rest`."""
    lines = []
    indent = first
    for key, value in node.items():
        kind = type(value)
        if kind is list and value and isinstance(value, list) and type(value[0]) is dict:
            lines.append(f"{indent}{key}:")
            lines += [f"{rest}- {_flow_mapping(item)}" for item in value]
        else:
            lines.append(f"{indent}{key}: {BLOCK[kind](value)}")
        indent = rest
    return lines


def _flow_mapping(node: Mapping[str, Node]) -> str:
    return "{" + ", ".join([f"{key}: {FLOW[type(value)](value)}" for key, value in node.items()]) + "}"


def _flow_sequence(node: Sequence[Node]) -> str:
    return "[" + ", ".join([FLOW[type(item)](item) for item in node]) + "]"


def _truth(node: bool) -> str:  # noqa: FBT001
    return "true" if node else "false"


@lru_cache(maxsize=4096)
def block_string(text: str) -> str:
    r"""The text as a scalar outside brackets.

    >>> [block_string(text) for text in ("36.84亿元", "19:30", "到2020年: 完成", "NO", "李𬭎", "宝清\u2028县")]
    ['36.84亿元', '"19:30"', '"到2020年: 完成"', '"NO"', '李𬭎', '"宝清\\u2028县"']
    """
    return text if (PLAIN.fullmatch(text) and not text[-1].isspace()) or _is_plain(text) else quoted(text)


@lru_cache(maxsize=4096)
def flow_string(text: str) -> str:
    """The text as a scalar inside brackets, where `, ? [ ] { }` and every `:` ask for quotes too.

    >>> flow_string("1,200人"), flow_string("1，200人")
    ('"1,200人"', '1，200人')
    """
    if PLAIN.fullmatch(text) and not text[-1].isspace():
        return text
    return text if ":" not in text and FLOW_SIGN.search(text) is None and _is_plain(text) else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes."""
    return '"' + printable(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def _is_plain(text: str) -> bool:
    """Whether every reader takes the bare text for this very string."""
    if not text or text[0].isspace() or text[-1].isspace() or text.lower() in WORDS:
        return False
    misread = BROKEN.match(text) or NUMBERLIKE.fullmatch(text) or INFINITE.fullmatch(text)
    return misread is None and UNSEEN.search(text) is None


# By exact type: a chain of isinstance takes three times as long, and a report has a dozen leaves a finding.
FLOW: dict[type, Callable[[Any], str]] = {
    str: flow_string,
    int: int.__repr__,
    Decimal: number_text,
    dict: _flow_mapping,
    list: _flow_sequence,
    tuple: _flow_sequence,
    bool: _truth,
}
BLOCK = FLOW | {str: block_string}  # what stands behind a key of its own line
