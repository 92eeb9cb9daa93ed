"""The rows of a part on their way into tables: JSON lines on disk, so that memory stays flat, then Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sysanalyze.dataset.commits import File, local_file, part_name
from sysanalyze.dataset.parquet import connect, rows_to_parquet

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO, Self

    import duckdb

    from sysanalyze.batch.rows import Rows
    from sysanalyze.dataset.store import Store

BUFFER = 65_536


class Spool:
    """Rows by table in files of one folder; a context manager."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self.folder, self.connection = folder, connection
        self.streams: dict[str, BinaryIO] = {}
        self.rows: dict[str, int] = {}
        self.longest: dict[str, int] = {}
        self.encoder = msgspec.json.Encoder()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self.streams.values():
            stream.close()

    def add(self, rows: Rows) -> None:
        """Take the rows of a document."""
        for table, new in rows.items():
            raw = self.encoder.encode_lines(new)
            if table not in self.streams:
                self._begin(table)
            self.streams[table].write(raw)
            self.rows[table] += len(new)
            if len(raw) > self.longest[table]:
                self.longest[table] = len(raw)

    def _begin(self, table: str) -> None:
        self.streams[table] = (self.folder / f"{table}.jsonl").open("wb", buffering=BUFFER)
        self.rows[table] = self.longest[table] = 0

    def publish(self, store: Store, part: int, every: tuple[str, ...] = ()) -> tuple[File, ...]:
        """Write the tables that have rows, and put them in their places.

        Args:
            store: of the dataset.
            part: number of the part.
            every: tables to write whether they have rows or not.

        Raises:
            OSError, duckdb.Error: a file cannot be written.
        """
        for table in every:
            if table not in self.streams:
                self._begin(table)
        files = []
        connection = self.connection or connect()
        try:
            for table in sorted(self.streams):
                self.streams[table].close()
                made = self.folder / f"{table}.parquet"
                rows_to_parquet(connection, table, self.folder / f"{table}.jsonl", made, self.longest[table])
                (self.folder / f"{table}.jsonl").unlink()
                name = f"{table}/{part_name(part)}.parquet"
                files.append(local_file(made, name, self.rows[table]))
                store.publish(name, made)
        finally:
            if self.connection is None:
                connection.close()
        return tuple(files)
