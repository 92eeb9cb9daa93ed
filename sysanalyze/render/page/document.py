"""The page itself: one file that asks nothing of the network, held to it by its content security policy."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sysanalyze.render.page.findings import page_checks, page_findings
from sysanalyze.render.page.marks import escaped, marked_html
from sysanalyze.render.tree import report_tree, text_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.model import Report
    from sysanalyze.render.tree import Node

PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="sysanalyze {version}">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header id="bar"></header>
<nav id="index" hidden></nav>
<main id="texts">
{articles}
</main>
<aside id="side"></aside>
<script type="application/json" id="reports">{reports}</script>
<script type="application/json" id="labels">{labels}</script>
<script>{script}</script>
</body>
</html>
"""
ABOUT = ("title", "date", "source", "authors", "editor", "column", "place")


def to_page(reports: Sequence[Report], *, lang: str | None = None) -> str:
    """One HTML page for the reports: texts with their findings highlighted, a list to filter, details, checks.

    The first report is shown first; where there are several, an index lists them. Nothing of an article is markup or
    code on the page.

    Args:
        reports: at least one.
        lang: `zh` or `en`; without it the page takes the browser's language.
    """
    articles, listed = [], []
    for number, report in enumerate(reports):
        findings, marks = page_findings(report)
        hidden = " hidden" if number else ""
        articles.append(
            f'<article id="a{number}" tabindex="-1"{hidden}>{marked_html(report.document.text, marks)}</article>'
        )
        listed.append(about(report) | {"findings": findings, "checks": page_checks(report)})
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{integrity(style)}'; script-src '{integrity(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return PAGE.format(
        lang=lang or "",
        policy=policy,
        version=escaped(reports[0].version),
        title=escaped(str(listed[0].get("title") or reports[0].document.id)),
        style=style,
        articles="\n".join(articles),
        reports=json_block({"lang": lang or "", "articles": listed}),
        labels=json_block(json.loads(asset("labels.json"))),
        script=script,
    )


def about(report: Report) -> dict[str, Node]:
    """What the page says of an article above its text."""
    document = report_tree(report)["document"]
    said = {key: document[key] for key in ABOUT if key in document} if isinstance(document, dict) else {}
    return {
        "id": report.document.id,
        **said,
        "chars": len(report.document.text),
        "sha256": text_digest(report.document.text),
    }


def json_block(node: object) -> str:
    r"""JSON that cannot end the `<script>` around it.

    >>> json_block({"text": "</script><!--"})
    '{"text":"\\u003c/script>\\u003c!--"}'
    """
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def integrity(content: str) -> str:
    """The content's hash as a policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    """A file that stands beside this one."""
    return files("sysanalyze.render.page").joinpath(name).read_text(encoding="utf-8")
