"""Where the name of a project begins: a walk to the left over tokens, and what the name rests on."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.edges import CLOSING, joined_on, mended, yearly
from sysanalyze.extract.projects.weights import (
    END,
    FUNCTION_TAGS,
    GLUED,
    JUDGE,
    LINKS,
    NAMED,
    NUMERALS,
    ORDINAL,
    POINTING,
    SHOWN,
    SIGN,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.vocabulary import Vocabulary
    from sysanalyze.extract.projects.weights import Weight

FARTHEST_END = 6  # code points of the last place of a route, with 至
LONGEST = 60  # code points of a name
OPENING = {")": "(", "”": "“"}
JOINTS = frozenset("×+-—–~·./&*±")
PHASE = re.compile(r"第?[一二三四五六七八九十]期")
AHEAD_UNIT = re.compile(
    r" ?(?:[×xX*]|[十百千万亿]?(?:千瓦时|千瓦|兆瓦|吉瓦|瓦|千伏安|千伏|MW|GW|kW|KW|kV|KV|吨级|吨|公斤|升|"
    r"平方公里|平方米|立方米|平(?![台原安均衡坝川])|方(?![案向面面法式米])|公里|千米|米|毫米|微米|纳米|英寸|亩|公顷)|"
    r"[十百千万亿](?:头|只|羽|套|辆|片|台|张|床|件|枚|支|瓶|箱|标箱|标准箱|TEU|人次|门))"
)
AHEAD_COUNT = re.compile(
    r" ?[多余几]?(?:[个项条座]|家(?![居具电庭乡园政禽畜纺])|批|处|所|大|种|类|名|人(?!民)|次|对|栋|幢|组|宗|位|期|方面)"
)
COUNTED = re.compile(r"[一二两三四五六七八九十几多数]+[个项条座家批处所种类次]$")
RATED = re.compile(r"\d[\d.]*(?:[MGk]Wh?|KW|[kK]VA?)")
AHEAD_DATE = re.compile(r" ?(?:年|月|日|时|点)")
CLASSIFIERS = frozenset("个座条项处家台")
GENERATION = re.compile(r"第?[一二三四五六]代")
GRADE = re.compile(r"[一二三四特]级")  # 平利一级公路
# 等一批重大项目, 等19个项目: the list stands before the count.
LISTED = re.compile(
    r"等 ?(?:一大?批|一系列|多[个项座条]|\d{1,4} ?多?[个项座条]|[一二三四五六七八九十]+[大个项座条])? ?$"
)
LARGE = re.compile(r"[十百千万亿]+[吨千兆头级只羽平立套台辆箱件张片床枚支瓶]")
# 第三水厂, 第二人民医院
NUMBERED = re.compile(
    r"第[一二三四五六七八九十]+(?:自来水厂|水厂|净水厂|污水处理厂|热源厂|粮库|(?:初级|高级|实验)?中学|实验学校|(?:实验|中心)?小学|幼儿园|(?:人民)?医院|水源)"
)
LISTED_AS = re.compile(r"\d{1,3}[.、] ?(?=[^\d])")  # at the beginning of a line
OPEN = frozenset(("", *"\n :;。"))
MONEY = re.compile(r" ?[余多]?[十百千万亿]*(?:元|美元|欧元)")
ODD_FIRST = CLASSIFIERS.union("好 +-—–~·./&*×0123456789")  # characters that may not begin a name, or as a number alone
ITEM = re.compile(r"(?<!\d)\d{1,2}\.(?=[\u4e00-\u9fff])")  # 3.南河治理工程
YEARLY = frozenset(("年产", "年处理", "年加工", "年出栏", "日产", "日处理"))  # 建设|年产4万吨
SECTION = re.compile(r"[\u4e00-\u9fff]{1,8}段")  # 京雄高速公路(北京段)工程
WAYS = frozenset(("至", "到"))
ADDING = frozenset("及暨")  # 第二水厂扩建及配套管网工程
INSIDE_QUOTES = re.compile(r"[，。;!?\n:]")


class Walk:
    """A walk to the left from `head`: where the name begins, and what was met.

    Most walks meet little, so what they did not meet stays with the class.
    """

    firm: bool = False
    quoted: bool = False
    quote: str = ""  # what stands in the quotation marks
    capacity: bool = False
    several: bool = False  # a count with its classifier stands before it: 2座500千伏变电站
    phase: bool = False
    route: bool = False
    local: bool = False  # the proper name is that of a small place, or of no place
    named: bool = False  # a proper name, as far as tags and endings tell
    sure: bool = False  # one that does not rest on the tag of an unknown word alone
    wide: bool = False  # a province or a country, which alone tells no works from others
    counted: int | None = None  # where a count before the name begins
    listed: int | None = None  # where 等 before the name begins
    plain: int = 0  # code points of words that single something out
    described: int = 0  # the same, activities included
    programme: bool = False  # 人才培养工程
    past_heads: int = 0  # head nouns that were passed
    compound: bool = False  # the head closes another head's name: 研发中心项目

    strength: int = 0  # 3: none else can be meant; 2: a proper name; 1: a description; 0: nothing

    def __init__(self, head: int, start: int) -> None:
        self.head = head
        self.start = start

    def weigh(self, bits: int, plain: int, described: int) -> None:
        """Takes up what the words of the name add."""
        self.__dict__.update(SHOWN[bits])  # one call, whatever there is
        self.plain, self.described = plain, described
        if self.capacity or (self.firm and plain >= 2) or self.route or (self.quoted and (plain or self.named)):
            self.strength = 3
        elif self.quoted or ((self.named or (self.wide and plain >= 2)) and self.start < self.head):
            self.strength = 2
        elif plain >= 4:
            self.strength = 1

    @property
    def rests(self) -> bool:
        """Whether a name rests on more than the tag of a word that the dictionary lacks."""
        sure = self.sure or self.firm or self.capacity or self.phase or self.route
        return sure or self.quoted or self.compound or self.past_heads > 0


def walk_left(article: Article, words: Vocabulary, head: int, ends: set[int]) -> Walk:
    """The name that ends at `head`, the beginning of its head noun; `ends` are the ends of all head nouns.

    Tokens are taken from the right to the left until one that no name holds: a governing verb, a particle, a time, a
    count, a sign.
    """
    view, tokens = article.view, article.tokens
    starts, texts, tag_of = tokens.starts, tokens.texts, tokens.tags.of
    weights = words.weights
    walk = Walk(head, head)
    walk.compound = head in ends
    floor = head - LONGEST if head > LONGEST else 0
    route = "至" in view[head - FARTHEST_END if head > FARTHEST_END else 0 : head]
    at = _over_route(view, words, walk) if route else head
    index = bisect_right(starts, at - 1) - 1 if at else -1
    bits = plain = described = 0
    right: Weight | None = None  # the token to the right of the one looked at
    loose = False  # the leftmost token is a verb that no lexicon knows
    while index >= 0 and at > floor:
        begin = starts[index]
        if at in ends and at != head:
            walk.past_heads += 1
            if walk.past_heads > 3:
                break
        weight = weights[view[begin:at], tag_of(texts[index])]
        how = weight.how
        if how == END or (
            how == JUDGE
            and not _belongs(
                view, words, walk, weight, right.word if right else "", begin, at, ends, named=bits & NAMED
            )
        ):
            break
        if how == SIGN:
            at = _over_sign(view, words, walk, begin, at, floor)
            index = bisect_right(starts, at - 1) - 1 if at > 0 else -1
            continue
        loose = weight.loose and begin > 0
        if loose and (weight.size == 1 or right_named(tokens.tags, index)):
            loose = False
            break
        bits |= weight.bits
        plain += weight.plain
        described += weight.described
        walk.start = at = begin
        right = weight
        index -= 1
    if loose or (right is not None and right.odd) or view[walk.start] in ODD_FIRST or view[walk.start].isdigit():
        bits |= _trim(view, words, walk, right, loose=loose)
    if bits or described or walk.quoted or walk.capacity or walk.route:
        bits, plain = mended(view, words, walk, bits, plain)
        walk.weigh(bits, plain, described)
    start = walk.start
    if walk.listed is None and "等" in view[start - 12 if start > 12 else 0 : start]:
        walk.listed = _listed(view, start)
    return walk


def _over_route(view: str, words: Vocabulary, walk: Walk) -> int:
    """Where 双鸭山至宝清铁路 begins, whose 至宝 the segmenter takes for a word; the head where it is no such route."""
    head = walk.head
    middle = view.rfind("至", max(0, head - FARTHEST_END), head)
    if view[middle + 1 : head] in words.places:
        for size in (4, 3, 2):
            if middle >= size and view[middle - size : middle] in words.places:
                walk.route = walk.named = walk.sure = True
                walk.start = middle - size
                return walk.start
    return head


def _listed(view: str, at: int) -> int | None:
    """Where 等 stands before a count that ends at `at`: 等19个."""
    found = LISTED.search(view, max(0, at - 12), at)
    return found.start() if found else None


def right_named(tags: Sequence[str], index: int) -> bool:
    """Whether the token after `index` looks like the beginning of a name or number."""
    return index + 1 < len(tags) and tags[index + 1] in ("ns", "nr", "nz", "nt", "m", "eng", "nrt")


def _over_sign(view: str, words: Vocabulary, walk: Walk, begin: int, at: int, floor: int) -> int:
    """Where to go on after the sign in `[begin, at)`; -1 where the name ends there."""
    sign = view[begin]
    if sign in OPENING:
        opened = view.rfind(OPENING[sign], floor, begin)
        if opened < 0 or INSIDE_QUOTES.search(view, opened, begin) or begin - opened > 24:
            return -1
        if sign == "”":
            walk.quote = view[opened + 1 : begin]
            walk.programme |= walk.quote in words.programmes
            walk.quoted |= walk.quote not in words.mass and len(walk.quote) > 1
            walk.start = opened
        elif PHASE.fullmatch(view, opened + 1, begin):
            walk.phase = True  # 台山码头(二期)工程
        elif SECTION.fullmatch(view, opened + 1, begin) and view.startswith(CLOSING, at):
            return opened
        elif at == walk.head or view[at : at + 1] in "，。":
            return -1
        return opened
    before = view[begin - 1 : begin]
    if sign in JOINTS and at == walk.start and before.isalnum():
        return begin
    if sign == " " and (before.isdigit() or view[at : at + 1].isdigit()):
        return begin
    return -1


def _belongs(
    view: str,
    words: Vocabulary,
    walk: Walk,
    weight: Weight,
    right: str,
    begin: int,
    at: int,
    ends: set[int],
    *,
    named: int,
) -> bool:
    """Whether a token that is no plain word may stand in the name whose part to its right is known."""
    word, tag = weight.word, weight.tag
    if tag == "x" and word[-1] in GLUED:
        return False  # 改革委对: a token of the segmenter
    if word[-1] == "等" and (len(word) == 1 or tag == "x"):
        walk.listed = at - 1  # 生态城等: a token of the segmenter
        return False
    if word in words.stops and word not in words.activities and word not in LINKS:
        return False
    if word[0] in POINTING and tag in ("r", "x"):
        return False
    numeral = word[0] in NUMERALS
    if numeral and (ORDINAL.match(word) or GENERATION.fullmatch(word) or GRADE.fullmatch(word)):
        return True  # 外送第二通道; given back where nothing stands before it
    if tag == "m" or word[0].isdigit() or (numeral and PHASE.fullmatch(word)):
        return _number_belongs(view, walk, word, begin, at)
    if word in LINKS:
        # 提升改造和山丹军马场建设项目: what has a name of its own is not joined.
        joins = (not named or word in WAYS) and _links(view, words, walk, word, begin, at, ends)
        return joins or joined_on(view, walk, word, at, named=named)
    known = word in words.activities
    if word in words.governing or word in words.stops:
        return _doing_belongs(view, words, walk, right, at, known=known)
    if known or (len(word) > 1 and word in words.places):
        return True
    return word == "高速" or not (tag[0] in FUNCTION_TAGS or tag in ("t", "tg"))


def _doing_belongs(view: str, words: Vocabulary, walk: Walk, right: str, at: int, *, known: bool) -> bool:
    """Whether a verb that ends at `at` is a name's own word (迁建项目), not one that governs it (迁建县医院)."""
    if view.startswith("设施", at):  # 通航设施工程
        return True
    follows = (right in words.activities and right not in YEARLY) or right in words.nouns or right in ADDING
    return known and (at == walk.head or follows)


