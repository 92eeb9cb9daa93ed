"""Names of organs: what 市委, 发改委 and 团县委 are in full, and what organ the head of a post belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Entry, Lexicons

LONGER = frozenset("总分支大中")  # 支队长 is no 队长 of a 支
MEMBER = re.compile(r"(?<=[会委组局央处])(?:委员|成员)\Z")  # 县委委员, 党组成员, but 宣传委员
LONGEST_HEAD, LONGEST_ORGAN = 8, 12
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
NAMELESS = re.compile("[某该本第一二三四五六七八九十0-9A-Za-z市县区省各原]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organs:
    """The organs of the lexicon, and the heads that posts end in."""

    base: dict[str, tuple[str, str]]  # short name → form with {} for the division, system
    short: dict[str, str]  # 发改 → 发展和改革
    nation: dict[str, tuple[str, str]]  # name → full name, system
    heads: frozenset[str]
    words: frozenset[str]  # that names of organs are made of: such a name alone tells no organ apart
    unions: frozenset[str]  # international organisations

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

    def is_national(self, title: str) -> bool:
        """Whether a title begins with the name of an organ of the nation: 中国人民银行."""
        return any(title[:size] in self.nation for size in range(2, LONGEST_ORGAN))

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
                            return f"中共{full}{called}", "party", name[:size]
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
        for size in range(min(LONGEST_ORGAN, len(unit)), 0, -1):
            known = self.base.get(unit[:size])
            if known is None or unit.startswith("委员"):
                continue
            form, system = known
            rest = unit[size:]
            if rest in ("党组", "机关党委", "党委"):
                break
            if unit[:size] in ("人民法院", "法院") and level in COURTS:
                form = "{}" + COURTS[level]
            return (form.format(area) + self._part(rest) if area else None), system, unit
        for body, called in PARTY_BODIES:
            if unit.endswith(body):
                owner = unit.removesuffix(body).removesuffix("原")
                inner = self.full(owner, area, level)[0] if owner else area
                if inner is None:
                    return None, "party", owner
                return f"中共{inner.removeprefix('中共')}{called}", "party", owner
        system = "government" if OFFICE_OF_STATE.search(unit) else None
        if area:
            return area + self.expanded(unit), system, unit
        return (self.expanded(unit) if self._is_proper(unit) else None), system, unit

    def _part(self, unit: str) -> str:
        """A department of a base organ: 统战部 of 市委统战部."""
        known = self.base.get(unit)
        if known is not None and known[0].startswith("中共{}委员会"):
            return known[0].removeprefix("中共{}委员会")
        return self.expanded(unit)

    def _is_proper(self, unit: str) -> bool:
        """Whether a name tells the organ apart without its division: 清华大学, not 教育局."""
        if NAMELESS.match(unit) or self.is_common(unit):
            return False
        return not any(unit[:size] in self.words for size in range(1, 6))


def compile_organs(lexicons: Lexicons, words: Iterable[str]) -> Organs:
    """The organs out of the lexicons; `words` are those that names of organs are made of."""
    names = lexicons["organ-names"]
    heads = [entry for entry in lexicons["offices"] if entry.text("kind") in ("head", "deputy", "member", "technical")]
    return Organs(
        base={form: said for entry in names.where("kind", "base") for form, said in _said(entry)},
        short={form: full for entry in names.where("kind", "short") for form, (full, _) in _said(entry)},
        nation={form: said for entry in names.where("kind", "national") for form, said in _said(entry)},
        heads=frozenset([form for entry in heads for form in entry.forms]),
        words=frozenset(words),
        unions=frozenset([form for entry in lexicons["countries"].where("kind", "body") for form in entry.forms]),
    )


def _said(entry: Entry) -> list[tuple[str, tuple[str, str]]]:
    return [(form, (entry.text("full") or "", entry.text("system") or "")) for form in entry.forms]
