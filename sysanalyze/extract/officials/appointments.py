"""Appointments and removals: 任命张三为某局局长, 免去李四的某职务, 接受王五辞去某职务, 张三任某职."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import GOOD, HAN, SURE, Name
from sysanalyze.extract.officials.names import name_from
from sysanalyze.extract.officials.names_before import before
from sysanalyze.extract.officials.titles import Title, chain_onwards

if TYPE_CHECKING:
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Words

VERB = re.compile(
    r"(?:(?P<made>(?:任命|选举|推选|推举|聘任|补选|增选|提名|确定)?为)"  # 任命张三为
    r"|(?P<took>(?:不再)?(?:担任|出任|就任|接任|继任|升任|调任|转任|改任|连任|续任|兼任|留任|拟任|挂任|挂职任|曾任|现任|历任|任)"
    r"|当选为?|(?<![联关体直维隶院])[原现曾均]?系)"
    r"|(?P<left>辞去|卸任)|(?P<of>的)) {0,2}\Z"
)
BETWEEN = re.compile(r"(?:在|利用|先后|同志|先生|女士|被|已|将|曾|正式|再次|全票|高票|成功|此前|近日|不再|一致| )+\Z")
MAKING = re.compile("任命|选举|推选|推举|聘任|补选|增选|提名|任免|人事")
REMOVING = re.compile("免去|撤销|罢免|免职|任免")
REMOVED_POST = re.compile("(?:、(?:常委|委员|成员)){0,2}(?:一?职务?|等职务?)")  # 书记|、委员职务
NO_REMOVAL = re.compile("[，。；、的]|[^:]\n|[^去销]:")  # 免去:, and a list below it
APPOINTER = re.compile(
    "(?:决定)?(?:任命|免去|接受|撤销|罢免|同意|选举|补选|增选|推选|推举|提名|聘任|批准|给予|决定)\\Z"
)
BIOGRAPHY = re.compile(
    rf"^ *(?P<name>[{HAN}](?:[{HAN}]{{1,8}}(?:·[{HAN}]{{1,9}})++|[{HAN}]{{1,3}}| {{1,4}}[{HAN}])) {{0,2}}"
    "，(?:男|女|曾用名)",
    re.MULTILINE,
)
GIVEN = re.compile(r"(?:同志)?(?:(?<![主责])任|担任|调任|转任|改任|升任)(?![何务职用期命意性])")
NEAR, CONTEXT = 60, 400


def may_appoint(text: str, start: int, end: int) -> bool:
    """Whether a word of appointing stands near before the post at `[start, end)`; cheap, for most have none."""
    near = text[max(0, start - 34) : start]
    named = "任" in near or "为" in near or "当选" in near or "辞去" in near or "系" in near
    return named or text.find("职", end, end + 60) >= 0


def appointed(page: Page, words: Words, title: Title) -> tuple[list[Name], tuple[Title, ...]]:
    """The persons whom an appointment gives the title, and all titles that it goes on to give."""
    text = page.text
    verb = VERB.search(text, max(0, title.start - 10), title.start)
    if verb is None:
        return [], ()
    titles = tuple(each for each in chain_onwards(page, words, title) if each.official)
    if not _meant(text, verb, titles[-1].end if titles else title.end):
        return [], ()
    at = verb.start()
    gap = BETWEEN.search(text, max(0, at - 8), at)
    names = names_before(page, words, gap.start() if gap is not None else at)
    if not names and verb["took"] and text[at - 1 : at] in "，,；;。":
        names = _of_biography(page, words, at) or (_subject(page, words, at) if verb["took"].startswith("不再") else [])
    return names, titles


def _subject(page: Page, words: Words, at: int) -> list[Name]:
    """The person of whom the clauses before tell: 李四任省委委员，不再担任市委书记."""
    text = page.text
    begin = max(text.rfind("。", 0, at), text.rfind("\n", 0, at), at - 2 * NEAR) + 1
    given = [match.start() for match in GIVEN.finditer(text, begin, at)]
    names = names_before(page, words, given[-1]) if given else []
    return names if len(names) == 1 else []


def removed(page: Page, words: Words, title: Title) -> tuple[Name, tuple[Title, ...]] | None:
    """免去王立民县教育局局长职务: the name right after the verb, the titles right after the name."""
    text = page.text
    near = max(0, title.end - NEAR)
    verb = max(text.rfind(word, near, title.hit.start) + len(word) for word in ("免去", "撤销"))
    if verb < near + 2 or NO_REMOVAL.search(text, verb - 1, title.end):
        return None
    titles = chain_onwards(page, words, title)
    if REMOVED_POST.match(text, titles[-1].end) is None:
        return None
    while text[verb : verb + 1] in (":", "\n", " "):  # 免去:王立民县教育局局长职务
        verb += 1
    first, after, tag = page.token(verb)
    name = name_from(page, words, verb)
    if name is None and first == verb and 2 <= after - first <= 3 and tag.startswith("nr"):
        name = Name(first, after, SURE)
    stop = verb + 3 if title.start == verb + 1 else title.start  # 撤销陶|建国县林业局副局长职务
    if name is None and 2 <= stop - verb <= 4 and _possible(page, words, verb, stop):
        name = Name(verb, stop, SURE)
    if name is None:
        return None
    start = name.end + 2 if text.startswith("同志", name.end) else name.end
    start += text[start : start + 1] == " "
    if start >= title.hit.start + 1:
        return None
    return name, tuple([each for each in (title._replace(start=start), *titles[1:]) if each.official])


def _meant(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether 为 and 的 are those of an appointment."""
    at = verb.start()
    if verb["made"]:
        return len(verb["made"]) > 1 or MAKING.search(text, max(0, at - CONTEXT), at) is not None
    if verb["of"]:
        return REMOVED_POST.match(text, end) is not None and REMOVING.search(text, max(0, at - CONTEXT), at) is not None
    return True


