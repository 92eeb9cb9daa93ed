"""The JSON Schemas: every report fits, what is no report does not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

TOP = Path(__file__).parent.parent
SHARED = TOP.parent / "shared"


@pytest.fixture(scope="module")
def report_schema(command: Command) -> Draft202012Validator:
    """The validator of reports, from the command."""
    schema = json.loads(command("schema").stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def lexicon_schema(command: Command) -> Draft202012Validator:
    """The validator of lexicon files, from the command."""
    return Draft202012Validator(json.loads(command("schema", "lexicon").stdout))


def samples() -> list[Path]:
    return sorted((TOP / "samples").glob("*.yaml"))


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_the_samples_fit(report_schema: Draft202012Validator, path: Path) -> None:
    report_schema.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_reports_of_much_news_fit(report_schema: Draft202012Validator, command: Command) -> None:
    articles = sorted((SHARED / "gold").glob("*.txt"))
    if not articles:
        pytest.skip("no ../shared beside the checkout: its articles are not here")
    made = command("extract", "--date", "2024-05-06", "--format", "jsonl", *articles)
    for line in made.stdout.splitlines():
        report_schema.validate(json.loads(line))


def test_an_empty_article_fits(report_schema: Draft202012Validator, command: Command) -> None:
    report_schema.validate(json.loads(command("extract", "--format", "jsonl").stdout))


CHANGES: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "another schema": (("schema",), 2),
    "a negative offset": (("figures", 0, "start"), -1),
    "an unknown kind": (("figures", 0, "kind"), "amount"),
    "a value as text": (("figures", 0, "value"), "12"),
    "an unknown key": (("figures", 0, "note"), "x"),
    "no mention": (("officials", 0, "mentions"), []),
    "a short code": (("document", "place"), {"name": "宝清县", "code": "2305"}),
    "code and candidates": (
        ("document", "place"),
        {"name": "城关区", "code": "620102", "candidates": ["620102", "540102"]},
    ),
    "null": (("document", "title"), None),
    "a period in words": (("figures", 0, "period"), "上半年"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_no_report_does_not(report_schema: Draft202012Validator, name: str) -> None:
    report = yaml.safe_load((TOP / "samples" / "county-signing.yaml").read_text(encoding="utf-8"))
    assert report_schema.is_valid(report)
    changed = copy.deepcopy(report)
    (*path, last), value = CHANGES[name]
    node = changed
    for step in path:
        node = node[step]
    node[last] = value
    assert not report_schema.is_valid(changed)


@pytest.mark.parametrize("path", sorted((TOP / "lexicons").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_lexicons_fit_theirs(lexicon_schema: Draft202012Validator, path: Path) -> None:
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506  # scalars stay text
    lexicon_schema.validate({**tree, "fields": plain(tree.get("fields", {}))})
    assert not lexicon_schema.is_valid({**tree, "words": []})


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with their flags as such."""
    return {
        name: {**field, "required": field["required"] == "true"} if "required" in field else field
        for name, field in fields.items()
    }
