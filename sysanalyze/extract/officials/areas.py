"""The divisions that titles belong to: named in the title, or meant by it (市委) and told by what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.organs import REMEMBERED
from sysanalyze.model import Place

if TYPE_CHECKING:
    from sysanalyze.extract.officials.organs import Organs
    from sysanalyze.extract.officials.page import Page

LETTERS = frozenset("省市县区州旗盟")
# 市 of 市委 and 市商务局, but not of 市场监督管理局, nor 区 of 区域.
KIND = re.compile(
    r"(?:自治[区州县旗]|特别行政区|地区|[省市县区州旗盟])"
    r"(?!场|监局|监管|域|容|政(?:管|工|园|设|公用)|民(?!政|宗|委|族|盟|建|进|革|防|兵|航|间))"
)
OWN = re.compile(r"[该本我全](?=[省市县区州旗盟])")
TRAILING = re.compile("[级直]")
# A town or village before its organ: 双涧镇党委, 龙泉村委会; no 城乡建设局, 农业农村厅, 中关村管委会.
BEFORE_ORGAN = r"(?=[党政人委纪团妇武办工居支民财派卫司便综水林农副]|总支|主任|书记|第一|两委|中心|[小中]学|领导|\Z)"
NAMED = r"(?:(?![省市县区州旗盟局厅部院处镇乡村])[\u3400-\u9fff]){1,6}?"
SMALL = re.compile(
    rf"(?P<town>{NAMED}(?:街道|镇|乡))??(?P<name>{NAMED})(?<!城)(?P<kind>街道|社区|镇|乡|(?<!农)村){BEFORE_ORGAN}"
)
NAMELESS_SMALL = re.compile(rf"驻?(?P<kind>街道|社区|镇|乡|村){BEFORE_ORGAN}")
PARTY_OF = re.compile(r"(?P<kind>[省市县区州旗])委会?\Z")  # 民盟省委, 农工党省委会
LEAGUE = re.compile(r"团(?P<kind>[省市县区州旗])委")  # 团市委
VILLAGERS = ("委会", "民委员会")
COUNTY = 6  # digits of its code
LEVELS = {2: "provincial", 4: "prefecture", 6: "county"}
LEVEL_OF_KIND = {
    "省": "provincial",
    "自治区": "provincial",
    "特别行政区": "provincial",
    "自治州": "prefecture",
    "州": "prefecture",
    "地区": "prefecture",
    "盟": "prefecture",
    "自治县": "county",
    "县": "county",
    "自治旗": "county",
    "旗": "county",
    "街道": "township",
    "镇": "township",
    "乡": "township",
    "村": "village",
    "社区": "village",
}
NEAR = 160  # code points to the left in which a place may stand that a title leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The division that a title names or means."""

    name: str | None = None  # 双鸭山市, 蒙城县双涧镇
    place: Place | None = None  # the smallest with a code
    level: str | None = None


NOWHERE = Area()


