"""Posts at which no official was found, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import BREAKS, GOOD, POOR, SURE
from sysanalyze.extract.officials.names import name_from
from sysanalyze.extract.officials.names_before import before
from sysanalyze.extract.officials.titles import title_of
from sysanalyze.model import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.extract.officials.attach import Attached
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

PLACES = frozenset("镇村乡港街道河江湖山县市区")
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
    yield from _unheld(page, words, found)
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


def _unheld(page: Page, words: Words, found: Sequence[Attached]) -> Iterator[Refusal]:
    """The names of persons to whom the article gives no office: 王立新到龙泉村走访."""
    held = {page.text[one.name.start : one.name.end] for one in found}
    starts = page.starts
    done = 0
    for number, word in enumerate(page.texts[: len(starts) - 1]):
        start = starts[number]
        if start < done or page.text[start] not in words.surnames:
            continue
        if len(word) > 1 and not page.tag(word).startswith(("nr", "x")):
            continue
        edge = before(page, words, start)
        name = name_from(page, words, start) if edge >= GOOD else None
        if name is None or name.sure < (POOR if edge == SURE and name.end - start > 2 else GOOD):
            continue
        done = name.end
        listed = page.text[done : done + 1] in BREAKS and not page.text[start - 1 : start].isalpha()
        if listed or page.text[done - 1] in PLACES:
            continue  # 古雷港, 抢晴天、战雨天，
        if page.text[start:done] not in held and (start, done) not in page.taken:
            yield Refusal(span=page.place(start, done), rule=RULE, reason="a name without an office")
