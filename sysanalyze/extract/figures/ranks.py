"""Ranks (排全区第3位, 位居世界第一, 前三名), doublings (翻两番) and other figures that no unit follows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.reading import Draft
from sysanalyze.language.numerals import read
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

RANK = re.compile(r"第(?P<n>[0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?P<unit>[位名])?(?P<rest>.?)", re.DOTALL)
# What puts in order: 位居 名列 排名 稳居 跃居 保持…第一.
PLACED = re.compile(
    r"(?:居|列|排|名次|跻身|位次|保持|跃升|上升|升至|升到|提升|前移|跃至|获得|获|夺得|摘得|巩固|为)[^，。；;!?\n“”]{0,14}$"
)
STRONGLY = re.compile(r"(?:居|列|排|跻身|跃升|升至|升到|跃至)[^，。；;!?\n“”]{0,10}$|(?:保持)[^，。；;!?\n“”]{0,6}$")
CLOSES = frozenset("，。；、;,.!?：:）)”\n 和的")
TOP = re.compile(
    # The character first, what stands before it after: a search then passes over the rest of the text in C.
    r"前(?<![日目此年会以之眼当生提节赛史空]前)(?P<n>[0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?P<unit>[位名强]|(?=[，。、；;,)\n的]|$))"
)
PLACING = re.compile(r"(?:排名?|居|列|跻身|挤身|进入|挺进|闯进|闯入|迈入|冲进|重返|回到|保持)[^，。；;!?\n“”第]{0,8}$")
DOUBLED = re.compile(r"翻(?:了)?(?P<n>[一二两三四五1-5])番(?!半)")
CUT = re.compile(
    # 打八五折, 享受9折, 5折起; what is folded or bent is no price (四折页, 百折不挠)
    r"(?:(?:打|享受|享|按|低至|仅|为)了?个?"
    r"(?P<rate>[0-9](?:\.[0-9])?|[一二三四五六七八九](?:[一二三四五六七八九]|点[一二三四五六七八九])?)折"
    r"|(?<![0-9.一二三四五六七八九点])(?P<bare>[0-9]\.[0-9]|[一二三四五六七八九](?:[五六七八九]|点[一二三四五六七八九]))折"
    r"|(?<![0-9.一二三四五六七八九点])(?P<priced>[0-9]|[一二两三四五六七八九])折(?=优惠|起|出售)"
    r"|(?<![0-9.一-鿿])(?P<alone>[0-9]|[二两三四五六七八九])折(?=[，,、。；;]|$)"  # not 一波三折，
    r"|打(?P<half>对)折)"
    r"(?![页戏叠扇子线])"
)
# 3死5伤, 两死一伤; not 九死一生, 生死
TOLL = re.compile(
    r"(?<![0-9.一二三四五六七八九十百千第])(?P<dead>[0-9]{1,6}|[一二两三四五六七八九十]{1,3})死"
    r"(?P<hurt>[0-9]{1,6}|[一二两三四五六七八九十]{1,3})伤"
)
DIGITS = "零一二三四五六七八九"


def other_figures(view: str) -> Iterator[Draft]:
    """Ranks, doublings, price cuts and tolls of a view."""
    if "第" in view:
        yield from _ranks(view)
    if "前" in view:
        yield from _tops(view)
    if "死" in view:
        yield from _tolls(view)
    if "番" in view:
        for match in DOUBLED.finditer(view):
            n = match["n"]
            power = int(n) if n.isdigit() else {"两": 2}.get(n) or DIGITS.index(n)
            yield _figure(match.start(), match.end(), "multiple", Decimal(2**power), "x", "figure.doubled")
    if "折" in view:
        for match in CUT.finditer(view):
            group = match.lastgroup or "rate"
            rate = Decimal(50) if group == "half" else _rate(match[group])
            yield _figure(match.start(group), match.end(), "percent", rate, "%", "figure.price_cut")


def _ranks(view: str) -> Iterator[Draft]:
    for match in RANK.finditer(view):
        number = read(match["n"])
        if number is None or number.value is None:
            continue
        start, rest, unit = max(0, match.start() - 18), match["rest"], match["unit"]
        closed = rest == "" or rest in CLOSES
        if closed:
            plain = unit is not None and match["n"][0].isdigit()  # 全区第3位 needs no verb
            ranked = plain or PLACED.search(view, start, match.start()) is not None
        else:
            ranked = unit is not None and STRONGLY.search(view, start, match.start()) is not None
        if ranked:
            end = match.end("unit") if unit else match.end("n")
            yield _figure(match.start(), end, "rank", number.value, "rank", "figure.rank")


def _tops(view: str) -> Iterator[Draft]:
    """The first so many of an order: 前三名, 跻身全国前十."""
    for match in TOP.finditer(view):
        number, unit = read(match["n"]), match["unit"]
        if number is None or number.value is None or unit == "强":
            continue
        if unit or (number.value > 1 and PLACING.search(view, max(0, match.start() - 14), match.start())):
            yield _figure(match.start("n") - 1, match.end(), "rank", number.value, "rank", "figure.rank_top")


def _tolls(view: str) -> Iterator[Draft]:
    for match in TOLL.finditer(view):
        for group, unit in (("dead", "死"), ("hurt", "伤")):
            number = read(match[group])
            if number is not None and number.value is not None:
                start, end = match.span(group)
                yield _figure(start, end + 1, "count", number.value, unit, "figure.toll")


def _rate(text: str) -> Decimal:
    """打八五折 pays 85 %, 打9.9折 99 %."""
    digits = [str(DIGITS.index(c)) if c in DIGITS else c for c in text.replace("两", "二") if c not in "点."]
    value = Decimal("".join(digits))
    return value * 10 if len(digits) == 1 else value


def _figure(start: int, end: int, kind: str, value: Decimal, unit: str, rule: str) -> Draft:
    return Draft(Span(start, end), kind, value, None, None, unit, "exact", None, rule)
