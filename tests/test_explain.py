"""`sysanalyze explain`: every rule described by a sentence in which it holds, pieces and words at their places."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sysanalyze.analyze import Analyzer
from sysanalyze.explain import Explained, Words, explained, refusals, rules
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from sysanalyze.model import Finding

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

EXTRACT = Path(__file__).parent.parent / "sysanalyze" / "extract"
CORPUS = Path(__file__).parent / "corpus"
ARTICLE = "2019年上半年，宝清县到位资金近36.84亿元，同比增长12.65%。县委书记王立新强调，要坚持高质量发展。"


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons())


def explain(analyzer: Analyzer, text: str) -> list[Explained]:
    document = Document(id="-", text=text)
    article = analyzer.articles(document)
    return explained(analyzer(document), article, Words(analyzer.lexicons), analyzer.lexicons)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_the_example_holds_a_finding_of_its_rule(analyzer: Analyzer, rule: object) -> None:
    name, example = rule.name, rule.example  # type: ignore[attr-defined]  # a Rule
    assert name in [one.finding.rule for one in explain(analyzer, example)]


def test_every_rule_is_described() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in EXTRACT.rglob("*.py"))
    named = set(re.findall(r'"((?:figure|slogan|project|official)\.[a-z_]+)"', written))
    assert len(named) > 15
    assert sorted(named - set(rules())) == []


@pytest.mark.parametrize("corpus", sorted(CORPUS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_finding_has_a_rule_that_is_described(analyzer: Analyzer, corpus: Path) -> None:
    report = analyzer(Document(id="-", text=corpus.read_text(encoding="utf-8")))
    found: list[Finding] = [*report.figures, *report.slogans, *report.projects, *report.officials]
    assert sorted({one.rule for one in found} - set(rules())) == []


def test_pieces_and_words(analyzer: Analyzer) -> None:
    found = {ARTICLE[slice(*one.span)]: one for one in explain(analyzer, ARTICLE)}
    money = found["36.84亿元"]
    assert {(piece.role, ARTICLE[slice(*piece.span)]) for piece in money.pieces} >= {
        ("number", "36.84亿"),
        ("unit", "元"),
        ("bound", "近"),
    }
    assert {(word.lexicon, word.entry.surface) for word in money.words} >= {("units", "元"), ("bound-words", "近")}
    official = found["王立新"]
    assert [(piece.role, ARTICLE[slice(*piece.span)]) for piece in official.pieces][:2] == [
        ("title", "县委书记"),
        ("name", "王立新"),
    ]
    assert ("offices", "县委书记") in {(word.lexicon, word.entry.surface) for word in official.words}
    for one in found.values():
        for word in one.words:
            assert ARTICLE[slice(*word.span)] in word.entry.forms


def test_extractors_refuse_only_when_asked(analyzer: Analyzer) -> None:
    article = analyzer.articles(Document(id="-", text="根据国发〔2018〕5号文件，推进重点产业项目。"))
    assert not any(type(one).__name__ == "Refusal" for _, extract in analyzer.extractors for one in extract(article))
    for one in refusals(article, analyzer.extractors):
        assert one.reason


def test_the_command(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ran = command("explain", "a.txt", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode()
    assert shown.startswith("# a.txt\n")
    assert re.search(r"^36\.84亿元  \[17, 24\)  figure\n  figure\.money: an amount of money", shown, re.MULTILINE)
    assert "金额" in command("explain", "--lang", "zh", "a.txt", cwd=tmp_path).stdout.decode()
    lines = command("explain", "-f", "json", "a.txt", cwd=tmp_path).stdout.splitlines()
    trees = [json.loads(line) for line in lines]
    assert [tree["kind"] for tree in trees] == ["figure", "figure", "official", "slogan"]
    assert trees[0]["finding"]["value"] == 3684000000
    assert {piece["role"] for piece in trees[0]["pieces"]} >= {"number", "unit", "bound"}


def test_an_offset(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    at = ARTICLE.index("王立新")
    one = command("explain", f"a.txt:{at}", cwd=tmp_path).stdout.decode()
    assert "official.title_name" in one
    assert "figure" not in one
    none = command("explain", f"a.txt:{ARTICLE.index('强调') + 1}", cwd=tmp_path).stdout.decode()
    assert "official" not in none
    beyond = command("explain", "a.txt:9999", cwd=tmp_path)
    assert beyond.returncode == 3
    assert b"E_OFFSET" in beyond.stderr
    (tmp_path / "b:12").write_text(ARTICLE, encoding="utf-8")
    assert command("explain", "b:12", cwd=tmp_path).returncode == 0