class Areas:
    """Finds the divisions of one article's titles, in the order in which they are asked for.

    Args:
        page: the article's page.
        organs: names of organs.
    """

    def __init__(self, page: Page, organs: Organs) -> None:
        self.text = page.text
        self.organs = organs
        self.index = page.article.places
        self.home = page.article.metadata.place
        self.at_home: dict[str, Area | None] = {}  # what the article's place makes of a kind
        self.named: list[tuple[int, str, Area]] = []  # where a title names its division, the last letter of its kind

    def of(self, organ: str, at: int, before: Area | None) -> tuple[Area, str]:
        """The division of an organ, and what is left of the organ's name: 委, 人民政府, 水利局.

        Args:
            organ: its name as the title gives it.
            at: where the title begins.
            before: of the title before it in a chain.
        """
        area, rest = self._division(organ, at, before)
        small = SMALL.match(rest)
        if small is not None:
            area, rest = (
                self._small(area, (small["town"] or "") + small["name"], small["kind"], at),
                rest[small.end() :],
            )
        elif (nameless := NAMELESS_SMALL.match(rest)) is not None:
            small = nameless
            area, rest = self._nameless(area, small["kind"], at, before), rest[small.end() :]
        if small is not None and small["kind"] == "村" and rest.startswith(VILLAGERS):
            rest = "村" + rest
        return area, rest

    def _division(self, organ: str, at: int, before: Area | None) -> tuple[Area, str]:
        """The division with a code, and the rest of the organ's name."""
        if organ.startswith("共青团"):
            area, rest = self._division(organ[3:], at, before)
            return area, "共青团" + rest.removeprefix("委")
        codes, end, short = self._codes(organ)
        if codes:
            rest = organ[end:]
            if short and not self.organs.is_common(rest) and SMALL.match(rest) is None:
                return NOWHERE, organ  # 南京大学, 中山医院
            area = self._coded(codes)
            kind = self.index.name(codes[0])[-1]
            self.named.append((at, kind, area))
            return area, self._without_kind(rest, kind)
        if (own := OWN.match(organ)) is not None:
            organ = organ[own.end() :]
        if (found := KIND.match(organ)) is not None:
            rest = organ[found.end() :]
            return self._meant(found[0], at, before), rest[1:] if TRAILING.match(rest) else rest
        if organ.startswith("地委"):
            return self._meant("地区", at, before), organ[1:]
        if (league := LEAGUE.match(organ)) is not None:
            return self._meant(league["kind"], at, before), organ
        if self.organs.is_party(organ) and (party := PARTY_OF.search(organ)) is not None:
            return self._meant(party["kind"], at, before), organ[: party.start()]
        return before or NOWHERE, organ

    def _without_kind(self, rest: str, kind: str) -> str:
        """双鸭山市市政府 names the kind again."""
        again = KIND.match(rest)
        if again is not None and again[0] == kind:
            rest = rest[1:]
        return rest[1:] if TRAILING.match(rest) else rest

    def _codes(self, organ: str) -> tuple[tuple[str, ...], int, bool]:
        """The codes of the innermost division that an organ's name begins with, where it ends, whether shortly."""
        known = self.organs.places.get(organ)
        if known is None:
            if len(self.organs.places) >= REMEMBERED:
                self.organs.places.clear()
            known = self.organs.places[organ] = self._find_codes(organ)
        return known

    def _find_codes(self, organ: str) -> tuple[tuple[str, ...], int, bool]:
        codes: tuple[str, ...] = ()
        end, short = 0, False
        if len(organ) > 1:
            for hit in self.index.find(organ):
                if hit.start != end or (hit.short and organ[hit.start] in LETTERS):  # 市中[区] in 市中级人民法院
                    break
                if codes and set(codes).isdisjoint(self.index.parents(hit.codes[0])):  # 公安 in 昭平县公安局
                    break
                codes, end, short = hit.codes, hit.end, hit.short
        return codes, end, short

    def _coded(self, codes: tuple[str, ...]) -> Area:
        """The area of a name; of several of that name the one that the article is about, else all are left open."""
        codes = self.index.settled(codes, self.home)
        name = self.index.name(codes[0])
        level = LEVELS[self.index.divisions[codes[0]].level]
        if len(codes) == 1:
            return Area(name=name, place=Place(name=name, code=codes[0]), level=level)
        return Area(name=name, place=Place(name=name, candidates=codes), level=level)

    def _meant(self, kind: str, at: int, before: Area | None) -> Area:
        """The division of a kind (市, 县) that a title without its name means."""
        place = before.place if before is not None else None
        if before is not None and place is not None and _fits(before.name, kind):
            return before
        area = self._said_before(kind, at)
        if area is None and place is not None:
            area = self._around(place, kind)
        if area is None and self.home is not None:
            if kind not in self.at_home:
                self.at_home[kind] = self._around(self.home, kind)
            area = self.at_home[kind]
        return area or self._near(kind, at) or Area(level=LEVEL_OF_KIND.get(kind))

    def _said_before(self, kind: str, at: int) -> Area | None:
        """The division that a title before it in the sentence names: 淮南市委书记沈强、市长李明."""
        for start, known, area in reversed(self.named):
            if start < at - NEAR:
                break
            if start < at and known == kind[-1]:
                apart = self.text.find("。", start, at) >= 0 or self.text.find("\n", start, at) >= 0
                return None if apart else area
        return None

    def _around(self, place: Place, kind: str) -> Area | None:
        """The place or the one of its parents that is of a kind: 黑龙江省 for 省委 in an article about 双鸭山市."""
        if place.code is None:
            return self._coded(place.candidates) if place.candidates and _fits(place.name, kind) else None
        for code in (place.code, *self.index.parents(place.code)):
            name = self.index.name(code)
            if _fits(name, kind) and not (kind == "区" and name.endswith("自治区") and code != place.code):
                return self._coded((code,))
        return None

    def _near(self, kind: str, at: int) -> Area | None:
        """The last division of a kind that the paragraph names before the title."""
        text = self.text
        start = max(text.rfind("\n", 0, at) + 1, at - NEAR)
        for hit in reversed(self.index.find(text[start:at])):
            if text.startswith("任县", start + hit.start):  # 张三任县妇联主席: the county is no more
                continue
            if not hit.short and len(hit.codes) == 1 and _fits(self.index.name(hit.codes[0]), kind):
                return self._coded(hit.codes)
        return None

    def _small(self, area: Area, name: str, kind: str, at: int) -> Area:
        """A town or village, which has no code of its own: its county's stands for it."""
        county = area.place or self._county() or self._only_county(at)
        outer = area.name or (county.name if county is not None else "")
        found = Area(name=f"{outer}{name}{kind}", place=county, level=LEVEL_OF_KIND[kind])
        self.named.append((at, kind, found))
        return found

    def _nameless(self, area: Area, kind: str, at: int, before: Area | None) -> Area:
        """镇党委书记, 村支书: the town or village that a title before it in the sentence names."""
        level = LEVEL_OF_KIND[kind]
        if before is not None and before.level == level:
            return before
        return self._said_before(kind, at) or Area(level=level, place=area.place or self._county())

    def _only_county(self, at: int) -> Place | None:
        """The county that the paragraph names before the title, where it names one alone."""
        text = self.text
        start = max(text.rfind("\n", 0, at) + 1, at - NEAR)
        codes = {code for hit in self.index.find(text[start:at]) for code in hit.codes}
        counties = [code for code in codes if self.index.divisions[code].level == COUNTY]
        return self._coded((counties[0],)).place if len(counties) == 1 else None

    def _county(self) -> Place | None:
        """The county that the article is about."""
        home = self.home
        if home is not None and home.code is not None and self.index.divisions[home.code].level == COUNTY:
            return home
        return None


def _fits(name: str | None, kind: str) -> bool:
    """Whether a division is of a kind.

    >>> _fits("双鸭山市", "市"), _fits("阿克苏地区", "区")
    (True, False)
    """
    return name is not None and name.endswith(kind) and not (kind == "区" and name.endswith("地区"))
