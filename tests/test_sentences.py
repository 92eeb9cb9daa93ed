"""Sentences and quotations: every case of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sysanalyze.language.sentences import quotations, sentences

CORPUS = Path(__file__).parent / "corpus" / "sentences.yaml"
CASES: dict[str, list[tuple[str, list[str]]]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES["sentences"])
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@pytest.mark.parametrize(("text", "expected"), CASES["quotations"])
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in quotations(text)] == expected


def test_a_quotation_is_of_400_characters_at_most() -> None:
    assert [span.end - span.start for span in quotations(f"“{'长' * 400}”“{'长' * 401}”")] == [400]
    assert len(sentences(f"“{'长' * 200}。{'长' * 199}”。后面")) == 2
    assert len(sentences(f"“{'长' * 200}。{'长' * 200}”。后面")) == 3
