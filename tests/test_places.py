"""Places: the table whole, names in texts, and whose article a text is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sysanalyze.language.places import PlaceIndex
from sysanalyze.lexicon import Lexicons, load_lexicons
from sysanalyze.model import Place

CORPUS = Path(__file__).parent / "corpus" / "places.yaml"
CASES: list[dict[str, list[str] | str]] = yaml.load(CORPUS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506

SUBJECTS: list[dict[str, Any]] = yaml.safe_load(CORPUS.with_name("subjects.yaml").read_text(encoding="utf-8"))


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


@pytest.mark.parametrize("case", SUBJECTS, ids=lambda case: f"{case.get('title', '')} {case['view'][:12]}")
def test_about(case: dict[str, Any]) -> None:
    given = {name: value for name, value in case.items() if name not in ("code", "view")}
    place = index().about(case["view"], **given)
    assert (place and (place.code or list(place.candidates))) == case["code"]
    if place is not None:
        assert place.name == index().name(place.code or place.candidates[0])


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
