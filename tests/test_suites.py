"""The public suites of numbers and quantities: every case is right, or listed with the reason why the guide differs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.article.view import fold
from sysanalyze.language.numerals import find
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document

SUITES = Path(__file__).resolve().parents[2] / "shared" / "suites"
DIFFERENCES = yaml.safe_load((Path(__file__).parent / "corpus" / "suite-differences.yaml").read_text(encoding="utf-8"))
UNITS = {"Dollar": "USD", "Degree": "°C", "C": "°C", "F": "°F"}  # the suite's names of ours

pytestmark = pytest.mark.skipif(not SUITES.exists(), reason="the public suites are not beside the repository")


def cases(suite: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SUITES / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()]


def listed(suite: str) -> set[str]:
    return {text for group in DIFFERENCES if group.get("suite", "number") == suite for text in group["texts"]}


def test_suite_of_numbers() -> None:
    table = {ord(entry.surface): entry.text("simplified") for entry in load_lexicons()["script"]}
    different = listed("number")
    wrong, right = [], set()
    for case in cases("number"):
        view = fold(case["text"]).translate(table)
        wanted = [(item["start"], item["end"], Decimal(item["value"])) for item in case["findings"]]
        if [(found.start, found.end, found.number.value) for found in find(view)] == wanted:
            right.add(case["text"])
        elif case["text"] not in different:
            wrong.append(case["text"])
    assert not wrong
    assert not right & different  # what is right needs no reason
    assert len(right) > 200


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons(), only=["figures"])


@pytest.mark.parametrize("suite", ["currency", "dimension", "percent", "age", "temperature"])
def test_suite_of_one_kind(analyzer: Analyzer, suite: str) -> None:
    """Value and unit of each wanted figure, at its place; the suites leave the other kinds of a sentence out."""
    different = listed(suite)
    wrong, right = [], set()
    for case in cases(suite):
        figures = analyzer(Document(id="-", text=case["text"])).figures
        found = all(
            any(
                figure.span.start < wanted["end"]
                and wanted["start"] < figure.span.end
                and figure.value == Decimal(wanted["value"] or "NaN")
                and figure.unit == UNITS.get(wanted["unit"], wanted["unit"])
                for figure in figures
            )
            for wanted in case["findings"]
        )
        if found:
            right.add(case["text"])
        elif case["text"] not in different:
            wrong.append(case["text"])
    assert not wrong
    assert not right & different
    assert {case["text"] for case in cases(suite)} == right | different


def test_differences_name_cases_of_their_suite() -> None:
    for group in DIFFERENCES:
        texts = {case["text"] for case in cases(group.get("suite", "number"))}
        assert set(group["texts"]) <= texts
        assert group["reason"]
