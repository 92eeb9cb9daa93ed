"""Quotes: the words that texts give to officials, in tables."""

from __future__ import annotations

import time
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


@pytest.mark.parametrize(
    "mark",
    ["县长李立国说：“", "县长李立国说，", "”县长李立国说", "县长李立国在", "县长李立国说：“路。\n“", "县长李立国，并"],
)
def test_hostile_text_takes_linear_time(mark: str) -> None:
    def spent(size: int) -> float:
        article = analyzer().articles(Document(id="x", text=mark * (size // len(mark))))
        start = time.perf_counter()
        for _, extract in analyzer().extractors:
            list(extract(article))
        return time.perf_counter() - start

    spent(1000)
    assert spent(16_000) < 16 * max(spent(4_000), 0.005)  # a square would be 16 times and more
