"""Reports to annotation formats and back: nothing lost, each format's own offsets, what people change kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sysanalyze.analyze import Analyzer
from sysanalyze.exchange import ExchangeError, Link, Region, regions_of, tree_of
from sysanalyze.exchange.brat import fragments, from_ann, to_ann
from sysanalyze.exchange.label_studio import INTERFACE, from_tasks, to_task
from sysanalyze.exchange.regions import Annotated
from sysanalyze.exchange.spacy_doc import from_doc, to_doc
from sysanalyze.exchange.web_annotations import from_page, to_page
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document
from sysanalyze.render import report_from_tree, report_tree

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
ASTRAL = "县委书记王䶮、县长李𬭎说：“到位资金\n36.84亿元。”王䶮强调，要四𬭎并举。县委书记王䶮出席，总投资0.10亿元。"


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons())


def texts() -> list[str]:
    return [ASTRAL, *(path.read_text(encoding="utf-8") for path in SAMPLES)]


@pytest.fixture(params=range(len(SAMPLES) + 1))
def annotated(request: pytest.FixtureRequest, analyzer: Analyzer) -> tuple[Annotated, dict[str, Any], str]:
    text = texts()[request.param]
    tree: dict[str, Any] = report_tree(analyzer(Document(id="a.txt", text=text)))
    return regions_of(tree), tree, text


def same(tree: dict[str, Any], got: Annotated, text: str) -> bool:
    back = tree_of(got, text)
    return report_from_tree(back, text) == report_from_tree(tree, text)


def test_regions_and_back(annotated: tuple[Annotated, dict[str, Any], str]) -> None:
    made, tree, text = annotated
    assert made.regions
    assert same(tree, made, text)


def test_brat_and_back(annotated: tuple[Annotated, dict[str, Any], str]) -> None:
    made, tree, text = annotated
    written = to_ann(made, text)
    for line in written.splitlines():
        if line.startswith("T"):
            _, places, words = line.split("\t")
            parts = [tuple(map(int, part.split())) for part in places.partition(" ")[2].split(";")]
            assert " ".join(text[start:end] for start, end in parts) == words
    got = from_ann(written, document=tree["document"])
    back = {**tree_of(got, text), "produced_by": tree["produced_by"], "checks": tree.get("checks", [])}
    assert report_from_tree(back, text) == report_from_tree(tree, text)


def test_label_studio_and_back(annotated: tuple[Annotated, dict[str, Any], str]) -> None:
    made, tree, text = annotated
    task = to_task(made, text)
    units = text.encode("utf-16-le")
    for item in task["predictions"][0]["result"]:
        if item["type"] == "labels":
            value = item["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            assert f'value="{value["labels"][0]}"' in INTERFACE
    [(got, same_text)] = from_tasks(json.dumps([task]))
    assert same_text == text
    assert same(tree, got, text)


def test_web_annotations_and_back(annotated: tuple[Annotated, dict[str, Any], str]) -> None:
    made, tree, text = annotated
    page = to_page(made, text)
    for item in page["items"]:
        if item["motivation"] == "tagging":
            position, quote = item["target"]["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    got, same_text = from_page(json.loads(json.dumps(page)))
    assert same_text == text
    assert same(tree, got, text)


def test_spacy_and_back(annotated: tuple[Annotated, dict[str, Any], str]) -> None:
    made, tree, text = annotated
    if not Doc.has_extension("sysanalyze"):
        Doc.set_extension("sysanalyze", default=None)
    doc = Doc(spacy.blank("zh").vocab).from_json(to_doc(made, text), validate=True)
    assert doc.text == text
    assert [(span.start_char, span.end_char) for span in doc.spans["sysanalyze"]] == [
        (region.start, region.end) for region in made.regions
    ]
    got, same_text = from_doc(doc.to_json(underscore=["sysanalyze"]))
    assert same_text == text
    assert same(tree, got, text)


@given(st.text(alphabet="项 \n\t\r𬭎a", max_size=12))
@settings(deadline=None)
def test_spacy_takes_any_text(text: str) -> None:
    empty = Annotated(document={}, produced_by={}, regions=[], links=[])
    doc = Doc(spacy.blank("zh").vocab).from_json(to_doc(empty, text) | {"_": {}})
    assert doc.text == text


def test_what_people_change_is_kept() -> None:
    text = "县长李建国说，新增就业3200人，实施“四季攻坚”。李建国要求抓落实。"
    written = (
        "T1\tOfficial 2 5\t李建国\nT2\tTitle 0 2\t县长\nT3\tOfficial 26 29\t李建国\nT4\tFigure 11 16\t3200人\n"
        "T5\tPerson 2 5\t李建国\nR1\tHolds Arg1:T1 Arg2:T2\nR2\tKnows Arg1:T1 Arg2:T3\n*\tSame T1 T3\n"
        "T6\tSlogan 20 24\t四季攻坚\n#1\tAnnotatorNotes T6\t待议\n"
    )
    tree = tree_of(from_ann(written), text)
    assert tree["officials"] == [
        {
            "name": "李建国",
            "titles": ["县长"],
            "mentions": [
                {"start": 2, "end": 5, "text": "李建国", "titles": [{"start": 0, "end": 2, "text": "县长"}]},
                {"start": 26, "end": 29, "text": "李建国"},
            ],
            "rule": "annotator",
        }
    ]
    assert tree["figures"] == [{"text": "3200人", "start": 11, "end": 16, "rule": "annotator"}]
    assert [slogan["text"] for slogan in tree["slogans"]] == ["四季攻坚"]


def test_people_go_before_the_prediction() -> None:
    text = "新增就业3200人。"
    made = Annotated(document={}, produced_by={}, regions=[Region(id="T1", label="Figure", start=4, end=9)], links=[])
    task = to_task(made, text)
    mine = {"id": "x", "type": "labels", "value": {"start": 4, "end": 8, "text": "3200", "labels": ["Figure"]}}
    cancelled = {"result": [], "was_cancelled": True}
    task["annotations"] = [cancelled, {"result": [mine]}, cancelled]
    [(got, _)] = from_tasks(json.dumps(task))
    assert [(region.start, region.end) for region in got.regions] == [(4, 8)]


def test_links_to_what_was_deleted_are_forgotten() -> None:
    made = Annotated(
        document={},
        produced_by={},
        regions=[Region(id="T1", label="Official", start=2, end=5)],
        links=[Link("Holds", "T1", "T9"), Link("Same", "T1", "T8"), Link("Says", "T7", "T1")],
    )
    [official] = tree_of(made, "县长李建国")["officials"]
    assert official["mentions"] == [{"start": 2, "end": 5, "text": "李建国"}]


def test_brat_draws_over_no_line_break() -> None:
    assert fragments("一\r\n二\n\n三", 0, 7) == [(0, 1), (3, 4), (6, 7)]
    assert fragments("\n\n", 0, 2) == [(0, 2)]


@pytest.mark.parametrize("written", ["T1\tFigure\n", "R1 Same\n"])
def test_wrong_standoff_names_its_line(written: str) -> None:
    with pytest.raises(ExchangeError, match="line 2"):
        from_ann("T9\tFigure 0 1\t一\n" + written)


def test_wrong_files_say_what_lacks() -> None:
    with pytest.raises(ExchangeError, match="task 1"):
        list(from_tasks('[{"data": {}}]'))
    with pytest.raises(ExchangeError, match="line 1: is not JSON"):
        list(from_tasks("["))
    with pytest.raises(ExchangeError, match="lacks 'text'"):
        from_doc({})
    with pytest.raises(ExchangeError, match="lacks 'items'"):
        from_page({"sysanalyze:text": ""})
