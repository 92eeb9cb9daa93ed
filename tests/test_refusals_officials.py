"""Where the rules of officials came close and declined, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Refusal

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("corpus").joinpath("refusals-officials.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["officials"])


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_post_that_made_no_official_is_told_where_it_is_asked_for(analyzer: Analyzer, case: dict[str, Any]) -> None:
    article = analyzer.articles(Document(id="-", text=case["text"]))
    extract = dict(analyzer.extractors)["officials"]
    found = [one for one in extract(replace(article, explaining=True)) if isinstance(one, Refusal)]
    told = [
        {"text": case["text"][one.span.start : one.span.end], "rule": one.rule, "reason": one.reason} for one in found
    ]
    assert told == case["refusals"]
    assert not any(isinstance(one, Refusal) for one in extract(article))
