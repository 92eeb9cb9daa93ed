"""Names of persons, read on characters from where a post ends or up to where one begins."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import (
    BY_NEXT,
    FAIR,
    GOOD,
    HAN,
    HAN_CHARACTER,
    NOTHING,
    POOR,
    SURE,
    Candidate,
    Name,
    ending,
    follower_at,
)
from sysanalyze.extract.officials.names_abroad import foreign, japanese, unlisted, unlisted_japanese
from sysanalyze.extract.officials.names_dotted import dotted, with_dots
from sysanalyze.lexicon.match import NEW

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

SPACED = re.compile(rf"[{HAN}] {{1,4}}(?=[{HAN}])")  # 王 毅
REIGN = re.compile("十?[一二三四五六七八九十]世")  # 阿基诺三世
MASKED = re.compile(" {0,2}某(?:某|[甲乙丙丁])?")  # 骆某, 张某某, 张 某某
WORD_TAGS = frozenset(
    (
        "v",
        "vn",
        "vd",
        "d",
        "df",
        "c",
        "p",
        "r",
        "t",
        "a",
        "ad",
        "an",
        "b",
        "l",
        "i",
        "z",
        "m",
        "mq",
        "u",
        "f",
        "s",
        "ns",
        "nt",
    )
)
SCORE = attrgetter("score", "sure")
TIMES = frozenset(("t", "f", "s", "ns", "m", "r", "p"))  # of words that follow 于 and a comma ends
GIVEN_POSTS = frozenset(("冠军", "亚军", "英雄"))  # 张亚军
TOWARDS = frozenset("向对跟")  # before the one who is told: 刘畅向记者介绍
ADDRESSES = frozenset(("同志", "先生", "女士", "阁下"))
COMMAS = ("，", ",")
MET = re.compile(r"(?:[在当问]|采访|会见|看望|走访|慰问|陪同|接待|[遇见]到)[^，。；,;\n]*\Z")


def name_from(
    page: Page,
    words: Words,
    at: int,
    *,
    abroad: bool = False,
    landed: bool = False,
    japan: bool = False,
    listed: bool = False,
) -> Name | None:
    """The name that begins at `at`.

    Args:
        page: the article's page.
        words: the lexicons.
        at: where the name must begin.
        abroad: the post before is one of another country, so that `沃洛金` is a name.
        landed: the title before begins with a country.
        japan: that country is Japan.
        listed: the name is an item of a list; a post right after it is no sign then.
    """
    text = page.text
    first = text[at : at + 1]
    if not first:
        return None
    parts = with_dots(page, words, at)
    if parts is not None:
        return dotted(page, words, parts)
    length = 2 if text[at : at + 2] in words.compounds else 1
    if (
        text[at + length : at + length + 1] == " "
        and (length == 2 or first in words.surnames)
        and (spaced := _spaced(page, words, at, length)) is not None
    ):
        return spaced
    candidates = _candidates(page, words, at, abroad=abroad, landed=landed, japan=japan, listed=listed)
    if not candidates:
        return None
    best = max(candidates, key=SCORE) if len(candidates) > 1 else candidates[0]
    if _holds_post(page, at, best.end):
        return None
    if (best.sure < FAIR and not _sure_enough(page, words, at, best)) or _is_word(page, words, at, best, landed=landed):
        return None
    if follower_at(words, text, at) and best.kind != "dotted":
        return None  # 市领导包保重点项目: what follows names is none
    if first in words.wordlike and best.kind == "han" and _is_phrase(page, words, at, best):
        return None
    end = best.end
    if best.kind == "foreign" and (reign := REIGN.match(text, end)) is not None:
        end = reign.end()
    return NEW(Name, (at, end, best.sure, best.kind))


def _candidates(
    page: Page, words: Words, at: int, *, abroad: bool, landed: bool, japan: bool, listed: bool
) -> list[Candidate]:
    """All ways to read a name at `at`."""
    text, syllables = page.text, words.syllables
    first = text[at]
    found = _after_surname(page, words, at, 1, posts=not listed) if first in words.surnames else []
    if text[at : at + 2] in words.compounds:
        found += _after_surname(page, words, at, 2, posts=not listed)
    if not found and text[at : at + 2] in words.whole:  # 成就
        sure = ending(page, words, at + 2, posts=not listed)
        found = [Candidate(at + 2, 2 * sure, sure)]
    if text[at : at + 2] in words.part_heads and not abroad:
        found += _of_parts(page, words, at)
    if abroad:
        found += japanese(page, words, at) or (unlisted_japanese(page, words, at) if japan else [])
    if first in syllables and text[at + 1 : at + 2] in syllables:
        found += foreign(page, words, at, abroad=abroad)
    elif landed:
        found += unlisted(page, words, at)
    return found


def _of_parts(page: Page, words: Words, at: int) -> list[Candidate]:
    """A Tibetan or Mongolian name of two parts or three: 洛桑旦增, 乌云毕力格."""
    text, end, count = page.text, at, 0
    while count < 3:
        size = next((size for size in (4, 3, 2) if text[end : end + size] in words.parts), 0)
        if size == 0:
            break
        end += size
        count += 1
    if count < 2:
        return []
    sure = max(ending(page, words, end), FAIR)
    return [Candidate(end, 2 * sure + 4.0, sure)]


def _holds_post(page: Page, at: int, end: int) -> bool:
    """Whether a post stands inside what is read as a name: 巴总理."""
    inside = range(at + 1, end - 1)
    return not page.begins.keys().isdisjoint(inside) and any(
        page.begins[inner].end >= end and page.text[inner:end] not in GIVEN_POSTS
        for inner in inside
        if inner in page.begins
    )


def _sure_enough(page: Page, words: Words, at: int, best: Candidate) -> bool:
    """Whether the name's other places or characters show that it is one, where what follows does not."""
    if (best.sure and _usual(page, words, at, best)) or _repeated(page, at, best.end):
        return True
    if best.sure and best.kind == "han" and page.token(at) == (at, best.end, "x"):  # 郭声琨受国务院委派
        return True
    if best.kind == "foreign":  # only of a post abroad: 联合国秘书长古特雷斯和以色列总理
        return best.sure >= POOR and best.end - at > 2
    return best.kind == "han" and _unknown_word(page, words, at, best)


