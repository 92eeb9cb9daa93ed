"""Whole passages, and sentences of one point each: every figure in order, with all that is told of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sysanalyze.article import ArticleMaker
from sysanalyze.explain import rules
from sysanalyze.extract.figures import make_extractor
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Figure
from sysanalyze.segment import Segmenter

if TYPE_CHECKING:
    from datetime import date

    from sysanalyze.model import Change

FOLDER = Path(__file__).parent / "corpus"
LEAST = {"passages-figures": 60, "sentences-figures": 300}


def table(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return cases


@cache
def tools() -> tuple[Any, Any]:
    lexicons = load_lexicons()
    words = [(entry.surface, entry.text("tag") or "n") for entry in lexicons["words"]]
    return ArticleMaker(lexicons, Segmenter("rjieba", words)), make_extractor(lexicons)


def figures(text: str, reference: date | None) -> list[Figure]:
    articles, extract = tools()
    article = articles(Document(id="-", text=text), date=None if reference is None else reference.isoformat())
    return [item for item in extract(article) if isinstance(item, Figure)]


def told(change: Change | None) -> str:
    if change is None:
        return "-"
    parts = (change.direction, change.basis, change.amount, change.unit)
    return " ".join("-" if part is None else str(part) for part in parts)


def row(text: str, figure: Figure) -> str:
    value = f"{figure.low}..{figure.high}" if figure.value is None else str(figure.value)
    bound = figure.bound if figure.cue is None else f"{figure.bound} {text[figure.cue.start : figure.cue.end]}"
    cells = (
        text[figure.span.start : figure.span.end],
        f"{figure.kind} {value} {figure.unit or '-'}",
        bound,
        figure.indicator or "-",
        figure.stance or "-",
        figure.period or "-",
        told(figure.change),
        figure.rule,
    )
    return " | ".join(cells)


@pytest.mark.parametrize("case", [case for name in LEAST for case in table(name)], ids=lambda case: case["text"][:20])
def test_every_figure_and_all_that_is_told_of_it(case: dict[str, Any]) -> None:
    text = case["text"]
    found = figures(text, case.get("reference"))
    assert [row(text, figure) for figure in found] == case["figures"]
    assert {figure.rule for figure in found} <= rules().keys()
    assert [figure.span for figure in found] == sorted(figure.span for figure in found)


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_enough_and_each_once(name: str, least: int) -> None:
    texts = [case["text"] for case in table(name)]
    assert len(texts) == len(set(texts)) >= least
