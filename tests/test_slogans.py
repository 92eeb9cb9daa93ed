"""Slogans: the corpus of sentences with every finding, properties on any text, and time on hostile ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sysanalyze.analyze import Analyzer
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Refusal, Slogan

if TYPE_CHECKING:
    from collections.abc import Callable

    from sysanalyze.article import Article

CORPUS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "corpus" / "slogans.yaml").read_text(encoding="utf-8")
)
REFUSED: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "corpus" / "refusals-slogans.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(case, id=f"{group}-{at}") for group, cases in CORPUS.items() for at, case in enumerate(cases, 1)]
PIECES = "一二三四五两双个条大，、。：；“”（）的不把用坚持落实问题精神1358+N\n "


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["slogans"])


def article(text: str) -> Article:
    return analyzer().articles(Document(id="test", text=text))


def slogans(text: str) -> list[Slogan]:
    """The slogans that the extractor yields, overlapping ones settled, in the order of the text."""
    report = analyzer()(Document(id="test", text=text))
    found = [(span, slogan) for slogan in report.slogans for span in slogan.mentions]
    return [slogan for _, slogan in sorted(found, key=lambda pair: pair[0])]


def as_told(slogan: Slogan, told: str) -> str:
    """The finding in the corpus' words, with what the case tells of it."""
    out = f"{slogan.kind} {slogan.text}"
    if " = " in told:
        out += " = " + " / ".join(slogan.items)
    if " ~ " in told:
        out += f" ~ {slogan.canonical}"
    return out


@pytest.mark.parametrize("case", CASES)
def test_corpus(case: dict[str, Any]) -> None:
    found = slogans(case["text"])
    told = case["slogans"]
    padded = [*told, *[""] * len(found)]
    assert [as_told(slogan, text) for slogan, text in zip(found, padded, strict=False)] == told


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["text"])
def test_what_is_refused_and_why(case: dict[str, Any]) -> None:
    asking = replace(article(case["text"]), explaining=True)
    found = [one for _, extract in analyzer().extractors for one in extract(asking)]
    refusals = [one for one in found if isinstance(one, Refusal)]
    told = [f"{one.rule} {case['text'][one.span.start : one.span.end]} / {one.reason}" for one in refusals]
    assert told == case["refusals"]


def test_refusals_are_told_only_to_those_who_ask_and_change_nothing_else() -> None:
    text = "".join(case["text"] for cases in CORPUS.values() for case in cases)
    for _, extract in analyzer().extractors:
        plain = list(extract(article(text)))
        assert not any(isinstance(one, Refusal) for one in plain)
        asked = list(extract(replace(article(text), explaining=True)))
        assert [one for one in asked if not isinstance(one, Refusal)] == plain


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(PIECES), max_size=80))
def test_any_text(text: str) -> None:
    subject = article(text)
    first = [finding for _, extract in analyzer().extractors for finding in extract(subject)]
    assert first == [finding for _, extract in analyzer().extractors for finding in extract(subject)]
    for finding in first:
        assert isinstance(finding, Slogan)
        for span in finding.mentions:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == finding.text


@pytest.mark.parametrize("unit", ["一", "1", "、", "“", "亿", "的", "一、", "“五个", "五个坚持", "建链、", "“四最”（"])
def test_hostile_text_takes_time_in_proportion(unit: str, in_proportion: Callable[..., None]) -> None:
    def extract(subject: Article) -> None:
        for _, each in analyzer().extractors:
            list(each(subject))

    in_proportion(unit, article, extract)


def test_members_in_the_lexicon_are_as_many_as_its_number() -> None:
    numbers = {"两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
    for entry in load_lexicons()["slogans"]:
        members, first = entry.texts("members"), entry.surface[0]
        if members and entry.surface[1:2] == "个" and "一" not in entry.surface and "、" not in entry.surface:
            assert len(members) == numbers[first], entry.surface


def test_strategies_that_are_plain_terms_are_no_entries() -> None:
    surfaces = load_lexicons()["slogans"].surfaces()
    for term in ("一带一路", "京津冀协同发展", "美丽中国", "新型城镇化", "营商环境", "全国统一大市场", "长江经济带"):
        assert term not in surfaces


def test_a_line_broken_inside_a_phrase() -> None:
    words = "会议指出，全县各级干部要深入一线调查研究，切实解决群众反映的突出问题，抓住机遇乘势而上，奋力推动"
    words += "高质量发展，办好各项民生实事，让群众的日子一天比一天红火，让城乡面貌一年比一年更新，让各项事业更进一步。"
    words = "全" * (-(words.index("质") + 1) % 22) + words
    text = "\n".join(words[at : at + 22] for at in range(0, len(words), 22))
    found = slogans(text)
    assert [slogan.text for slogan in found if slogan.kind == "tifa"] == ["高质\n量发展"]