def _after_surname(page: Page, words: Words, at: int, length: int, *, posts: bool) -> list[Candidate]:
    """Given names of one and of two characters after a surname of `length`."""
    text, start = page.text, at + length
    given = text[start : start + 1]
    if given == "某" and (masked := MASKED.match(text, start)) is not None:
        return [Candidate(masked.end(), 8.0, SURE)]
    never, common = words.never, words.common
    if given in never or not ("\u4e00" <= given <= "\u9fff" or HAN_CHARACTER.match(given)):
        return []
    plausible = 0.0 if given in common else -1.5
    given = text[start + 1 : start + 2]
    follows = given in words.followers or given in words.weak_followers
    untied = text[start + 2 : start + 3] not in BY_NEXT.get(given, NOTHING)  # 高尚于3日
    if given in common and untied and not follows and "\u4e00" <= given <= "\u9fff":
        sure = ending(page, words, start + 2, posts=posts)
        if sure == SURE or (
            sure == GOOD and not follower_at(words, text, start + 1) and not (posts and start + 1 in page.begins)
        ):  # 张金海，and 张金海介绍: no shorter reading can be as likely
            return [NEW(Candidate, (start + 2, 2 * sure + plausible + (2.5 if length == 2 else 1.0), sure, "han"))]
    sure = ending(page, words, start + 1, posts=posts)
    found = [NEW(Candidate, (start + 1, 2 * sure + plausible + (2.0 if length == 2 else 0.0), sure, "han"))]
    if given in never or not ("\u4e00" <= given <= "\u9fff" or HAN_CHARACTER.match(given)):
        return found
    sure = ending(page, words, start + 2, posts=posts)
    score = 2 * sure + plausible + (2.5 if length == 2 else 1.0) + _last_character(page, words, at, start + 1, sure)
    found.append(NEW(Candidate, (start + 2, score, sure, "han")))
    if found[0].sure and sure < SURE and abs(found[0].score - score) < 3:
        found = _by_repetition(page, at, found)
    if length == 1 and not sure and not found[0].sure and text[start] in words.surnames:
        found += _married(page, words, at, posts=posts)
    return found


