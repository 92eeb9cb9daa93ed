"""A dataset in the formats of other tools: exact numbers, no formulas, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

FORMULAS = ("=1+1", "+cmd", "-2", "@SUM(A1)")
LONG = "12345678901234567890.123456789"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, command: Command) -> Path:
    """Articles whose names are formulas."""
    folder = tmp_path_factory.mktemp("export")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("一.txt", "到位资金3.50亿元，同比下降10.77%。市长李四出席。误差0.0000001吨。" + LONG + "吨。")
        archive.writestr("二.txt", "=1+1\n总投资32.5亿元的芳烃项目开工建设。")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as out:
        for number, name in enumerate(FORMULAS):
            out.write(json.dumps({"id": name, "text": f"到位资金{number}亿元。"}) + "\n")
    ran = command("batch", "a.zip", "records.jsonl", "-o", "made", "-q", "-j", "1", "--id-field", "id", cwd=folder)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return folder / "made"


def exported(command: Command, dataset: Path, form: str, out: Path, *options: str) -> Path:
    ran = command("export", dataset, "--to", form, "-o", out, *options)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    return out


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_csv_is_exact_and_runs_nothing(command: Command, dataset: Path, tmp_path: Path) -> None:
    safe = exported(command, dataset, "csv", tmp_path / "safe")
    raw = exported(command, dataset, "csv", tmp_path / "raw", "--raw")
    figures = read_csv(safe / "figures.csv")
    assert figures[0]["value"] == "350000000"
    assert "-10.77" in {row["change_amount"] for row in figures}  # a number is no formula
    assert "0.0000001" in {row["value"] for row in figures}
    assert [row["id"] for row in read_csv(safe / "documents.csv")][2:] == [f"'{name}" for name in FORMULAS]
    assert [row["id"] for row in read_csv(raw / "documents.csv")][2:] == list(FORMULAS)
    assert sorted(path.name for path in safe.iterdir()) == sorted(path.name for path in raw.iterdir())
    assert len(list(safe.iterdir())) == 13


def test_what_a_spreadsheet_would_run() -> None:
    import duckdb

    from sysanalyze.corpus.export import FORMULA

    with duckdb.connect() as connection:
        for text, runs in (("\t=1", True), ("\r=1", True), ("=1", True), ("1=1", False), ("", False), ("产-1", False)):
            assert connection.execute("SELECT regexp_matches(?, ?)", [text, FORMULA]).fetchall() == [(runs,)]


def test_json_lines_hold_exact_numbers(command: Command, dataset: Path, tmp_path: Path) -> None:
    out = exported(command, dataset, "jsonl", tmp_path / "out", "--tables", "figures,officials")
    assert sorted(path.name for path in out.iterdir()) == ["figures.jsonl", "officials.jsonl"]
    text = (out / "figures.jsonl").read_text(encoding="utf-8")
    values = [json.loads(line, parse_float=Decimal).get("value") for line in text.splitlines()]
    assert Decimal("0.0000001") in values
    assert '"value":0.0000001,' in text
    assert "null" not in text
    officials = [json.loads(line) for line in (out / "officials.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(each["name"], each["titles"]) for each in officials] == [("李四", ["市长"])]


def test_sqlite(command: Command, dataset: Path, tmp_path: Path) -> None:
    out = exported(command, dataset, "sqlite", tmp_path / "out.sqlite")
    database = sqlite3.connect(out)
    found = database.execute(
        "SELECT value, typeof(value) FROM figures JOIN documents USING (doc) WHERE id LIKE '%一.txt'"
    ).fetchall()
    database.close()
    assert ("350000000", "text") in found
    assert ("0.0000001", "text") in found


def test_excel_runs_nothing_and_rounds_nothing(command: Command, dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="needs the extra 'export'")
    out = exported(command, dataset, "xlsx", tmp_path / "out.xlsx")
    with zipfile.ZipFile(out) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)
    assert "=1+1" in sheets
    assert "<f>" not in sheets
    assert f"<t>{LONG}</t>" in sheets or LONG not in (dataset / "figures" / "00000.parquet").read_bytes().decode(
        "latin-1"
    )
    assert "<v>350000000</v>" in sheets
    again = exported(command, dataset, "xlsx", tmp_path / "again.xlsx")
    assert out.read_bytes() == again.read_bytes()


def test_stata(command: Command, dataset: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="needs the extra 'export'")
    out = exported(command, dataset, "dta", tmp_path / "out")
    figures = pandas.read_stata(out / "figures.dta")
    first = figures.iloc[0]
    assert (first["value"], first["value_text"], first["text"]) == (350000000.0, "350000000", "3.50亿元")
    assert len(pandas.read_stata(out / "runs.dta")) == 1


def test_what_cannot_be_exported_is_told(command: Command, dataset: Path, tmp_path: Path) -> None:
    none = command("export", tmp_path / "none", "--to", "csv")
    assert none.returncode == 2
    assert b"E_DATASET: is no dataset; 'sysanalyze batch' makes one" in none.stderr
    there = tmp_path / "there"
    there.mkdir()
    (there / "thesis.doc").write_text("")
    for options in ((), ("--overwrite",)):
        refused = command("export", dataset, "--to", "csv", "-o", there, *options)
        assert refused.returncode == 2
        assert b"E_OUTPUT: is there already" in refused.stderr
    out = exported(command, dataset, "csv", tmp_path / "out", "--tables", "runs")
    exported(command, dataset, "csv", out, "--tables", "runs", "--overwrite")
    assert command("export", dataset, "--to", "docx").returncode == 2


def test_a_dataset_under_way_is_exported_with_a_warning(command: Command, dataset: Path, tmp_path: Path) -> None:
    import shutil

    part = tmp_path / "part"
    shutil.copytree(dataset, part)
    (part / "_SUCCESS").unlink()
    (part / "figures" / "00001.parquet").write_bytes(b"not committed")
    ran = command("export", part, "--to", "csv", "-o", tmp_path / "out")
    assert ran.returncode == 0
    assert b"W_INCOMPLETE: is not complete" in ran.stderr
    assert read_csv(tmp_path / "out" / "figures.csv")
