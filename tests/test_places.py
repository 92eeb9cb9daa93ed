"""Places: the table whole, names in texts, and whose article a text is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from sysanalyze.language.places import PlaceIndex
from sysanalyze.lexicon import Lexicons, load_lexicons
from sysanalyze.model import Place

CORPUS = Path(__file__).parent / "corpus" / "places.yaml"
CASES: list[dict[str, list[str] | str]] = yaml.load(CORPUS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


@cache
def lexicons() -> Lexicons:
    return load_lexicons()


@cache
def index() -> PlaceIndex:
    return PlaceIndex(lexicons())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_find(case: dict[str, list[str] | str]) -> None:
    text = str(case["text"])
    found = [f"{text[hit.start : hit.end]} {'|'.join(hit.codes)}" for hit in index().find(text)]
    assert found == case["places"]


def test_the_table_is_whole() -> None:
    """The counts of the yearbook: 34 provinces (三 of them 台湾 香港 澳门), 333 prefectures, some 2,844 counties."""
    codes = [code for entry in lexicons()["places"] for code in entry.texts("codes")]
    assert len(codes) == len(set(codes))
    levels = [index().divisions[code].level for code in codes]
    assert (levels.count(2), levels.count(4)) == (34, 333)
    assert 2_840 <= levels.count(6) <= 2_850


def test_every_division_has_its_parents() -> None:
    for code, division in index().divisions.items():
        assert len(code) == 6
        assert code.isdigit()
        assert division.level == 2 or f"{code[:2]}0000" in index().parents(code), code


def test_the_name_of_today_goes_with_a_code() -> None:
    assert index().name("420600") == "襄阳市"
    assert index().name("230500") == "双鸭山市"
    with pytest.raises(KeyError):
        index().name("999999")


@pytest.mark.parametrize(
    ("code", "title", "source", "view"),
    [
        ("230523", "周明远调研重点项目", "宝清县融媒体中心", "县委书记周明远到城关镇调研。全县项目46个。"),
        ("230500", "双鸭山加快项目建设", "黑龙江日报", "市委、市政府把项目建设摆在首位，全市开工项目46个。"),
        ("522631", "茶乡新事", "黔东南日报", "黎平县岩洞镇的茶山上，村民正在采茶。"),
        ("451000", "1-7月全市经济运行平稳", "百色市统计局", "全市规模以上工业增长8%，高于全区2个百分点。"),
        ("110105", "北京市朝阳区召开区委全会", None, "区委书记作报告，全区上下一心。"),
        (None, "国际快讯", "央视网", "联合国秘书长表示，各方应保持克制。"),
        (
            None,
            "国务院常务会议召开",
            "新华社",
            "国务院总理主持召开会议，听取河南省的汇报，要求全省、全市、全县抓好落实。",
        ),
        (None, None, None, "企业发展取得新成效，产量增长5%。"),
        ("620922", "瓜州：蜜瓜丰收", "酒泉日报", "瓜州县的瓜农正在采摘蜜瓜，全县种植3万亩。"),
        ("620922", "【走基层】瓜州：蜜瓜丰收", None, "瓜州县的瓜农正在采摘蜜瓜。"),
        ("620922", "蜜瓜丰收", "甘肃日报", "瓜州县的瓜农正在采摘蜜瓜，全县种植3万亩。"),
        ("620000", "全省项目推进会召开", "甘肃日报", "会议强调，全省上下要抓好落实，省委、省政府部署。"),
        ("620000", "甘肃省召开项目推进会", "甘肃日报", "会议强调，全省上下要抓好落实。"),
        ("430600", "湖南岳阳加快建设", None, "岳阳市开工项目30个，全市投资3亿元，市委书记到场。"),
        ("430600", "全市经济运行平稳", "岳阳市统计局", "上半年，全市生产总值增长5%。"),
        ("620922", "总书记强调安全生产", "瓜州县融媒体中心", "总书记近日强调，要抓好安全。全县立即行动。"),
        (None, "联合国秘书长访问瓜州县", None, "外交部发言人表示欢迎。"),
        ("150602", "全区上下一心", "东胜区融媒体中心", "全区开工项目30个，区委、区政府部署。"),
        ("230523", "双鸭山市宝清县开工", None, "宝清县项目开工，全县投资3亿元。"),
        ("230500", "双鸭山市推进项目", "双鸭山日报", "宝清县、集贤县的项目开工。全市投资3亿元。"),
        ("230523", "项目开工", "双鸭山日报", "宝清县的项目开工，投资3亿元。"),
    ],
)
def test_about(code: str | None, title: str | None, source: str | None, view: str) -> None:
    place = index().about(view, title=title, source=source)
    assert (place and place.code) == code


def test_an_open_name_keeps_its_candidates() -> None:
    place = index().about("全区上下一心，区委、区政府部署。", title="朝阳区召开项目推进会", source="朝阳区融媒体中心")
    assert place is not None
    assert (place.name, place.code, place.candidates) == ("朝阳区", None, ("110105", "220104"))


@pytest.mark.parametrize(
    ("text", "home", "code", "candidates"),
    [
        ("双鸭山市中双石墨有限公司石墨采选项目", None, "230500", ()),
        ("黑龙江省双鸭山市宝清县光伏项目", None, "230523", ()),
        ("宝清万里润达150万吨玉米深加工", "230500", "230523", ()),
        ("朝阳区供水工程", "220100", "220104", ()),
        ("朝阳区供水工程", None, None, ("110105", "220104")),
        ("北京市和天津市联网工程", None, None, ()),
        ("合作市场改造工程", None, None, ()),
    ],
)
def test_named_in(text: str, home: str | None, code: str | None, candidates: tuple[str, ...]) -> None:
    place = index().named_in(text, Place(name=index().name(home), code=home) if home else None)
    assert (place.code if place else None, place.candidates if place else ()) == (code, candidates)
