"""Projects: the corpus of sentences, owners, further mentions, and texts that must end."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sysanalyze.analyze import Analyzer
from sysanalyze.article import Article, ArticleMaker
from sysanalyze.extract.projects import make_extractor
from sysanalyze.lexicon import Lexicons, load_lexicons
from sysanalyze.model import Document, Project, Refusal
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from sysanalyze.extract import Extractor

CORPUS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "corpus" / "projects.yaml").read_text(encoding="utf-8")
)

REFUSALS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "corpus" / "refusals-projects.yaml").read_text(encoding="utf-8")
)


@cache
def lexicons() -> Lexicons:
    return load_lexicons()


@cache
def maker() -> ArticleMaker:
    words = [(entry.surface, entry.text("tag") or "n") for entry in lexicons()["words"]]
    return ArticleMaker(lexicons(), Segmenter(words=words))


@cache
def extractor() -> Extractor:
    return make_extractor(lexicons())


def article(text: str) -> Article:
    return maker()(Document(id="-", text=text))


def projects(text: str) -> list[Project]:
    return [found for found in extractor()(article(text)) if isinstance(found, Project)]


@cache
def analyzer() -> Analyzer:
    return Analyzer(lexicons(), only=["projects"])


def attributes(project: Project, text: str) -> dict[str, Any]:
    """All that is known of a project, as the corpus writes it."""
    known = {
        "status": project.status or "none",
        "owner": project.owner,
        "place": project.place and f"{project.place.name} {project.place.code}",
        "capacity": [text[quantity.span.start : quantity.span.end] for quantity in project.capacity],
        "investment": [text[quantity.span.start : quantity.span.end] for quantity in project.investment],
        "milestones": [f"{text[m.span.start : m.span.end]} {m.event} {m.date}" for m in project.milestones],
        "mentions": [text[span.start : span.end] for span in project.mentions] if len(project.mentions) > 1 else [],
    }
    return {key: value for key, value in known.items() if value}


def cases(*sections: str) -> list[dict[str, Any]]:
    return [case for section in sections for case in CORPUS[section]]


def test_the_corpus_is_large_and_a_third_of_it_negative() -> None:
    every = cases(*CORPUS)
    assert len(every) >= 250
    assert 3 * len([case for case in every if not case["found"]]) >= len(every)


@pytest.mark.parametrize("case", cases("named", "nothing"), ids=lambda case: case["text"][:24])
def test_corpus(case: dict[str, Any]) -> None:
    found = {project.name: project.status or "none" for project in projects(case["text"])}
    assert found == case["found"]


@pytest.mark.parametrize("case", cases("attributes", "mentions"), ids=lambda case: case["text"][:24])
def test_attributes(case: dict[str, Any]) -> None:
    report = analyzer()(Document(id="-", text=case["text"]), date="2023-07-20")
    assert {project.name: attributes(project, case["text"]) for project in report.projects} == case["found"]
    assert report.figures == ()  # needed for the projects, not asked for


def test_spans_are_the_names() -> None:
    for case in CORPUS["named"]:
        for project in projects(case["text"]):
            assert [case["text"][span.start : span.end] for span in project.mentions] == [project.name]


def test_owner() -> None:
    (project,) = projects("宁夏金鼎化工有限公司年产8万吨己二腈项目开工建设。")
    assert (project.owner, project.status) == ("宁夏金鼎化工有限公司", "started")


def test_shorter_mention_is_found_without_words_of_building() -> None:
    found = projects("总投资9亿元的岚山港区中南粮油产业基地开工建设。\n产业基地很大。中南粮油产业基地位于港区北侧。")
    (project,) = found
    assert (project.name, project.status, len(project.mentions)) == ("岚山港区中南粮油产业基地", "started", 2)


def test_quoted_name_alone_is_a_mention_once_the_project_is_named() -> None:
    (project,) = projects("“北溪”项目开工。“北溪”是一条管道。")
    assert [project.name, *project.mentions] == ["“北溪”项目", (0, 6), (9, 13)]
    assert projects("“北溪”是一条管道。") == []


def test_document_titles_hold_no_projects() -> None:
    assert projects("印发《关于加快白马河水库工程建设的意见》。") == []


def test_plans_of_a_report() -> None:
    text = "一、过去一年\n新开工白马河水库工程。\n二、今年重点工作\n新开工青羊山隧道工程，加快双河水电站建设。\n"
    assert [(project.name, project.status) for project in projects(text)] == [
        ("白马河水库工程", "started"),
        ("青羊山隧道工程", "planned"),
        ("双河水电站", "started"),
    ]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case["text"][:24])
def test_refusals_say_why(case: dict[str, Any]) -> None:
    made = article(case["text"])
    quiet = list(extractor()(made))
    assert not [found for found in quiet if isinstance(found, Refusal)]  # nobody asked
    told = list(extractor()(replace(made, explaining=True)))
    assert [found for found in told if isinstance(found, Project)] == quiet
    refusals = [found for found in told if isinstance(found, Refusal)]
    assert {made.text(one.span): one.reason for one in refusals} == case["refused"]
    assert {one.rule for one in refusals} <= {"project.named", "project.listed"}
    assert len(set(refusals)) == len(case["refused"])


@given(st.text(alphabet="项目工程建设东河大桥一二期等、，。“”（）()《》的58万吨 至和开投产\n", max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    made = article(text)
    first, second = list(extractor()(made)), list(extractor()(made))
    assert first == second
    spans = [span for found in first if isinstance(found, Project) for span in found.mentions]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@pytest.mark.parametrize("unit", ["一", "1", "、", "“", "亿", "的", "等项目", "“项目”", "东大桥、", "1万吨项目"])
def test_hostile_text_takes_time_in_proportion(unit: str, in_proportion: Callable[..., None]) -> None:
    in_proportion(unit, article, lambda made: list(extractor()(made)))
