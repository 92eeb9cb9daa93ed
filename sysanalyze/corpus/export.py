"""A dataset's tables as CSV, JSON lines, SQLite, Excel and Stata files, read part by part.

Numbers stay exact: as text with the decimals that the article states, as a JSON number, or, where a format knows only
binary numbers, beside their text.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.dataset.parquet import connect, file_list, quoted
from sysanalyze.dataset.schema import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from sysanalyze.dataset.reader import Dataset
    from sysanalyze.dataset.schema import Column

FORMATS = ("csv", "jsonl", "sqlite", "xlsx", "dta")
FOLDERS = ("csv", "jsonl", "dta")  # formats with one file a table
CHUNK = 10_000  # rows held at a time
FORMULA = r"^[=+\-@\t\r]"  # what a spreadsheet would run
LISTED = "; "  # between the items of a list, where a format has none


class Field(NamedTuple):
    """A column as it is exported: a number's text stands for the number."""

    name: str
    type: str  # INTEGER BIGINT BOOLEAN VARCHAR VARCHAR[] NUMBER
    sql: str
    meaning: str


def fields(table: str) -> list[Field]:
    """The columns of a table as they are exported.

    >>> [field.name for field in fields("figures") if field.type == "NUMBER"]
    ['value', 'low', 'high', 'change_amount']
    """
    columns = TABLE[table].columns
    numbers = {column.name for column in columns if column.type.startswith("DECIMAL")}
    texts = {f"{name}_text" for name in numbers}
    return [_field(column, number=column.name in numbers) for column in columns if column.name not in texts]


def _field(column: Column, *, number: bool) -> Field:
    if number:
        return Field(column.name, "NUMBER", f'"{column.name}_text"', column.meaning.partition(";")[0])
    return Field(column.name, column.type, f'"{column.name}"', column.meaning)


class Rows:
    """The rows of one table of a dataset."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str, paths: Sequence[Path]) -> None:
        self.connection, self.table = connection, table
        self.fields = fields(table)
        self.source = f"read_parquet({file_list(paths)})" if paths else None

    def select(self, columns: Sequence[str]) -> str:
        """The query for some expressions, one for each field; of no rows where the table has no file."""
        taken = ", ".join(f'{sql} AS "{field.name}"' for sql, field in zip(columns, self.fields, strict=True))
        if self.source is not None:
            return f"SELECT {taken} FROM {self.source}"
        types = ", ".join(f'CAST(NULL AS {column.type}) AS "{column.name}"' for column in TABLE[self.table].columns)
        return f"SELECT {taken} FROM (SELECT {types}) WHERE false"

    def chunks(self) -> Iterator[list[tuple[object, ...]]]:
        """The rows, some thousands at a time."""
        found = self.connection.execute(self.select([field.sql for field in self.fields]))
        while rows := found.fetchmany(CHUNK):
            yield rows


def export(dataset: Dataset, form: str, out: Path, *, tables: Sequence[str], neutralize: bool = True) -> list[str]:
    """Write the tables of a dataset.

    Args:
        dataset: what to read.
        form: one of `FORMATS`.
        out: the file to make, or the folder of files for `FOLDERS`; an older one is replaced.
        tables: names of tables.
        neutralize: whether a text that a spreadsheet would take for a formula gets an apostrophe in front, in CSV.

    Returns:
        what could not be kept, in words.

    Raises:
        OSError: the files cannot be written.
        ImportError: what the format needs is not installed.
    """
    import duckdb

    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        unfinished = Path(folder) / "out"
        fetched = Path(folder) / "fetched"
        fetched.mkdir()
        connection = connect()
        try:
            rows = [Rows(connection, table, dataset.paths(table, fetched)) for table in tables]
            lost = _write(form, rows, unfinished, neutralize=neutralize)
        except duckdb.Error as problem:
            raise OSError(str(problem).partition("\n")[0]) from None
        finally:
            connection.close()
        if out.is_dir():
            out.rename(Path(folder) / "old")
        unfinished.replace(out)
    return lost


def replaceable(out: Path, form: str) -> bool:
    """Whether what is there is an older export: a file, or a folder of nothing but files of this format."""
    if not out.is_dir():
        return out.is_file() and form not in FOLDERS
    return form in FOLDERS and all(path.name in {f"{table}.{form}" for table in TABLE} for path in out.iterdir())


def _write(form: str, rows: list[Rows], out: Path, *, neutralize: bool) -> list[str]:
    if form in FOLDERS:
        out.mkdir()
    if form == "csv":
        for each in rows:
            write_csv(each, out / f"{each.table}.csv", neutralize=neutralize)
        return []
    if form == "jsonl":
        from sysanalyze.corpus.text_formats import write_jsonl

        for each in rows:
            write_jsonl(each, out / f"{each.table}.jsonl")
        return []
    if form == "sqlite":
        from sysanalyze.corpus.text_formats import write_sqlite

        write_sqlite(rows, out)
        return []
    if form == "xlsx":
        from sysanalyze.corpus.office_formats import write_xlsx

        return write_xlsx(rows, out)
    from sysanalyze.corpus.office_formats import write_dta

    for each in rows:
        write_dta(each, out / f"{each.table}.dta")
    return []


def write_csv(rows: Rows, path: Path, *, neutralize: bool) -> None:
    """A table as CSV in UTF-8; lists joined with `; `, what is absent empty."""
    columns = [_csv_column(field, neutralize=neutralize) for field in rows.fields]
    rows.connection.execute(f"COPY ({rows.select(columns)}) TO {quoted(path)} (FORMAT csv, HEADER)")


def _csv_column(field: Field, *, neutralize: bool) -> str:
    sql = f"array_to_string({field.sql}, {quoted(LISTED)})" if field.type == "VARCHAR[]" else field.sql
    if not neutralize or not field.type.startswith("VARCHAR"):
        return sql
    return f"CASE WHEN regexp_matches({sql}, {quoted(FORMULA)}) THEN '''' || {sql} ELSE {sql} END"
