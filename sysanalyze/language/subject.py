"""Whose government an article is about, by what it names and how it speaks of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sysanalyze.language.places import PlaceHit, PlaceIndex

READ = 3000  # code points of an article that tell whose it is
LEAD = 320  # of its beginning, where the place is named first
# How a text speaks of its own government, by the kind of division.
# One class of characters comes first, so that the search skips what cannot begin a match.
OWN = re.compile(
    r"[省市县区州旗盟全我该本](?:"
    r"(?<=[省市县区州旗盟])(?:委(?!员(?!会))|政府|人大|人民代表大会|政协|长(?=[\u3400-\u9fff ])|直|纪委|监委)"
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
# What follows a place that is merely part of a firm's name or a guest's: 深圳市比亚迪电子有限公司,
# 深圳市考察团来我县考察.
PASSING = re.compile(
    r"(?:(?![与和到赴引在来召举为对向市县区州省旗的一])[\u3400-\u9fff()A-Za-z]){0,16}?"
    r"(?:(?:公司|集团|银行|商会|协会|药业|电器|科技|实业|建工|重工)|"
    r"(?:代表团|考察团|考察组|企业家|客商|领导)(?:一行)?(?:来|莅|[到赴](?=[我本]))|一行(?:来|莅|[到赴](?=[我本])))"
)
# What follows a place where a meeting is held or that is visited: 大会在成都召开, 赴深圳市招商.
VENUE = re.compile(r"(?:隆重|顺利|成功|胜利)?(?:召开|举行|举办|开幕|闭幕|签约|招商|推介|考察|学习|对接|洽谈|拜访)")
SHARE = {2: 0.3, 4: 0.7, 6: 1.0}  # of a source's weight, by level
ENOUGH = 4.5
TITLE_START = 5  # code points of a title within which its subject stands


class Subject:
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
        raw = [hit for hit in index.hits(joined) if not _passing(joined, hit)]
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
        deepest = max([index.divisions[code].level for code in firsts])
        best, *rivals = [code for code in firsts if index.divisions[code].level == deepest]
        if rivals:  # of equal districts neither is meant, but the city of both
            held = [code for code in index.parents(best) if all(code in index.parents(each) for each in rivals)]
            best = next((code for code in held if code in heads), "")
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


def _passing(text: str, hit: PlaceHit) -> bool:
    """Whether a place is named for a firm, a guest or a venue, and the article is not about it."""
    if text[hit.start - 1 : hit.start] in ("在", "赴") and VENUE.match(text, hit.end) is not None:
        return True
    return PASSING.match(text, hit.end) is not None
