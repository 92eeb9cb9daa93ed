"""Whose a project is, and where the text states its investment and its capacity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.weights import ADMINISTRATIVE, LOCAL, NAME_TAGS
from sysanalyze.model import Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.vocabulary import Vocabulary

FIRM = r"(?:有限责任公司|有限公司|股份公司|集团公司|总公司|公司|集团|合作社)"
FIRMLY = re.compile(r"公司|集团|合作社|厂|煤矿")  # a quick look before the pattern below
OWNER = re.compile(rf"[^，。;、\n]{{2,30}}?(?:{FIRM}|(?:电|钢|酒|糖|纸)厂(?!房)|煤矿(?![棚塌沉采]))")
LONGEST_BRAND = 8  # code points of a firm's short name
# 古井贡酒年产13万吨, 龙煤天泰10万吨
MAKER = re.compile(r"([\u4e00-\u9fff]{3,10}?)(?=(?:年产|年处理|年加工|日处理|年出栏)\d|\d[\d.]*[十百千万亿]*吨)")
# 由甲公司投资建设的, 甲集团投资18亿元的; 承建 is the builder, not the owner.
INVESTOR = re.compile(
    rf"(?:^|由|[，,:])(?P<firm>(?!由)[\u4e00-\u9fff()A-Za-z]{{2,26}}?{FIRM})"
    r"(?:(?:计划|总|共同|全额|独资|控股|负责)?(?:投资|出资|开发建设|建设运营)|在[\u4e00-\u9fff]{1,10}投资)"
    r"[^，。;\n]{0,16}的$"
)
INVESTED_BY = re.compile(
    rf"(?:^|[，,])(?:项目|工程)?由(?P<firm>[\u4e00-\u9fff()A-Za-z]{{2,26}}?{FIRM})"
    r"(?:共同|全额|独资|控股|负责)?(?:投资|出资|开发建设)"
)
NOT_A_FIRM = re.compile(r"[的在了于]|多家|央企|国企|该公司|民营|多个|龙头")
NUMBER = r"(?=[\d一二三四五六七八九十两百千数几])"
BOUND = r"(?:额|规模|概算|估算|金额)?(?:预计|大约|约为|约|高达|达到?|将达|为|近|逾|超过|超|共计|共|人民币|[:]){0,3} ?"
# Each pattern begins with literals, so that the search skips all other text in C.
INVESTMENT = re.compile(
    r"(?:投资|造价|概算)(?<!完成投资)(?<!到位投资)(?<!累计投资)(?<!年度投资)(?<!资产投资)(?<!度计划投资)(?<!已投资)"
    rf"(?:总投资|投资)?(?:总额)?{BOUND}{NUMBER}"
)
# 投资2亿元新建A，投资3亿元扩建B: each sum is of what it governs.
PAID = re.compile(r"投[资入][^，。;\n]{0,12}元(?:新建|建设|兴建|改扩建|改建|扩建|实施|建成|改造|购置)")
CAPACITY = re.compile(
    r"(?:年(?:可|均|设计|新增)?"
    r"(?:产|生产|加工|处理|出栏|存栏|屠宰|开采|供水|供热|供气|吞吐|输送|输水|输电|消化|转化|回收)|"
    r"日(?:可|均)?(?:产|处理|加工|供水)|装机(?:容量|规模|总量)?|产能|设计(?:能力|规模)|"
    r"库容|输送容量|变电容量|储能规模)"
    rf"(?!值)(?:能力|量)?[^\d，。;、:\n]{{0,8}}?{BOUND}(?=[\d])"
)
CLAUSE_END = re.compile(r"[，;。、\n,](?!(?<=,)\d)")
LEADS = re.compile(r"(?:的|新建|建设|兴建|实施|建成|改造|修建|启动|扩建|改建)$")
MOST_CLAIM = 24  # code points of a figure with what stands around it


def name_owner(name: str, tag: str, words: Vocabulary) -> int:
    """How many code points of a project's name, whose first token has this tag, are its firm's; 0 where there is none.

    A firm is known by its last word, or by being no place where a capacity follows: 龙煤天泰10万吨芳烃项目.
    """
    found = OWNER.match(name) if FIRMLY.search(name) else None
    if found and found.end() < len(name):
        return found.end()
    for size in range(4, min(LONGEST_BRAND, len(name) - 3) + 1) if tag in NAME_TAGS else ():
        if name[size - 3 : size] in words.sectors or name[size - 2 : size] in words.sectors:
            return 0 if name[:2] in words.places else size  # 康禾生物
    maker = MAKER.match(name)
    if maker is None or maker[1][-1] in LOCAL or maker[1][-1] in ADMINISTRATIVE or maker[1] in words.activities:
        return 0
    at = 0
    while size := next((size for size in (4, 3, 2) if maker[1][at : at + size] in words.places), 0):
        at += size
    rest = maker[1][at:]
    return maker.end() if len(rest) >= 2 and rest not in words.mass and rest not in words.activities else 0


def investor(view: str, item: Candidate, ahead: int, after: Sequence[tuple[int, int]]) -> Span | None:
    """The firm that is said to invest: 由甲公司投资建设的X项目, X项目由甲公司投资建设."""
    found = None
    start = ahead
    if view[item.start - 1 : item.start] == "的":
        found = INVESTOR.search(view[ahead : item.start])
    if found is None and after:
        start = after[0][0]
        found = INVESTED_BY.search(view[start : after[0][1]]) if view.find("由", start, after[0][1]) >= 0 else None
    if found is None or NOT_A_FIRM.search(found["firm"]):
        return None
    return Span(start + found.start("firm"), start + found.end("firm"))


def claims(
    pattern: re.Pattern[str], view: str, item: Candidate, ahead: int, after: Sequence[tuple[int, int]]
) -> list[Quantity]:
    """Where the text states what a project costs, or what it can do; the figures themselves are joined later."""
    found = []
    start = item.start
    if ahead < start:
        found += [_claim(view, match.end(), start) for match in pattern.finditer(view, ahead, start)]
    paid = bool(found) and pattern is INVESTMENT and PAID.search(view, ahead, start) is not None
    for begin, end in after:
        found += [
            _claim(view, match.end(), end)
            for match in pattern.finditer(view, begin, end)
            if not (paid and PAID.match(view, match.start()))
        ]
    return found


def _claim(view: str, start: int, limit: int) -> Quantity:
    """The rest of the clause, as far as a figure can reach."""
    limit = min(limit, start + MOST_CLAIM)
    end = CLAUSE_END.search(view, start, limit)
    return Quantity(span=Span(start, end.start() if end else limit))
