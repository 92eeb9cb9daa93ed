"""The last step, by whoever finds every part committed: duplicates named, the plan as a table, `_SUCCESS`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sysanalyze.batch.duplicates import find_duplicates, of_part
from sysanalyze.batch.spool import Spool
from sysanalyze.dataset.commits import (
    DIGESTED,
    FINISH,
    SUCCESS,
    Commit,
    Counts,
    committed,
    local_file,
    part_name,
    read_commit,
    sealed,
)
from sysanalyze.dataset.parquet import AS_PARQUET, connect, file_list, query, quoted
from sysanalyze.dataset.schema import DOCUMENTS_A_PART, TABLE

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from sysanalyze.batch.plan import Plan
    from sysanalyze.dataset.commits import File
    from sysanalyze.dataset.store import Store


def finish(store: Store, plan: Plan) -> Counts | None:
    """Complete a dataset; what it came to, or None where a part is not committed yet.

    Killed at any instant, or done by two at once, it leaves the same files.
    """
    total = Counts()
    parts = 0
    for commit in committed(store, plan.digest):
        parts += 1
        total = total.plus(commit.counts)
    if parts != plan.parts:
        return None
    old = read_commit(store, FINISH)
    if old is None or old.plan != plan.digest:
        store.remove(FINISH)
    with store.scratch() as folder:
        connection = connect(spill=folder / "spill")
        try:
            with Spool(folder, connection) as spool:
                spool.add({"runs": [_run(plan, total)]})
                files = [*spool.publish(store, 0), *_name_duplicates(store, plan, folder, connection)]
        finally:
            connection.close()
    commit = Commit(plan=plan.digest, part=-1, counts=total, files=tuple(files))
    store.create(FINISH, sealed(asdict(commit)))
    store.create(SUCCESS, sealed({"plan": plan.digest, "parts": plan.parts, "counts": asdict(total)}))
    return total


def write_known_duplicates(store: Store, plan: Plan, name: str) -> None:
    """Name the duplicates that the first pass has found, for the pass that analyzes; None where a part is missing."""
    with store.scratch() as folder:
        commits = committed(store, plan.digest, DIGESTED)
        tables = [store.fetch(file.name, folder) for commit in commits for file in commit.files]
        connection = connect(spill=folder / "spill")
        made = folder / "duplicates.parquet"
        try:
            find_duplicates(connection, tables, made)
        finally:
            connection.close()
        store.publish(name, made)


def _run(plan: Plan, total: Counts) -> dict[str, object]:
    settings = plan.settings
    return {
        "plan": plan.digest,
        "schema": settings.schema,
        "version": settings.version,
        "lexicons": settings.lexicons,
        "segmenter": settings.segmenter,
        "options": json.dumps(settings.options, sort_keys=True, ensure_ascii=False),
        "inputs": plan.inputs,
        "documents": total.documents,
        "rejected": total.rejected,
        "bytes": plan.bytes,
        "parts": plan.parts,
    }


def _name_duplicates(store: Store, plan: Plan, folder: Path, connection: duckdb.DuckDBPyConnection) -> list[File]:
    """Write anew the documents of the parts that hold duplicates."""
    names = {
        commit.part: file.name
        for commit in committed(store, plan.digest)
        for file in commit.files
        if file.name.startswith("documents/")
    }
    if not names:
        return []
    tables = {part: store.fetch(name, folder) for part, name in names.items()}
    known = folder / "duplicates.parquet"
    find_duplicates(connection, list(tables.values()), known)
    parts = query(connection, f"SELECT DISTINCT doc // {DOCUMENTS_A_PART} AS part FROM {_table(known)} ORDER BY part")
    files = []
    for (part,) in parts:
        made = folder / f"{part_name(part)}.parquet"
        columns = ", ".join(
            f'u."{column.name}"' if column.name.startswith("duplicate_of") else f'd."{column.name}"'
            for column in TABLE["documents"].columns
        )
        connection.execute(
            f"COPY (SELECT {columns} FROM {_table(tables[part])} AS d "
            f"LEFT JOIN (SELECT * FROM {_table(known)} WHERE {of_part(part)}) AS u ON d.doc = u.doc ORDER BY d.doc) "
            f"TO {quoted(made)} {AS_PARQUET}"
        )
        ((rows,),) = query(connection, f"SELECT count(*) FROM {_table(made)}")
        files.append(local_file(made, names[part], rows))
        store.publish(names[part], made)
    return files


def _table(path: Path) -> str:
    return f"read_parquet({file_list([path])})"