def _links(view: str, words: Vocabulary, walk: Walk, word: str, begin: int, at: int, ends: set[int]) -> bool:
    """Whether 至, 和 and their like join two parts of one name."""
    if word in WAYS:
        # 德保至那坡
        joins = walk.start < walk.head and index_named(view, words, begin)
        if word == "到":  # 合肥到福州, not 占到山东省
            joins = joins and any(view[max(0, begin - size) : begin] in words.places for size in (2, 3, 4))
        walk.route |= joins
        return joins
    # 石墨采选及深加工
    joins = walk.start < walk.head or view[at : at + 2] in words.activities
    return joins and begin not in ends and _activity_before(view, words, begin)


def index_named(view: str, words: Vocabulary, at: int) -> bool:
    """Whether something other than a verb or a sign ends at `at`, the place of 至."""
    if at == 0 or not view[at - 1].isalnum():
        return False
    return not any(view[max(0, at - size) : at] in words.governing for size in (1, 2, 4))


def _number_belongs(view: str, walk: Walk, word: str, begin: int, at: int) -> bool:
    """Whether a number is a capacity or part of a name, and not a count or a date."""
    if PHASE.fullmatch(word):
        walk.phase = True
        return True
    if word in ("年", "日") and (view[begin - 1 : begin] == "/" or yearly(view, word, begin)):
        return True  # 2000万吨/年, 年屠宰200万头
    if AHEAD_DATE.match(view, at) or MONEY.match(view, at) or word in ("年", "月", "日"):
        return False
    if word[0].isdigit():
        if RATED.fullmatch(word):
            walk.capacity = True  # 20GW: one token
            return True
        if AHEAD_UNIT.match(view, at):
            walk.capacity = True
            return True
        if AHEAD_COUNT.match(view, at):
            walk.counted = begin
            return False
        return True
    if (
        LARGE.match(word)
        or (word[0] in "百千万亿" and AHEAD_UNIT.match(view, at))
        or (AHEAD_UNIT.match(view, at) and view[begin - 1 : begin].isdigit())
    ):
        walk.capacity = True
        return True
    if word[0] in "一两几多数" or COUNTED.match(word) or AHEAD_COUNT.match(view, at):
        walk.counted = begin
        return False
    return True


