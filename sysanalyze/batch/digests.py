"""The first pass of `--skip-duplicates`: the digests of all documents, before any is analyzed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.batch.parts import ANALYZE, READ, Outcome, Skip, read_part
from sysanalyze.batch.rows import text_digests
from sysanalyze.batch.spool import Spool
from sysanalyze.dataset.commits import DIGESTED, Commit, Counts, write_commit
from sysanalyze.dataset.schema import DIGESTS, DOCUMENTS_A_PART
from sysanalyze.read import Rejected

if TYPE_CHECKING:
    from sysanalyze.batch.parts import Bench
    from sysanalyze.batch.plan import Part


def digest_part(bench: Bench, part: Part, skips: dict[int, Skip]) -> Outcome:
    """Take the digests of a part's documents and commit them; what fails is told by the pass that analyzes."""
    documents = size = 0
    with bench.store.scratch() as folder, Spool(folder) as spool:
        for position, item in read_part(bench, part, skips):
            if isinstance(item, Rejected) or position in skips:
                continue
            bench.note(position, ANALYZE, item.id)
            digests = text_digests(item.text)
            documents += 1
            size += digests[2]
            if digests[1]:
                doc = part.number * DOCUMENTS_A_PART + position
                spool.add({DIGESTS.name: [{"doc": doc, "id": item.id, "digest": digests[1]}]})
            bench.progress(Counts(documents=documents, bytes=size))
            bench.note(position + 1, READ, item.id)
        files = spool.publish(bench.store, part.number, (DIGESTS.name,))
        counts = Counts(documents=documents, bytes=size)
        write_commit(bench.store, Commit(plan=bench.plan, part=part.number, counts=counts, files=files), DIGESTED)
    return Outcome(part=part.number, counts=counts, messages=())
