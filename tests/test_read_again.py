"""Reports and their articles: the text is read anew where the report's id says, or from --source."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

TEXT = "宝清县到位资金36.84亿元。县委书记王立新出席。\n"
OTHER = "虎林市新开工项目12个。\n"
PAGE = f"""<!DOCTYPE html><html><head><title>宝清县招商</title></head><body><nav>首页</nav><h1>宝清县招商</h1>
<div>发布时间：2023-05-11</div><p>{TEXT}</p><p>会议强调，要推动项目早日开工。</p></body></html>"""


def members(place: Path) -> None:
    with zipfile.ZipFile(place / "inner.zip", "w") as archive:
        archive.writestr("c.txt", OTHER * 2)
    with zipfile.ZipFile(place / "a.zip", "w") as archive:
        archive.writestr("news/a.txt", TEXT.encode("gb18030"))
        archive.writestr("b!.txt", OTHER)
        archive.writestr("bad.txt", b"\x89PNG\r\n\x1a\n")
        archive.writestr("p.html", PAGE)
        archive.write(place / "inner.zip", "inner.zip")


def make(place: Path) -> list[str]:
    """Sources of every kind; their names."""
    members(place)
    (place / "inner.zip").unlink()
    with tarfile.open(place / "t.tgz", "w:gz") as tar:
        info = tarfile.TarInfo("x.txt")
        info.size = len(TEXT.encode())
        tar.addfile(info, io.BytesIO(TEXT.encode()))
    lines = [json.dumps({"正文": text, "名": f"r{number}"}) for number, text in enumerate((TEXT, OTHER))]
    (place / "r.jsonl").write_text("\n".join([lines[0], "{", lines[1]]))
    (place / "page.html").write_text(PAGE)
    (place / "plain.txt").write_bytes(b"\xff\xfe" + TEXT.encode("utf-16le"))
    (place / "z.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    return ["a.zip", "t.tgz", "r.jsonl", "page.html", "plain.txt", "z.txt.gz"]


@pytest.fixture
def reported(command: Command, tmp_path: Path) -> Path:
    """A file of reports beside their sources."""
    ran = command("extract", "-q", "-f", "jsonl", "--text-field", "正文", *make(tmp_path), cwd=tmp_path)
    assert ran.returncode == 1  # a record and a member are bad
    (tmp_path / "reports.jsonl").write_bytes(ran.stdout)
    assert len(ran.stdout.splitlines()) == 10
    return tmp_path / "reports.jsonl"


def texts(ran: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [json.loads(line)["text"] for line in ran.stdout.decode().splitlines()]


def test_every_kind_of_source_is_found_again(command: Command, reported: Path) -> None:
    for where in (reported.parent, reported.parent.parent):
        ran = command("convert", "--to", "spacy", "--text-field", "正文", reported, cwd=where)
        assert (ran.returncode, ran.stderr) == (0, b"")
        got = texts(ran)
        assert (got[0], got[1], got[3], got[4], got[5], got[6]) == (TEXT, OTHER, OTHER * 2, TEXT, TEXT, OTHER)
        assert got[2] == got[7] == f"宝清县招商\n发布时间：2023-05-11\n{TEXT}会议强调，要推动项目早日开工。\n"
    made = command("view", "-o", "-", "--text-field", "正文", reported)
    assert (made.returncode, made.stderr) == (0, b"")
    assert made.stdout.decode().count("<article") == 10


def test_a_source_that_went_elsewhere_is_named(command: Command, reported: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    reports = reported.rename(elsewhere / "reports.jsonl")
    lacks = command("convert", "--to", "spacy", reports, cwd=elsewhere)
    assert (lacks.returncode, lacks.stdout) == (2, b"")
    assert "'a.zip!news/a.txt' is neither here nor beside the report; --source" in lacks.stderr.decode()
    named = ("--source", tmp_path, "--text-field", "正文")
    ran = command("convert", "--to", "spacy", *named, reports, cwd=elsewhere)
    assert (ran.returncode, ran.stderr, len(texts(ran))) == (0, b"", 10)
    missing = command("view", "-o", "-", "--source", "none.zip", reports, cwd=elsewhere)
    assert (missing.returncode, missing.stdout) == (3, b"")
    assert b"none.zip: no such file" in missing.stderr


def test_records_with_ids_and_kept_texts(command: Command, reported: Path, tmp_path: Path) -> None:
    by_id = command(
        *("extract", "-q", "-f", "jsonl", "--text-field", "正文", "--id-field", "名", "r.jsonl"), cwd=tmp_path
    )
    reported.write_bytes(by_id.stdout)
    assert command("convert", "--to", "spacy", reported).returncode == 2
    ran = command("convert", "--to", "spacy", "--text-field", "正文", "--source", tmp_path / "r.jsonl", reported)
    assert texts(ran) == [TEXT, OTHER]
    page = command("extract", "-f", "jsonl", "--save-text", "kept", "page.html", cwd=tmp_path)
    (tmp_path / "page.html").unlink()
    reported.write_bytes(page.stdout)
    ran = command("convert", "--to", "spacy", "--source", tmp_path / "kept", reported)
    assert (ran.returncode, len(texts(ran))) == (0, 1)
    piped = command("extract", "-f", "jsonl", stdin=TEXT.encode())
    reported.write_bytes(piped.stdout)
    assert b"E_MISSING: its article came from standard input" in command("convert", "--to", "spacy", reported).stderr
    assert command("convert", "--to", "spacy", "--source", tmp_path / "t.tgz", reported).returncode == 0


def test_another_text_in_its_place_is_told(command: Command, tmp_path: Path) -> None:
    reported = tmp_path / "reports.jsonl"
    for text in (TEXT, OTHER):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.txt", text)
        if text == TEXT:
            reported.write_bytes(command("extract", "-f", "jsonl", "a.zip", cwd=tmp_path).stdout)
    ran = command("view", "-o", "-", reported)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"E_REPORT: report: a.zip!a.txt is a report of another text" in ran.stderr
    (tmp_path / "a.zip").write_bytes(b"PK\3\4")
    assert b"E_MISSING" in command("view", "-o", "-", reported).stderr


def test_what_cannot_be_read_any_more_says_why(command: Command, reported: Path, tmp_path: Path) -> None:
    first = json.loads(command("extract", "-f", "jsonl", "page.html", cwd=tmp_path).stdout)
    (tmp_path / "page.html").write_bytes(b"%PDF-1.4 nothing")
    reported.write_text(json.dumps(first, ensure_ascii=False))
    ran = command("view", "-o", "-", reported)
    assert ran.returncode == 3
    assert b"E_" in ran.stderr
    assert b"page.html: " in ran.stderr.partition(b"reports.jsonl")[2]


def test_a_name_in_bytes_that_are_no_utf8(command: Command, tmp_path: Path) -> None:
    import os

    raw = os.path.join(os.fsencode(tmp_path), b"\xd6\xd0.txt")  # noqa: PTH118  # bytes
    with open(raw, "wb") as stream:  # noqa: PTH123
        stream.write(TEXT.encode())
    (tmp_path / "r.yaml").write_bytes(command("extract", raw).stdout)
    ran = command("convert", "--to", "spacy", tmp_path / "r.yaml")
    assert (ran.returncode, texts(ran)) == (0, [TEXT])


def test_no_id_opens_a_url(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    report = json.loads(command("extract", "-f", "jsonl", (tmp_path / "a.txt").as_uri()).stdout)
    report["document"]["id"] = "http://127.0.0.1:9/b.txt"
    (tmp_path / "r.jsonl").write_text(json.dumps(report, ensure_ascii=False))
    ran = command("view", "-o", "-", tmp_path / "r.jsonl")
    assert ran.returncode == 3
    assert b"E_MISSING" in ran.stderr
    ran = command("view", "-o", "-", "--source", (tmp_path / "a.txt").as_uri(), tmp_path / "r.jsonl")
    assert (ran.returncode, ran.stderr) == (0, b"")
