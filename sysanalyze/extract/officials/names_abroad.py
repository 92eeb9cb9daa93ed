"""Foreign names without a middle dot: 沃洛金, 安倍晋三, 新藤义孝."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import (
    AND,
    FAIR,
    GOOD,
    HAN_CHARACTER,
    POOR,
    SURE,
    Candidate,
    ending,
    follower_at,
)
from sysanalyze.lexicon.match import NEW

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

NO_NAME = frozenset(("p", "c", "d", "v", "vn", "r", "uj", "m"))
LONGEST_UNKNOWN = 6
JAPANESE = (3, 4, 5)  # characters of a Japanese name in whole


def foreign(page: Page, words: Words, at: int, *, abroad: bool) -> list[Candidate]:
    """A transliterated name without a dot: 沃洛金, 齐扎拉."""
    text, end = page.text, at
    while end < len(text) and end - at < 9 and text[end] in words.syllables:
        end += 1
    if end - at < 2:
        return []
    whole = end - at
    first, after, tag = page.token(at)
    token = after - at if first == at and (tag == "x" or tag.startswith("nr")) and after - at > 2 else 0
    found = []
    for size in range(2, whole + 1):
        sure = ending(page, words, at + size)
        rest = whole - size
        if size == token:  # the dictionary knows 巴尔德斯
            sure = max(sure, FAIR)
        if abroad:
            doubt = (0.8 if sure < GOOD else 0.3) * rest
            if size != token:
                doubt += _doubt(text, words, at, size)
            score = 2 * sure + 1.0 - doubt + 0.2 * size
            if rest == 0 and text[at + size : at + size + 1] in AND:  # 市长史蒂克兰德和林肯中学校长
                sure = max(sure, FAIR)
            elif rest == 0 and sure == 0.0:
                sure = POOR
            found.append(NEW(Candidate, (at + size, score, sure, "foreign")))
        elif (sure >= SURE and rest == 0 and size >= 3) or (
            size == token and (sure >= FAIR if tag != "x" else sure >= GOOD and size > 3)
        ):
            found.append(Candidate(at + size, 2 * sure - 2.5, sure, "foreign"))
    return found


def _doubt(text: str, words: Words, at: int, size: int) -> float:
    """How much a name of so many characters looks like a shorter one and the word after it."""
    doubt = 1.5 if text[at + size - 1] in words.followers else 0.0  # 利伯曼因不满
    if any(follower_at(words, text, at + inner) for inner in range(2, size - 1)):  # 奥巴马来华进行
        doubt += 3.2
    return doubt


def unlisted(page: Page, words: Words, at: int) -> list[Candidate]:
    """A foreign name of other characters than the usual, which the segmenter takes for one word it does not know."""
    first, after, tag = page.token(at)
    if first != at or not 2 <= after - at <= LONGEST_UNKNOWN or (tag != "x" and not tag.startswith("nr")):
        return []
    sure = ending(page, words, after)
    return [Candidate(after, 2 * sure + 0.5, sure, "foreign")] if sure >= FAIR else []


def japanese(page: Page, words: Words, at: int) -> list[Candidate]:
    """A Japanese surname, alone or with a given name: 安倍晋三, 安倍."""
    found = []
    for length in (3, 2):
        if page.text[at : at + length] in words.japanese:
            for size in range(3):
                end = at + length + size
                last = page.text[end - 1 : end]
                if size and (not HAN_CHARACTER.match(last) or last in words.never):
                    break
                sure = ending(page, words, end)
                if sure >= FAIR:
                    found.append(Candidate(end, 2 * sure + 2.0 - 0.2 * size, sure, "foreign"))
            break
    return found


def unlisted_japanese(page: Page, words: Words, at: int) -> list[Candidate]:
    """A Japanese name whose surname is not listed, in whole: 新藤义孝, 佐佐山拓也."""
    text, found = page.text, []
    first, after, tag = page.token(at)
    if first != at or tag in NO_NAME or (after - at > 1 and tag != "x" and not tag.startswith("nr")):
        return []
    for size in JAPANESE:
        end = at + size
        if any(not HAN_CHARACTER.match(one) for one in text[at:end]):
            break
        _, after, tag = page.token(end - 1)
        sure = ending(page, words, end)
        if text[end - 1] == "也" and size >= 4:
            sure = max(sure, FAIR) if ending(page, words, end) else 0.0
        elif after > end or tag in NO_NAME:
            continue
        if sure >= FAIR:
            found.append(Candidate(end, 2 * sure + 2.0 - 0.5 * abs(size - 4), sure, "foreign"))
    return found
