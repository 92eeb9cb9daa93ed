"""Where names of persons end: by punctuation, by a word that follows names, by a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇"
HAN_CHARACTER = re.compile(f"[{HAN}]")
BREAKS = frozenset(("", *"，。、；;:!?“”《》()（） \n"))
FOLLOWING_TAGS = frozenset(("v", "d", "p", "t", "c", "r", "vn", "ad", "l", "i", "z"))
SURE, GOOD, FAIR, POOR = 3.0, 2.0, 1.0, 0.5


AND = frozenset("和及与")
# Characters that end a name by what follows them.
BY_NEXT = {
    "于": frozenset("0123456789近今昨明当本上下"),
    "说": frozenset("，:“"),
    "第": frozenset("0123456789一二三四五六七八九十"),
}
NOTHING: frozenset[str] = frozenset()


class Name(NamedTuple):
    """A name at `[start, end)` and how surely it ends there."""

    start: int
    end: int
    sure: float
    kind: str = "han"  # han dotted foreign


class Candidate(NamedTuple):
    """One way to read a name: where it ends, how likely, how surely what follows is no part of it."""

    end: int
    score: float
    sure: float
    kind: str = "han"


def ending(page: Page, words: Words, at: int, *, posts: bool = True) -> float:
    """How surely a name ends at `at`: by punctuation, by a word that follows names, by a post."""
    text = page.text
    mark = text[at : at + 1]
    if mark in BREAKS:  # and at the end of the text
        return SURE
    if mark == "·":
        return 0.0
    if not mark.isalpha() or mark.isascii():
        return SURE
    if follower_at(words, text, at) or (posts and at in page.begins):
        return GOOD
    if mark in AND and at + 1 in page.begins:
        return GOOD  # 何永康和秘书长钱进
    if text[at + 1 : at + 2] in BY_NEXT.get(mark, NOTHING):
        return GOOD  # 李克强于31日离开, 陈志远说：“路修好了。”
    if mark in words.followers:
        return FAIR
    if mark in words.weak_followers:
        return POOR
    first, after, tag = page.token(at)
    if first != at or tag not in FOLLOWING_TAGS:
        return 0.0
    return FAIR if after - at > 1 else POOR


def follower_at(words: Words, text: str, at: int) -> bool:
    """Whether a word of two characters or more begins at `at` that names are followed by."""
    head = text[at : at + 2]
    if head not in words.follower_heads:
        return False
    if head == "提出" and text.startswith("席", at + 2):  # 阿不都热西提|出席
        return False
    followers = words.followers
    return head in followers or text[at : at + 3] in followers or text[at : at + 4] in followers
