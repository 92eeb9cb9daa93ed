"""Whole passages, and the samples: every official, slogan and project of each with all that is known of it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document
from sysanalyze.render import to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.model import Mention, Official, Place, Post, Project, Quantity, Slogan, Span

FILES = ("passages-people.yaml", "passages-slogans.yaml", "passages-projects.yaml")
CASES: list[dict[str, Any]] = [
    case
    for name in FILES
    for case in yaml.safe_load((Path(__file__).parent / "corpus" / name).read_text(encoding="utf-8"))
]
SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.txt"))
PRODUCED_BY = re.compile(r"^produced_by:.*\n(?:[ ].*\n)*", re.MULTILINE)
DATE = "2023-07-20"  # of articles that state none


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["officials", "slogans", "projects"])


@cache
def analyzer_of_all() -> Analyzer:
    return Analyzer(load_lexicons())


def written(text: str, spans: Iterable[Span]) -> list[str]:
    return [f"{span.start} {text[span.start : span.end]}" for span in spans]


def amounts(text: str, quantities: Iterable[Quantity]) -> list[str]:
    """Each with its place, value or ends of a range, and unit: 12 50万吨 = 500000 t."""
    values = [one.value if one.value is not None else f"{one.low}..{one.high}" for one in quantities]
    places = written(text, [one.span for one in quantities])
    return [f"{place} = {value} {one.unit}" for place, value, one in zip(places, values, quantities, strict=True)]


def located(place: Place | None) -> str:
    return "-" if place is None else f"{place.name} {place.code or '|'.join(place.candidates)}".rstrip()


def post(one: Post) -> str:
    fields = (one.title, one.organ or "-", located(one.place), one.level or "-", one.system or "-")
    return " / ".join(fields)


def mention(text: str, one: Mention) -> str:
    titles = ", ".join(written(text, one.titles))
    return f"{one.span.start} {text[one.span.start : one.span.end]}" + (f" < {titles}" if titles else "")


def official(text: str, one: Official) -> dict[str, Any]:
    return {
        "name": one.name,
        "posts": [post(each) for each in one.posts],
        "mentions": [mention(text, each) for each in one.mentions],
        "quotes": written(text, one.quotes),
        "rule": one.rule,
    }


def slogan(one: Slogan) -> dict[str, Any]:
    return {
        "slogan": f"{one.kind} {one.text}",
        "mentions": [span.start for span in one.mentions],
        "canonical": one.canonical,
        "items": list(one.items),
        "rule": one.rule,
    }


def project(text: str, one: Project) -> dict[str, Any]:
    return {
        "project": one.name,
        "mentions": written(text, one.mentions),
        "status": one.status,
        "owner": one.owner,
        "place": None if one.place is None else located(one.place),
        "capacity": amounts(text, one.capacity),
        "investment": amounts(text, one.investment),
        "milestones": [f"{written(text, [m.span])[0]} = {m.event} {m.date}" for m in one.milestones],
        "rule": one.rule,
    }


def told(text: str) -> dict[str, list[dict[str, Any]]]:
    """All findings of a text as the corpus writes them, without what is empty."""
    report = analyzer()(Document(id="case", text=text), date=DATE)
    findings = {
        "officials": [official(text, one) for one in report.officials],
        "slogans": [slogan(one) for one in report.slogans],
        "projects": [project(text, one) for one in report.projects],
    }
    return {
        kind: [{key: value for key, value in one.items() if value} for one in found]
        for kind, found in findings.items()
        if found
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_corpus(case: dict[str, Any]) -> None:
    assert told(case["text"]) == {key: value for key, value in case.items() if key != "text"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_in_this_process(sample: Path) -> None:
    """What test_samples asks of the command, where coverage and mutants can be seen."""
    report = analyzer_of_all()(Document(id=f"samples/{sample.name}", text=sample.read_text(encoding="utf-8")))
    committed = sample.with_suffix(".yaml").read_text(encoding="utf-8").removeprefix("---\n")
    assert PRODUCED_BY.sub("", to_yaml(report)).removeprefix("---\n") == PRODUCED_BY.sub("", committed)


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 120
    assert sum(len(case.get("officials", ())) for case in CASES) >= 150