def _activity_before(view: str, words: Vocabulary, at: int) -> bool:
    """Whether an activity (采选及深加工) ends at `at`."""
    return any(view[at - size : at] in words.activities for size in (2, 3, 4) if at >= size)


def _trim(view: str, words: Vocabulary, walk: Walk, leftmost: Weight | None, *, loose: bool) -> int:
    """Give back what only looked like the name's first word; what it shows of the name."""
    odd = leftmost.odd if leftmost is not None else ""
    size = leftmost.size if leftmost is not None else 0
    if loose or (odd == "back" and NUMBERED.match(view, walk.start) is None):
        if walk.start + size <= walk.head:
            walk.start += size
    elif odd == "glued":
        walk.start += 1  # 在昱风, 以中泰: tokens of the segmenter
    elif odd == "built":
        walk.start += 2  # 新建|县第三幼儿园
    if view.startswith("好", walk.start) and view[walk.start - 2 : walk.start] in words.governing:
        walk.start += 1  # 实施好|吉方输变电线
    if view[walk.start] in CLASSIFIERS and view[walk.start - 1 : walk.start].isdigit():
        walk.start += 1
        walk.several = True
    if (number := ITEM.match(view, walk.start)) is not None:
        walk.start = number.end()
    national = odd == "nation" and view.startswith("国家", walk.start) and walk.head - walk.start > 6
    if view[walk.start - 1 : walk.start] in OPEN and (number := LISTED_AS.match(view, walk.start, walk.head)):
        walk.start = number.end()  # 3.绿能科技废旧轮胎综合利用项目
    while walk.start < walk.head and view[walk.start] in " +-—–~·./&*×":
        walk.start += 1
    return NAMED if national else 0  # 国家磁悬浮计量测试中心