def names_before(page: Page, words: Words, end: int) -> list[Name]:
    """The names of a list that ends at `end`: 苗青禾、晏 珊(女)."""
    names: list[Name] = []
    at = end
    while len(names) < NEAR:
        name = _one_before(page, words, at)
        if name is None:
            return names or []
        names.append(name)
        at = name.start
        if page.text[at - 1 : at] not in ("、", "和") or at < 3:
            break
        at -= 1
    names.reverse()
    return names


def _one_before(page: Page, words: Words, end: int) -> Name | None:
    """The name that ends at `end`, a remark in brackets after it allowed."""
    text, at = page.text, _before_remark(page.text, end)
    if at in page.taken_ends:  # 县长于海河担任
        return Name(page.taken_ends[at], at, SURE)
    if text.find("·", max(0, at - 9), at) >= 0:
        return _dotted_before(page, words, at)
    if text[at - 2 : at - 1] == " ":  # 晏 珊
        start = at - 2
        while start > 0 and text[start - 1] == " " and at - start < 6:
            start -= 1
        if text[start - 1 : start] in words.surnames and text[at - 1] not in words.never:
            return Name(start - 1, at, SURE) if _cut_off(page, words, start - 1) else None
    for size in (3, 2, 4):
        start = at - size
        if start >= 0 and _possible(page, words, start, at) and _cut_off(page, words, start):
            return Name(start, at, SURE)
    return None


def _before_remark(text: str, end: int) -> int:
    """Where what stands before blanks and a remark in brackets ends."""
    at = end
    while at > 0 and text[at - 1] == " ":
        at -= 1
    if text[at - 1 : at] == ")":
        opened = text.rfind("(", max(0, at - 18), at)
        return opened if opened > 0 else at
    return at


def _possible(page: Page, words: Words, start: int, end: int) -> bool:
    """Whether a string can be a Chinese name: a surname and one or two characters, and no other word."""
    name = page.text[start:end]
    length = 2 if name[:2] in words.compounds and len(name) > 2 else 1
    if (length == 1 and name[0] not in words.surnames) or not 1 <= len(name) - length <= 2:
        return False
    if any(one in words.never or not one.isalpha() for one in name[length:]):
        return False
    if page.text[start - 1 : start] in words.syllables and words.syllables.issuperset(name):  # 卡里莫夫
        return False
    first, after, tag = page.token(start)  # 十八届一中全会任
    return (first, after) != (start, end) or tag == "x" or tag.startswith("n")


def _cut_off(page: Page, words: Words, start: int) -> bool:
    """Whether what stands before a name of an appointment is no part of it."""
    text = page.text
    return (
        before(page, words, start) >= GOOD
        or APPOINTER.search(text, max(0, start - 5), start) is not None
        or text[start - 1 : start] in ("和", "及")
    )


def _dotted_before(page: Page, words: Words, end: int) -> Name | None:
    match = re.compile(rf"[{HAN}]{{1,9}}(?:·[{HAN}]{{1,9}})+\Z").search(page.text, max(0, end - 30), end)
    if match is None:
        return None
    starts = range(match.start(), page.text.index("·", match.start()))
    for start in reversed(starts):  # 任命|艾尼瓦尔·吐尔逊
        if APPOINTER.search(page.text, max(0, start - 5), start) is not None:
            return Name(start, end, SURE, "dotted")
    for start in starts:
        if _cut_off(page, words, start):
            return Name(start, end, SURE, "dotted")
    return None


def _of_biography(page: Page, words: Words, at: int) -> list[Name]:
    """The person whose life a paragraph tells: 张三，男，1970年1月生，现任…，拟任…."""
    line = page.text.rfind("\n", 0, at) + 1
    match = BIOGRAPHY.match(page.text, line, at)
    if match is None:
        return []
    name = match["name"]
    if "·" in name:
        return [Name(*match.span("name"), SURE, "dotted")]
    return [Name(*match.span("name"), SURE)] if name[0] in words.surnames or name[:2] in words.compounds else []