def _last_character(page: Page, words: Words, at: int, last: int, sure: float) -> float:
    """What speaks against the character at `last` as the end of the name that begins at `at`."""
    text, given = page.text, page.text[last]
    score = 0.0 if given in words.common else -1.5
    follows = given in words.followers or given in words.weak_followers
    if follows and page.token(at) != (at, last + 1, "nr"):  # 王晨作的, but 周恩来和
        score -= 1.5
    if text[last + 1 : last + 2] in BY_NEXT.get(given, NOTHING):  # 高尚于3日
        score -= 6.0
    if (given in TOWARDS and last + 1 in page.begins) or (given == "致" and follower_at(words, text, last)):
        score -= 3.0  # 唐琳致欢迎辞
    if given == "时" and text[last + 1 : last + 2] in COMMAS and MET.search(text, max(0, at - 30), at) is not None:
        score -= 6.0  # 在会见市长李明时，
    if given == "和" and sure < SURE:  # 艾山和反对党领袖
        score -= 2.5 if last + 1 in page.begins else 1.0
    return score


def _married(page: Page, words: Words, at: int, *, posts: bool) -> list[Candidate]:
    """A given name after the surname of a woman's husband and her own: 范徐丽泰."""
    text = page.text
    last = text[at + 3 : at + 4]
    sure = ending(page, words, at + 4, posts=posts)
    if last in words.common and last != "和" and _sure_of_four(page, at, sure) and text[at] not in words.wordlike:
        return [Candidate(at + 4, 2 * sure, sure)]
    return []


def _sure_of_four(page: Page, at: int, sure: float) -> bool:
    """Whether a name of four characters ends surely, or the segmenter cuts off the husband's surname: 陈/冯富珍/说."""
    return sure >= GOOD or (sure >= FAIR and page.token(at + 1)[:2] == (at + 1, at + 4))


def _by_repetition(page: Page, at: int, found: list[Candidate]) -> list[Candidate]:
    """Where one and two characters could both be, what follows elsewhere in the article decides."""
    text, short = page.text, page.text[at : found[0].end]
    here = text[found[0].end]
    same = other = 0
    place = text.find(short)
    for _ in range(8):
        if place < 0:
            break
        if place != at:
            if text[place + len(short) : place + len(short) + 1] == here:
                same += 1
            else:
                other += 1
        place = text.find(short, place + 1)
    if same == other:
        return found
    return [found[1]] if same and not other else [found[0]] if other and not same else found


def _spaced(page: Page, words: Words, at: int, length: int) -> Name | None:
    """A name of one character after a surname of `length` and a blank: 王　毅, 欧阳　锋."""
    if (masked := MASKED.match(page.text, at + length)) is not None:
        return Name(at, masked.end(), SURE)
    match = SPACED.match(page.text, at + length - 1)
    if match is None:
        return None
    given, end = page.text[match.end()], match.end() + 1
    if given in words.never:
        return None
    sure = ending(page, words, end)
    if sure < POOR or (given not in words.common and sure < GOOD):
        return None
    return Name(at, end, max(sure, FAIR))


def _usual(page: Page, words: Words, at: int, best: Candidate) -> bool:
    """Whether all characters of the given name are usual ones."""
    return words.common.issuperset(page.text[at + 1 : best.end])


