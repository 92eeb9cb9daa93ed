"""Places of China to county level: their names in a text, told apart by their parents, and whose article it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon import Matcher
from sysanalyze.lexicon.match import NEW
from sysanalyze.model import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sysanalyze.lexicon import Lexicons

READ = 3000  # code points of an article that tell whose it is
LEAD = 320  # of its beginning, where the place is named first
# 和县里, 采矿区, 合作市场, 东城区域, 新城区块: what follows shows that the name ends elsewhere.
AFTER = {
    name: frozenset(after)
    for name, after in {
        "县": "里内外域级",
        "市": "场值价面集",
        "区": "域块间别位划",
        "州": "际",
        "旗": "帜袍下开",
        "省": "略却事",
    }.items()
}
NOTHING: frozenset[str] = frozenset()
SURE, BRIEF, GENERIC = range(3)  # whether a full name may be another word: of two characters, or a word of the language
NO_CODES: tuple[str, ...] = ()
LEADS_IN = "在到从赴对由与于为向的省市、"  # what may stand before a name of two characters
# How a text speaks of its own government, by the kind of division.
# One class of characters comes first, so that the search skips what cannot begin a match.
OWN = re.compile(
    r"[省市县区州旗盟全我该本](?:"
    r"(?<=[省市县区州旗盟])(?:委(?!员)|政府|人大|政协|长(?=[\u3400-\u9fff ])|直|纪委|监委)"
    r"|(?<=[全我该本])[省市县区州旗盟](?![长域值场]))"
)
# What follows a county's short name at the start of a title, source or dateline: 瓜州:…, 修水新闻网, 黎平日报.
LOCAL = re.compile(r"[:\n]|日报|县|市|区|新闻|融媒|发布|乡讯|政府|电视|在线|晚报")
LEVELS = "省市县区州旗盟"
WEIGHT = {"title": 6.0, "subtitle": 5.0, "source": 5.0, "dateline": 4.0, "lead": 2.0, "crumbs": 3.0}
# News of the nation or of abroad, wherever it happened: 习近平在福建考察.
NATIONAL = re.compile(
    r"中共中央|党中央|国务院|全国人大|全国政协|中央军委|中央纪委|中央政治局|国家主席|国家副主席|总书记[\u3400-\u9fff]{1,12}(?:指出|强调)|外交部|"
    r"总统|首相|联合国|峰会|国际社会|外长|代表团(?:全体会议)?审议|全国[\u3400-\u9fff]{0,6}工作会议"
)
# A source that is itself of a place: X县融媒体中心, X市统计局, 县委宣传部, X日报.
LOCAL_SOURCE = re.compile(r"[省市县区州旗盟](?!场)|日报|晚报|乡讯")
SHARE = {2: 0.3, 4: 0.7, 6: 1.0}  # of a source's weight, by level
ENOUGH = 4.5
TITLE_START = 5  # code points of a title within which its subject stands


class PlaceHit(NamedTuple):
    """A name found at `[start, end)` and the codes that it may stand for, the likeliest first."""

    start: int
    end: int
    codes: tuple[str, ...]
    short: bool  # 双鸭山, not 双鸭山市


class Division(NamedTuple):
    """A division by its code: what it is called in full and shortly."""

    code: str
    name: str
    short: str | None
    plain: bool

    @property
    def level(self) -> int:
        """2 a province, 4 a prefecture, 6 a county."""
        return 2 if self.code.endswith("0000") else 4 if self.code.endswith("00") else 6


class PlaceIndex:
    """All divisions, by name and by code; made once.

    >>> from sysanalyze.lexicon import load_lexicons
    >>> places = PlaceIndex(load_lexicons())
    >>> places.parents("230523")
    ('230500', '230000')
    >>> [places.divisions[hit.codes[0]].name for hit in places.find("黑龙江省双鸭山市宝清县")]
    ['黑龙江省', '双鸭山市', '宝清县']
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.divisions: dict[str, Division] = {}
        full: dict[str, list[str]] = {}
        short: dict[str, list[str]] = {}
        for entry in lexicons["places"]:
            brief = entry.text("short")
            codes = entry.texts("codes")
            former = [code for code in entry.texts("former") if code not in codes]
            surface, plain = entry.surface, entry.flag("plain")
            for code in codes:
                self.divisions[code] = Division(code, surface, brief, plain)
            for code in former:  # 420600 is 襄阳市 now, and was 襄樊市
                self.divisions.setdefault(code, Division(code, surface, brief, plain))
            for name in (surface, *entry.texts("forms")):
                full.setdefault(name, []).extend((*codes, *former))
            if brief:
                # The short name of a former division stands for the one of today: 鹿泉 is 鹿泉区, not 鹿泉市.
                short.setdefault(brief, []).extend(codes or [f"?{code}" for code in former])
        self._parents: dict[str, tuple[str, ...]] = {}  # of the codes asked for so far
        self.kinds = {code: division.name[-1] for code, division in self.divisions.items()}  # 省 市 县 …
        generic = frozenset(entry.surface for entry in lexicons["places"] if entry.flag("generic"))
        phrases: dict[str, tuple[tuple[str, ...], bool, frozenset[str], int]] = {}
        for name, meant in short.items():
            now = [code for code in meant if code[0] != "?"] or [code[1:] for code in meant]
            codes = tuple(sorted(dict.fromkeys(now), key=self._rank)) if len(now) > 1 else tuple(now)
            phrases[name] = (codes, True, NOTHING, SURE)
        for name, meant in full.items():
            doubt = GENERIC if name in generic else BRIEF if len(name) == 2 else SURE
            phrases[name] = (tuple(dict.fromkeys(meant)), False, AFTER.get(name[-1], NOTHING), doubt)
        self._matcher = Matcher(phrases)

    @staticmethod
    def _rank(code: str) -> tuple[int, str]:
        return (0 if code.endswith("0000") else 1 if code.endswith("00") else 2, code)

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes of the divisions that hold this one, the nearest first."""
        known = self._parents.get(code)
        if known is None:
            chain = dict.fromkeys((f"{code[:4]}00", f"{code[:2]}0000"))
            known = tuple(each for each in chain if each != code and each in self.divisions)
            if code in self.divisions:
                self._parents[code] = known
        return known

    def name(self, code: str) -> str:
        """The full name of a division; KeyError for an unknown code."""
        return self.divisions[code].name

    def find(self, view: str) -> list[PlaceHit]:
        """The names of places in a text, short ones only behind a parent's name or where they are no other word.

        >>> from sysanalyze.lexicon import load_lexicons
        >>> places = PlaceIndex(load_lexicons())
        >>> places.find("市里和县里加强合作市场建设")
        []
        """
        return self.confirmed(self.hits(view))

    def hits(self, view: str) -> list[PlaceHit]:
        """Every name, but for those that their neighbours show to be other words."""
        found: list[PlaceHit] = []
        values = self._matcher.values
        last, outer = -1, NO_CODES  # of the name before
        for index, start, end in self._matcher.spans(view):
            codes, short, after, doubt = values[index]
            if after and view[end : end + 1] in after:
                continue
            inner = self._within(codes, outer) if last == start else NO_CODES
            if inner or not doubt or not _other_word(view, start, end, doubt):
                last, outer = end, inner or codes
                found.append(NEW(PlaceHit, (start, end, outer, short)))
        return found

    def confirmed(self, hits: Sequence[PlaceHit]) -> list[PlaceHit]:
        """The hits less short names that nothing supports, each with the codes that its surroundings leave."""
        full = {code for hit in hits if not hit.short for code in hit.codes}
        sure: list[PlaceHit] = []
        last, outer = -1, NO_CODES  # of the name before
        for each in hits:
            hit = each
            start, end, codes, short = each
            if short:
                named = codes if len(codes) == 1 else tuple([code for code in codes if code in full])
                if not named or named[0] not in full:
                    county = not codes[0].endswith("00")
                    if (county or self.divisions[codes[0]].plain) and not (
                        last == start and self._within(codes, outer)
                    ):
                        continue
                elif named != codes:
                    hit = PlaceHit(start, end, named, short)
            last, outer = end, hit.codes
            sure.append(hit)
        if all(len(hit.codes) == 1 for hit in sure):
            return sure
        wide = {code for hit in sure for code in (hit.codes[:1] if hit.codes[0].endswith("00") else hit.codes)}
        return [hit if len(hit.codes) == 1 else hit._replace(codes=self._resolved(hit.codes, wide)) for hit in sure]

    def _within(self, codes: Iterable[str], outer: Iterable[str]) -> tuple[str, ...]:
        """The codes that lie within one of the outer ones."""
        around = set(outer)
        return tuple([code for code in codes if not around.isdisjoint(self.parents(code))])

    def _resolved(self, codes: tuple[str, ...], seen: Collection[str]) -> tuple[str, ...]:
        """The codes whose parents the text names, else all."""
        if len(codes) == 1:
            return codes
        if self.divisions[codes[0]].level < self.divisions[codes[1]].level:  # 长春 is the prefecture, 海南 the province
            return codes[:1]
        weights = {
            code: sum(3 - depth for depth, parent in enumerate(self.parents(code), 1) if parent in seen)
            for code in codes
        }
        best = max(weights.values())
        return tuple(code for code in codes if weights[code] == best)

    def about(
        self,
        view: str,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        dateline: str | None = None,
        crumbs: Sequence[str] = (),
    ) -> Place | None:
        """Whose government an article is about; None where it is the nation's, another country's or nobody's.

        Args:
            view: the article's view; its first 3,000 code points are read.
            title: as folded in the view.
            subtitle: what stands between the title and the text (——2023年1月6日在修水县第十九届人民代表大会上).
            source: who published it (伊吾县融媒体中心).
            dateline: the place that a dateline names (瓜州 of 本报瓜州10月28日讯).
            crumbs: the steps of the breadcrumb.
        """
        given = (
            ("title", title),
            ("subtitle", subtitle),
            ("source", source),
            ("dateline", dateline),
            *(("crumbs", crumb) for crumb in crumbs),
        )
        if NATIONAL.search(f"{title or ''}\n{view[:LEAD]}") and not (source and LOCAL_SOURCE.search(source)):
            return None
        return _About(self, [(kind, text) for kind, text in given if text], view[:READ]).place()


def _other_word(view: str, start: int, end: int, doubt: int) -> bool:
    """Whether a full name that no parent's name stands before is rather another word: 市和县, 老城区, 西南山区."""
    before = view[start - 1 : start] if start else ""
    inside = "\u3400" <= before <= "\u9fff"
    if doubt == GENERIC:
        return inside or view[end - 1] == "区"
    return inside and before not in LEADS_IN


