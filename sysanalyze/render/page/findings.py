"""What a page knows of a report: its findings in the order of the text, and the marks that they make."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.render.page.marks import Mark
from sysanalyze.render.tree import number_text, report_tree

if TYPE_CHECKING:
    from sysanalyze.model import Report, Span
    from sysanalyze.render.tree import Node, Tree

# Where it stands first, its kind, its name, its tree, and its places with their styles.
Placed = tuple["Span", str, str, "Tree", list[tuple["Span", str]]]
ELSEWHERE = ("mentions", "rule")  # of a finding's tree: what the page shows in other ways


def page_findings(report: Report) -> tuple[list[Tree], list[Mark]]:
    """The findings as trees of texts (`kind`, `name`, `rule`, `at`, `more`) and their marks, numbered alike.

    `at` lists the places as `[start, end]` in code points; numbers are texts, since JavaScript's are not exact.
    """
    tree = report_tree(report)
    text = report.document.text
    found: list[Placed] = []
    for figure, node in zip(report.figures, _nodes(tree, "figures"), strict=True):
        name = text[figure.span.start : figure.span.end]
        found.append((figure.span, "figure", name, node, [(figure.span, "figure")]))
    for slogan, node in zip(report.slogans, _nodes(tree, "slogans"), strict=True):
        places = [(span, "slogan") for span in slogan.mentions]
        found.append((slogan.mentions[0], "slogan", slogan.text, node, places))
    for project, node in zip(report.projects, _nodes(tree, "projects"), strict=True):
        places = [(span, "project") for span in project.mentions]
        found.append((project.mentions[0], "project", project.name, node, places))
    for official, node in zip(report.officials, _nodes(tree, "officials"), strict=True):
        places = [(mention.span, "official") for mention in official.mentions]
        places += [(title, "title") for mention in official.mentions for title in mention.titles]
        places += [(quote, "quote") for quote in official.quotes]
        found.append((official.mentions[0].span, "official", official.name, node, places))
    found.sort(key=lambda one: (one[0], one[1]))
    marks = [
        Mark(span.start, span.end, style, number)
        for number, (_, _, _, _, places) in enumerate(found)
        for span, style in places
    ]
    findings: list[Tree] = [
        {
            "kind": kind,
            "name": name,
            "rule": str(node["rule"]),
            "at": [[span.start, span.end] for span, _ in places],
            "more": {key: texts(value) for key, value in node.items() if key not in ELSEWHERE},
        }
        for _, kind, name, node, places in found
    ]
    return findings, marks


def page_checks(report: Report) -> list[Node]:
    """The checks as trees of texts."""
    checks = report_tree(report).get("checks", [])
    return [texts(check) for check in checks] if isinstance(checks, list | tuple) else []


def _nodes(tree: Tree, key: str) -> list[Tree]:
    nodes = tree[key]
    return [dict(node) for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []


def texts(node: Node) -> Node:
    """The node with its numbers as texts, exact.

    >>> texts({"value": Decimal("3684000000"), "mentions": [1]})
    {'value': '3684000000', 'mentions': ['1']}
    """
    if isinstance(node, dict):
        return {key: texts(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [texts(value) for value in node]
    if isinstance(node, Decimal):
        return number_text(node)
    return str(node) if isinstance(node, int) and not isinstance(node, bool) else node
