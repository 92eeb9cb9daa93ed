"""The records of a Parquet file, through DuckDB (extra `parquet`), which writes and reads the dataset too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sysanalyze.read.extras import needs
from sysanalyze.read.inputs import URL, Rejected
from sysanalyze.read.limits import damaged
from sysanalyze.read.records import no_field
from sysanalyze.read.sources import ReadError, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.model import Document
    from sysanalyze.read.records import Records

ROWS = 256  # fetched at once
TEXTS = ("VARCHAR", "JSON")
MEMORY = ("128MB", "2048MB")
PATTERNS = "*?["  # of DuckDB's own matching of file names


def parquet_documents(
    path: str, source: str, records: Records, *, first: int = 0, count: int | None = None
) -> Iterator[Document | Rejected]:
    """The documents of a Parquet file in the order of its rows, those from `first` on.

    Args:
        path: of a local file, or a URL.
        source: its id; rows are counted from 1.
        records: what makes documents of rows.
        first: number of the first row, from 0.
        count: how many; None for all.

    Raises:
        ReadError: E_FIELD, E_DAMAGED, E_EXTRA.
    """
    options = records.options
    given = (options.text_field, options.date_field, options.title_field, options.id_field)
    wanted = list(dict.fromkeys(name for name in given if name is not None))
    number = first
    for row in _rows(path, wanted, first, count):
        number += 1
        place = f"{source}!{number}"
        try:
            if row[0] is not None and len(row[0]) > options.limit:
                raise too_large(options.limit)
            yield from records.document(dict(zip(wanted, row, strict=True)), place)
        except ReadError as problem:
            yield Rejected(source=place, code=problem.code, message=problem.message)


def _rows(path: str, wanted: list[str], first: int, count: int | None) -> Iterator[tuple[Any, ...]]:
    """The rows, with little memory first, and where one asks for more than that, with more from there on."""
    read = 0
    for memory in MEMORY:
        database = _database(path, memory)
        try:
            types = _columns(database, path)
            for name in wanted:
                if name not in types:
                    raise no_field(name, types)
            if types[wanted[0]] not in TEXTS:
                raise ReadError("E_FIELD", f"its column {wanted[0]!r} holds {types[wanted[0]]}, no text")
            names = ", ".join(_text_of(name, types[name]) for name in wanted)
            left = "" if count is None else f" LIMIT {count - read}"
            query = f"SELECT {names} FROM read_parquet(?){left} OFFSET {first + read}"  # noqa: S608  # names are quoted
            found = _run(database, query, _pattern(path))
            while batch := _fetched(found):
                read += len(batch)
                yield from batch
        except MemoryError:
            continue
        else:
            return
        finally:
            database.close()
    raise too_large(int(MEMORY[-1].removesuffix("MB")) << 20)


def parquet_sizes(path: str, field: str) -> Iterator[tuple[int, int]]:
    """For each row group its rows, and the bytes of the text in it. Raises ReadError."""
    database = _database(path)
    try:
        query = (
            "SELECT any_value(row_group_num_rows), sum(total_uncompressed_size) FILTER (path_in_schema = ?) "
            "FROM parquet_metadata(?) GROUP BY row_group_id ORDER BY row_group_id"
        )
        found = _run(database, query, field, _pattern(path)).fetchall()
    finally:
        database.close()
    for rows, size in found:
        yield int(rows), int(size or 0)


def _database(path: str, memory: str = MEMORY[-1]) -> Any:  # noqa: ANN401  # has no complete types
    try:
        import duckdb
    except ImportError:
        raise needs("parquet") from None
    settings: dict[str, Any] = {
        "threads": 1,
        "memory_limit": memory,  # what it reads it keeps, up to this
        "autoinstall_known_extensions": False,  # no network
        "temp_directory": "",
    }
    database = duckdb.connect(config=settings)
    if URL.match(path):
        import fsspec.core

        system, _ = fsspec.core.url_to_fs(path)
        database.register_filesystem(system)
    return database


def _columns(database: Any, path: str) -> dict[str, str]:  # noqa: ANN401  # as above
    found = _run(database, "DESCRIBE SELECT * FROM read_parquet(?)", _pattern(path)).fetchall()
    return {str(row[0]): str(row[1]) for row in found}


def _run(database: Any, query: str, *values: str) -> Any:  # noqa: ANN401  # as above
    import duckdb

    try:
        return database.execute(query, list(values))
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except duckdb.Error as problem:
        raise _told(problem) from None


def _fetched(found: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401  # as above
    import duckdb

    try:
        rows: list[tuple[Any, ...]] = found.fetchmany(ROWS)
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except duckdb.Error as problem:
        raise _told(problem) from None
    return rows


def _told(problem: Exception) -> ReadError:
    return damaged(ValueError(str(problem).splitlines()[0][:200]))


def _text_of(name: str, kind: str) -> str:
    """A column as SQL; what is no text is made one there, so that no number passes through a double."""
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted if kind in TEXTS else f"CAST({quoted} AS VARCHAR)"


def _pattern(path: str) -> str:
    """A path that DuckDB takes for this one file: `a[1].parquet` would be a pattern."""
    return "".join(f"[{sign}]" if sign in PATTERNS else sign for sign in path)