def _unknown_word(page: Page, words: Words, at: int, best: Candidate) -> bool:
    """Whether the segmenter takes the name, and a character more at most, for a word it does not know: 吴德茂忙."""
    first, after, tag = page.token(at)
    return (
        first == at
        and tag == "x"
        and best.end <= after <= best.end + 1
        and best.end - at > 2
        and _usual(page, words, at, best)
    )


def _is_phrase(page: Page, words: Words, at: int, best: Candidate) -> bool:
    """Whether a surname is a word of its own here: 县长向群众, 领导和县区."""
    if best.sure < FAIR or (best.sure < GOOD and not _usual(page, words, at, best)):
        return not _repeated(page, at, best.end) or page.token(at)[2] in ("p", "c")
    alone, after, word = page.token(at)
    if page.text[at] == "和" and (
        best.end < at + 3 or page.text[at + 1] in words.surnames or at + 1 in page.begins or at + 2 in page.begins
    ):  # 市长和李明, 议长和前总理; but 县长和润才
        return True
    if (alone, after) != (at, at + 1) or word not in ("p", "c", "d"):
        return False
    if page.text[at] == "于" and best.sure == SURE and best.end == at + 3:  # 市委书记于立新，
        return page.token(at + 1)[2] in TIMES
    if page.text[at] == "向" and best.end == at + 2:  # 发言人向日提出
        return True
    first, after, tag = page.token(at + 1)
    if first != at + 1 or after - first < 2:
        return False
    if after > best.end:  # 领导人向靖国神社
        return tag != "x"
    if tag == "ns":
        return best.sure < GOOD
    if word == "d" and tag == "n":  # 常守业: an adverb goes with no noun
        return False
    return after == best.end and not tag.startswith("nr") and tag not in ("x", "nz", "zg")


def _repeated(page: Page, start: int, end: int) -> bool:
    """Whether the name stands elsewhere in the article too."""
    name = page.text[start:end]
    first = page.text.find(name)
    return first != start or page.text.find(name, end) >= 0


def _is_country(text: str, words: Words, at: int, best: Candidate) -> bool:
    """Whether a country's name is read as one of a person, or begins a foreign one."""
    if text[at] in words.wordlike and text[at + 1 : best.end] in words.countries:  # 领导人来南非
        return True
    if text[at : at + 2] not in words.country_heads:
        return False
    sizes = range(2, best.end - at + 2) if best.kind == "foreign" else (best.end - at,)
    return any(text[at : at + size] in words.countries for size in sizes)


def _is_word(page: Page, words: Words, at: int, best: Candidate, *, landed: bool) -> bool:
    """Whether what looks like a name is a word, or begins with one: 高度重视, 安排, 金融机构."""
    start, end, tag = page.token(at)
    if _is_country(page.text, words, at, best):
        return True
    known = best.sure >= GOOD and page.text[at : best.end] in words.whole
    if start != at or end - at < 2 or known or tag == "x" or tag.startswith("nr"):
        return False
    if end > best.end or (tag == "n" and end == best.end and end - start > 3):
        return True
    wordlike = page.text[at] in words.wordlike
    if end < best.end:  # 王国生, 高大山: a word, but a name goes on
        if tag == "ns" or (tag not in WORD_TAGS and tag != "n"):
            return False
        rest = page.text[end : best.end]
        if rest in words.followers or rest in words.weak_followers:  # 关心和支持
            return True
        return best.sure < GOOD or (wordlike and tag != "n" and not _usual(page, words, at, best))
    if best.kind == "foreign":  # 普京 and 祖马 are a place and a noun in the dictionary
        return (tag in WORD_TAGS and tag != "ns") or (tag == "n" and not landed)
    if tag in WORD_TAGS:
        if page.text[end : end + 2] in ADDRESSES:  # 委员长万里同志
            return False
        return tag != "ns" or best.sure < SURE or page.text[at:end] in words.places  # 局长龙兴，
    return wordlike and (best.sure < GOOD or not _repeated(page, at, best.end))
