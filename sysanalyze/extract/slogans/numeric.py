"""Local numeric slogans that no lexicon knows: `“五个环境”`, `“3个200”`, `“1358”发展战略`, 六个必须."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import Cues, Endings, with_role
from sysanalyze.extract.slogans.items import COUNTS, spelled_items
from sysanalyze.extract.slogans.phrases import AFTER
from sysanalyze.extract.slogans.reading import Found, Reading
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sysanalyze.extract.slogans.quotations import Quotation
    from sysanalyze.lexicon import Lexicon

LONGEST = 14
LONGEST_TEN = 6  # of ten things that are no award
COUNTING = "一二三四五六七八九十两双"
NUMBERS = frozenset(COUNTING + "百千多0123456789NX")  # what a quoted one begins with, but for rules: 干部十不准

# 五个要发展, 三篇大文章, 八大行动, 四最, 五提行动, 双转型
COUNTED = re.compile(
    r"""(?P<count>[三四五六七八九十两双])(?:十[一二三四五六七八九]?)?
        (?P<unit>个|大|项|篇|张|把|条|道|类|种|位)?
        (?P<word>[\u4e00-\u9fff]{1,8})""",
    re.VERBOSE,
)
# 四头四尾, 三讲一提升, 三去一降一补, 五市一极; 一企一策 has no number that counts
CHAINED = re.compile(
    r"[一二三四五六七八九十两双多][^一二三四五六七八九十两双多]{1,4}(?:[一二三四五六七八九十两双多][\u4e00-\u9fff]{1,4}?){1,5}"
)
# 3个200, 1出清, 2个70%, 10大工程
ARABIC = re.compile(r"(?!(?:19|20)\d\d$)[1-9]\d?(?:个|大|项|张|条)?(?:\d{1,4}%?|[\u4e00-\u9fff]{1,6})")
# 1+9, 1+N, 3+2+X, “1+6+5”
SUMMED = re.compile(r"(?:\d{1,3}|[NX])(?:\+(?:\d{1,3}|[NXn]))+(?:[\u4e00-\u9fff]{1,6})?")
# 1358, 331, 10210, 415X, 一二三四: codes, told from years and call numbers by what follows
CODED = re.compile(r"(?!(?:19|20)\d\d$)[1-9]\d{2,5}[XN]?|[1-9]\d[XN]|[一二三四五六七八九]{3,6}")
# 三百三千, 双百双千, 百千万: how many of each size
SCALED = re.compile(r"(?:[一二三四五六七八九十两双][百千万亿]){2,4}|[十百千万]{3,4}")
# 双过半, 双过千亿, 双超百亿
PASSED = re.compile(r"双[过超破](?:半|[一二三四五六七八九十百千万]{1,4}[万亿]?)")
# 三年, 五月, 六点, 九小时, 三元: quantities and dates
PLAIN_UNIT = frozenset("年月日天周岁时亿万千百")
LONE_UNIT = frozenset("号点分秒元角斤吨里米亩届次级期名位条倍成度回")  # 两分开 is no measure
# 干部十不准, 五个严禁, 六条禁令
RULES = re.compile(r"[\u4e00-\u9fff]{0,4}[三四五六七八九十][个条项]?(?:不准|不许|不得|严禁|禁令|必须|坚持|一律)")
# 一核两翼, 一轴三带, 两廊一圈: a layout told by two or more numbers
LAYOUT_NOUN = "核心轴带廊圈区极翼副屏网港链群片点线面组团环城园主"
LAYOUT = re.compile(
    rf"[一二三四五六七八九十两双](?<![第\d百千万].)[{LAYOUT_NOUN}]{{1,2}}+"
    rf"(?:[一二三四五六七八九十两双多][{LAYOUT_NOUN}]{{1,2}}+){{1,4}}+(?![\u4e00-\u9fff]?[米层])"
)
# Where a chain or a layout may begin: a number, one or two characters, a number.
TWICE = re.compile(rf"[{COUNTING}](?=[^{COUNTING}多、，。；：:;!?“”()《》\n 0-9A-Za-z]{{1,2}}[{COUNTING}多])")
MOST_REPEATED = 24
# 四头四尾战略, 一证双线监管模式, 五比五看、三亮三评活动: numbers in a chain before a word for plans
LINK = rf"[^{COUNTING}、，。；：:;!?“”()《》\n 的了和与及0-9A-Za-z]{{1,2}}"
CHAIN = rf"[{COUNTING}]{LINK}(?:[{COUNTING}]{LINK}){{1,3}}?"
NO_LINK = frozenset(
    "年月天日岁时点分秒元国党岸方省市县区州届次名位人家户口号亿万千百吨米里亩成倍度是对带路体步进起同直定些切般律致旦样再向系个"
)
NAMED_SO = re.compile(rf"{AFTER.pattern}|建设|蓝图|新")  # two of 两个泉州|企业 are counted
LONGEST_HEAD = 4  # of the words between a chain and the word for plans: 一证双线|监管|模式


class NumericRule:
    """Finds numeric slogans: in quotation marks by their form, bare ones by their verb or because they stood quoted."""

    def __init__(self, cues: Cues, stops: Lexicon) -> None:
        self._cues = cues
        self._stops = frozenset(with_role(stops, "number"))
        self._heads = Endings(with_role(stops, "number_head"))
        self._tails = tuple(with_role(stops, "number_tail"))
        heads = "|".join(map(re.escape, cues.plans))
        self._chain = re.compile(
            rf"(?<![{COUNTING}第百千万零年月日])({CHAIN})(?=(?:、{CHAIN})*(?:[\u4e00-\u9fff]{{2}})?(?:{heads}))"
        )

    def __call__(self, reading: Reading, quotes: Sequence[Quotation], known: Iterable[Found]) -> Iterator[Found]:
        """The numeric slogans of the article that the lexicon lacks."""
        view, stem = reading.view, reading.place_stem()
        held = {found.span for found in known} if quotes else set()
        repeated: dict[str, None] = {}
        for quote in quotes:
            words = quote.words
            if not begins_as_number(words):  # as with most
                continue
            span = Span(quote.start, quote.end)
            if span not in held and self.reason_against(reading, quote, stem) is None:
                if len(words) > 3:
                    repeated[words] = None
                yield _found(view, span, "slogan.numeric")
        for words in list(repeated)[:MOST_REPEATED]:
            yield from _repeated(view, words)
        if len(stem) > 1:  # not 和县, 唐县
            yield from _of_place(view, stem)
        yield from self._bare(view)

    def _bare(self, view: str) -> Iterator[Found]:
        """Chains before a word for plans and layouts, without quotation marks."""
        done = 0
        for start in [match.start() for match in TWICE.finditer(view)]:
            if start < done:
                continue
            if (match := self._chain.match(view, start)) and NO_LINK.isdisjoint(match[1]):
                rule = "slogan.numeric_chain"
            elif (match := LAYOUT.match(view, start)) and match[0].strip("一" + LAYOUT_NOUN):
                rule = "slogan.numeric_layout"
            else:
                continue
            done = match.end()
            if match[0] not in self._stops:
                yield _found(view, Span(*match.span()), rule)

    def reason_against(self, reading: Reading, quote: Quotation, stem: str) -> str | None:
        """Why a quotation is no numeric slogan, None if it is one; empty where it is nothing like one."""
        view, words, cues = reading.view, quote.words, self._cues
        chained = CHAINED.fullmatch(words) is not None
        if words in self._stops or "·" in words:  # 七·七事变
            return "a name of its own"
        if cues.titled(quote) and not (chained and cues.programmed(view, quote)):
            return "a name or a title"
        if RULES.fullmatch(words):
            return None
        if not chained and cues.named(quote) and not cues.programmed(view, quote):
            return "a name or a title"
        if SCALED.fullmatch(words) and cues.programmed(view, quote):
            return None
        if match := COUNTED.fullmatch(words):
            return self._reason_against_count(reading, quote, stem, has_unit=match["unit"] is not None, chained=chained)
        if chained:
            return None if any(char in COUNTS for char in words) else ""  # 一企一策 has no number that counts
        if not (CODED.fullmatch(words) or SUMMED.fullmatch(words) or ARABIC.fullmatch(words)):
            return ""
        if cues.programmed(view, quote) or (len(words) > 2 and self._steers(quote)):
            return None
        return "a number without a plan or campaign beside it"

    def _steers(self, quote: Quotation) -> bool:
        return not quote.words.isdigit() and self._cues.steered(quote)

    def _reason_against_count(
        self, reading: Reading, quote: Quotation, stem: str, *, has_unit: bool, chained: bool
    ) -> str | None:
        """Why a number and a word are no slogan, None if they count something that is not there to be counted."""
        words, cues = quote.words, self._cues
        if (words[1] in PLAIN_UNIT and (words[0] != "双" or words[-1] in PLAIN_UNIT)) or words[1:] in LONE_UNIT:
            return "a date, a grade or a measure"
        if words[1] != "个" and self._heads(words):
            return "a number of things that can be counted"
        if has_unit:  # “十大放心药企”
            return "an award" if words.startswith("十大") and len(words) > LONGEST_TEN else None
        if stem and stem[0] == words[0]:  # in an article about 双鸭山, 双深合作 joins 双鸭山 and 深圳
            return "short for names of places"
        if PASSED.fullmatch(words):
            return None
        if len(words) > 3 and not chained:  # 三堂会审, 双塔灌区, but 五提行动
            cued = cues.steered(quote) or cues.programmed(reading.view, quote) or words.endswith(self._tails)
            return None if cued else "a number without a plan or campaign beside it"
        if words[0] != "双" or len(words) > 3 or chained or self._doubles(reading, quote):
            return None
        return "a plain word"

    def _doubles(self, reading: Reading, quote: Quotation) -> bool:
        """Whether 双 and a word say what is done twice: 双提升, or a plan is named so; 双学籍 is a plain word."""
        cues = self._cues
        thing = reading.starts_word(quote.start + 1) and reading.tag(quote.start + 1)[0] == "n"
        return not thing or cues.steered(quote) or cues.programmed(reading.view, quote)


def begins_as_number(words: str) -> bool:
    """Whether a quotation begins as numeric slogans do, and is no longer than they are."""
    return 1 < len(words) <= LONGEST and (words[0] in NUMBERS or RULES.fullmatch(words) is not None)


def _found(view: str, span: Span, rule: str) -> Found:
    return Found(span, "numeric", rule, items=spelled_items(view, span, COUNTS.get(view[span.start], 0)))


def _repeated(view: str, words: str) -> Iterator[Found]:
    """The unquoted places of what stands quoted elsewhere in the article."""
    at = -1
    while (at := view.find(words, at + 1)) >= 0:
        before = view[at - 1 : at]
        if before != "“" and not (words[0].isdigit() and before.isdigit()):
            yield _found(view, Span(at, at + len(words)), "slogan.numeric_repeated")


def _of_place(view: str, stem: str) -> Iterator[Found]:
    """A number and the place that the article is about, which cannot be counted: 五个泉州."""
    at = -1
    while (at := view.find("个" + stem, at + 1)) >= 0:
        end = at + 1 + len(stem)
        if view[at - 1 : at] != "双" and COUNTS.get(view[at - 1 : at], 0) > 1 and NAMED_SO.match(view, end):
            yield _found(view, Span(at - 1, end), "slogan.numeric_place")
