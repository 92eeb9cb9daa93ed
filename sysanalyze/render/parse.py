"""Reports read as plain trees, from YAML, JSON or JSON lines; nothing but mappings, lists and scalars is built."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.render.back import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

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
    """Built from events: composing a document nested 100,000 deep brings the interpreter down."""
    import yaml

    try:
        events = yaml.parse(written, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = next(events)
                yield _mapping(_plain(first, events, 0), _line(first))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise ReportError(f"line {mark.line + 1 if mark else 1}: is not YAML: {problem.problem}") from None
    except (yaml.YAMLError, UnicodeEncodeError):  # half of a surrogate pair
        raise ReportError("line 1: holds a character that YAML does not allow") from None


def _plain(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> object:
    """The node that begins with an event, as dict, list or text. Raises ReportError for aliases, which may be bombs."""
    import yaml

    if isinstance(event, yaml.ScalarEvent):
        return event.value
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        raise ReportError(f"line {line}: aliases (*) are not read in reports; write the value out")
    if depth > MAX_DEPTH:
        raise ReportError(f"line {line}: is nested too deep")
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[object] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_plain(inner, events, depth + 1))
        return items
    tree: dict[str, object] = {}
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        key = _plain(inner, events, depth + 1)
        tree[str(key)] = _plain(next(events), events, depth + 1)
    return tree


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
