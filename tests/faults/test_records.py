"""Rows 24, 33 and 34 of the faults: bad records, and lists of names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

TEXT = "宝清县到位资金36.84亿元。"
ARTICLE = TEXT.encode()


def documents(ran: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line)["document"] for line in ran.stdout.decode().splitlines()]


def codes(ran: subprocess.CompletedProcess[bytes]) -> list[tuple[str, str]]:
    return [(line.split(": ")[1], line.split(": ")[2]) for line in ran.stderr.decode().splitlines()]


def test_row_24_bad_records_are_told_by_their_number(command: Command, tmp_path: Path) -> None:
    records = [
        json.dumps({"id": "a", "body": TEXT, "day": "2023/5/11", "head": "宝清县招商"}, ensure_ascii=False),
        '{"id": "b", "body": ',
        '{"id": "c"}',
        json.dumps({"id": "a", "body": TEXT, "day": None, "head": None}),
        json.dumps({"id": 7, "body": TEXT, "day": "", "head": ""}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(records))
    fields = ("--text-field", "body", "--date-field", "day", "--title-field", "head")
    ran = command("extract", "a.jsonl", "-f", "jsonl", *fields, "--id-field", "id", cwd=tmp_path)
    assert ran.returncode == 1
    assert codes(ran) == [("a.jsonl!2", "E_JSON"), ("a.jsonl!3", "E_FIELD"), ("a.jsonl!4", "E_DUPLICATE")]
    first, second = documents(ran)
    assert (first["id"], first["title"], first["date"]) == ("a", "宝清县招商", "2023-05-11")
    assert (second["id"], "title" in second, "date" in second) == ("7", False, False)
    ran = command("extract", "-", "-f", "jsonl", *fields, stdin="\n".join(records).encode())  # told by its content
    assert [each["id"] for each in documents(ran)] == ["-!1", "-!4", "-!5"]


def test_row_24_the_date_of_a_record_is_the_reference_date(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,date\n今年上半年到位资金36.84亿元。,2018-09-07\n")
    ran = command("extract", "a.csv", "--date-field", "date", "-f", "jsonl", "--date", "2001-01-01", cwd=tmp_path)
    (report,) = map(json.loads, ran.stdout.splitlines())
    assert report["document"]["date"] == report["produced_by"]["date"] == "2018-09-07"


def test_row_24_a_table_without_the_field(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,正文\n1,到位\n")
    ran = command("extract", "a.csv", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert "a.csv: E_FIELD: has no field 'text', but id, 正文; --text-field" in ran.stderr.decode()


def test_row_34_names_from_a_list(command: Command, tmp_path: Path) -> None:
    names = [b"a\nb.txt", b"\xff.txt", b"-x.txt"]
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(ARTICLE)  # noqa: PTH118
    listed = b"\0".join([*names, b"missing.txt"])
    (tmp_path / "list").write_bytes(listed + b"\0")
    for arguments, stdin in ((("--files0-from", "-"), listed), (("--files0-from", "list"), b"")):
        ran = command("extract", *arguments, "-f", "jsonl", cwd=tmp_path, stdin=stdin)
        assert ran.returncode == 1
        assert [each["id"] for each in documents(ran)] == ["a\nb.txt", "\\udcff.txt", "-x.txt"]
        assert codes(ran) == [("missing.txt", "E_NOT_FOUND")]


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (("--files0-from", "-"), b"a\0\0b", "-: E_FILES0: name 2 is empty"),
        (("--files0-from", "-"), b"a.txt\n" * 20_000, "-: E_FILES0: name 1 is no name of a file; end each with NUL"),
        (("--files0-from", "none"), b"", "none: E_FILES0: cannot be read: no such file or directory"),
        (("--files0-from", "-", "a.txt"), b"", "extract: E_USAGE: takes paths or --files0-from, not both"),
    ],
)
def test_a_list_that_is_none(
    arguments: tuple[str, ...], stdin: bytes, message: str, command: Command, tmp_path: Path
) -> None:
    ran = command("extract", *arguments, cwd=tmp_path, stdin=stdin)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(f"sysanalyze: {message}")


def test_an_object_behind_a_url(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE)
    ran = command("extract", path.as_uri(), f"{path.as_uri()}.none", "nonsense://a", "-f", "jsonl")
    assert (ran.returncode, [each["id"] for each in documents(ran)]) == (1, [path.as_uri()])
    assert codes(ran) == [(f"{path.as_uri()}.none", "E_NOT_FOUND"), ("nonsense://a", "E_URL")]
