"""Why numbers are no figures, against a table of texts → all that is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sysanalyze.article import ArticleMaker
from sysanalyze.extract.figures import make_extractor
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Figure, Refusal
from sysanalyze.segment import Segmenter

TABLE = Path(__file__).parent / "corpus" / "refusals-figures.yaml"
CORPUS = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@cache
def tools() -> tuple[Any, Any]:
    lexicons = load_lexicons()
    return ArticleMaker(lexicons, Segmenter("rjieba", [])), make_extractor(lexicons)


def found(text: str, *, explaining: bool) -> list[Figure | Refusal]:
    articles, extract = tools()
    return list(extract(replace(articles(Document(id="-", text=text)), explaining=explaining)))


def refused(text: str) -> list[str]:
    told = [one for one in found(text, explaining=True) if isinstance(one, Refusal)]
    return [f"{text[one.span.start : one.span.end]} | {one.rule} | {one.reason}" for one in told]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:20])
def test_why_numbers_are_no_figures(case: dict[str, Any]) -> None:
    assert refused(case["text"]) == case["refused"]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:20])
def test_nobody_is_told_who_does_not_ask(case: dict[str, Any]) -> None:
    asked = [one for one in found(case["text"], explaining=True) if isinstance(one, Figure)]
    assert found(case["text"], explaining=False) == asked
