"""Where a project is: the division that its name or its clause names, or the article's own for 县医院."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.language.places import PlaceHit, PlaceIndex

LOCATED = r"(?:位于|坐落于|坐落在|地处|落户于?|落地于?|选址于?|在(?<![正现存所]在))(?:了|我国|我省|我市)?"
LOCATED_AFTER = re.compile(LOCATED)
LOCATED_BEFORE = re.compile(LOCATED + r"(?=[^，。;\n]{2,24}$)")
OWN = re.compile(r"(?:全|我)?([省市县区旗州])(?:第|中|人民|体育|文化|妇|疾|职|实验|委|一|二|三|城区|城|民)")
ROAD = re.compile(r"[东西南北中]?(?:路|街|大街|大道|高速)|[江河湖山]")  # 北京路, 嘉陵江
FIRM = re.compile(r"[^，。;、\n]{2,30}?(?:公司|集团)")
# 江西铜业, 贵州茅台, 山东能源: firms far from home; no 能源基地, 石化园区
FIRM_SHORT = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:重工|药业|制药|(?<!中)医药|酒业|乳业|铜业|铝业|矿业|煤业|纸业|锂业|牧业|实业|股份|控股|石化|水泥|建工(?!程)|建投|交投|城投|能源|茅台|电力|钢铁)"
    r"(?![园基产走枢通输])"
)
CLAUSE_END = re.compile(r"[，。;\n]")
EVENT = re.compile(r"签[署约订]|举行|举办|召开|揭晓")  # 在北京签约 is no site
NEAR = 12  # code points after a name within which 在 stands


def site(article: Article, item: Candidate, stretches: Sequence[tuple[int, int]]) -> Place | None:
    """The division that holds a project; None where the text names none, or two that do not hold each other."""
    view = article.view
    name = view[item.start : item.end]
    found = None
    if not item.walk.route:
        # A firm's province need not be its project's.
        firm = FIRM.match(name) if "公司" in name or "集团" in name else _short_firm(article, name)
        found = _last(article, item.start + (firm.end() if firm else 0), item.end, anywhere=True)
    if found is None:
        own = OWN.match(name)
        about = article.metadata.place
        if own and about is not None and about.name.endswith(own[1]):
            return about
        for begin, end in _around(view, item, stretches):
            found = _last(article, begin, end, anywhere=False)
            if found is not None:
                break
    return found


def _short_firm(article: Article, name: str) -> re.Match[str] | None:
    """The short name of a firm that a name begins with, its province in front: 江西铜业, not 云南曲靖阳光能源."""
    firm = FIRM_SHORT.match(name)
    return firm if firm is not None and len(article.places.hits(firm[0])) < 2 else None


def _around(view: str, item: Candidate, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the clauses after and before a name go on behind 位于 and its like."""
    found = []
    if stretches:
        begin, end = stretches[0]
        match = LOCATED_AFTER.search(view, begin, min(end, begin + NEAR))
        if (
            match
            and not CLAUSE_END.search(view, begin + 1, match.start())
            and not EVENT.search(view, match.end(), min(end, match.end() + 16))
        ):
            found.append((match.end(), min(end, match.end() + 24)))
    if view.startswith("的", item.start - 1):
        floor = max(0, item.start - 40)
        found += [(match.end(), item.start) for match in LOCATED_BEFORE.finditer(view, floor, item.start)]
    return found


def _last(article: Article, begin: int, end: int, *, anywhere: bool) -> Place | None:
    """The smallest of the nested divisions that a stretch names, or begins with where not `anywhere`."""
    view, index = article.view, article.places
    hits = index.hits(view[begin:end])
    if not hits:
        return None
    about = article.metadata.place
    around: set[str] = {about.code, *index.parents(about.code)} if about is not None and about.code else set()
    codes: tuple[str, ...] = ()
    last = 0
    for hit in hits:
        if not anywhere and hit.start != last:
            break
        if ROAD.match(view, begin + hit.end):
            continue
        wanted = _meant(index, hit, codes if hit.start == last else (), around)
        if not wanted:
            continue
        if codes and not any(set(codes) & {code, *index.parents(code)} for code in wanted):
            return None  # 平顶山至漯河: two places
        codes, last = wanted, hit.end
    if not codes:
        return None
    name = index.name(codes[0])
    return Place(name=name, code=codes[0]) if len(codes) == 1 else Place(name=name, candidates=codes)


def _meant(index: PlaceIndex, hit: PlaceHit, outer: tuple[str, ...], around: set[str]) -> tuple[str, ...]:
    """The codes that a name can stand for behind the name of `outer`, in an article about what is `around`."""
    inner = tuple([code for code in hit.codes if set(index.parents(code)) & set(outer)]) if outer else ()
    if inner:
        return () if hit.short and index.divisions[inner[0]].plain else _widest(index, inner)
    near = tuple([code for code in hit.codes if code in around or around & set(index.parents(code)[:1])])
    if near or not hit.short:
        return near or hit.codes
    first = index.divisions[hit.codes[0]]
    if first.level == 6 or first.plain:
        # 宝清 alone is the county where the article is about it, or it begins a name in an article of its province.
        same = [code for code in hit.codes if any(other and other[:2] == code[:2] for other in around)]
        return tuple(same) if len(same) == 1 and hit.start == 0 and not first.plain else ()
    return _widest(index, hit.codes)


def _widest(index: PlaceIndex, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The first code where it is of a higher level than the others: 南昌 is the city, not 南昌县."""
    levels = [index.divisions[code].level for code in codes[:2]]
    return codes[:1] if len(levels) == 2 and levels[0] < levels[1] else codes
