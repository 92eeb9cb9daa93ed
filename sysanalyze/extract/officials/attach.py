"""Which titles stand at which name: a post before a name, after it, in brackets, in an appointment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.officials.appointments import appointed, may_appoint, names_before, removed
from sysanalyze.extract.officials.name_ends import FAIR, GOOD, SURE, Name
from sysanalyze.extract.officials.names import name_from
from sysanalyze.extract.officials.names_before import name_before
from sysanalyze.extract.officials.titles import Title, chain, title_of
from sysanalyze.lexicon.match import NEW

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Office, Words
    from sysanalyze.lexicon import Hit

GAP = re.compile(r" {0,4}:? {0,4}")  # 县长 程砚, 县长:程砚
AS_POST = re.compile(r"\([兼挂职正副主厅处县科省部级持工作代理常务列席党组成员]{1,8}\) {0,2}")  # 副县长(挂职)王立新
HELD = re.compile(r"(?:时任|担任|身为|作为|原任|任)[^，。；、:\n的]{0,20}\Z")  # 时任镇长的郑福来
# 作为乡党委书记，谭雪峰
SERVING = re.compile(r"(?:作为|身为)(?:一[名位个任国]|现任|时任)?(?P<title>[^，。；:\n的]{0,24})\Z")
PLAIN = frozenset(("n", "v", "vn", "r", "t", "d", "a", "m"))
REMARK = re.compile(r" {0,2}\([^()\n]{1,16}\)")  # 骆兰英(女), 李四(中)
JOINT = re.compile(r" {0,2}[、和与及] {0,2}")
LOOSE_JOINT = re.compile(r" {0,2}[、和与及] {0,2}| {1,4}")  # 副区长 张丽 王敏
LISTING = frozenset(" (、和与及")  # what a list may go on with after a name
STOPS = frozenset(("", *"，。；\n "))
REACH = 26  # code points to the left in which 时任 may stand
MOST_LISTED = 60
AT_HOME = frozenset("中全省市县区州镇乡村")  # what titles of this country begin with
DIVISION_SURNAME = "区"
LONGEST_COUNTRY = 8


class Attached(NamedTuple):
    """A name with the titles that stand at it."""

    name: Name
    titles: tuple[Title, ...]
    rule: str


MARKS_BEFORE = re.compile(r"\((?:(?:男|女|[\u4e00-\u9fff]{1,4}族)[，、]){1,2}\Z")  # what brackets say before a post


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
            at = _after_more(page, words, start, at)
            if at == 0:
                left.append(hit)
                continue
        name, title = _name_after(page, words, hit, at, floor)
        if name is None or _torn(page, hit):
            left.append(hit)
            continue
        titles = chain(page, words, hit, floor, title)
        names = [name]
        if text[name.end : name.end + 1] in LISTING:
            names += _listed(page, words, hit, name, loose=at != hit.end or office.kind == "leader")
        floor = names[-1].end
        page.taken += [(each.start, each.end) for each in names]
        page.taken_ends.update((each.end, each.start) for each in names)
        titles = _from_serving(text, titles, start) if mark == "，" else titles
        offices = tuple([title for title in titles if title.official])
        if offices:
            found += [NEW(Attached, (each, offices, "official.title_name")) for each in names]
    known = {text[one.name.start : one.name.end].replace(" ", "") for one in found}
    for hit in left:
        found += _from_the_left(page, words, hit, known)
    found.sort(key=_place)
    return found


def _from_serving(text: str, titles: list[Title], start: int) -> list[Title]:
    """The titles, the first from behind 作为 on, whatever its organ is called: 作为市高院司改办主任，邹某."""
    serving = SERVING.search(text, start - REACH if start > REACH else 0, start)
    begun = serving.start("title") if serving is not None else start
    return [titles[0]._replace(start=begun, bare=False), *titles[1:]] if begun < titles[0].start else titles


def _after_more(page: Page, words: Words, start: int, at: int) -> int:
    """Where a name begins that words stand between it and its post at `[start, at)`; 0 where they are others."""
    text = page.text
    if text[at : at + 1] == "(" and (remark := AS_POST.match(text, at)) is not None:
        return remark.end()
    if text[at : at + 1] == "，" and SERVING.search(text, start - REACH if start > REACH else 0, start) is not None:
        first, after, tag = page.token(at + 1)
        return 0 if after - first == 2 and tag in PLAIN else at + 1  # 作为总指挥，官兵
    if text[at : at + 1] == "的" and HELD.search(text, max(0, start - REACH), start) is not None:
        return at + 1
    if text[at + 1 : at + 2] in ("·", "-") or _of_japan(text, words, start):  # 让-马克·艾罗, 新藤义孝
        return at
    # 牙合甫·排都拉; not 副总理兼外长敦·帕马
    parted = page.dotted and text.find("·", at, at + 6) > 0 and at + 1 not in page.begins
    return at if parted and text[at] not in words.never and text[at] not in words.followers else 0


def _of_japan(text: str, words: Words, start: int) -> bool:
    """Whether a post that begins at `start` may be one of Japan, whose names begin with any character."""
    if text.find("日本", start - 12 if start > 12 else 0, start) >= 0:
        return True
    known = words.japan  # 长崎市市长, 东京都知事
    return text[start - 2 : start] in known or text[start - 3 : start - 1] in known or text[start - 3 : start] in known


def _listed(page: Page, words: Words, hit: Hit[Office], name: Name, *, loose: bool) -> list[Name]:
    """The names of a list after the first; blanks join it where one stands before it too, or three and more do."""
    abroad = name.kind == "foreign"
    if loose:
        return listed_after(page, words, name.end, LOOSE_JOINT, abroad=abroad)
    if page.text[name.end] != " " or hit.value.kind == "private":
        return listed_after(page, words, name.end, JOINT, abroad=abroad)
    names = listed_after(page, words, name.end, LOOSE_JOINT, abroad=abroad)
    return names if len(names) > 1 else listed_after(page, words, name.end, JOINT, abroad=abroad)


def _other_title(page: Page, words: Words, at: int) -> bool:
    """Whether a title begins at `at` that looks like a name: 泰国|副总理, 区|政务服务局."""
    text = page.text
    if text[at : at + 1] == DIVISION_SURNAME:
        return any(text[at + 1 : at + 1 + size] in words.stems for size in (2, 3))
    if text[at : at + 2] not in words.country_heads:
        return False
    return any(
        at + size in page.begins and text[at : at + size] in words.countries for size in range(2, LONGEST_COUNTRY)
    )


def _place(one: Attached) -> int:
    return one.name.start


def _torn(page: Page, hit: Hit[Office]) -> bool:
    """Whether a post is made of the ends of two words: 故乡长沙."""
    first, _ = page.bounds(hit.start)
    if first == hit.start:
        return False
    last, after, tag = page.token(hit.end - 1)
    return first < hit.start < last and after > hit.end and tag != "x"


def _name_after(page: Page, words: Words, hit: Hit[Office], at: int, floor: int) -> tuple[Name | None, Title | None]:
    """The name after a post, read as a foreign one where the title is of another country; that title, if read."""
    text = page.text
    if text[at] == DIVISION_SURNAME and _other_title(page, words, at):
        return None, None
    abroad, foreign, japan = hit.value.abroad, False, False
    title = None
    if (
        abroad
        or text[at] in words.syllables
        or text[at : at + 2] in words.japanese
        or _of_japan(text, words, hit.start)
    ):
        title = title_of(page, words, hit, floor)
        start = title.start
        if text[start : start + 2] in words.country_heads:
            lead = text[start : title.end]
            foreign = any(lead[:length] in words.countries for length in range(2, 9)) and not lead.startswith("中国")
        japan = foreign and (text.startswith("日本", start) or any(lead[:size] in words.japan for size in (2, 3)))
        abroad = foreign or (abroad and text[start] not in AT_HOME)
    name = name_from(page, words, at, abroad=abroad, landed=foreign, japan=japan)
    if name is None or (page.token(at) != (at, name.end, "n") and text[at : name.end] not in words.places):
        return name, title  # but 习近平总书记兰考讲话
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
        if joint.end() in page.begins or _other_title(page, words, joint.end()):  # 和武官, 和泰国副总理
            break
        name = name_from(page, words, joint.end(), abroad=abroad, listed=True)
        if name is None and "、" in joint[0]:
            name = _amid(page, words, joint.end())
        least = FAIR if not joint[0].isspace() else GOOD if names else SURE
        if name is None or name.end in page.begins or name.sure < least:
            break
        names.append(name)
        at = name.end
    return names


def _amid(page: Page, words: Words, at: int) -> Name | None:
    """A name amid others of a list whose surname is not known: 和丽琴、木正茂、李学军."""
    end = page.text.find("、", at, at + 4)
    if end < at + 2 or name_from(page, words, end + 1, listed=True) is None:
        return None
    first, after, tag = page.token(at)
    if (first, after) == (at, end):
        if end == at + 2 and page.text[at] in words.surnames and page.text[at + 1] in words.common:
            return Name(at, end, FAIR)  # 张丽、时光、安宁
        unknown = tag == "x" or tag.startswith("nr")
        return Name(at, end, FAIR) if unknown and page.text[at:end] not in words.places else None
    known = all(one in words.common for one in page.text[at:end])
    return Name(at, end, FAIR) if known and after == at + 1 and first == at and end - at == 3 else None


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
    if text[end : end + 1] != ")" and not may_appoint(text, start, end) and not _may_be(text, start, end):
        return []
    title = title_of(page, words, hit, 0)
    if not title.official:
        return []
    if text[end : end + 1] == ")" and (bracketed := _in_brackets(page, words, title)):
        return bracketed
    return _in_a_clause(page, words, title)


def _in_brackets(page: Page, words: Words, title: Title) -> list[Attached]:
    """The name before brackets that hold its posts: 李强(县委副书记、县长), 李敏(女，县长)."""
    text = page.text
    titles = chain(page, words, title.hit, 0, title)
    opened = titles[0].start - 1
    if (marks := MARKS_BEFORE.search(text, max(0, opened - 12), opened + 1)) is not None:
        opened = marks.start()
    if text[opened : opened + 1] != "(":
        return []
    offices = tuple([each for each in titles if each.official])
    return [Attached(name, offices, "official.bracketed") for name in names_before(page, words, opened)[-1:]]


def _in_a_clause(page: Page, words: Words, title: Title) -> list[Attached]:
    """Names of a clause that gives or takes an office, or says who holds it."""
    text, end = page.text, title.end
    if (gone := removed(page, words, title)) is not None:
        return [Attached(*gone, "official.appointed")]
    if not title.bare and text[title.start - 1 : title.start] == "是" and text[end : end + 1] in STOPS:
        return _is(page, words, title)
    names, titles = appointed(page, words, title)
    return [Attached(name, titles, "official.appointed") for name in names]


def _is(page: Page, words: Words, title: Title) -> list[Attached]:
    """The person who is the subject of 是 before a title: 徐进是县教育局副局长，."""
    named = names_before(page, words, title.start - 1)
    if len(named) == 1 and page.text[named[0].start - 1 : named[0].start] in STOPS:
        return [Attached(named[0], (title,), "official.is")]
    return []


def _may_be(text: str, start: int, end: int) -> bool:
    """Whether 是 stands near before the post, and a stop after it: 徐进是县教育局副局长，."""
    return text[end : end + 1] in STOPS and text.find("是", max(0, start - 30), start) >= 0


def _leaders(page: Page, words: Words, hit: Hit[Office]) -> list[Attached]:
    """张三、李四等市领导."""
    title = title_of(page, words, hit, 0)
    if page.text[title.start - 1 : title.start] != "等" or hit.value.kind != "leader":
        return []
    names = names_before(page, words, title.start - 1)
    return [Attached(name, (title,), "official.leaders") for name in names]
