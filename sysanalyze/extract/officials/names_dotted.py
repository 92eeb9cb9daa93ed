"""Names of parts that middle dots or hyphens join: of Uyghurs, Kazakhs and foreigners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import GOOD, HAN, SURE, Name, ending, follower_at

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

DOTTED = re.compile(
    rf"[{HAN}]{{1,9}}(?:[·—-] ?[{HAN}]{{1,9}}){{0,3}}· ?[{HAN}]{{1,9}}(?:[·—-] ?[{HAN}]{{1,9}}){{0,4}}"
)  # 叶尔江·哈山别克
HYPHENATED = re.compile(rf"[{HAN}]{{2,8}}-[{HAN}]{{2,9}}")  # 萨利姆-伊德里斯
# 阿不都满金, 依不拉音: here 不 begins no word.
NATIVE = re.compile("[阿依伊艾]不[都力里来列拉]|阿布都(?:[卡克]得)?|[排帕]都拉")


def with_dots(page: Page, words: Words, at: int) -> re.Match[str] | None:
    """A name of parts with dots or hyphens, unless another one ends before: 习近平致电佐科·维多多."""
    text = page.text
    if text[at] == "和":  # 卡斯特罗主席和菲德尔·卡斯特罗
        return None
    if page.dotted and (dot := text.find("·", at, at + 10)) > 0:
        if any(follower_at(words, text, each) or each in page.begins for each in range(at + 2, dot)):
            return None  # 习近平致电佐科·维多多, 国务卿格兰特·惠特克 in 和美国国务卿格兰特·惠特克
        match = DOTTED.match(text, at)
        if match is None:
            return None
        last = max(text.rfind(mark, at, match.end()) for mark in "·—-")
        post = next((each for each in range(dot + 2, last) if each in page.begins), 0)
        return DOTTED.match(text, at, post) if post else match  # 让-马克·艾罗和秘书长萨利姆-伊德里斯
    if "-" in text[at : at + 9] and words.syllables.issuperset(text[at : at + 2]):
        return HYPHENATED.match(text, at)
    return None


def dotted(page: Page, words: Words, match: re.Match[str]) -> Name | None:
    """A name with middle dots; where its last part ends."""
    text, start = page.text, match.start()
    last = max(text.rfind(mark, start, match.end()) for mark in "·—-") + 1
    last += text[last] == " "  # 曼努埃尔· 瓦尔斯
    native = NATIVE.match(text, last, match.end())
    least, run = (native.end(), native.end()) if native is not None else (last + 1, last)
    while run < match.end() and text[run] in words.syllables:
        run += 1
    first, after, tag = page.token(last)
    if first == last and after == match.end() and tag.startswith("nr") and ending(page, words, after) == SURE:
        return Name(start, after, SURE, "dotted")  # 扎伊德·侯赛因
    for end in range(least, run + 1):
        if ending(page, words, end) == GOOD and not (end > least and text[end - 1] in words.followers):  # 鲍威尔曾是
            return Name(start, end, GOOD, "dotted")
    best, sure = 0, -1.0
    for end in range(match.end(), least - 1, -1):
        known = float(end - last) if end <= run else run - last - _strange(words, text[run:end])
        value = 2 * ending(page, words, end) + 0.6 * known
        if end > least and (text[end - 1] in words.followers or text[end - 1] in words.weak_followers):  # 鲍威尔曾是
            value -= 2.0
        if value > sure:
            best, sure = end, value
    if best == 0:
        return None
    return Name(start, best, ending(page, words, best), "dotted")


def _strange(words: Words, rest: str) -> float:
    """How little characters look like those of a transliterated name: 在 in 布朗尼·萨穆凯在."""
    return sum(10.0 if one in words.followers or one in words.weak_followers else 2.0 for one in rest)
