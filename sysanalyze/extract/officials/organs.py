"""Names of organs: what 市委, 发改委 and 团县委 are in full, and what organ the head of a post belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Entry, Lexicons

LONGER = frozenset("总分支大中")  # 支队长 is no 队长 of a 支
MEMBER = re.compile(r"(?<=[会委组局央处])(?:委员|成员)\Z")  # 县委委员, 党组成员, but 宣传委员
LONGEST_HEAD, LONGEST_ORGAN, LONGEST_COUNTRY = 8, 12, 9
REMEMBERED = 20_000  # titles, and organs: few are many in an archive
# Bodies of the party in any organ: the organ's name goes before.
PARTY_BODIES = (
    ("机关党委", "机关委员会"),
    ("机关党组", "机关党组"),
    ("党支部", "支部委员会"),
    ("党总支", "总支部委员会"),
    ("支部", "支部委员会"),
    ("总支", "总支部委员会"),
    ("党工委", "工作委员会"),
    ("党委", "委员会"),
    ("党组", "党组"),
)
COURTS = {"provincial": "高级人民法院", "prefecture": "中级人民法院"}
OFFICE_OF_STATE = re.compile("(?:[局厅办署司处科室]|委|委员会|办公室|中心|站|所|队|政府|办事处)\\Z")
LEADING = re.compile(
    r"(?:时任|现任|拟任|新任|首任|前任|候任|历任|曾任|原(?![平州阳])|前(?!郭)|第?[一二三四五六七八九十百0-9]{1,3}[届任]|代理?(?=副?[省市县区州旗盟镇乡]长)|中共(?!中央)|中国共产党)+"
)
SESSION = re.compile("第[一二三四五六七八九十0-9]{1,3}届(?=人|[\u4e00-\u9fff]{0,8}委员会)")  # 泗水县第十八届人大常委会
# The committee in full, which 宝清县政协 is short for, as in 中国人民政治协商会议第十届宝清县委员会
CONFERENCE = re.compile(r"(?:中国)?人民政治协商会议(?P<area>[\u4e00-\u9fff]{2,}?)委员会")
# 泗水县委员会 behind 中共 or before 书记 is 泗水县委, 政协泗水县委员会 泗水县政协.
COMMITTEE = re.compile(r"(?P<body>政协|共青团)?(?P<area>[\u4e00-\u9fff]{0,12}?[省市县区州盟旗镇乡])委员会(?P<rest>.*)")
SECRETARIES = re.compile("(?:常务|专职|第一)?(?:副?书记|常委|委员|秘书长)")
# What stands between an organ and the head of its post: 市委[常务副]书记.
DEGREE = re.compile(
    r"(?:原任?|前任?|时任|常务|第一|专职|执行|名誉|荣誉|候任|当选|临时|代理?|副|首席|挂职|总|老|新闻|党组成员|党委委员|[一二三四]级|高级)+\Z"
)
NAMELESS = re.compile("(?:学校|[校院厂])\\Z|[某该本第一二三四五六七八九十0-9A-Za-z市县区省各原]")


class ReadTitle(NamedTuple):
    """What a title says by itself."""

    text: str  # without 时任, 原, 十四届 and 中共
    head: str  # 书记
    organ: str  # 市委 of 市委常务副书记
    nation: tuple[str | None, str | None, str] | None  # full name, system and name of the organ of the nation
    national: bool  # it begins with the name of such an organ
    country: str | None  # another country, or an international organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Organs:
    """The organs of the lexicon, and the heads that posts end in."""

    base: dict[str, tuple[str, str]]  # short name → form with {} for the division, system
    short: dict[str, str]  # 发改 → 发展和改革
    nation: dict[str, tuple[str, str]]  # name → full name, system
    heads: frozenset[str]
    words: frozenset[str]  # that names of organs are made of: such a name alone tells no organ apart
    unions: frozenset[str]  # international organisations
    abroad: frozenset[str]  # countries and organisations that are not of China
    titles: dict[str, ReadTitle] = field(default_factory=dict)  # remembered
    places: dict[str, tuple[tuple[str, ...], int, bool]] = field(
        default_factory=dict
    )  # that names of organs begin with
    units: dict[tuple[str, str | None, str | None], tuple[str | None, str | None, str]] = field(default_factory=dict)

    def read(self, title: str) -> ReadTitle:
        """What a title says by itself; remembered, for the same few stand in every article.

        >>> from sysanalyze.lexicon import load_lexicons
        >>> read = compile_organs(load_lexicons(), ()).read("原市委常务副书记")
        >>> read.organ, read.head
        ('市委', '书记')
        """
        known = self.titles.get(title)
        if known is None:
            if len(self.titles) >= REMEMBERED:
                self.titles.clear()
            known = self.titles[title] = self._read(title.replace(" ", ""))
        return known

    def _read(self, text: str) -> ReadTitle:
        lead = LEADING.match(text)
        if lead is not None and lead.end() < len(text):
            text = text[lead.end() :]
        if "届" in text:
            text = SESSION.sub("", text)
        if "政治协商会议" in text and (conference := CONFERENCE.match(text)) is not None:
            text = conference["area"] + "政协" + text[conference.end() :]
        elif "委员会" in text and (committee := COMMITTEE.fullmatch(text)) is not None:
            text = _short(committee, of_party=lead is not None and "共" in lead[0])
        national = any(text[:size] in self.nation for size in range(2, LONGEST_ORGAN + 1))
        country = None
        if not national:
            sizes = range(min(LONGEST_COUNTRY, len(text) - 1), 1, -1)
            country = next((text[:size] for size in sizes if text[:size] in self.abroad), None)
            text = text.removeprefix("中国")
        head = self.head(text)
        organ = text[: len(text) - len(head)]
        degree = DEGREE.search(organ)
        organ = organ[: degree.start()] if degree is not None else organ
        nation = self.national(organ, head) if country is None else None
        return ReadTitle(text, head, organ, nation, national, country)

    def named(self, unit: str, area: str | None, level: str | None) -> tuple[str | None, str | None, str]:
        """`full`, remembered."""
        key = unit, area, level
        known = self.units.get(key)
        if known is None:
            if len(self.units) >= REMEMBERED:
                self.units.clear()
            known = self.units[key] = self.full(unit, area, level)
        return known

    def head(self, title: str) -> str:
        """What a title says of the person: 书记 of 市委书记, 支队长 of 交警支队支队长.

        A title that the lexicon has no head of is one whole.
        """
        if (member := MEMBER.search(title)) is not None:
            return member[0]
        for size in range(2, min(LONGEST_HEAD, len(title)) + 1):
            if title[-size:] in self.heads:
                if title[-size - 1 : -size] in LONGER and title[-size - 1 :] in self.heads:
                    return title[-size - 1 :]
                return title[-size:]
        return title

    def national(self, organ: str, head: str) -> tuple[str | None, str | None, str] | None:
        """Full name, system and name of the organ of the nation that a post belongs to, None for another organ."""
        if not organ:
            known = self.nation.get(head)
            return (*known, "") if known is not None else None
        if organ == "国家" and head == "主席":
            return None, None, ""
        whole = organ + head[:-1] if head.endswith("长") and not organ.endswith(head[:-1]) else organ  # 外交部长
        for name in (organ, whole):
            for size in range(min(LONGEST_ORGAN, len(name)), 1, -1):
                said = self.nation.get(name[:size])
                if said is not None:
                    full, system = said
                    rest = name[size:]
                    for body, called in PARTY_BODIES:
                        if rest == body:
                            return f"中共{full.removeprefix('中华人民共和国')}{called}", "party", name[:size]
                    return full + self.expanded(rest), system, name
        return None

    def is_common(self, organ: str) -> bool:
        """Whether every division has the organ: 发改委, 检察院; no part of a proper name as 大学 of 南京大学."""
        return any(organ[:size] in self.base or organ[:size] in self.short for size in range(1, 9))

    def is_party(self, organ: str) -> bool:
        """Whether a democratic party's name begins the organ's: 民盟省委."""
        return (
            any(self.base.get(organ[:size], ("", ""))[0].endswith("{}委员会") for size in (2, 3, 4))
            and organ[:1] in "民农致九台"
        )

    def expanded(self, unit: str) -> str:
        """The name of a department in full.

        >>> from sysanalyze.lexicon import load_lexicons
        >>> organs = compile_organs(load_lexicons(), ())
        >>> organs.expanded("发改委"), organs.expanded("卫健局"), organs.expanded("教育局")
        ('发展和改革委员会', '卫生健康局', '教育局')
        """
        short = self.short
        for size in range(min(8, len(unit)), 1, -1):
            if (full := short.get(unit[:size])) is not None:
                rest = unit[size:]
                return full + ("委员会" if rest == "委" else self.expanded(rest))
            if (full := short.get(unit[-size:])) is not None:
                return unit[:-size] + full
        return unit

    def full(self, unit: str, area: str | None, level: str | None) -> tuple[str | None, str | None, str]:
        """The full name, the system and what a bare post after it belongs to.

        Args:
            unit: the organ without its division: 委, 人民政府, 水利局党组.
            area: the division's name, None where the text leaves it open.
            level: the division's level.
        """
        if not unit:
            return None, None, ""
        if (known := self._of_base(unit, area, level)) is not None:
            return known
        for body, called in PARTY_BODIES:
            if unit.endswith(body):
                owner = unit.removesuffix(body).removesuffix("原")
                inner = self.full(owner, area, level)[0] if owner else area
                return f"中共{inner.removeprefix('中共')}{called}" if inner else None, "party", owner
        system = "government" if OFFICE_OF_STATE.search(unit) else None
        if area:
            return area + self.expanded(unit), system, unit
        return (self.expanded(unit) if self._is_proper(unit) else None), system, unit

    def _of_base(self, unit: str, area: str | None, level: str | None) -> tuple[str | None, str | None, str] | None:
        """The same of an organ that every division has, or of a department of one: 委, 委宣传部, 人民法院."""
        if unit.startswith("委员"):
            return None
        for size in range(min(LONGEST_ORGAN, len(unit)), 0, -1):
            known = self.base.get(unit[:size])
            rest = unit[size:]
            if known is None or rest.startswith("公"):  # 委办 is no part of 委办公室
                continue
            if rest.removeprefix("原") in ("党组", "机关党委", "党委"):
                return None
            form, system = known
            if level == "township" and unit[:size] == "人大":
                form = "{}人民代表大会"
            if unit[:size] in ("人民法院", "法院") and level in COURTS:
                form = "{}" + COURTS[level]
            return (form.format(area) + self._part(rest) if area else None), system, unit
        return None

    def _part(self, unit: str) -> str:
        """A department of a base organ: 统战部 of 市委统战部."""
        known = self.base.get(unit)
        if known is not None and known[0].startswith("中共{}委员会"):
            return known[0].removeprefix("中共{}委员会")
        return self.expanded(unit)

    def _is_proper(self, unit: str) -> bool:
        """Whether a name tells the organ apart without its division: 清华大学, not 教育局."""
        if NAMELESS.match(unit) or unit.endswith("人民政府") or self.is_common(unit):
            return False
        return not any(unit[:size] in self.words for size in range(1, 6))


def _short(committee: re.Match[str], *, of_party: bool) -> str:
    """A title with the committee as it is called for short: 泗水县委书记 of 中共泗水县委员会书记."""
    body, area, rest = committee.group("body", "area", "rest")
    if body == "政协":
        return f"{area}政协{rest}"
    if body or of_party or SECRETARIES.match(rest) is not None:
        return f"{body or ''}{area}委{rest}"
    return committee[0]


def compile_organs(lexicons: Lexicons, words: Iterable[str]) -> Organs:
    """The organs out of the lexicons; `words` are those that names of organs are made of."""
    names, countries = lexicons["organ-names"], lexicons["countries"]
    public = ("head", "deputy", "member", "technical")
    heads = [entry for entry in lexicons["offices"] if entry.text("kind") in public or entry.flag("address")]
    return Organs(
        base={form: said for entry in names.where("kind", "base") for form, said in _said(entry)},
        short={form: full for entry in names.where("kind", "short") for form, (full, _) in _said(entry)},
        nation={form: said for entry in names.where("kind", "national") for form, said in _said(entry)},
        heads=frozenset([form for entry in heads for form in entry.forms]),
        words=frozenset(words),
        unions=frozenset([form for entry in countries.where("kind", "body") for form in entry.forms]),
        abroad=frozenset([form for entry in countries if entry.text("kind") != "home" for form in entry.forms]),
    )


def _said(entry: Entry) -> list[tuple[str, tuple[str, str]]]:
    return [(form, (entry.text("full") or "", entry.text("system") or "")) for form in entry.forms]
