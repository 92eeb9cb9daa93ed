"""Posts: the organ, place, level and system that a title belongs to, read from its words and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.areas import NOWHERE, Area, Areas
from sysanalyze.model import Place, Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.extract.officials.organs import ReadTitle
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.titles import Title
    from sysanalyze.extract.officials.words import Words

AT_HOME = frozenset(("party", "congress", "cppcc", "supervision"))  # no such organs elsewhere
LEAGUES = frozenset(("盟长", "副盟长", "常务副盟长", "旗长", "副旗长", "常务副旗长", "代旗长", "代盟长"))
HEADS_OF_GOVERNMENT = frozenset(("省长", "市长", "县长", "区长", "州长", "旗长", "盟长", "镇长", "乡长"))
GOVERNMENT = re.compile("(?:(?:人民)?政府|行署|行政公署)\\Z")
# 局 of 公安局长: where the organ's last character is the head's first.
UNITS = frozenset("局厅部处科所站院校司署庭室队馆台园股")
NUMBERED_SCHOOLS = [number + kind for number in "一二三四五六七八九十附" for kind in "中小"]  # 城关二小
SCHOOLS = ("大学", "学院", "中学", "小学", "教中心", "教育中心", *NUMBERED_SCHOOLS)
MISSIONS = {"大使": "大使馆", "总领事": "总领事馆", "领事": "领事馆"}
# Members of a town's party committee by what they look after: 政法委员 after 武装部部长 is none of 武装部.
OF_COMMITTEE = frozenset(("政法委员", "组织委员", "宣传委员", "统战委员", "纪检委员"))
# Bodies of the party inside the organ of the post before: 教育局副局长、党组成员; those of a town are the town's.
OF_ORGAN = frozenset(("党组", "党委", "党总支", "党支部"))
SMALL_LEVELS = frozenset(("township", "village"))
INNER = re.compile(
    "办公[室厅]|审判委员会|检察委员会|审委会|检委会|执行局|政治部|(?:民事|刑事|行政|立案)[\u3400-\u9fff]{0,6}庭"
)
WATCHERS = frozenset(("河长", "湖长", "林长", "田长", "路长", "链长", "街长", "段长"))
KEPT = re.compile("(?<=[省市县区州旗盟镇乡村])[^省市县区州旗盟镇乡村]*\\Z")  # 总河 of 县总河湖长: it is no organ
DIVISION = re.compile("[省市县区州旗盟镇乡村]")
ORGAN_END = re.compile("[部院会厅局党府军行署馆委社团盟宫马室省司议]\\Z|组织\\Z|司令部\\Z")
NATION = Area(name="", level="national")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A title read: its post, and what a bare post after it in a chain belongs to."""

    post: Post
    area: Area = NOWHERE
    unit: str = ""  # 水利局 of 沂水县水利局党组书记
    country: str | None = None


