"""Posts at which no official was found, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.officials.titles import title_of
from sysanalyze.model import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.extract.officials.attach import Attached
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

RULE = "official.title_name"


def refused(page: Page, words: Words, found: Sequence[Attached]) -> Iterator[Refusal]:
    """The posts that made no official, with their organisation, or their name where they have one.

    Args:
        page: the article's page.
        words: the lexicons.
        found: the names with the titles that stand at them.
    """
    ends = {title.end for one in found for title in one.titles}
    names = dict(page.taken)  # their ends by their starts
    for hit in page.hits:
        if hit.end in ends or hit.value.kind == "other":
            continue
        title = title_of(page, words, hit, 0)
        named = names.get(hit.end + (page.text[hit.end : hit.end + 1] == " "))
        if not title.official:
            if named is not None:
                yield Refusal(span=page.place(title.start, named), rule=RULE, reason="a post of a firm or society")
        elif named is None:
            yield Refusal(span=page.place(title.start, title.end), rule=RULE, reason="a post without a name")
