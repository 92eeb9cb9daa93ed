"""Local numeric slogans that no lexicon knows: `“五个环境”`, `“3个200”`, `“1358”发展战略`, 六个必须."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import Cues, with_role
from sysanalyze.extract.slogans.items import spelled_items
from sysanalyze.model import Slogan, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.slogans.quotations import Quotation
    from sysanalyze.lexicon import Lexicon

LONGEST = 14
COUNTS = {"两": 2, "双": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

# 五个要发展, 三篇大文章, 八大行动, 四最, 五提行动, 双转型
COUNTED = re.compile(
    r"""(?P<count>[二三四五六七八九十两双])(?:十[一二三四五六七八九]?)?
        (?P<unit>个|大|项|篇|张|把|条|道|类|种|位)?
        (?P<word>[\u4e00-\u9fff]{1,8})""",
    re.VERBOSE,
)
# 四头四尾, 三讲一提升, 三去一降一补, 五市一极; 一企一策 has no number that counts
CHAINED = re.compile(
    r"[一二三四五六七八九十两双多][^一二三四五六七八九十两双多]{1,4}(?:[一二三四五六七八九十两双多][\u4e00-\u9fff]{1,4}?){1,5}"
)
# 3个200, 1出清, 2个70%, 10大工程
ARABIC = re.compile(r"[1-9]\d?(?:个|大|项|张|条)?(?:\d{1,4}%?|[\u4e00-\u9fff]{1,6})")
# 1+9, 1+N, 3+2+X, “1+6+5”
SUMMED = re.compile(r"(?:\d{1,3}|[NX])(?:\+(?:\d{1,3}|[NXn]))+(?:[\u4e00-\u9fff]{1,6})?")
# 1358, 331, 10210: codes, told from years and call numbers by what follows
CODED = re.compile(r"(?!(?:19|20)\d\d$)[1-9]\d{2,5}")
# 三年, 五月, 六点, 九小时, 三元: quantities and dates
PLAIN_UNIT = frozenset("年月日天号点分秒时周岁元角斤吨里米亩届次级期名位条倍成度回")
# Unquoted: a number and a verb, 五个坚持, 六个必须; 个 may stand for 大 never: 六大坚持 is not said.
BARE = re.compile(r"(?<![第每十百千万一二三四五六七八九两\d])[二三四五六七八九十两]个(?P<word>[\u4e00-\u9fff]{2,4})")
# 一核两翼, 一轴三带, 两廊一圈: a layout told by two or more numbers
LAYOUT_NOUN = "核心轴带廊圈区极翼副屏网港链群片点线面组团环城园主"
LAYOUT = re.compile(rf"(?<![第\d])(?:[一二三四五六七八九十两双多][{LAYOUT_NOUN}]{{1,2}}){{2,5}}(?![\u4e00-\u9fff]?[米层])")
MOST_REPEATED = 24


class NumericRule:
    """Finds numeric slogans: in quotation marks by their form, bare ones by their verb or because they stood quoted."""

    def __init__(self, cues: Cues, stops: Lexicon) -> None:
        self._cues = cues
        self._stops = frozenset(with_role(stops, "number"))
        self._heads = tuple(with_role(stops, "number_head"))
        self._verbs = frozenset(with_role(stops, "count_verb"))

    def __call__(self, article: Article, quotes: Sequence[Quotation], known: Iterable[Slogan]) -> Iterator[Slogan]:
        """The numeric slogans of the article that the lexicon lacks."""
        view = article.view
        held = {slogan.mentions[0] for slogan in known}
        repeated: dict[str, None] = {}
        for quote in quotes:
            words, span = quote.words, Span(quote.start, quote.end)
            if len(words) > LONGEST or span in held or not self._is_slogan(view, quote):
                continue
            if len(words) > 2:  # noqa: PLR2004 - 四最 without its marks may be a piece of anything
                repeated[words] = None
            yield self._slogan(article, span, "slogan.numeric")
        for words in list(repeated)[:MOST_REPEATED]:
            yield from self._repeated(article, words)
        for match in BARE.finditer(view):
            word = match["word"]
            size = next((size for size in (4, 3, 2) if word[:size] in self._verbs and len(word) >= size), 0)
            if size:
                yield self._slogan(article, Span(match.start(), match.start() + 2 + size), "slogan.numeric_bare")
        for match in LAYOUT.finditer(view):
            if match[0].strip("一" + LAYOUT_NOUN) and match[0] not in self._stops:
                yield self._slogan(article, Span(*match.span()), "slogan.numeric_layout")

    def _is_slogan(self, view: str, quote: Quotation) -> bool:
        words = quote.words
        if words in self._stops or words.endswith(self._heads):
            return False
        cues = self._cues
        if cues.named(view, quote):
            return False
        if match := COUNTED.fullmatch(words):
            if words[1] in PLAIN_UNIT and not match["unit"]:
                return False
            if match["unit"] is None and len(words) > 4:  # noqa: PLR2004 - 双塔灌区, 三江平原: names; 五提行动 is none
                return CHAINED.fullmatch(words) is not None or cues.steered(view, quote) or cues.far_headed(view, quote)
            return True
        if CHAINED.fullmatch(words):
            return bool(words.strip("一" + "".join(c for c in words if c not in COUNTS)))
        if CODED.fullmatch(words):
            return cues.far_headed(view, quote)
        if SUMMED.fullmatch(words):
            return cues.far_headed(view, quote) or cues.steered(view, quote)
        return ARABIC.fullmatch(words) is not None and (cues.far_headed(view, quote) or cues.steered(view, quote))

    def _repeated(self, article: Article, words: str) -> Iterator[Slogan]:
        """The unquoted places of what stands quoted elsewhere in the article."""
        view, at = article.view, -1
        while (at := view.find(words, at + 1)) >= 0:
            if view[at - 1 : at] != "“" and not (words[0].isdigit() and view[at - 1 : at].isdigit()) and len(words) > 3:  # noqa: PLR2004
                yield self._slogan(article, Span(at, at + len(words)), "slogan.numeric_repeated")

    def _slogan(self, article: Article, span: Span, rule: str) -> Slogan:
        count = COUNTS.get(article.view[span.start], 0)
        return Slogan(
            text=article.text(span),
            kind="numeric",
            mentions=(span,),
            items=spelled_items(article, span, count),
            rule=rule,
        )
