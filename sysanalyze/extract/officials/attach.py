"""Which titles stand at which name: a post before a name, after it, in brackets, in an appointment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.officials.appointments import appointed, may_appoint, names_before, removed
from sysanalyze.extract.officials.names import FAIR, SURE, Name, name_from
from sysanalyze.extract.officials.names_before import name_before
from sysanalyze.extract.officials.titles import Title, chain, title_of

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Office, Words
    from sysanalyze.lexicon import Hit

GAP = re.compile(r" {0,4}:? {0,4}")  # 县长 程砚, 县长:程砚
REMARK = re.compile(r" {0,2}\([^()\n]{1,16}\)")  # 骆兰英(女), 李四(中)
JOINT = re.compile(r" {0,2}[、和与及] {0,2}")
LOOSE_JOINT = re.compile(r" {0,2}[、和与及] {0,2}| {1,4}")  # 副区长 张丽 王敏
LISTING = frozenset(" (、和与及")  # what a list may go on with after a name
MOST_LISTED = 60
AT_HOME = frozenset("中全省市县区州镇乡村")  # what titles of this country begin with


class Attached(NamedTuple):
    """A name with the titles that stand at it."""

    name: Name
    titles: tuple[Title, ...]
    rule: str


def attach(page: Page, words: Words) -> list[Attached]:
    """Every place where a name and an office stand together, in the order of the text."""
    found: list[Attached] = []
    left: list[Hit[Office]] = []
    floor = 0
    text, firsts = page.text, words.firsts
    for hit in page.hits:
        start, at, office = hit
        if office.kind == "other" or start < floor:
            continue
        mark = text[at : at + 1]
        if mark in (" ", ":"):
            at = GAP.match(text, at).end()  # type: ignore[union-attr]
            mark = text[at : at + 1]
        if mark not in firsts:
            left.append(hit)
            continue
        name, title = _name_after(page, words, hit, at, floor)
        if name is None or _torn(page, hit):
            left.append(hit)
            continue
        titles = chain(page, words, hit, floor, title)
        names = [name]
        if text[name.end : name.end + 1] in LISTING:
            joint = JOINT if at == hit.end else LOOSE_JOINT
            names += listed_after(page, words, name.end, joint, abroad=name.kind == "foreign")
        floor = names[-1].end
        page.taken += [(each.start, each.end) for each in names]
        offices = tuple([title for title in titles if title.official])
        if offices:
            found += [Attached(each, offices, "official.title_name") for each in names]
    known = {text[one.name.start : one.name.end].replace(" ", "") for one in found}
    for hit in left:
        found += _from_the_left(page, words, hit, known)
    found.sort(key=_place)
    return found


def _place(one: Attached) -> int:
    return one.name.start


def _torn(page: Page, hit: Hit[Office]) -> bool:
    """Whether a post is made of the ends of two words: 故乡长沙."""
    first, _, _ = page.token(hit.start)
    if first == hit.start:
        return False
    last, after, tag = page.token(hit.end - 1)
    return first < hit.start < last and after > hit.end and tag != "x"


def _name_after(page: Page, words: Words, hit: Hit[Office], at: int, floor: int) -> tuple[Name | None, Title | None]:
    """The name after a post, read as a foreign one where the title is of another country; that title, if read."""
    text = page.text
    abroad, foreign = hit.value.abroad, False
    title = None
    if text[at] in words.syllables or text[at : at + 2] in words.japanese:
        title = title_of(page, words, hit, floor)
        start = title.start
        if text[start : start + 2] in words.country_heads:
            lead = text[start : title.end]
            foreign = any(lead[:length] in words.countries for length in range(2, 8)) and not lead.startswith("中国")
        abroad = foreign or (abroad and text[start] not in AT_HOME)
    name = name_from(page, words, at, abroad=abroad, landed=foreign)
    if name is None or page.token(at) != (at, name.end, "n"):
        return name, title
    left = name_before(page, words, hit.start, set(), abroad=abroad)
    return (name if left is None else None), title  # 我和普京总统商定


def listed_after(page: Page, words: Words, at: int, between: re.Pattern[str], *, abroad: bool) -> list[Name]:
    """The names that go on in a list: 副市长张三(女)、李四和王五."""
    names: list[Name] = []
    text = page.text
    while len(names) < MOST_LISTED:
        remark = REMARK.match(text, at)
        joint = between.match(text, remark.end() if remark is not None else at)
        if joint is None:
            break
        name = name_from(page, words, joint.end(), abroad=abroad, listed=True)
        if name is None or name.end in page.begins or name.sure < (SURE if joint[0].isspace() else FAIR):
            break
        names.append(name)
        at = name.end
    return names


def _from_the_left(page: Page, words: Words, hit: Hit[Office], known: set[str]) -> list[Attached]:
    """Names before a post that has none after it."""
    text, (start, end, office) = page.text, hit
    kind = office.kind
    if kind == "private":
        return []
    if text[start - 1 : start] == "等" or kind == "leader":
        return _leaders(page, words, hit)
    if office.address and start > 1:
        name = name_before(page, words, start, known, abroad=office.abroad)
        if name is not None:
            if any(begin < name.end and name.start < end for begin, end in page.taken):
                return []
            title = Title(start, end, hit, official=True, bare=True)
            known.add(text[name.start : name.end])
            return [Attached(name, (title,), "official.name_title")]
    if text[end : end + 1] != ")" and not may_appoint(text, start, end):
        return []
    title = title_of(page, words, hit, 0)
    if not title.official:
        return []
    if text[title.start - 1 : title.start] == "(" and text[end : end + 1] == ")":
        bracketed = names_before(page, words, title.start - 1)
        return [Attached(name, (title,), "official.bracketed") for name in bracketed[-1:]]
    if (gone := removed(page, words, title)) is not None:
        return [Attached(gone[0], (gone[1],), "official.appointed")]
    names, titles = appointed(page, words, title)
    return [Attached(name, titles, "official.appointed") for name in names]


def _leaders(page: Page, words: Words, hit: Hit[Office]) -> list[Attached]:
    """张三、李四等市领导."""
    title = title_of(page, words, hit, 0)
    if page.text[title.start - 1 : title.start] != "等" or hit.value.kind != "leader":
        return []
    names = names_before(page, words, title.start - 1)
    return [Attached(name, (title,), "official.leaders") for name in names]
