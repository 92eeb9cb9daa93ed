"""Duplicates: documents with the same normalized text, each known by its digest.

`_digests/duplicates.parquet` names, for every document that is not the first with its digest, the one that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.dataset.parquet import AS_PARQUET, connect, file_list, query, quoted
from sysanalyze.dataset.schema import DOCUMENTS_A_PART

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from sysanalyze.dataset.store import Store

DUPLICATES = "_digests/duplicates.parquet"


def find_duplicates(connection: duckdb.DuckDBPyConnection, tables: Sequence[Path], made: Path) -> None:
    """Write the duplicates among the documents of some tables, in the order of their numbers.

    Args:
        connection: one that may spill, for there may be very many documents.
        tables: Parquet files with the columns doc, id and digest.
        made: the file to make.
    """
    read = f"read_parquet({file_list(tables)})"
    connection.execute(
        f"COPY (WITH firsts AS (SELECT digest, min(doc) AS doc FROM {read} WHERE digest IS NOT NULL "
        f"GROUP BY digest HAVING count(*) > 1) "
        f"SELECT d.doc, first.id AS duplicate_of, first.doc AS duplicate_of_doc FROM {read} AS d "
        f"JOIN firsts ON d.digest = firsts.digest AND d.doc <> firsts.doc "
        f"JOIN {read} AS first ON first.doc = firsts.doc ORDER BY d.doc) TO {quoted(made)} {AS_PARQUET}"
    )


def of_part(part: int) -> str:
    """The condition that a row of the duplicates belongs to a part."""
    return f"doc >= {part * DOCUMENTS_A_PART} AND doc < {(part + 1) * DOCUMENTS_A_PART}"


def duplicates_of_part(store: Store, part: int, folder: Path) -> frozenset[int]:
    """The numbers of the documents of a part that the first pass knows as duplicates."""
    path = store.fetch(DUPLICATES, folder)
    connection = connect()
    try:
        rows = query(connection, f"SELECT doc FROM read_parquet({file_list([path])}) WHERE {of_part(part)}")
    finally:
        connection.close()
    return frozenset(doc for (doc,) in rows)
