"""Parquet files made and read with DuckDB: one thread, no clock, so that the same rows give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sysanalyze.dataset.schema import TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

    from sysanalyze.dataset.schema import Column

ROW_GROUP = 20_480  # rows held in memory while a file is written
SMALLEST_BUFFER = 1 << 20  # bytes; DuckDB holds a few of them
AS_PARQUET = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"


def connect(*, memory: str = "128MB", spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection without a database file that never reaches for the network.

    Args:
        memory: most that DuckDB itself may hold.
        spill: folder for what does not fit; nowhere where None.
    """
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": memory,
            "temp_directory": "" if spill is None else str(spill),
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def quoted(text: str | Path) -> str:
    """A text as SQL writes it.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def file_list(paths: Sequence[Path]) -> str:
    """Paths as the list that `read_parquet` takes; none of their characters is a wildcard."""
    return "[" + ", ".join(quoted(_literal(str(path))) for path in paths) + "]"


def _literal(path: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)


def rows_to_parquet(connection: duckdb.DuckDBPyConnection, table: str, rows: Path, made: Path, longest: int) -> None:
    """Write the rows of a table, one JSON object a line, as Parquet.

    Args:
        connection: from `connect`.
        table: name in the schema.
        rows: file of JSON lines; numbers of DECIMAL columns are texts in it.
        made: the file to make.
        longest: bytes that no line exceeds.
    """
    columns = TABLE[table].columns
    read = ", ".join(f"{quoted(column.name)}: {quoted(_read_type(column))}" for column in columns)
    taken = ", ".join(_taken(column) for column in columns)
    connection.execute(
        f"COPY (SELECT {taken} FROM read_json({quoted(_literal(str(rows)))}, format = 'newline_delimited', "
        f"compression = 'uncompressed', columns = {{{read}}}, maximum_object_size = {max(longest, SMALLEST_BUFFER)})) "
        f"TO {quoted(made)} {AS_PARQUET}"
    )


def _read_type(column: Column) -> str:
    return "VARCHAR" if column.type.startswith("DECIMAL") else column.type


def _taken(column: Column) -> str:
    name = f'"{column.name}"'
    return f"CAST({name} AS {column.type}) AS {name}" if column.type.startswith("DECIMAL") else name


def query(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """All rows of a small answer."""
    return connection.execute(sql, parameters).fetchall() if parameters else connection.execute(sql).fetchall()