class _About:
    """Weighs what speaks for each division that an article names."""

    def __init__(self, index: PlaceIndex, heads: Sequence[tuple[str, str]], view: str) -> None:
        self.index = index
        source = dict(heads).get("source")
        self.lead_counts = source is None or LOCAL_SOURCE.search(source) is not None
        self.own: dict[str, int] = {}  # 市 → how often the text speaks of 全市, 市委
        for phrase in OWN.findall(view):
            kind = phrase[1] if phrase[1] in LEVELS else phrase[0]  # 全市, 市委
            self.own[kind] = self.own.get(kind, 0) + 1
        # One pass over everything, so that a full name in the text supports the short one in the title. A text that
        # never speaks of its own government is about one only where its title or source says so.
        joined = "\n".join([*(text for _, text in heads), view if self.own else view[:LEAD]])
        self.bounds: list[tuple[int, str]] = []  # where each part ends
        at = 0
        starts = set()
        for kind, text in heads:
            starts.add(at)
            at += len(text) + 1
            self.bounds.append((at, kind))
        self.bounds.append((at + LEAD, "lead"))
        self.subject = joined.rfind("】", 0, self.bounds[0][0]) + TITLE_START  # 【走基层】瓜州:…
        raw = index.hits(joined)
        self.hits = index.confirmed(raw)
        known = {hit.start for hit in self.hits}
        for hit in raw:
            if hit.start in starts and hit.start not in known and LOCAL.match(joined, hit.end):
                self.hits.append(hit)

    def place(self) -> Place | None:
        """The division that the most speaks for, None where too little does."""
        if not self.hits:
            return None
        index = self.index
        named: dict[str, tuple[str, ...]] = {}  # the fewest codes that a mention leaves
        counts: dict[str, int] = {}
        heads: dict[str, set[str]] = {}
        beginning = self.bounds[-1][0]
        for start, _, codes, _ in self.hits:
            code = codes[0]
            if code in named:
                counts[code] += 1
                if len(codes) < len(named[code]):
                    named[code] = codes
            else:
                counts[code] = 1
                named[code] = codes
            if start < beginning:
                heads.setdefault(code, set()).add(self._part(start))
        scores = self._scores(counts, heads)
        best = self._best(scores, heads)
        if best is None:
            return None
        codes = named[best]
        name = index.name(best)
        return Place(name=name, code=best) if len(codes) == 1 else Place(name=name, candidates=codes)

    def _part(self, at: int) -> str:
        """The part of the page that an offset within its beginning lies in."""
        for end, kind in self.bounds:
            if at < end:
                return "lead" if kind == "title" and not self.own and at > self.subject else kind
        return "lead"

    def _scores(self, counts: Mapping[str, int], heads: Mapping[str, set[str]]) -> dict[str, float]:
        index = self.index
        scores: dict[str, float] = {}
        for code, number in counts.items():
            scores[code] = min(number, 8) * 0.6 + self._own(code)
            for kind in heads.get(code, ()):
                # 黑龙江日报 prints what happens in all of the province, a county's media what happens in the county.
                share = SHARE[index.divisions[code].level] if kind in ("source", "crumbs") else 1.0
                scores[code] += WEIGHT[kind] * share
        for code in heads:
            # A prefecture's paper supports the county that the beginning names.
            if any("source" in heads.get(parent, ()) for parent in index.parents(code)):
                scores[code] += 2.5
        return scores

    def _own(self, code: str) -> float:
        """How much the text speaks as this kind of division does of itself (全县, 市委)."""
        number = self.own.get(self.index.kinds[code], 0)
        return min(number, 5) * 0.8 if number else -0.5

    def _best(self, scores: dict[str, float], heads: dict[str, set[str]]) -> str | None:
        index = self.index
        # A place within another one that is named as well, in the same breath: 湖南岳阳 is 岳阳.
        for hit, after in zip(self.hits, self.hits[1:], strict=False):
            if hit.end == after.start and not set(hit.codes).isdisjoint(index.parents(after.codes[0])):
                scores[after.codes[0]] += 0.5
        most = max(scores.values())
        firsts = [code for code, score in scores.items() if score == most]
        best = max(firsts, key=lambda code: (index.divisions[code].level, code)) if len(firsts) > 1 else firsts[0]
        if best not in heads or scores[best] < ENOUGH:
            return None
        if heads[best] == {"lead"} and not self.lead_counts:
            return None
        if self.own.get(index.kinds[best]) or "title" in heads[best]:
            return best
        # Nothing speaks of the prefecture as its own: a county in it that the beginning names is meant (黎平县, in
        # 黔东南乡讯).
        inner = [code for code in scores if code in heads and best in index.parents(code)]
        nearest = max(inner, key=lambda code: (scores[code], code), default=None)
        if nearest is None:
            return best
        line = {nearest, *index.parents(nearest)}
        return nearest if all(code in line or nearest in index.parents(code) for code in inner) else best
