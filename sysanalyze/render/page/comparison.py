"""Gold and found side by side, as one page that asks nothing of the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sysanalyze.render.evaluation import SCORES, described
from sysanalyze.render.page.document import asset, integrity
from sysanalyze.render.page.marks import Mark, escaped, marked_html

if TYPE_CHECKING:
    from sysanalyze.render.evaluation import Evaluation

Placed = tuple[tuple[int, int], str]  # [start, end) and its kind

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{integrity}'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>sysanalyze eval</title>
<style>{style}</style>
</head>
<body>
<h1>Gold and found <small>人工标注与程序结果</small></h1>
{tables}
<p class="key"><mark class="k-right">right 一致</mark> <mark class="k-missed">missed 遗漏</mark>
<mark class="k-extra">extra 多余</mark></p>
{articles}
</body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An article with the places of its gold and of what was found, and how they differ."""

    name: str
    text: str
    gold: Sequence[Placed]
    found: Sequence[Placed]
    differences: Sequence[Mapping[str, Any]]


def to_evaluation_page(result: Evaluation, sides: Sequence[Side]) -> str:
    """The evaluation as a page: scores with their intervals drawn, then each article twice, most differences first."""
    style = asset("comparison.css")
    ordered = sorted(sides, key=lambda side: (-len(side.differences), side.name))
    return PAGE.format(
        integrity=integrity(style),
        style=style,
        tables=_measures(result) + _attributes(result),
        articles="\n".join(_article(side) for side in ordered),
    )


def _measures(result: Evaluation) -> str:
    head = "<tr><th>measure<th>gold<th>found<th>right<th>precision<th>recall<th>F1<th></tr>"
    rows = []
    for row in result.rows:
        counts = "".join(f"<td>{row[key]}" for key in ("gold", "found", "right"))
        scores = "".join(f"<td>{_scored(row[name], row[f'{name}_interval'])}" for name in SCORES)
        rows.append(f"<tr><th>{row['measure']}{counts}{scores}<td>{_drawn(row['f1'], row['f1_interval'])}</tr>")
    return f"<table>{head}{''.join(rows)}</table>"


def _attributes(result: Evaluation) -> str:
    head = "<tr><th>attribute<th>of<th>right<th>share<th></tr>"
    rows = [
        f"<tr><th>{row['attribute']}<td>{row['of']}<td>{row['right']}<td>{_scored(row['share'], row['interval'])}"
        f"<td>{_drawn(row['share'], row['interval'])}</tr>"
        for row in result.shares
    ]
    return f"<table>{head}{''.join(rows)}</table>" if rows else ""


def _scored(score: float, interval: tuple[float, float]) -> str:
    return f"{score:.3f} <small>{interval[0]:.3f}–{interval[1]:.3f}</small>"


def _drawn(score: float, interval: tuple[float, float]) -> str:
    """The score as a dot on the line of its interval, from 0 to 1."""
    low, high = (f"{100 * bound:.1f}" for bound in interval)
    return (
        '<svg viewBox="-2 0 104 10" role="img"><line x1="0" x2="100" y1="5" y2="5" class="axis"/>'
        f'<line x1="{low}" x2="{high}" y1="5" y2="5" class="range"/>'
        f'<circle cx="{100 * score:.1f}" cy="5" r="2.6"/></svg>'
    )


def _article(side: Side) -> str:
    agreed = {*side.gold} & {*side.found}
    gold = [Mark(*span, "right" if (span, kind) in agreed else "missed", 0) for span, kind in side.gold]
    found = [Mark(*span, "right" if (span, kind) in agreed else "extra", 0) for span, kind in side.found]
    told = "".join(f"<li>{escaped(described(one))}" for one in side.differences)
    opened = " open" if side.differences else ""
    return (
        f"<details{opened}><summary>{escaped(side.name)} <small>{len(side.differences)}</small></summary>"
        f"<ul>{told}</ul><div><article>{marked_html(side.text, gold)}</article>"
        f"<article>{marked_html(side.text, found)}</article></div></details>"
    )
