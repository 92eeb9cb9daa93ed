"""Reports read as plain trees, from YAML, JSON or JSON lines; nothing but mappings, lists and scalars is built."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.render.back import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.render.tree import Tree

MAX_DEPTH = 12


def read_trees(written: str) -> Iterator[Tree]:
    """The reports in a text as trees, in their order; YAML scalars stay text, as `report_from_tree` takes them.

    Raises:
        ReportError: where the text is no report, with the line.
    """
    start = written.lstrip("\ufeff \r\n\t")[:1]
    return _json_trees(written) if start in ("{", "[") else _yaml_trees(written)


def _json_trees(written: str) -> Iterator[Tree]:
    if written.lstrip("\ufeff \r\n\t").startswith("["):
        for tree in _load(written, 1):
            yield _mapping(tree, 1)
        return
    for line, content in enumerate(written.split("\n"), 1):
        if content.strip("\ufeff \r\t"):
            yield _mapping(_load(content, line), line)


def _load(content: str, line: int) -> list[object]:
    try:
        loaded: list[object] = json.loads(content.lstrip("\ufeff"), parse_float=Decimal)
    except json.JSONDecodeError as problem:
        raise ReportError(f"line {line + problem.lineno - 1}: is not JSON: {problem.msg}") from None
    except RecursionError:
        raise ReportError(f"line {line}: is nested too deep") from None
    return loaded


def _mapping(tree: object, line: int) -> Tree:
    if not isinstance(tree, dict):
        raise ReportError(f"line {line}: a report must be a mapping")
    return tree


def _yaml_trees(written: str) -> Iterator[Tree]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for node in yaml.compose_all(written, loader):
            yield _mapping(_plain(node, 0), node.start_mark.line + 1)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise ReportError(f"line {mark.line + 1 if mark else 1}: is not YAML: {problem.problem}") from None
    except yaml.YAMLError:
        raise ReportError("line 1: holds a character that YAML does not allow") from None


def _plain(node: object, depth: int) -> object:
    """A composed node as dict, list or text."""
    import yaml

    if depth > MAX_DEPTH:
        raise ReportError("is nested too deep")
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value, depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, depth + 1) for item in node.value]
    return node.value if isinstance(node, yaml.ScalarNode) else None
