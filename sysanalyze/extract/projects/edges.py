"""Words at the edges and joints of names that their tokens alone do not show: brands of firms, quarters, 及, 年屠宰."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.weights import FIRM, NAMED, NEARBY, SURE

if TYPE_CHECKING:
    from sysanalyze.extract.projects.names import Walk
    from sysanalyze.extract.projects.vocabulary import Vocabulary

CLOSING = ("项目", "工程", "建设项目", "建设工程")
JOINED_ON = ("配套", "附属", "相关")  # 道路管网及配套设施
MOST_JOINED = 6  # code points of what 及 joins to a name: 学府路道路及管网工程
YEARLY_DOING = re.compile(r"(?:屠宰|养殖|加工|处理|回收|拆解|利用|繁育|冶炼|提取|分装|组装|印刷|生产)\d")
# 石门坎片区, 金色家园小区: a name of its own stands before the word, unlike 老旧小区.
AREA = re.compile(
    r"(?!老旧|住宅|安置|回迁|城镇|居民|村庄|智慧|平安|重点|核心|中心|棚户|改造|更新|城市|城区|主城|老城|新城|和谐|美好|文明|示范|试点"
    r"|产业|农村|乡镇|公共|物业|封闭|开放|保障|低碳|绿色|宜居|老年|高档|商住|校园|历史|文化|特色|连片|成片|集中|相关|周边|全市|全县"
    r"|部分|一批|多个|美丽|家属|未来|零碳|完整|国际|试验|精神|共同|幸福|智能|健康|生态|海绵|易地|搬迁|移民|扶贫|城乡|党建|城中|中村"
    r"|户区|园区|易迁)[\u4e00-\u9fff]{2}(?:片区|小区|社区|地块|组团|家园|花园|花苑|商圈)"
)


def mended(view: str, words: Vocabulary, walk: Walk, bits: int, plain: int) -> tuple[int, int]:
    """What a name shows, and its code points that single something out, with the brand and the quarter in it."""
    start = walk.start
    if start == walk.head:
        return bits, plain
    if start and view[start - 1] in words.brands and (brand := _brand(view, words, start)) >= 0:
        plain += start - brand
        bits |= FIRM | NAMED | SURE
        walk.start = brand
    elif view[start] in words.brands and view.startswith(words.brands[view[start]], start):
        bits |= FIRM | NAMED | SURE  # 双汇食品肉鸡全产业链
    if not bits & NAMED and AREA.search(view, walk.start, walk.head) is not None:
        bits |= NAMED | NEARBY | SURE  # 老火车站片区更新项目
    return bits, plain


def _brand(view: str, words: Vocabulary, start: int) -> int:
    """Where a brand that the segmenter cuts begins, behind which or in which a name begins; -1 where none does.

    新希望六和|生猪养殖, 好|想你.
    """
    for brand in words.brands[view[start - 1]]:
        at = view.rfind(brand, max(0, start - len(brand)), start + len(brand) - 1)
        if at >= 0:
            return at
    return -1


def joined_on(view: str, walk: Walk, word: str, at: int, *, named: int) -> bool:
    """Whether what begins at `at` is joined to one name, having none of its own.

    道路及管网工程, 活动中心暨科技馆项目.
    """
    if named or walk.start == walk.head or not view.startswith(CLOSING, walk.head):
        return False
    if word == "暨":
        return True
    short = walk.head - at <= MOST_JOINED and not walk.compound and not walk.past_heads
    return word == "及" and (short or view.startswith(JOINED_ON, at))


def yearly(view: str, word: str, begin: int) -> bool:
    """Whether 年 at `begin` is that of a yearly output and not of a date: 年屠宰200万头."""
    return word == "年" and YEARLY_DOING.match(view, begin + 1) is not None and not view[begin - 1 : begin].isnumeric()
