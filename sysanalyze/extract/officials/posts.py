"""Posts: the organ, place, level and system that a title belongs to, read from its words and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.areas import NOWHERE, Area, Areas
from sysanalyze.model import Place, Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.titles import Title
    from sysanalyze.extract.officials.words import Words

LEADING = re.compile(
    r"(?:时任|现任|拟任|新任|首任|前任|候任|历任|曾任|原|前|第?[一二三四五六七八九十百0-9]{1,3}[届任]|中共(?!中央)|中国共产党)+"
)
# What stands between an organ and the head of its post: 市委[常务副]书记.
DEGREE = re.compile(
    r"(?:原任?|前任?|时任|常务|第一|专职|执行|名誉|荣誉|候任|当选|临时|代理?|副|首席|挂职|总|党组成员|党委委员|[一二三四]级|高级)+\Z"
)
HEADS_OF_GOVERNMENT = frozenset(("省长", "市长", "县长", "区长", "州长", "旗长", "盟长", "镇长", "乡长"))
GOVERNMENT = re.compile("(?:人民)?政府\\Z")
# 局 of 公安局长: where the organ's last character is the head's first.
UNITS = frozenset("局厅部处科所站院校司署庭室队馆台园股")
SCHOOLS = ("大学", "学院", "中学", "小学")
INNER = re.compile(
    "办公[室厅]|审判委员会|检察委员会|审委会|检委会|执行局|政治部|(?:民事|刑事|行政|立案)[\u3400-\u9fff]{0,6}庭"
)
DIVISION = re.compile("[省市县区州旗盟镇乡村]")
LONGEST_COUNTRY = 9


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
        rest = self.text[title.start : title.end].replace(" ", "")
        lead = LEADING.match(rest)
        if lead is not None and lead.end() < len(rest):
            rest = rest[lead.end() :]
        if title.hit.value.kind == "leader":
            area, _ = self.areas.of(rest, title.start, None)
            return Seat(post=Post(title=written, place=area.place, level=area.level), area=area)
        if not self.organs.is_national(rest):
            if (elsewhere := self._abroad(rest, written, before, abroad=abroad)) is not None:
                return elsewhere
            rest = rest.removeprefix("中国")
        head, organ = self._parted(rest)
        if (nation := self.organs.national(organ, head)) is not None:
            full, system, unit = nation
            post = Post(title=written, organ=full, level="national", system=system)
            return Seat(post=post, area=Area(name="", level="national"), unit=unit)
        if before is not None and before.area.level == "national" and before.unit and not organ and title.bare:
            return Seat(post=_same_organ(before.post, written), area=before.area, unit=before.unit)
        return self._at_home(title, written, before, head, organ)

    def _parted(self, title: str) -> tuple[str, str]:
        """The head of a post and the organ before it: 书记 and 市委 of 市委常务副书记."""
        head = self.organs.head(title)
        organ = title[: len(title) - len(head)]
        degree = DEGREE.search(organ)
        return head, organ[: degree.start()] if degree is not None else organ

    def _at_home(self, title: Title, written: str, before: Seat | None, head: str, organ: str) -> Seat:
        """The post of an organ of a division, or of an institution."""
        if head in HEADS_OF_GOVERNMENT:
            organ = GOVERNMENT.sub("", organ)
            organ += "人民政府" if organ.endswith(head[0]) else head[0] + "人民政府"
        elif head[-1] == "长" and head[-2] in UNITS and organ and not organ.endswith((head[:-1], *SCHOOLS)):
            organ += head[:-1]
        chained = before.area if before is not None and before.country is None else None
        area, unit = self.areas.of(organ, title.start, chained)
        office, owner, inherited = title.hit.value, None, None
        if before is not None and before.unit and area is chained:
            if not unit and title.bare:  # 局长 after 水利局党组书记
                unit = before.unit
            elif INNER.match(unit) is not None:  # 审判委员会委员 after 人民法院副院长
                owner = before.unit
                unit = owner + unit
                inherited = before.post.system
        full, system, body = self.organs.full(unit, area.name, area.level)
        if system is None and not office.open and office.system != "foreign":
            system = office.system
        level = area.level or (office.level if office.system != "foreign" else None)
        post = Post(title=written, organ=full, place=area.place, level=level, system=system or inherited)
        return Seat(post=post, area=area, unit=owner or body)

    def _abroad(self, rest: str, written: str, before: Seat | None, *, abroad: bool) -> Seat | None:
        """The post, where it is one of another country or of an international organisation."""
        known = self.words.abroad
        sizes = range(min(LONGEST_COUNTRY, len(rest) - 1), 1, -1)
        country = next((rest[:size] for size in sizes if rest[:size] in known), None)
        if country is None:
            if not abroad:
                return None
            country = before.country if before is not None else None
        head, organ = self._parted(rest)
        if head == "部长" and organ not in ("", country) and not organ.endswith("部"):
            organ += "部"
        own = organ if country is None else organ.removeprefix(country)
        organisation = country in self.organs.unions
        named: str | None = (country or "") + own
        if not own and not organisation:
            named = None
        place = None
        if country is not None and not organisation and country not in self.words.regions:
            place = Place(name=country)
        level = "national" if place is not None and DIVISION.search(own) is None else None
        post = Post(title=written, organ=named, place=place, level=level, system="foreign")
        return Seat(post=post, unit=own, country=country)


def _same_organ(post: Post, title: str) -> Post:
    """Another post of the same organ."""
    return Post(title=title, organ=post.organ, place=post.place, level=post.level, system=post.system)
