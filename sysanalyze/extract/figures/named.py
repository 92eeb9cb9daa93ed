"""Where the noun phrase before a figure begins and ends, once its tokens are found: 65岁以上老年人, 完成投资."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.figures.reading import Draft

NOUNS = frozenset("nabjlizgsxqk")
OPENINGS = {"”": "“", "）": "（", ")": "("}
NOTE_LONGEST = 14  # code points of a quotation or a note inside a name, its signs with it
NO_NOTE = re.compile(
    r"[，。；;：:、！!？?\n0-9“”（）()《》]|^十[一二三四五六]?五$"
)  # what parts a name; “十四五”规划投资
CLAUSE_SIGN = re.compile(r".*[，。；：:;、！!？?\n“”《》（）()】—,0-9]", re.DOTALL)  # `.*` looks for it from the end
NAME_REACH = 20  # code points of a name before a quotation or a note
YEARLY = re.compile(r"年产(?![量值能出])(?=..)")
PERSONS = frozenset(("人", "户"))
ENDS = frozenset("底末月日年")
# 4个项目总投资, 6个断面水质达标率: the count is of the things alone
OF_THINGS = re.compile(
    r"(?P<things>.{0,10}(?:项目|工程|企业|园区|基地|断面|景区|合作社|行业))[^的和、]{0,6}(?:投资额?|收入|产值|增加值|税收|面积|率)$"
)
# 5个|10亿元以上|产业项目, 12个|亿元级|企业: of which size the things are that are counted
SIZED = re.compile(r"[0-9百千万亿.]{0,6}[0-9百千万亿]元(?:(?:及?以上|级)的?)?(?=[一-鿿])(?<!元级的)")
QUOTATION = re.compile(r"[“《][^，。；：:、！？\n“”《》]{2,14}[”》]")
BESIDE = ("方面", "身上", "之间", "曾于")  # no part of the name that they follow
AGES = ("以上", "以下")
EACH_OF = re.compile(r"每[^，。；;：:、的\n]{2,12}(?:的|拥有)$")
EACH_LONGEST = 14
EACH_ENDS = frozenset("的有")
LENGTHS = (
    "期", "限", "时间", "车程", "路程", "行程", "天数", "时长", "小时数", "日数", "寿命", "成绩", "用时", "住院日",
    "学制", "工龄",
)  # fmt: skip
SECTORS = frozenset("一二三次")
SECTOR = re.compile(r"(?:第?(?:[一二三][、和]?){0,2}[一二三]|三次)$")
WORK_OF_SIZE = re.compile(r"[0-9][^，。；、\n0-9]{1,5}的[^，。；、\n]{2,24}、")  # 15亿元的物流园、|总投资9亿元的医院
AGED = re.compile(r"[0-9]{1,3}周?岁[及和]?$")
# With what a measure ends that a verb may name: 产业发展资金, 服务收入
MEASURES = (
    *"率量额",
    "面积",
    "金额",
    "资金",
    "收入",
    "支出",
    "能力",
    "规模",
    "时间",
    "基金",
    "数量",
    "总量",
    "总额",
    "人数",
    "项目",
)
COSTS = (
    "总投资",
    "投资",
    "计划投资",
    "计划总投资",
    "概算",
    "总占地",
    "占地",
    "总建筑面积",
    "建筑面积",
    "总面积",
    "面积",
    "年产",
    "全长",
    "总长",
)


def opened(view: str, end: int) -> int:
    """Where a short quotation or note begins that closes at `end`, -1 where none does: “新三样”产品出口."""
    sign = OPENINGS.get(view[end - 1 : end])
    if sign is None:
        return -1
    at = view.rfind(sign, max(0, end - NOTE_LONGEST), end)
    return -1 if at < 0 or at + 2 >= end or NO_NOTE.search(view[at + 1 : end - 1]) is not None else at


def clause_begin(view: str, end: int) -> int:
    """Where the clause before a quotation or a note inside a name begins."""
    low = max(0, end - NAME_REACH)
    sign = CLAUSE_SIGN.match(view, low, end)
    return low if sign is None else sign.end()


def begun(view: str, start: int, low: int, end: int) -> int:
    """Where the phrase `[low, end)` of the clause begins, with what its tokens alone do not tell."""
    if view[low - 1 : low] in EACH_ENDS and (each := EACH_OF.search(view, max(0, low - EACH_LONGEST), low)) is not None:
        return each.start()  # 每百元营业收入中的成本, 每千名老年人拥有养老床位
    if end - low == 2:  # 投资
        return with_verb(view, start, low, end)
    if (
        (joint := view.rfind("、", low, end)) > 0
        and view.startswith(COSTS, joint + 1)
        and WORK_OF_SIZE.search(view, max(0, low - 12), joint + 1) is not None
    ):
        return joint + 1
    if view[low] in "年强" and low > start and view[low - 1].isdigit():
        return low + (2 if view.startswith("年度", low) else 1)  # 2017年产值, 2017年度计划投资, 500强企业
    if view[low] == "前" and low > start and view[low - 1] in ENDS:
        return low + 1  # 6月底前办复率
    if view[low] == "产" and low > start and view[low - 1] in SECTORS:
        sectors = SECTOR.search(view, start, low)
        return low if sectors is None else sectors.start()  # 一产增加值, 第一、二、三产业增加值
    at = low + (view[low] == "及")
    if not view.startswith(AGES, at):
        at = low - 2
    if view.startswith(AGES, at) and at > start and (aged := AGED.search(view, max(start, at - 8), at)) is not None:
        return aged.start()  # 65岁及以上老年人, 3岁以下婴幼儿
    return low


def with_verb(view: str, start: int, low: int, end: int) -> int:
    """完成投资 and 累计完成投资 are measures of their own."""
    if view[low:end] in ("投资", "销售", "纳税", "投入"):
        for verb in ("完成", "累计"):
            if view.endswith(verb, start, low):
                low -= len(verb)
    return low


def settled(phrase: str, draft: Draft) -> str:
    """The phrase less what owns or makes the thing: 总投资 of 新材料项目总投资, 风电叶片 of 年产风电叶片."""
    if phrase.endswith("投资"):
        for head in ("总投资", "概算投资", "计划投资", "投资"):
            if phrase.endswith(head) and phrase[: -len(head)].endswith(("项目", "工程", "基地")):
                return head
    if phrase.endswith("占地"):
        return "占地"
    if phrase[0] == "年":
        return YEARLY.sub("", phrase)
    if draft.kind == "count" and draft.unit not in PERSONS:
        rest = phrase.removeprefix("新增")
        return rest if len(rest) > 1 else phrase
    return phrase


def behind_quotation(view: str, at: int) -> int:
    """Where a short quotation that begins there has ended: 6家“专精特新”|企业; `at` where none begins."""
    quotation = QUOTATION.match(view, at)
    return at if quotation is None else quotation.end()


def may_be_quoted(draft: Draft, *, owner: bool) -> bool:
    """Whether a quotation behind a figure names what it measures: no 3000人“云签约”, 26岁的“刀锋战士”."""
    return (
        draft.unit not in ("人", "岁", "周岁") and draft.kind != "duration" and not (owner and draft.kind == "quantity")
    )


def is_noun_end(article: Article, end: int) -> bool:
    """Whether the token that ends there may end a noun phrase; 造成 in 造成2人死亡 may not."""
    tokens = article.tokens
    return tokens.tags[bisect_left(tokens.starts, end) - 1][0] in NOUNS


def is_token(article: Article, start: int) -> bool:
    """Whether a token begins there."""
    starts = article.tokens.starts
    return starts[bisect_left(starts, start)] == start


def ends_verb(article: Article, end: int) -> bool:
    """Whether a verb of two characters ends there: 收到, 安排."""
    tokens = article.tokens
    at = bisect_left(tokens.starts, end) - 1
    return len(tokens.texts[at]) == 2 and tokens.end(at) == end and tokens.tags[at] == "v"
