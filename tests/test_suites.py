"""The public suite of numbers: every case is right, or listed with the reason why the guide differs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from sysanalyze.article.view import fold
from sysanalyze.language.numerals import find
from sysanalyze.lexicon import load_lexicons

SUITE = Path(__file__).resolve().parents[2] / "shared" / "suites" / "number.jsonl"
DIFFERENCES = Path(__file__).parent / "corpus" / "suite-differences.yaml"

pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="the public suites are not beside the repository")


def test_suite_of_numbers() -> None:
    table = {ord(entry.surface): entry.text("simplified") for entry in load_lexicons()["script"]}
    listed = {text for group in yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8")) for text in group["texts"]}
    wrong, right = [], set()
    for line in SUITE.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        view = fold(case["text"]).translate(table)
        wanted = [(item["start"], item["end"], Decimal(item["value"])) for item in case["findings"]]
        if [(found.start, found.end, found.number.value) for found in find(view)] == wanted:
            right.add(case["text"])
        elif case["text"] not in listed:
            wrong.append(case["text"])
    assert not wrong
    assert not right & listed  # what is right needs no reason
    assert len(right) > 200
