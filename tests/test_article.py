"""Zones, metadata and the view."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sysanalyze.article import Article, ArticleMaker
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus" / "metadata.yaml"
FIELDS = ("title", "date", "source", "authors", "editor", "column", "place")


@cache
def maker() -> ArticleMaker:
    return ArticleMaker(load_lexicons(), Segmenter())


def article(text: str, date: str | None = None) -> Article:
    return maker()(Document(id="test", text=text), date=date)


def cases() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.load(CORPUS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def said(made: Article) -> dict[str, Any]:
    metadata = made.metadata
    values = {name: getattr(metadata, name) for name in FIELDS}
    values["authors"] = list(metadata.authors)
    values["place"] = metadata.place and (metadata.place.code or list(metadata.place.candidates))
    return {name: value for name, value in values.items() if value}


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["text"])[:40].replace("\n", "/"))
def test_metadata(case: dict[str, Any]) -> None:
    made = article(case["text"], case.get("given"))
    assert said(made) == {name: case[name] for name in FIELDS if name in case}
    for word in case.get("hidden", ()):
        assert word not in made.view
    for word in case.get("seen", ()):
        assert word in made.view


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_do_not_matter(newline: str) -> None:
    for case in cases():
        made = article(case["text"].replace("\n", newline), case.get("given"))
        assert said(made) == {name: case[name] for name in FIELDS if name in case}


ALPHABET = "一县市长（）：“”\"'。，、\n\r\t　 ２0129a%来源作者记者摄讯电年月日-·「」國會開發"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(ALPHABET), st.characters(exclude_categories=["Cs"])), max_size=300))
def test_view_has_the_length_of_the_text(text: str) -> None:
    made = article(text)
    assert len(made.view) == len(text)
    for spans in (made.paragraphs, made.sentences, [zone.span for zone in made.zones]):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(spans) == sorted(spans, key=lambda span: span.start)
    assert not any("\n" in made.view[span.start : span.end] for span in (*made.paragraphs, *made.sentences))
    assert made == article(text)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("增长２．４％（含税）！", "增长2.4%(含税)!"),
        ("他说「幹得好」。", "他说“幹得好”。"),
        ('落实"两个维护",再落实"放管服"', "落实“两个维护”,再落实“放管服”"),
        ("艾尔肯•吐尼亚孜", "艾尔肯·吐尼亚孜"),
        ("乾隆年间著名的瞭望塔", "乾隆年间著名的瞭望塔"),
        ("全縣實現地區生產總值28億元，同比增長5.2％。", "全县实现地区生产总值28亿元，同比增长5.2%。"),
        ("一、甲\r\n二、乙", "一、甲 \n二、乙"),
    ],
)
def test_view(text: str, view: str) -> None:
    assert article(text).view == view


def test_wrapped_paragraphs_are_joined() -> None:
    text = (
        "    今年以来，该县把项目建设作为头号工程，全力推进各项工作落地落实见到成效，\n"
        "一季度全县新开工项目二十六个，完成投资九亿四千万元，同比增长百分之十二点五，\n"
        "增速居全市第二位，比上年同期提高三点四个百分点，为全年任务的完成打下良好基\n"
        "础，也为下一步工作积累了经验。\n"
        "    下一步，全县将继续抓好招商引资，争取更多项目落地开工建设，确保完成全年目\n"
        "标任务。\n"
    )
    made = article(text)
    assert [made.text(span)[-5:] for span in made.paragraphs] == ["累了经验。", "标任务。"[-5:]] or len(
        made.paragraphs
    ) == 2
    assert "良好基 础" in made.view


def test_lists_of_lines_are_not_joined() -> None:
    text = "一季度主要指标\n地区生产总值增长5.2%\n规模以上工业增加值增长6.1%\n固定资产投资增长7.9%\n零售总额增长4.4%"
    assert article(text).view == text


def test_sentences() -> None:
    made = article("他说：“干。干就完了。”大家笑了；散会！（记者张伟）\n结束")
    assert [made.text(span) for span in made.sentences] == ["他说：“干。干就完了。”", "大家笑了；", "散会！", "结束"]


def test_zones() -> None:
    made = article(
        "首页 > 要闻\n关于推进项目的通知\n——某县纪实\n2023-01-02 来源：某报\n正文一句话。\n一、总体要求\n“好”字当头。"
    )
    assert [(zone.kind, made.text(zone.span)) for zone in made.zones] == [
        ("breadcrumb", "首页 > 要闻"),
        ("title", "关于推进项目的通知"),
        ("subtitle", "——某县纪实"),
        ("meta", "2023-01-02 来源：某报"),
        ("body", "正文一句话。"),
        ("heading", "一、总体要求"),
        ("body", "“好”字当头。"),
        ("quotation", "好"),
    ]


def test_a_kicker_stands_above_the_title() -> None:
    made = article("周明远在调研时强调\n抓项目 促发展\n2024-03-08\n　　会议指出，要抓好落实。")
    assert [(zone.kind, made.text(zone.span)) for zone in made.zones][:2] == [
        ("kicker", "周明远在调研时强调"),
        ("title", "抓项目 促发展"),
    ]
    assert made.view.startswith("周明远在调研时强调\n抓项目")


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        "、",
        "“",
        "亿",
        "的",
        "\n",
        " ",
        "(",
        "“。",
        "记者",
        "来源:",
        "县",
        "\u3000",
        "一\n",
        ">",
        '"',
        "在强调\n",
        "首页>",
        "2024年",
        "张伟丨",
    ],
)
def test_hostile_text_takes_time_in_proportion(unit: str, in_proportion: Callable[..., None]) -> None:
    in_proportion(unit, str, article, 20_000)
