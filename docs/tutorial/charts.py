"""Four questions to a dataset, each answered with a chart.

python charts.py DATASET FOLDER     writes slogans.svg, targets.svg, projects.svg and posts.svg
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TABLES = ("documents", "figures", "slogans", "projects", "officials", "posts")
STAGES = {"signed": "#b0b7c3", "started": "#e0a83c", "completed": "#5b9bd5", "operating": "#3c9a6a"}
FONTS = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")  # that have Chinese characters
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "sysanalyze",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
}
Rows = list[tuple[object, ...]]


def dataset(folder: str) -> duckdb.DuckDBPyConnection:
    """A connection in which each table of the dataset is a view."""
    found = duckdb.connect()
    for table in TABLES:
        found.read_parquet(f"{folder}/{table}/*.parquet").create_view(table)
    return found


SLOGANS = """
SELECT year(d.date::DATE) AS year, s.canonical, count(*) AS articles
FROM slogans s JOIN documents d USING (doc)
WHERE d.duplicate_of IS NULL AND s.canonical IS NOT NULL
GROUP BY ALL ORDER BY year
"""


def slogans(found: duckdb.DuckDBPyConnection, axes: Axes) -> None:
    """Which slogans rose in which year: articles a year."""
    lines: dict[str, dict[int, int]] = defaultdict(dict)
    for year, slogan, articles in found.execute(SLOGANS).fetchall():
        lines[slogan][year] = articles
    years = sorted({year for by_year in lines.values() for year in by_year})
    for slogan, by_year in sorted(lines.items(), key=lambda line: min(line[1])):
        axes.plot(years, [by_year.get(year, 0) for year in years], marker="o", label=slogan)
    axes.set_ylabel("articles")
    axes.legend(frameon=False)


TARGETS = """
SELECT year(d.date::DATE) AS year, f.indicator, f.value
FROM figures f JOIN documents d USING (doc)
WHERE f.stance = 'target' AND f.unit = '%' AND f.indicator IN ('地区生产总值', '一般公共预算收入')
ORDER BY year
"""


def targets(found: duckdb.DuckDBPyConnection, axes: Axes) -> None:
    """Which targets the yearly reports set: growth in per cent."""
    lines: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for year, indicator, value in found.execute(TARGETS).fetchall():
        lines[indicator].append((year, float(value)))
    for indicator, points in lines.items():
        axes.step(*zip(*points, strict=True), where="mid", marker="s", label=indicator)
    axes.set_ylabel("target growth, %")
    axes.legend(frameon=False)


PROJECTS = """
SELECT p.name, p.status, min(d.date::DATE) AS since
FROM projects p JOIN documents d USING (doc)
WHERE p.status IS NOT NULL GROUP BY ALL ORDER BY since
"""


def projects(found: duckdb.DuckDBPyConnection, axes: Axes) -> None:
    """Which projects moved from signed to operating: the stages that the news gave them."""
    steps: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for name, status, since in found.execute(PROJECTS).fetchall():
        steps[name].append((since.year + since.timetuple().tm_yday / 366, status))
    last = max(at for stages in steps.values() for at, _ in stages) + 0.5
    for row, stages in enumerate(reversed(steps.values())):
        for (start, status), (end, _) in zip(stages, [*stages[1:], (last, "")], strict=True):
            axes.barh(row, end - start, left=start, color=STAGES.get(status, "#dddddd"), height=0.6)
    axes.set_yticks(range(len(steps)), list(reversed(steps)))
    handles = [mpl.patches.Patch(color=color, label=stage) for stage, color in STAGES.items()]
    axes.legend(handles=handles, frameon=False, loc="lower left")


POSTS = """
SELECT o.name, t.title, min(d.date::DATE) AS first, max(d.date::DATE) AS last
FROM officials o JOIN documents d USING (doc), unnest(o.titles) AS t (title)
GROUP BY ALL ORDER BY first, o.name
"""


def posts(found: duckdb.DuckDBPyConnection, axes: Axes) -> None:
    """Which posts a person held: from the first to the last article that says so."""
    rows: Rows = found.execute(POSTS).fetchall()
    people = list(dict.fromkeys(row[0] for row in rows))
    titles = list(dict.fromkeys(str(row[1]) for row in rows))
    colors = dict(zip(titles, mpl.colormaps["tab10"].colors, strict=False))  # type: ignore[attr-defined]  # a list of colours
    for name, title, first, last in rows:
        start, end = (day.year + day.timetuple().tm_yday / 366 for day in (first, last))  # type: ignore[attr-defined]  # dates
        axes.barh(people[::-1].index(name), max(end - start, 0.05), left=start, color=colors[str(title)], height=0.5)
    axes.set_yticks(range(len(people)), [str(name) for name in reversed(people)])
    axes.legend(
        handles=[mpl.patches.Patch(color=colors[title], label=title) for title in titles if title in colors],
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(1, 1),
    )


def main() -> None:
    """Draw all four."""
    source, target = sys.argv[1:]
    found = dataset(source)
    Path(target).mkdir(parents=True, exist_ok=True)
    mpl.use("svg")
    there = {font.name for font in font_manager.fontManager.ttflist}
    family = [font for font in FONTS if font in there] or ["sans-serif"]
    for draw in (slogans, targets, projects, posts):
        with plt.rc_context({**STYLE, "font.family": family}):
            figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
            draw(found, axes)
            figure.savefig(Path(target) / f"{draw.__name__}.svg", metadata={"Date": None})
            plt.close(figure)


if __name__ == "__main__":
    main()
