"""One report out of a dataset's tables, as the tree that it was written from; numbers are texts."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysanalyze.dataset.parquet import connect, file_list
from sysanalyze.dataset.reader import DatasetError
from sysanalyze.dataset.schema import TABLE

if TYPE_CHECKING:
    import duckdb

    from sysanalyze.dataset.reader import Dataset

Row = dict[str, Any]
Tree = dict[str, Any]
LISTED = "parts"  # what a check has several of
FIGURE = ("kind", "value", "low", "high", "unit", "bound", "indicator", "stance", "period", "rule")


def report_tree(dataset: Dataset, name: str) -> Tree:
    """The report of the document with this id, the first where several have it; its place is told to readers.

    Raises:
        DatasetError: no document has the id, or the dataset cannot be read.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="sysanalyze-") as folder, connect() as connection:
        try:
            return _Tables(dataset, connection, Path(folder), name).tree()
        except duckdb.Error as problem:
            raise DatasetError(f"cannot be read: {str(problem).partition(chr(10))[0]}") from None


def planned(dataset: Dataset) -> Tree:
    """What the plan says that findings depend on: `version`, `lexicons`, `segmenter`, `options`."""
    settings: Tree = json.loads(dataset.store.read("_plan/plan.json"))["settings"]
    return settings


class _Tables:
    """The rows of one document."""

    def __init__(self, dataset: Dataset, connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
        self.dataset, self.connection, self.folder = dataset, connection, folder
        found = self._rows("documents", "id", name, order="doc")
        if not found:
            raise DatasetError(f"has no document {name!r}; its table 'documents' lists them")
        self.document = found[0]
        self.rows = {
            table: self._rows(table, "doc", self.document["doc"])
            for table in TABLE
            if table not in ("documents", "rejects", "runs")
        }

    def _rows(self, table: str, column: str, value: object, order: str | None = None) -> list[Row]:
        paths = self.dataset.paths(table, self.folder)
        if not paths:
            return []
        ordered = f" ORDER BY {order}" if order else ""
        sql = f"SELECT * FROM read_parquet({file_list(paths)}) WHERE {column} = $value{ordered}"
        asked = self.connection.execute(sql, {"value": value})
        names = [each[0] for each in asked.description or ()]
        return [{key: one for key, one in zip(names, row, strict=True) if one is not None} for row in asked.fetchall()]

    def of(self, table: str, **keys: object) -> list[Row]:
        """The rows of a table with these values."""
        return [row for row in self.rows[table] if all(row.get(key) == value for key, value in keys.items())]

    def tree(self) -> Tree:
        """The report."""
        settings = planned(self.dataset)
        row = self.document
        about = _some(row, "id", "title", "date", "source", "authors", "editor")
        about |= {"column": row["section"]} if "section" in row else {}
        about |= _place(row) | {"encoding": row["encoding"]}
        about |= {"replaced": row["replaced"]} if row.get("replaced") else {}
        produced = {
            "version": settings["version"],
            "lexicons": settings["lexicons"],
            "segmenter": settings["segmenter"].partition(" ")[0],
        }
        produced |= {"date": row["reference_date"]} if "reference_date" in row else {}
        tree = {
            "schema": 1,
            "document": about | _some(row, "chars", "sha256"),
            "produced_by": produced,
            "figures": [_figure(one) for one in self.of("figures")],
            "slogans": [self._slogan(one) for one in self.of("slogans")],
            "projects": [self._project(one) for one in self.of("projects")],
            "officials": [self._official(one) for one in self.of("officials")],
        }
        checks = [self._check(one) for one in self.of("checks")]
        return tree | ({"checks": checks} if checks else {})

    def _mentions(self, kind: str, finding: int) -> list[Tree]:
        return [_span(one) for one in self.of("mentions", kind=kind, finding=finding)]

    def _slogan(self, row: Row) -> Tree:
        mentions = self._mentions("slogan", row["slogan"])
        return _some(row, "text", "kind", "canonical", "items") | {"mentions": mentions, "rule": row["rule"]}

    def _project(self, row: Row) -> Tree:
        number = row["project"]
        node = _some(row, "name", "status", "owner") | _place(row)
        for role in ("capacity", "investment"):
            amounts = self.of("amounts", project=number, role=role)
            if amounts:
                node[role] = [{**_ends(one), **_numbers(one), **_some(one, "unit")} for one in amounts]
        steps = self.of("milestones", project=number)
        if steps:
            node["milestones"] = [_span(one) | _some(one, "event", "date") for one in steps]
        return node | {"mentions": self._mentions("project", number), "rule": row["rule"]}

    def _official(self, row: Row) -> Tree:
        number = row["official"]
        node = _some(row, "name", "titles")
        posts = self.of("posts", official=number)
        if posts:
            node["posts"] = [
                _some(one, "title", "organ") | _place(one) | _some(one, "level", "system") for one in posts
            ]
        node["mentions"] = []
        for one in self.of("mentions", kind="official", finding=number):
            titles = self.of("mentions", kind="title", finding=number, mention=one["mention"])
            node["mentions"].append(_span(one) | ({"titles": [_span(title) for title in titles]} if titles else {}))
        quotes = self._mentions("quote", number)
        return node | ({"quotes": quotes} if quotes else {}) | {"rule": row["rule"]}

    def _check(self, row: Row) -> Tree:
        figures: Tree = {}
        for one in self.of("check_figures", check=row["check"]):
            place = [one["start_char"], one["end_char"]]
            if one["role"] == LISTED:
                figures.setdefault(LISTED, []).append(place)
            else:
                figures[one["role"]] = place
        said = {name: row[f"{name}_text"] for name in ("stated", "computed")}
        return {"kind": row["kind"], "holds": row["holds"], **said, "figures": figures}


def _figure(row: Row) -> Tree:
    node = _span(row) | _some(row | _numbers(row), *FIGURE)
    if "cue" in row:
        node["cue"] = {"start": row["cue_start"], "end": row["cue_end"], "text": row["cue"]}
    if "change_direction" in row:
        change = {"amount": row["change_amount_text"]} if "change_amount_text" in row else {}
        for name in ("direction", "basis", "unit"):
            change |= {name: row[f"change_{name}"]} if f"change_{name}" in row else {}
        node["change"] = change
    return node


def _some(row: Row, *names: str) -> Tree:
    return {name: row[name] for name in names if name in row}


def _ends(row: Row) -> Tree:
    return {"start": row["start_char"], "end": row["end_char"]}


def _span(row: Row) -> Tree:
    return _ends(row) | {"text": row["text"]}


def _numbers(row: Row) -> Tree:
    """The exact numbers, as text."""
    return {name: row[f"{name}_text"] for name in ("value", "low", "high") if f"{name}_text" in row}


def _place(row: Row) -> Tree:
    if "place" not in row:
        return {}
    place = {"name": row["place"]}
    for key, column in (("code", "place_code"), ("candidates", "place_candidates")):
        place |= {key: row[column]} if column in row else {}
    return {"place": place}