class Posts:
    """Reads the posts of one article; what a title leaves out is taken from the titles and places before it.

    Args:
        page: the article's page.
        words: the lexicons.
    """

    def __init__(self, page: Page, words: Words) -> None:
        self.text = page.text
        self.organs = words.organs
        self.words = words
        self.areas = Areas(page, words.organs)
        self.read: dict[int, Seat] = {}  # titles by their end

    def of(self, titles: Sequence[Title], texts: Sequence[str], *, abroad: bool) -> list[Post]:
        """The posts of the titles that stand together at one name.

        Args:
            titles: in the order of the text.
            texts: the titles as the document writes them.
            abroad: the person has a foreign name.
        """
        before: Seat | None = None
        posts = []
        for title, text in zip(titles, texts, strict=True):
            seat = self.read.get(title.end)
            if seat is None or seat.post.title != text:
                seat = self.read[title.end] = self._seat(title, text, before, abroad=abroad)
            before = seat
            posts.append(seat.post)
        return posts

    def _seat(self, title: Title, written: str, before: Seat | None, *, abroad: bool) -> Seat:
        read = self.organs.read(self.text[title.start : title.end])
        if title.hit.value.kind == "leader":
            area, _ = self.areas.of(read.text, title.start, None)
            return Seat(post=Post(title=written, place=area.place, level=area.level), area=area)
        if read.nation is not None:
            full, system, unit = read.nation
            post = Post(title=written, organ=full, level="national", system=system)
            return Seat(post=post, area=NATION, unit=unit)
        # 额尔登毕力格 is read as a foreign name is: 旗委书记 says where he is.
        at_home = title.hit.value.system in AT_HOME or read.head in LEAGUES
        if read.country is not None or (abroad and not read.national and not at_home):
            return self._abroad(read, written, before)
        if before is not None and before.area is NATION and before.unit and not read.organ and title.bare:
            full, system, unit = self.organs.national(before.unit, read.head) or (None, None, "")
            return Seat(
                post=Post(title=written, organ=full, level="national", system=system), area=NATION, unit=before.unit
            )
        return self._at_home(title, written, before, read.head, read.organ)

    def _at_home(self, title: Title, written: str, before: Seat | None, head: str, organ: str) -> Seat:
        """The post of an organ of a division, or of an institution."""
        if head in MISSIONS and organ.startswith("驻"):
            mission = f"中华人民共和国{organ}{MISSIONS[head]}"
            return Seat(post=Post(title=written, organ=mission, level="national", system="government"))
        organ = _organ_of(head, organ)
        chained = before.area if before is not None and before.country is None else None
        area, unit = self.areas.of(organ, title.start, chained)
        office, owner, inherited = title.hit.value, None, None
        if before is not None and before.unit and area is chained:
            if not unit and title.bare:
                unit = _inherited(head, before.unit, area)
            elif unit in OF_ORGAN and before.unit != "委" and area.level not in SMALL_LEVELS:
                owner = before.unit
                unit = owner + unit
            elif INNER.match(unit) is not None:  # 审判委员会委员 after 人民法院副院长
                owner = before.unit
                unit = owner + unit
                inherited = before.post.system
        full, system, body = self.organs.named(unit, area.name, area.level)
        if system is None and not office.open and office.system != "foreign":
            system = office.system
        level = area.level or (office.level if office.system != "foreign" else None)
        known = full if area.name is not None or area.level is None else None  # 县职教中心 where no county is named
        post = Post(title=written, organ=known, place=area.place, level=level, system=system or inherited)
        return Seat(post=post, area=area, unit=owner or body)

    def _abroad(self, read: ReadTitle, written: str, before: Seat | None) -> Seat:
        """The post of another country or of an international organisation."""
        head, organ, country = read.head, read.organ, read.country
        if country is None and before is not None:
            country = before.country
        if head == "部长" and organ not in ("", country) and not organ.endswith("部"):
            organ += "部"
        own = organ if country is None else organ.removeprefix(country)
        own = own.partition("“")[0]  # 欧盟“脱欧”谈判
        organisation = country in self.organs.unions
        named: str | None = None  # no organ of 英国外交大臣
        if head == "大使" and "驻" in own:
            named = f"{country or ''}{own}大使馆"
        elif organisation or ORGAN_END.search(own) is not None:
            named = f"{country or ''}{own}"
        place = None
        if country is not None and not organisation and country not in self.words.regions:
            place = Place(name=country)
        level = "national" if place is not None and DIVISION.search(own.partition("驻")[0]) is None else None
        post = Post(title=written, organ=named, place=place, level=level, system="foreign")
        return Seat(post=post, unit=own, country=country)


def _inherited(head: str, unit: str, area: Area) -> str:
    """The organ of a bare post after one of `unit`: 局长 after 水利局党组书记, but 政法委员 after 武装部部长."""
    return "党委" if area.level == "township" and head in OF_COMMITTEE else unit


def _organ_of(head: str, organ: str) -> str:
    """The organ whose head a post is: 县人民政府 of 县长, 公安局 of 公安局长."""
    if head[-2:] in WATCHERS:
        return KEPT.sub("", organ)
    if head == "主席" and organ.endswith("自治区"):
        return f"{organ}人民政府"
    if head in HEADS_OF_GOVERNMENT:
        organ = GOVERNMENT.sub("", organ)
        division = organ if organ.endswith(head[0]) else organ + head[0]
        return division + ("行政公署" if head == "盟长" else "人民政府")
    if head[-1] == "长" and head[-2] in UNITS and organ and not organ.endswith((head[:-1], *SCHOOLS)):
        return organ + head[:-1]
    return organ
