"""Tables as JSON lines and as a SQLite database."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sysanalyze.corpus.export import Rows

SQLITE = {
    "INTEGER": "INTEGER",
    "BIGINT": "INTEGER",
    "BOOLEAN": "INTEGER",
    "VARCHAR": "TEXT",
    "VARCHAR[]": "TEXT",
    "NUMBER": "TEXT",
}


def write_jsonl(rows: Rows, path: Path) -> None:
    """A table as JSON lines: numbers exact, what is absent left out."""
    import msgspec

    encoder = msgspec.json.Encoder()
    names = [(field.name, field.type == "NUMBER") for field in rows.fields]
    with path.open("wb") as out:
        for chunk in rows.chunks():
            found = [
                {
                    # A number's text is a JSON number as it stands.
                    name: msgspec.Raw(str(value).encode()) if number else value
                    for (name, number), value in zip(names, row, strict=True)
                    if value is not None
                }
                for row in chunk
            ]
            out.write(encoder.encode_lines(found))


def write_sqlite(tables: Sequence[Rows], path: Path) -> None:
    """Tables as one SQLite database; numbers are texts, for SQLite would round them, and lists are JSON."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        for rows in tables:
            columns = ", ".join(f'"{field.name}" {SQLITE[field.type]}' for field in rows.fields)
            database.execute(f'CREATE TABLE "{rows.table}" ({columns})')
            insert = f'INSERT INTO "{rows.table}" VALUES ({", ".join("?" * len(rows.fields))})'
            for chunk in rows.chunks():
                database.executemany(insert, ([_plain(value) for value in row] for row in chunk))
            if rows.fields[0].name == "doc":
                database.execute(f'CREATE INDEX "{rows.table}_doc" ON "{rows.table}" (doc)')
        database.commit()


def _plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
