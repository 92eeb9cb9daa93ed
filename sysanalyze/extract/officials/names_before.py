"""Names of persons that end where a post or a verb of appointing begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import FAIR, GOOD, HAN, SURE, Name

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

DOTTED_BEFORE = re.compile(rf"[{HAN}]{{1,9}}(?:·[{HAN}]{{1,9}}){{1,4}}\Z")
MADE = re.compile("任命|选举|推选|推举|提名|当选|聘任|补选")  # 任命巴育为总理
COMMON_WORDS = frozenset(("n", "ns", "m", "t", "r", "nt"))


def name_before(page: Page, words: Words, end: int, known: set[str], *, abroad: bool = False) -> Name | None:
    """The name that ends at `end`, before a post: 习近平 in `习近平总书记`."""
    text = page.text
    if page.dotted and text.find("·", max(0, end - 9), end) >= 0:
        match = DOTTED_BEFORE.search(text, max(0, end - 30), end)
        if match is not None and text[match.start() : end] in known:
            return Name(match.start(), end, SURE, "dotted")
    if known:
        for size in (4, 3, 2, 5, 6):
            if end >= size and text[end - size : end] in known:
                return Name(end - size, end, SURE)
    if abroad and (name := _foreign_before(page, words, end)) is not None:
        return name
    if text[end - 1 : end] not in words.common or (text[end - 1] == "为" and MADE.search(text, max(0, end - 14), end)):
        return None
    for size in (4, 3, 2):
        start = end - size
        if start >= 0 and _plausible(text[start:end], words) and _stands_alone(page, words, start, end):
            return Name(start, end, GOOD)
    return None


def _foreign_before(page: Page, words: Words, end: int) -> Name | None:
    """A transliterated name before a post of another country: 纳扎尔巴耶夫总统."""
    text, start = page.text, end
    while start > 0 and end - start < 9 and text[start - 1] in words.syllables:
        start -= 1
    if end - start < 2 or text[end - 1] in words.followers or text[start - 1 : start] in ("·", "-"):
        return None
    if any(text[max(0, end - size) : end] in words.countries for size in range(2, end - start + 4)) or any(
        text[max(0, end - size) : end] in words.places for size in range(end - start, end - start + 4)
    ):  # 俄罗斯总统; but 巴马 in 奥巴马总统 is no county
        return None
    at = start
    while at < end:
        first, after, tag = page.token(at)
        if after > end and first == start:  # 布什总统 is in the dictionary
            break
        if after > end or (after - first > 1 and tag not in ("x", "nz", "ns") and not tag.startswith("nr")):
            return None
        if first < start and before(page, words, start) < GOOD:
            return None
        at = after
    return Name(start, end, FAIR, "foreign")


def _plausible(name: str, words: Words) -> bool:
    """Whether a string of 2 to 4 characters could be a Chinese name."""
    if name in words.compounds:  # 夏侯县长: a surname alone
        return False
    length = 2 if name[:2] in words.compounds else 1
    if (length == 1 and name[0] not in words.surnames) or not 1 <= len(name) - length <= 2:
        return False
    return words.common.issuperset(name[length:])


def _stands_alone(page: Page, words: Words, start: int, end: int) -> bool:
    """Whether a name before a post is cut off on its left, and is no word or place itself."""
    text = page.text
    for length in range(end - start, end - start + 3):
        if text[max(0, end - length) : end] in words.places:
            return False
    at, named = start, False
    while at < end:
        first, after, tag = page.token(at)
        if first < start or after > end:
            return False
        if tag.startswith("nr"):
            named = True
        elif (
            after - first > 1
            and tag not in ("x", "nz")
            and (first == start or (tag in COMMON_WORDS and not named) or before(page, words, start) < SURE)
        ):
            return False
        at = after
    edge = before(page, words, start)
    if page.token(start)[1] == end and end - start == 3 and page.token(start)[2].startswith(("nr", "nz")):
        return True
    return edge >= (GOOD if named or end - start > 2 else SURE)


def before(page: Page, words: Words, at: int) -> float:
    """How surely what stands before `at` is no part of a name."""
    if at == 0:
        return SURE
    mark = page.text[at - 1]
    if mark == "·":
        return 0.0
    if not mark.isalpha() or mark.isascii():
        return SURE
    text, starts = page.text, words.starts
    if mark in starts or text[max(0, at - 2) : at] in starts or text[max(0, at - 3) : at] in starts:
        return GOOD
    return 0.0
