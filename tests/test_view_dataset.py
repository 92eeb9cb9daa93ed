"""`sysanalyze view --dataset`: a document of a dataset, its report out of the tables, its text out of the source."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sysanalyze.dataset.reader import Dataset
from sysanalyze.dataset.report import report_tree
from sysanalyze.render import report_from_tree
from sysanalyze.render import report_tree as written

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def made(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in an archive and one as a record, their dataset and their reports."""
    place = tmp_path_factory.mktemp("made")
    with zipfile.ZipFile(place / "news.zip", "w") as archive:
        for path in SAMPLES:
            archive.write(path, path.name)
    record = {"正文": SAMPLES[0].read_text(encoding="utf-8") + "\n", "号": "r1"}
    (place / "news.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    fields = ("--text-field", "正文", "--id-field", "号")
    ran = command("batch", "news.zip", "news.jsonl", "-o", "out", "-q", "--jobs", "1", *fields, cwd=place)
    assert (ran.returncode, ran.stderr) == (0, b"")
    reports = command("extract", "-f", "jsonl", "news.zip", "news.jsonl", *fields, cwd=place)
    (place / "reports.jsonl").write_bytes(reports.stdout)
    return place


def test_the_tables_give_back_each_report(made: Path) -> None:
    dataset = Dataset(str(made / "out"))
    reports: list[dict[str, Any]] = [
        json.loads(line, parse_float=str) for line in (made / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts = [path.read_bytes().decode() for path in SAMPLES]
    assert len(reports) == len(texts) + 1
    for wanted, text in zip(reports, [*texts, texts[0] + "\n"], strict=True):
        got = report_from_tree(report_tree(dataset, wanted["document"]["id"]), text)
        assert written(got) == written(report_from_tree(wanted, text))


def test_view(command: Command, made: Path) -> None:
    name = f"news.zip!{SAMPLES[0].name}"
    ran = command("view", "--dataset", "out", "--id", name, "-o", "-", cwd=made)
    assert (ran.returncode, ran.stderr) == (0, b"")
    (made / "one.jsonl").write_bytes((made / "reports.jsonl").read_bytes().partition(b"\n")[0])
    assert ran.stdout == command("view", "-o", "-", "one.jsonl", cwd=made).stdout
    lacks = command("view", "--dataset", "out", "--id", "r1", "-o", "-", cwd=made)
    assert (lacks.returncode, lacks.stdout) == (3, b"")
    assert b"sysanalyze: r1: E_MISSING: " in lacks.stderr
    found = command("view", "--dataset", "out", "--id", "r1", "--source", "news.jsonl", "-o", "-", cwd=made)
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--dataset", "out"), "E_USAGE: --dataset and --id go together"),
        (("--dataset", "out", "--id", "x", "a.txt"), "E_USAGE: --dataset takes no PATH"),
        (("--dataset", "out", "--id", "x"), "out: E_DATASET: has no document 'x'"),
        (("--dataset", "none", "--id", "x"), "none: E_DATASET: is no dataset"),
    ],
)
def test_what_is_wrong(command: Command, made: Path, arguments: tuple[str, ...], message: str) -> None:
    ran = command("view", *arguments, "-o", "-", cwd=made)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert message in ran.stderr.decode()
