"""The noun phrases beside a figure: the one that ends where its clause does, and the one behind it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.bounds import sizes_by
from sysanalyze.extract.figures.handed import halves, listed, with_head, written
from sysanalyze.extract.figures.named import (
    BESIDE,
    LENGTHS,
    MEASURES,
    NOUNS,
    OF_THINGS,
    OPENINGS,
    PERSONS,
    SIZED,
    begun,
    behind_quotation,
    clause_begin,
    ends_verb,
    is_token,
    may_be_quoted,
    opened,
    settled,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.lexicon import Lexicons

SCOPE = re.compile(r"(?:这个|该|各|全|本|我)[省市县区州镇乡村国球]|[省市县区]里")
SHARE = re.compile(r"(?:比重|比例|份额|占比)$")
# 规模以上工业增加值, 水电占比
PARTS = frozenset(
    "规模 以上 规上 限额 占 比 占比 人均 亩均 户均 单位 现代 本科 人工 自然 万元".split()  # noqa: SIM905  # shorter
)
EACH = frozenset(("户均", "人均", "亩均"))
NEVER = frozenset(
    "月份 同时 其中 全市 前者 后者 内 年内 同期 范围 今年以来 去年以来 单日 市 县 区 省 州 镇 乡".split()  # noqa: SIM905
)
# verbs that say nothing of what is counted
NAMELESS = frozenset(
    "实施 做好 开展 推进 加快 抓好 同比 现在 目前 储备 增长 增加 提高 下降 减少 上升 提升 给予".split()  # noqa: SIM905  # shorter
)
# What a noun phrase behind a figure turns into a sentence at.
TURNS = re.compile(
    r"[已将全基现均都被联颁缓上并落启通受死获挂入报逐陆先共超](?:(?<=[已将均都被])|(?<=超)(?=[汛警])|(?<=全)[部面]|(?<=基)本|(?<=现)场|(?<=联)系"
    r"|(?<=颁)发|(?<=缓)缴|(?<=上)岗|(?<=并)网|(?<=落)实|(?<=启)动|(?<=通)过|(?<=受)伤|(?<=死)亡|(?<=获)批|(?<=挂)牌|(?<=入)选"
    r"|(?<=报)名|(?<=逐)一|(?<=陆)续|(?<=先)后|(?<=共)同)"
)
STOP = frozenset(["的", "和", "与", "及", "等", "在", "以上", "以下", "以内", "左右", "之间", "可", "已", "未"])
CJK = re.compile(r"[一-鿿A-Za-z]")
WEIGH = frozenset("的年日、和及与均")
OWNERS = ("集团", "基地", "公司", "贸易区", "园区")
COUNTED = ("数", "总数", "数量", "个数", "户数")
PER = frozenset("人亩户")
AWAY = frozenset("离距")
SHORT = 2  # characters of a measure that 竣工 may belong to
BLANKS = re.compile(r"(?<=[一-鿿、])\s+(?=[一-鿿、])|\n")
# A clause before a noun: 在香港上市的股票, 主要接待家属的宾馆. It has a verb, so that 新的项目 is none.
RELATIVE = re.compile(r"[一-鿿]{3,14}?的(?=[一-鿿])")
ADJECTIVES = frozenset(("a", "ad", "ag"))  # may stand in a noun phrase, and end none
JUST = frozenset(("主要", "刚刚", "刚", "正在", "没有", "新近", "专门", "长期", "直接", "同时", "亟待", "亟需"))
FOR = frozenset("为给替")
RECEIVERS = frozenset(
    "企业 群众 农户 村民 居民 市民 职工 农民 农民工 商户 市场主体 经营主体 客户".split()  # noqa: SIM905  # shorter
)
ENTERED = frozenset(("入库", "投产", "竣工", "落户", "入驻", "签约", "获评"))
WORKS_AND_FIRMS = ("企业", "项目", "工程", "平台", "机构", "人才")
CLOSINGS = frozenset(OPENINGS)
CACHED = 100_000  # tokens remembered; an archive has more
JOINING = frozenset("、和及与")
RATES = ("率", "速度", "增速", "目标", "水平", "比例", "增幅", "涨幅", "降幅")
MEASURED_LAST = frozenset(
    "积量额率值费数入力价格本度模期限间比付款资目业金点地置"
)  # of 播种面积 and 生产能力, not of 种植水稻
SUFFIXES = frozenset("率量额数费值")  # that make a verb a measure: 投产率
LONGEST = 24  # characters of an indicator
LONGEST_BEHIND = 16
NAMING = frozenset("njlxgvs")  # 最大 alone names nothing
WHERE = frozenset(("国内", "国外", "海外", "境内", "境外", "当地"))
MODIFIED = frozenset(("count", "quantity", "money"))


class Phrases:
    """Finds the noun phrases beside figures; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        roles: dict[str, set[str]] = {"lead": set(), "part": set(), "trail": set(), "noun": set(), "verb": set()}
        roles |= {"compound": set(), "head": set(), "opener": set()}
        for entry in lexicons["indicator-words"]:
            for role in entry.texts("roles"):
                roles[role].update(entry.forms)
        self._leads, self._parts, self._trails = roles["lead"], roles["part"], roles["trail"]
        self._compounds = roles["compound"]  # that take the verb before them into their name
        self._openers = roles["opener"]  # whose object follows where they open a clause (发展食用菌)
        self._verbs = roles["verb"]  # at which the phrase behind a number has ended
        self._nouns = roles["noun"]  # that the segmenter's dictionary has as verbs
        self._heads = tuple(roles["head"])
        self._kinds: dict[str, bool] = {}  # of the tokens met so far
        self._plain: dict[str, bool] = {}
        self._placed: set[str] = set()  # those that their place decides
        self._trail_sizes = sizes_by(self._trails, -1)
        self.trail_ends = frozenset(self._trail_sizes) | {" ", "、"}  # with what a clause to be trimmed ends

    def trimmed(self, article: Article, start: int, end: int) -> int:
        """Where the clause ends without the words that lead on to the number (达到, 稳定在)."""
        view = article.view
        for _ in range(6):
            while end > start and view[end - 1] in " 、":
                end -= 1
            for size in self._trail_sizes.get(view[end - 1], ()) if end > start else ():
                if end - size >= start and view[end - size : end] in self._trails:
                    held = view[end - size] in "能列" or view[end - 2 : end] == "行为"
                    if held and not is_token(article, end - size):
                        continue  # 产能达到, 班列, 行为
                    if size == 1 and ends_verb(article, end):
                        return end  # 收到, 安排
                    end -= size
                    break
            else:
                break
        return end

    def before(self, article: Article, draft: Draft, start: int, end: int) -> str | None:
        """The noun phrase that ends the clause, as the document writes it."""
        view, tokens = article.view, article.tokens
        starts, texts = tokens.starts, tokens.texts
        last = bisect_left(starts, end) - 1
        low, at = self._back(article, start, end, end)
        if low == start and view[start - 1 : start] in CLOSINGS and (opening := opened(view, start)) >= 0:
            begin = clause_begin(view, opening)
            farther, at_farther = self._back(article, begin, opening, end)
            if farther < opening or (view[opening] == "“" and low < end):
                low, at, start = farther, at_farther, begin
        if low == end:
            return self._entered(article, draft, start, last)
        if at + 1 < last and texts[at + 1] in self._openers and not view.endswith(MEASURES, low, end):
            low = starts[at + 2] if end - starts[at + 2] > 1 else low  # 发展|食用菌, no 整改|率
        plain = self._plain.get(texts[last])
        plain = self._is_plain(texts[last], tokens.tags[last]) if plain is None else plain
        if not (plain and draft.kind != "duration" and view[low - 1 : low] not in AWAY) and not self._names(
            article, draft, low, end, last, alone=at + 1 == last
        ):
            return None
        low = begun(view, start, low, end)
        if at >= 0 and texts[at] in FOR and texts[at + 1] in RECEIVERS and low == starts[at + 1] and at + 1 < last:
            low = tokens.end(at + 1)  # 为企业减税降费
        phrase = article.document.text[low:end].strip(" 、及与的.●○◆■▪•")
        if phrase[:1] == "和" and texts[bisect_right(starts, low) - 1] == "和":
            phrase = phrase[1:]
        if not phrase.isalnum():
            phrase = BLANKS.sub("", phrase)
        if (
            phrase in NAMELESS
            or not 2 <= len(phrase) <= LONGEST
            or not ("一" <= phrase[0] <= "鿿" or CJK.search(phrase))
        ):
            return None
        return settled(phrase, draft) if phrase[0] in "年新" or phrase[-1] in "资地" else phrase

    def _entered(self, article: Article, draft: Draft, start: int, last: int) -> str | None:
        """What has come to the stage that the last token tells: 科技型中小企业入库862家."""
        tokens = article.tokens
        if draft.kind != "count" or tokens.texts[last] not in ENTERED or tokens.starts[last] <= start:
            return None
        phrase = self.before(article, draft, start, tokens.starts[last])
        return phrase if phrase is not None and phrase.endswith(WORKS_AND_FIRMS) else None

    def _back(self, article: Article, start: int, low: int, end: int) -> tuple[int, int]:
        """Where the noun phrase that ends at `end` begins, `[low, end)` of it known, and the token before it."""
        view, tokens, known = article.view, article.tokens, self._kinds.get
        starts, texts = tokens.starts, tokens.texts
        at = bisect_left(starts, low) - 1
        text = texts[at][: low - starts[at]]  # the number may begin inside a token
        while at >= 0 and (begin := starts[at]) >= start:
            belongs = known(text)
            if belongs is None:
                belongs = self._belongs(view, begin, low, tokens.tags[at], end - low)
            if not belongs:
                break
            low = begin
            at -= 1
            text = texts[at]
        return low, at

    def _is_plain(self, text: str, tag: str) -> bool:
        """Whether a token of this tag may end a phrase wherever it stands; remembered."""
        plain = (tag[0] == "n" and tag != "ns") or tag == "vn"
        if len(self._plain) < CACHED:
            self._plain[text] = plain
        return plain

    def _names(self, article: Article, draft: Draft, low: int, end: int, last: int, *, alone: bool) -> bool:
        """Whether the phrase `[low, end)` names what is measured; `last` is the index of its last token."""
        view, tag = article.view, article.tokens.tags[last]
        if view[low - 1 : low] in AWAY:  # 离县城30公里
            return False
        if draft.kind == "duration":
            return view.endswith(LENGTHS, low, end)  # not 项目运转了18个月
        if tag == "ns":
            return not alone  # a place alone
        return not (
            tag[0] == "v"
            and tag != "vn"
            and draft.kind in MODIFIED
            and article.tokens.texts[last] not in self._nouns
            and self.is_noun(article, draft)  # 发生6.5级地震: the noun follows
        )

    def takes_object(self, article: Article, draft: Draft, words: str) -> bool:
        """Whether the words before a number are a verb whose object is the noun behind: 完成了912亿元销售额."""
        words = words.removesuffix("了")
        return words in self._leads and words[:1] != "达" and self.is_noun(article, draft)

    def is_noun(self, article: Article, draft: Draft) -> bool:
        """Whether a noun follows the figure at once."""
        end = draft.outer_end
        view, tokens = article.view, article.tokens
        if view.startswith("的", end):
            end += 1
        if (behind := behind_quotation(view, end)) > end:
            return not CJK.match(view, behind) or tokens.tags[tokens.at(behind)][0] == "n"
        if not CJK.match(view, end):
            return False
        tags, at = tokens.tags, tokens.at(end)
        tag = tags[at]
        if draft.kind == "money" and tag == "v" and tokens.texts[at] in self._leads:
            return False  # 投入340万元建成社区食堂
        if tag[0] in "nx" or tokens.texts[at] in self._nouns:
            return True
        return tag[0] == "v" and at + 1 < len(tags) and tags[at + 1][0] == "n"

    def behind(self, article: Article, draft: Draft) -> str | None:
        """The noun phrase behind a figure: 3条生产线, 17名职工, 6个接待家属的宾馆."""
        view, end = article.view, draft.outer_end
        owner = view.startswith("的", end)
        persons = draft.unit in PERSONS
        if owner and persons:
            return None  # 可容纳3000人的体育馆
        at = end + owner
        if draft.kind == "count" and (sized := SIZED.match(view, at)) is not None:
            at = sized.end()
        if (end := behind_quotation(view, at)) > at:
            return self._quoted_behind(article, at, end) if may_be_quoted(draft, owner=owner) else None
        if not CJK.match(view, at):
            return None
        if draft.kind == "money" and not owner:
            index = article.tokens.at(at)
            if article.tokens.tags[index] == "v" and article.tokens.texts[index] in self._leads:
                return None
        duration = draft.kind == "duration"
        if not (duration or persons):
            at = self._behind_clause(article, at)
        phrase = self._phrase_at(article, at)
        if phrase is not None and draft.kind == "count" and (things := OF_THINGS.match(phrase)) is not None:
            return things["things"]
        return None if phrase is None or (duration and not phrase.endswith(LENGTHS)) else phrase

    def _quoted_behind(self, article: Article, at: int, end: int) -> str:
        """The quotation at `[at, end)` with the noun phrase behind it, alone without its signs."""
        text = article.document.text
        phrase = self._phrase_at(article, end) if CJK.match(article.view, end) else None
        return text[at + 1 : end - 1] if phrase is None or phrase.startswith(BESIDE) else text[at:end] + phrase

    def rate_behind(self, article: Article, draft: Draft) -> str | None:
        """The rate behind a share, where it is what the share is told of: 3%的征收率, 5%的增长目标."""
        at = draft.outer_end + 1
        phrase = self._phrase_at(article, at) if at < len(article.view) else None  # 0%的 ends the text
        return phrase if phrase is not None and phrase.endswith(RATES) else None

    def _behind_clause(self, article: Article, at: int) -> int:
        """Where the noun begins behind a clause that begins there: 在香港上市的股票. What owns (国家的代表) is none."""
        clause = RELATIVE.match(article.view, at)
        if clause is None:
            return at
        tokens = article.tokens
        index = tokens.at(at)
        text, tag = tokens.texts[index], tokens.tags[index]
        if tokens.starts[index] < at or not (
            text in JUST or (tag[0] in "pv" and tag != "vn" and text not in self._nouns)
        ):
            return at
        return clause.end()

    def _phrase_at(self, article: Article, at: int) -> str | None:
        """The noun phrase that begins there."""
        view, tokens = article.view, article.tokens
        texts, tags = tokens.texts, tokens.tags
        index = first = bisect_right(tokens.starts, at) - 1
        text, tag = texts[index], tags[index]
        if (begin := tokens.starts[index]) < at:  # 12|台风|机, 5|座花桥
            text, tag = text[at - begin :], "n"
        last = end = at
        named = False
        while text not in STOP and ("一" <= text[0] <= "鿿" or text[0].isalpha()):
            if (index > first and text in EACH) or (text in self._verbs and (index > first or tag[0] != "v")):
                break  # 3260户|农户|户均
            if tag[0] in NOUNS or text in self._nouns or text in PARTS:
                if tag not in ADJECTIVES:
                    last = end + len(text)
                named = (
                    named
                    or index > first
                    or (tag[0] in NAMING and (tag != "ns" or text in self._nouns) and text not in WHERE)
                )
            elif tag != "vn" and (tag[0] != "v" or index > first) and not self._in_compound(texts, tags, index):
                break
            end += len(text)
            index += 1
            if end - at >= LONGEST_BEHIND or index >= len(texts):
                break
            text, tag = texts[index], tags[index]
        if not named:
            return None
        turn = TURNS.search(view, at + 2, last)
        phrase = article.document.text[at : last if turn is None else turn.start()]
        if not phrase.isalnum():
            phrase = BLANKS.sub("", phrase)
        return phrase if len(phrase) > 1 else None

    def _in_compound(self, texts: Sequence[str], tags: Sequence[str], index: int) -> bool:
        """Whether a verb stands inside a name: 农机|创新|示范|基地, 行政|审批|事项; not 企业|展示|产品."""
        if tags[index][0] != "v":
            return False
        if index + 2 < len(texts) and tags[index + 1][0] == "v":
            index += 1
        return index + 1 < len(texts) and texts[index + 1] in self._compounds

    def spread(self, article: Article, draft: Draft, start: int, size: int) -> list[str]:
        """The members of `A、B` for the `size` figures that follow; the first figure takes the first.

        `start` is where the clause of the first figure begins.
        """
        if draft.indicator is None:
            return []
        if parts := halves(draft.indicator):
            draft.indicator = parts[0]
            return parts[1:]
        parts = listed(draft.indicator, size)
        if len(parts) < size and (whole := written(article.view[start : draft.span[0]], draft.indicator, size)):
            parts = whole
            parts[0] = self.before(article, draft, start, start + len(whole[0])) or whole[0].removeprefix("其中")
        if len(parts) < 2 or not all(2 <= len(part) <= LONGEST for part in parts):
            return [draft.indicator] * 6
        draft.indicator, *parts = with_head(parts, self._heads)
        return parts

    def _belongs(self, view: str, start: int, end: int, tag: str, rest: int) -> bool:
        """Whether a token may stand in the noun phrase before its `rest` code points."""
        text = view[start:end]
        kind = None if text in self._placed else self._kind(text, tag)
        if kind is None:
            if len(self._placed) < CACHED:
                self._placed.add(text)
        else:
            if len(self._kinds) < CACHED:
                self._kinds[text] = kind
            return kind
        if text == "的":
            return SHARE.search(view, end, end + rest) is not None
        if text in JOINING:
            return rest > 1
        if text in ("年", "日"):
            return rest > 1 and start > 0 and not (view[start - 1].isdigit() or view[start - 1] in " 今去全半当近每元")
        if text == "均":
            return rest > 1 and view[start - 1 : start] in PER  # 亩均产值
        if text.endswith(OWNERS):
            return not rest or view.startswith(COUNTED, end)
        if view.startswith("占", end):
            return True  # 经费投入占生产总值比重
        # 设备安装 and 竣工产值 are measures, 实现产值 is what it measures
        return (
            not rest
            or (rest <= SHORT and text in self._parts and (rest == 1 or view[end + 1] in MEASURED_LAST))
            or (rest == 1 and view[end] in SUFFIXES)
        )

    def _kind(self, text: str, tag: str) -> bool | None:
        """What is known of a token beforehand: whether it may stand in a noun phrase, None where its place decides."""
        if text in WEIGH:
            return None
        if text in PARTS or text in self._nouns:
            return True
        if text in NEVER or SCOPE.fullmatch(text):
            return False
        if text in self._leads or (text[0] == "共" and text[1:] in self._leads):  # 共出动
            return None if tag[0] == "v" or text in self._parts else False
        if text.endswith(OWNERS) and text != "上市公司":
            return None
        return tag[0] in NOUNS or tag[0] == "v" or tag == "eng" or (tag == "f" and len(text) > 2)  # 东西部
