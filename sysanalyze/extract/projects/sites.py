"""Where a project is: the division that its name or its clause names, or the article's own for 县医院."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.language.places import PlaceIndex
from sysanalyze.model import Place

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.language.places import PlaceHit
    from sysanalyze.lexicon import Lexicons

LOCATED = r"(?:位于|坐落于|坐落在|地处|落户于?|落地于?|选址于?|在(?<![正现存所]在))(?:了|我国|我省|我市)?"
LOCATED_AFTER = re.compile(LOCATED)
LOCATED_BEFORE = re.compile(LOCATED + r"(?=[^，。;\n]{2,24}$)")
OWN = re.compile(r"(?:全|我)?([省市县区旗州])(?:第|中|人民|体育|文化|妇|疾|职|实验|委|一|二|三|城区|城|民)")
ROAD = re.compile(r"[东西南北中]?(?:路|街|大街|大道|高速)|[江河湖山]")  # 北京路, 嘉陵江
FIRM = re.compile(r"[^，。;、\n]{2,30}?(?:公司|集团)")
CLAUSE_END = re.compile(r"[，。;\n]")
EVENT = re.compile(r"签[署约订]|举行|举办|召开|揭晓")  # 在北京签约 is no site
NEAR = 12  # code points after a name within which 在 stands


class Sites:
    """Tells where projects are; the index of places is made when it is first needed."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._places: PlaceIndex | None = None

    def places(self) -> PlaceIndex:
        """The divisions of China."""
        if self._places is None:
            self._places = PlaceIndex(self._lexicons)
        return self._places

    def site(self, article: Article, item: Candidate, stretches: list[tuple[int, int]]) -> Place | None:
        """The division that holds a project; None where the text names none, or two that do not hold each other."""
        view = article.view
        name = view[item.start : item.end]
        firm = FIRM.match(name)  # a firm's province need not be its project's
        found = (
            None
            if item.walk.route
            else self._last(article, item.start + (firm.end() if firm else 0), item.end, anywhere=True)
        )
        if found is None:
            own = OWN.match(name)
            about = article.metadata.place
            if own and about is not None and about.name.endswith(own[1]):
                return about
            for begin, end in self._around(view, item, stretches):
                found = self._last(article, begin, end, anywhere=False)
                if found is not None:
                    break
        return found

    def _around(self, view: str, item: Candidate, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
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
        floor = max(0, item.start - 40)
        if view[item.start - 1 : item.start] == "的":
            found += [(match.end(), item.start) for match in LOCATED_BEFORE.finditer(view, floor, item.start)]
        return found

    def _last(self, article: Article, begin: int, end: int, *, anywhere: bool) -> Place | None:
        """The smallest of the nested divisions that a stretch names, or begins with where not `anywhere`."""
        view, index = article.view, self.places()
        about = article.metadata.place
        around: set[str] = {about.code, *index.parents(about.code)} if about is not None and about.code else set()
        codes: tuple[str, ...] = ()
        last = 0
        for hit in index.hits(view[begin:end]):
            if not anywhere and hit.start != last:
                break
            if ROAD.match(view, begin + hit.end):
                continue
            wanted = self._meant(hit, codes if hit.start == last else (), around)
            if not wanted:
                continue
            if codes and not any(set(codes) & {code, *index.parents(code)} for code in wanted):
                return None  # 平顶山至漯河: two places
            codes, last = wanted, hit.end
        if not codes:
            return None
        name = index.name(codes[0])
        return Place(name=name, code=codes[0]) if len(codes) == 1 else Place(name=name, candidates=codes)

    def _meant(self, hit: PlaceHit, outer: tuple[str, ...], around: set[str]) -> tuple[str, ...]:
        """The codes that a name can stand for behind the name of `outer`, in an article about what is `around`."""
        index = self.places()
        inner = tuple(code for code in hit.codes if set(index.parents(code)) & set(outer))
        if inner:
            return () if hit.short and index.divisions[inner[0]].plain else self._widest(inner)
        near = tuple(code for code in hit.codes if code in around or around & set(index.parents(code)[:1]))
        if near or not hit.short:
            return near or hit.codes
        first = index.divisions[hit.codes[0]]
        if first.level == 6 or first.plain:
            # 宝清 alone is the county where the article is about it, or it begins a name in an article of its province.
            same = [code for code in hit.codes if any(other and other[:2] == code[:2] for other in around)]
            return tuple(same) if len(same) == 1 and hit.start == 0 and not first.plain else ()
        return self._widest(hit.codes)

    def _widest(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The first code where it is of a higher level than the others: 南昌 is the city, not 南昌县."""
        levels = [self.places().divisions[code].level for code in codes[:2]]
        return codes[:1] if len(levels) == 2 and levels[0] < levels[1] else codes
