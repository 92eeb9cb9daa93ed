"""Titles: from a post leftwards to where its organisation begins, and through chains of posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.officials.name_ends import HAN
from sysanalyze.extract.officials.words import Office
from sysanalyze.lexicon import Hit
from sysanalyze.lexicon.match import NEW

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

UNJOINED = frozenset("，。、；;:!?《》 \n")  # what a title's words never go on across, but ” and )
REACH = 40  # characters that a title may stretch to the left of its post
NOUN_TAGS = frozenset(("n", "nt", "ns", "nz", "j", "b", "vn", "an", "ng", "zg", "g", "x", "l", "eng", "ag", "vg"))
NAME_TAGS = frozenset(("nr", "nrfg", "nrt"))
ADMIN = frozenset("省市县区州盟旗镇乡村屯街岛港湾路山河湖局厅部党系军院校园")
LOCAL = frozenset("市县区旗州镇乡村")
PARTY = frozenset("党纪人政委")
COUNTED = frozenset("届军师旅团中小局处院庭支大区集所校连营分")  # 第31集团军, 市第一中学, 十二届
APART = re.compile("[^\u3400-\u9fff]|[的了在和与及是由被把对向]")
FORMER = frozenset("原前代")
CLOSED = re.compile(rf"(?:“[{HAN}A-Za-z0-9]{{1,12}}”|\([{HAN}]{{1,8}}\))\Z")  # 欧盟“脱欧”谈判, 中国(上海)
JOINS = frozenset("和与及暨")
DIGITS = frozenset("0123456789")
NUMERALS = frozenset("第一二三四五六七八九十")
NUMBERED = re.compile("第[一二三四五六七八九十]+|[一二三四五六七八九十]+[中小幼]")  # 第一|人民医院, 八中, 二小
SIZES = ("大", "小")
VILLAGE = re.compile("[\u4e00-\u9fff]{2,4}?村(?=[党委支民两])")


class Title(NamedTuple):
    """A title at `[start, end)` with its post, and whether it is an office."""

    start: int
    end: int
    hit: Hit[Office]
    official: bool
    bare: bool  # without an organisation of its own


def title_of(page: Page, words: Words, hit: Hit[Office], floor: int) -> Title:
    """The title that ends with a post, organisation included; it does not reach left of `floor`."""
    post, end, office = hit
    start = _walk(page, words, post, max(post - REACH, floor))
    kind = office.kind
    if kind == "other":
        official = False
    else:
        body = _body(words, page.text, start, end)
        official = (body is False and office.address) if kind == "private" else body is not True  # 中国人民银行副行长
    return NEW(Title, (start, end, hit, official, start == post))


def _body(words: Words, text: str, start: int, end: int) -> bool | None:
    """True: the title is of a firm or society; False: of a body that only sounds like one; None: of neither."""
    if words.body_sign.search(text, start, end) is None:
        return None
    found = words.body_names.findall(text, start, end)
    return words.bodies[found[-1]] if found else None


def chain(page: Page, words: Words, hit: Hit[Office], floor: int, last: Title | None = None) -> list[Title]:
    """The titles that stand before a name, in the order of the text: 县委副书记、县长; `last`, where it is known."""
    titles = [last or title_of(page, words, hit, floor)]
    text = page.text
    while len(titles) < 8:
        at = titles[-1].start - 1
        if at > floor and text[at] not in "、兼 " and (begun := _after_comma(page, floor, titles[-1])) is not None:
            titles[-1] = begun
            at = begun.start - 1
        if at <= floor or text[at] not in "、兼 ":
            break
        before = page.ends.get(at)
        if before is None or before.value.kind == "other":
            break
        titles.append(title_of(page, words, before, floor))
    titles.reverse()
    return _settle(titles)


def _after_comma(page: Page, floor: int, title: Title) -> Title | None:
    """The title from the post before it in a chain on, where a verb inside its organ stopped the walk.

    监察部部长、国际追逃追赃工作办公室负责人.
    """
    text, start = page.text, title.start
    comma = text.rfind("、", max(floor, start - REACH // 2), start)
    if comma < 0 or comma not in page.ends or APART.search(text, comma + 1, start) is not None:
        return None
    return title._replace(start=comma + 1, bare=False)


def chain_onwards(page: Page, words: Words, title: Title) -> list[Title]:
    """The titles that go on after one in an appointment: 副院长、审判委员会委员、审判员."""
    titles = [title]
    while len(titles) < 8:
        end = titles[-1].end
        if page.text[end : end + 1] not in ("、", "兼"):
            break
        after = next((hit for hit in page.hits if hit.start > end), None) if len(page.hits) < 400 else _next(page, end)
        if after is None or after.start - end > REACH:
            break
        following = title_of(page, words, after, end + 1)
        if following.start != end + 1:
            break
        titles.append(following)
    return _settle(titles)


def _next(page: Page, end: int) -> Hit[Office] | None:
    for at in range(end + 1, min(len(page.text), end + REACH)):
        if (hit := page.begins.get(at)) is not None:
            return hit
    return None


def _settle(titles: list[Title]) -> list[Title]:
    """A bare post after one of a firm belongs to the firm: `某公司党委书记、总经理`."""
    if len(titles) == 1:
        return titles
    out: list[Title] = []
    firm = False
    for title in titles:
        own = title._replace(official=False) if title.bare and firm and title.official else title
        kind = title.hit.value.kind
        if not title.bare or kind == "private":
            # 某公司党委书记, not 全国人大代表 or 教授
            firm = not own.official and kind != "other" and (kind != "private" or title.hit.value.firm)
        out.append(own)
    return out


def _walk(page: Page, words: Words, start: int, floor: int) -> int:
    """Left from `start` over what can belong to an organisation's name."""
    text, at = page.text, start
    while at > floor:
        mark = text[at - 1]
        if mark in UNJOINED:
            if mark != " " or at != start or not _closes(words, text, floor, at - 1):
                break
            step = at - 1
        else:
            step = _piece(page, words, at, floor, start)
        if step == at:
            break
        if step < 0:  # 时任 begins a title
            at = -step
            break
        at = step
    return at if at == start else _begun(words, text, at, start)


