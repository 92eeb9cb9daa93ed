"""The report as one YAML document, the same under readers of YAML 1.1 and 1.2.

Written here because no emitter serves: PyYAML's leaves `1e3` and `0o17` plain, folds at U+2028 and escapes 𬭎.
Findings are blocks, what belongs to them stands in one line each; a string is quoted only where a reader would take it
for something else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from sysanalyze.render.escape import UNSEEN_RANGES, printable
from sysanalyze.render.json_text import plain_number
from sysanalyze.render.tree import report_tree

if TYPE_CHECKING:
    from sysanalyze.model import Report
    from sysanalyze.render.tree import Node, Tree

# A letter beyond ASCII first, none of `: #` and no unseen character after it: most of what an article gives.
PLAIN = re.compile(rf"[^\x00-\xa0{UNSEEN_RANGES}][^:#,\[\]{{}}{UNSEEN_RANGES}]*")
UNSEEN = re.compile(f"[{UNSEEN_RANGES}]")
FLOW_SIGN = re.compile(r"[,\[\]{}]")
# `: ` and ` #` end a plain scalar; a sign that YAML keeps for itself cannot begin one.
BROKEN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=<~]|.*(?::(?:\s|$)|\s\#)""", re.DOTALL)
# 1e3, 0x1F, 0o17, 1_000, 19:30, 2018-40, 2018-09-17 08:00:00, -.5: all that some reader takes for a number or a date.
NUMBERLIKE = re.compile(r"[-+.0-9][0-9a-fA-F_.:,xoTtZzeE+\-\s]*")
WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null"])
INFINITE = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)


def to_yaml(report: Report) -> str:
    """The report as YAML, from its `---` to its last line break."""
    return tree_to_yaml(report_tree(report))


def tree_to_yaml(tree: Tree) -> str:
    """A report's tree as one YAML document."""
    lines = ["---"]
    for key, node in tree.items():
        if isinstance(node, dict):
            lines.append(f"{key}:")
            lines += _fields(node, "  ", "  ")
        elif isinstance(node, list) and node:
            lines.append(f"{key}:")
            for finding in node:
                lines += _fields(finding, "- ", "  ")
        else:
            lines.append(f"{key}: {block(node)}")
    lines.append("")
    return "\n".join(lines)


def _fields(node: Tree, first: str, rest: str) -> list[str]:
    """The lines of a mapping, the first one behind `first`, the others behind `rest`."""
    lines = []
    indent = first
    for key, value in node.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{indent}{key}:")
            lines += [f"{rest}- {flow(item)}" for item in value]
        else:
            lines.append(f"{indent}{key}: {block(value)}")
        indent = rest
    return lines


def block(node: Node) -> str:
    """What stands behind a key in a block."""
    return block_string(node) if isinstance(node, str) else flow(node)


def flow(node: Node) -> str:
    """A tree in one line, `{start: 3, end: 5, text: 约}`."""
    if isinstance(node, str):
        return flow_string(node)
    if isinstance(node, Decimal):
        return plain_number(node)
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, int):
        return str(node)
    if isinstance(node, dict):
        return "{" + ", ".join([f"{key}: {flow(value)}" for key, value in node.items()]) + "}"
    return "[" + ", ".join([flow(item) for item in node]) + "]"


@lru_cache(maxsize=4096)
def block_string(text: str) -> str:
    r"""The text as a scalar outside brackets.

    >>> [block_string(text) for text in ("47.62亿元", "19:30", "到2020年: 完成", "NO", "李𬭎", "宝清\u2028县")]
    ['47.62亿元', '"19:30"', '"到2020年: 完成"', '"NO"', '李𬭎', '"宝清\\u2028县"']
    """
    return text if (PLAIN.fullmatch(text) and not text[-1].isspace()) or _is_plain(text) else quoted(text)


@lru_cache(maxsize=4096)
def flow_string(text: str) -> str:
    """The text as a scalar inside brackets, where `, [ ] { }` and every `:` ask for quotes too.

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
