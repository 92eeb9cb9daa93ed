"""Quotes: the words that texts give to officials, in tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document

CORPUS = Path(__file__).parent / "corpus" / "quotes.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


@cache
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["officials"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:30])
def test_corpus(case: dict[str, Any]) -> None:
    text = case["text"]
    found = analyzer()(Document(id="case", text=text)).officials
    quotes = [[one.name, text[span.start : span.end]] for one in found for span in one.quotes]
    assert quotes == (case["quotes"] or [])


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 80
    assert sum(not case["quotes"] for case in CASES) >= 25