def _begun(words: Words, text: str, at: int, post: int) -> int:
    """Where a title that was walked back to `at` begins, without what leads up to it."""
    if at > 0 and text[at] == text[at + 1] and text[at] in ADMIN and text[at - 1] in "该我本全各":
        at += 1  # 该县县长
    while at < post and text[at] == " ":
        at += 1
    if at < post and text[at] in JOINS and not any(text[at : at + size] in words.places for size in (2, 3, 4)):
        at += 1  # but 和田地区行署专员
    return at


def _piece(page: Page, words: Words, at: int, floor: int, post: int) -> int:
    """Where the piece that ends at `at` begins, `at` itself where the title begins there."""
    text = page.text
    mark = text[at - 1]
    if mark in "”)":
        match = CLOSED.search(text, max(floor, at - 14), at)
        if match is None or (mark == ")" and not text[match.start() - 1 : match.start()].isalnum()):
            return at  # (上接第一版)县委书记
        return match.start()
    ended = page.ends.get(at)
    if ended is not None and ended.value.kind != "other" and text[ended.start : at] not in words.stems:  # 交警 大队
        return at
    if not mark.isalpha():
        return _number(text, at, floor)
    if mark in JOINS and page.token(at - 1)[:2] == (at - 1, at):
        return at - 1 if _joins(words, text, at, floor) else at
    pieces = words.pieces
    for length in words.piece_lengths.get(text[at - 2 : at], ()):
        word = text[at - length : at]
        if word in pieces and length <= at - floor:
            verb = at < post and word in words.stems and _verb_before_place(page, words, at - length, at)
            return at if verb else at - length
    if mark in FORMER and _closes_piece(words, text, floor, at - 1):  # 也门 前 总统, though 门前 is a word
        return at - 1
    return _by_token(page, words, at, floor, post)


def _closes_piece(words: Words, text: str, floor: int, at: int) -> bool:
    """Whether a place or another word of organs ends at `at`."""
    lengths = words.piece_lengths.get(text[max(floor, at - 2) : at], ())
    return any(text[max(floor, at - size) : at] in words.pieces for size in lengths)


def _closes(words: Words, text: str, floor: int, at: int) -> bool:
    """Whether the name of an organ ends at `at`."""
    return any(text[max(floor, at - size) : at] in words.ends for size in (1, 2, 3, 4))


def _number(text: str, at: int, floor: int) -> int:
    """Left over the digits of 38集团军."""
    if text[at - 1] in DIGITS and text[at] in COUNTED:
        while at > floor and text[at - 1] in DIGITS:
            at -= 1
        if at > floor and text[at - 1] == "第":
            at -= 1
    return at


def _verb_before_place(page: Page, words: Words, start: int, at: int) -> bool:
    """Whether a word that is a verb here stands before a place: 指导兰考县委, not 中共兰考县委."""
    if not page.token(start)[2].startswith("v") or page.text[at - 1] == "驻":
        return False
    return any(page.text[at : at + size] in words.places for size in range(2, 8))


def _by_token(page: Page, words: Words, at: int, floor: int, post: int) -> int:
    """Where the piece that ends at `at` begins, by the token there; negative where that begins the title."""
    text = page.text
    first, after, tag = page.token(at - 1)
    first = max(first, floor)
    word = text[first:at]
    if word[0] in NUMERALS and NUMBERED.fullmatch(word) is not None:
        return first
    return _by_tag(page, words, (first, after, tag), at, floor, post)


def _by_tag(page: Page, words: Words, token: tuple[int, int, str], at: int, floor: int, post: int) -> int:
    """The same by what the token is, which reaches beyond `at` or ends there."""
    text = page.text
    first, after, tag = token
    mark, word = text[at - 1], text[first:at]
    if word == "任县":  # 张三任县教育局局长: the county is no more
        return first + 1
    if word == "时任":
        return -first
    if word in JOINS:
        return first if _joins(words, text, at, floor) else at
    if word in words.starts or (len(word) > 1 and word[-1] in words.starts and after == at and tag not in NOUN_TAGS):
        return at
    village = word in SIZES and VILLAGE.match(text, at) is not None  # 采访大李家村党支部书记
    if village or word in FORMER or word in words.ends or word in words.stems:
        return first
    if tag == "x":  # 楷为 is no word
        return at if mark in words.starts or mark == "系" else at - 1
    if tag in NAME_TAGS:
        local = text[at] in ADMIN if at < post else text[at] in LOCAL and text[at + 1] in PARTY  # 白石|镇党委书记
        return first if local or after > at else at
    if tag in ("m", "q", "mq"):
        return first if text[at] in COUNTED or word.endswith("届") else at
    if after > at and len(word) == 1 and tag not in NOUN_TAGS:
        return at
    return first if tag in NOUN_TAGS else at


def _joins(words: Words, text: str, at: int, floor: int) -> bool:
    """Whether 和 stands inside an organ's name: 发展和改革局, 人力资源和社会保障厅."""
    left = any(text[max(floor, at - 1 - n) : at - 1] in words.stems for n in (2, 3, 4, 5))
    right = any(text[at : at + n] in words.stems for n in (2, 3, 4, 5))
    return left and right
