"""Places of China to county level: their names in a text, told apart by their parents, and whose article it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.language.subject import LEAD, LOCAL_SOURCE, NATIONAL, READ, Subject
from sysanalyze.lexicon import Matcher
from sysanalyze.lexicon.match import NEW
from sysanalyze.model import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sysanalyze.lexicon import Lexicons

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
ACTING = {"代县": AFTER["县"] | {"长"}}  # 代县长 acts for one
STREETS = frozenset("路街巷")  # 张掖路, 中山路
NOTHING: frozenset[str] = frozenset()
# Whether a name may be another word: a full one of two characters or that is a word of the language (城区), a short one
# that is one (白银).
SURE, BRIEF, GENERIC, WORD = range(4)
NO_CODES: tuple[str, ...] = ()
LEADS_IN = "在到从赴对由与于为向的省市、"  # what may stand before a name of two characters


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
        also_words = frozenset(entry.text("short") for entry in lexicons["places"] if entry.flag("plain"))
        phrases: dict[str, tuple[tuple[str, ...], bool, frozenset[str], int]] = {}
        for name, meant in short.items():
            now = [code for code in meant if code[0] != "?"] or [code[1:] for code in meant]
            ranked = tuple(sorted(dict.fromkeys(now), key=self._rank)) if len(now) > 1 else tuple(now)
            phrases[name] = (ranked, True, STREETS, WORD if name in also_words else SURE)
        for name, meant in full.items():
            doubt = GENERIC if name in generic else BRIEF if len(name) == 2 else SURE
            after = ACTING.get(name) or AFTER.get(name[-1], NOTHING)
            phrases[name] = (tuple(dict.fromkeys(meant)), False, after, doubt)
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
            if doubt == WORD and last != start and _inside(view, start):  # 真金白银, 天下大同
                continue
            inner = self._within(codes, outer) if last == start else NO_CODES
            if inner or short or not doubt or not _other_word(view, start, end, doubt):
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
                within = last == start and self._within(codes, outer)
                county = not codes[0].endswith("00")
                if county and last == start and not within:  # 武汉东湖
                    continue
                if not named or named[0] not in full:
                    if (county or self.divisions[codes[0]].plain) and not within:
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

    def settled(self, codes: tuple[str, ...], home: Place | None) -> tuple[str, ...]:
        """Of the codes that a name may stand for the one that lies in or around a place, else all.

        Args:
            codes: at least one.
            home: usually the place that the article is about.
        """
        if home is None or len(codes) == 1:
            return codes
        known = (home.code,) if home.code is not None else home.candidates
        if common := tuple([code for code in codes if code in known]):
            return common
        around = {outer for code in known for outer in (code, *self.parents(code))}
        return self._resolved(codes, around)

    def named_in(self, text: str, home: Place | None = None) -> Place | None:
        """The innermost place that a short text names: where a project is, by its name, its owner or its sentence.

        Several places of one line (黑龙江省双鸭山市宝清县) are the innermost; of places apart (北京市和天津市) none is
        meant. A short name (双鸭山) counts as `find` lets it, and where it is `home` or lies in it. Cost: the matching
        of the text alone.

        Args:
            text: of the article's view, a line at most; nothing is read before or after it.
            home: the place that the article is about; tells places of one name apart.

        >>> from sysanalyze.lexicon import load_lexicons
        >>> places = PlaceIndex(load_lexicons())
        >>> places.named_in("双鸭山市中双石墨有限公司石墨采选项目")
        Place(name='双鸭山市', code='230500', candidates=())
        """
        raw = self.hits(text)
        if not raw:
            return None
        sure = {hit.start for hit in self.confirmed(raw)}
        known = set() if home is None else {home.code, *home.candidates}
        best: tuple[str, ...] = ()
        for hit in raw:
            codes = self.settled(hit.codes, home)
            if hit.start not in sure and known.isdisjoint((*codes, *self.parents(codes[0]))):
                continue
            if best and not set(best).isdisjoint((*codes, *(p for code in codes for p in self.parents(code)))):
                best = codes
            elif best and codes[0] not in self.parents(best[0]):
                return None
            elif not best:
                best = codes
        if not best:
            return None
        name = self.name(best[0])
        return Place(name=name, code=best[0]) if len(best) == 1 else Place(name=name, candidates=best)

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
        return Subject(self, [(kind, text) for kind, text in given if text], view[:READ]).place()


def _other_word(view: str, start: int, end: int, doubt: int) -> bool:
    """Whether a full name that no parent's name stands before is rather another word: 市和县, 老城区, 西南山区."""
    if doubt == GENERIC:
        return (start > 0 and "\u3400" <= view[start - 1] <= "\u9fff") or view[end - 1] == "区"
    return _inside(view, start)


def _inside(view: str, start: int) -> bool:
    """Whether a character stands before a name that no name begins after.

    >>> _inside("真金白银", 2), _inside("在白银", 1)
    (True, False)
    """
    before = view[start - 1 : start] if start else ""
    return "\u3400" <= before <= "\u9fff" and before not in LEADS_IN
