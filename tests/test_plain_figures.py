"""The short cut for plain figures: taken where nothing asks for a closer look, and it finds what the long way does."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from sysanalyze.article import Article, ArticleMaker
from sysanalyze.extract.figures import _draft
from sysanalyze.extract.figures.bounds import Bounds
from sysanalyze.extract.figures.judge import Judge
from sysanalyze.extract.figures.plain import Plain
from sysanalyze.extract.figures.reading import Draft
from sysanalyze.extract.figures.scan import Scanner
from sysanalyze.language.numerals import NUMERAL
from sysanalyze.language.units import UnitTable
from sysanalyze.lexicon import Lexicons, load_lexicons
from sysanalyze.model import Document
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading

CORPUS = Path(__file__).parent / "corpus"


class LongWay(Plain):
    """Takes no short cut."""

    def figure(self, view: str, text: str, start: int, end: int) -> Draft | None:
        del view, text, start, end
        return None


class Ways:
    """Both ways to the figures of a text, compiled from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        units, self.bounds, self.judge = UnitTable(lexicons), Bounds(lexicons), Judge(lexicons)
        self.plain = Plain(units, self.bounds)
        self.short = Scanner(lexicons, units, self.plain)
        self.long = Scanner(lexicons, units, LongWay(units, self.bounds))
        self.make = ArticleMaker(lexicons, Segmenter())

    def drafts(self, scanner: Scanner, article: Article) -> list[str]:
        readings = scanner.readings(article.view, article.document.text)
        drafts = (self.as_draft(article, reading) for reading in readings)
        return [row(article.document.text, draft) for draft in drafts if draft is not None]

    def as_draft(self, article: Article, reading: Reading | Draft) -> Draft | None:
        return reading if isinstance(reading, Draft) else _draft(article, reading, self.judge, self.bounds)


@cache
def ways() -> Ways:
    return Ways(load_lexicons())


def row(text: str, draft: Draft) -> str:
    cue = "" if draft.cue is None else text[slice(*draft.cue)]
    amount = draft.value if draft.value is not None else f"{draft.low}..{draft.high}"
    words = (
        text[slice(*draft.span)],
        draft.kind,
        str(amount),
        str(draft.unit),
        f"{draft.bound} {cue}".strip(),
        draft.rule,
    )
    return " | ".join(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资36.84亿元，", "36.84亿元 | money | 3684000000 | CNY | exact | figure.money"),
        ("36元", "36元 | money | 36 | CNY | exact | figure.money"),
        ("投资约5000万元。", "5000万元 | money | 50000000 | CNY | about 约 | figure.money"),
        ("出口3.2亿美元，", "3.2亿美元 | money | 320000000 | USD | exact | figure.money"),
        ("增长7.5%，", "7.5% | percent | 7.5 | % | exact | figure.percent"),
        ("增长0.5%。", "0.5% | percent | 0.5 | % | exact | figure.percent"),
        ("达到98%以上。", "98% | percent | 98 | % | at_least 以上 | figure.percent"),
        ("提高0.7个百分点。", "0.7个百分点 | points | 0.7 | pp | exact | figure.points"),
        ("占地300亩，", "300亩 | quantity | 300 | mu | exact | figure.quantity"),
        ("产粮12万吨、", "12万吨 | quantity | 120000 | t | exact | figure.quantity"),
        ("面积5平方公里", "5平方公里 | quantity | 5 | km2 | exact | figure.quantity"),
        ("共46个项目", "46个 | count | 46 | 个 | exact | figure.count"),
        ("超过200家企业", "200家 | count | 200 | 家 | over 超过 | figure.count"),
        ("3,128户农民", "3,128户 | count | 3128 | 户 | exact | figure.count"),
        ("安置800人，", "800人 | count | 800 | 人 | exact | figure.count"),
        ("落实12项任务", "12项 | count | 12 | 项 | exact | figure.count"),
        ("翻了2倍，", "2倍 | multiple | 2 | x | exact | figure.multiple"),
    ],
)
def test_the_short_cut_is_taken(text: str, expected: str) -> None:
    match = NUMERAL.search(text)
    assert match is not None
    for _ in range(2):  # the second time from what is remembered of the unit
        draft = ways().plain.figure(text, text, *match.span())
        assert draft is not None
        assert row(text, draft) == expected


BEFORE = ("G36元", "-36元", "￥36元", "“36个200”", "前36名", "第36个", "0451个", "港币36元", "36千瓦", "36百家")
BEHIND = ("36多家", "36元/吨", "36—40元", "36至40个", "36×2台", "36个/台", "36%a", "36个要点", "36人制", "36项制度")
UNITS = (
    "36度",
    "36成",
    "36轮",
    "36页",
    "36位",
    "36块",
    "36岁",
    "36级",
    "36米",
    "36公里",
    "36年",
    "36天",
    "36",
    "200多个",
)


@pytest.mark.parametrize("text", [*BEFORE, *BEHIND, *UNITS])
def test_a_closer_look_is_left_to_the_long_way(text: str) -> None:
    match = NUMERAL.search(text)
    assert match is not None
    assert ways().plain.figure(text, text, *match.span()) is None


@pytest.mark.parametrize("name", ["passages-figures", "sentences-figures", "not-figures"])
def test_both_ways_find_the_same(name: str) -> None:
    cases = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    texts = [text for case in cases for text in case.get("texts", [case.get("text", "")])]
    assert len(texts) > 50
    both = ways()
    for text in texts:
        article = both.make(Document(id="case", text=text))
        assert both.drafts(both.short, article) == both.drafts(both.long, article)
