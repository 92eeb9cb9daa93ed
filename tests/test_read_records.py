"""JSON lines, CSV, Parquet and web archives: one document a record, and what a bad record gives."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING

import docx
import duckdb
import pytest

from sysanalyze.model import Document
from sysanalyze.read import Input, Options, Reader, Rejected, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TEXT = "宝清县到位资金36.84亿元，同比增长12.5%。"
FIELDS = Options(text_field="正文", date_field="日期", title_field="标题", id_field="编号")


def read(path: Path, options: Options = Options(), stretch: Stretch = Stretch()) -> list[Document | Rejected]:  # noqa: B008  # frozen
    with Reader(options) as reader:
        return list(reader.documents(Input(path=str(path)), stretch))


def told(found: Iterable[Document | Rejected], base: Path) -> list[tuple[str, str]]:
    """Name within the source, and text or code."""
    return [
        (each.id.removeprefix(str(base)), each.text)
        if isinstance(each, Document)
        else (each.source.removeprefix(str(base)), each.code)
        for each in found
    ]


def lines(*records: object) -> bytes:
    return b"".join(
        each if isinstance(each, bytes) else json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in records
    )


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines({"text": TEXT}, b"\n", b'{"text": "a"\n', {"body": "b"}, {"text": None}, {"text": 5}, [1], {"text": ""})
        + b'{"text": "\xff"}\n'
        + b'{"text": "\\ud83d\\ude00 \\ud800"}'
    )
    found = read(path)
    assert told(found, path) == [
        ("!1", TEXT), ("!3", "E_JSON"), ("!4", "E_FIELD"), ("!5", "E_FIELD"), ("!6", "E_FIELD"), ("!7", "E_JSON"),
        ("!8", ""), ("!9", "\ufffd"), ("!10", "\U0001f600 \ufffd"),
    ]  # fmt: skip
    messages = [each.message for each in found if isinstance(each, Rejected)]
    assert messages[0] == "is no JSON: expecting ',' delimiter at column 13"
    assert messages[1] == "has no field 'text', but body; --text-field, --id-field … name them"
    assert [each.replaced for each in found if isinstance(each, Document)] == [0, 0, 1, 1]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_file_that_is_one_list(indent: int | None, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": TEXT}, 5, {"text": "a"}], indent=indent))
    assert told(read(path), path) == [("!1", TEXT), ("!2", "E_JSON"), ("!3", "a")]
    path.write_text(json.dumps({"text": TEXT}, indent=indent))
    assert told(read(path), path) == [("!1", TEXT)]
    path.write_text(json.dumps([{"text": TEXT}], indent=indent)[:-1])
    assert told(read(path), path) == [("", "E_JSON")]


def test_fields_of_a_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"编号": "x-1", "标题": " 宝清县\n招商 ", "日期": "2018/9/7 08:30", "正文": TEXT},
        {"编号": 12345678901234567890123, "标题": None, "日期": "", "正文": TEXT},
        {"编号": "x-1", "标题": "", "日期": "2018-09-08", "正文": TEXT},
        {"编号": "x-4", "标题": "", "日期": "九月", "正文": TEXT},
        {"编号": None, "标题": "", "日期": "", "正文": TEXT},
        {"编号": {"a": 1}, "标题": "", "日期": "", "正文": TEXT},
    ]
    path.write_bytes(lines(*records))
    found = read(path, FIELDS)
    assert found[:2] == [
        Document(id="x-1", text=TEXT, title="宝清县 招商", date="2018-09-07"),
        Document(id="12345678901234567890123", text=TEXT),
    ]
    codes = [("!3", "E_DUPLICATE"), ("!4", "W_DATE"), ("x-4", TEXT), ("!5", "E_FIELD"), ("!6", "E_FIELD")]
    assert told(found[2:], path) == codes
    with Reader(FIELDS) as reader:  # an id that another file has had
        assert len(list(reader.documents(Input(path=str(path))))) == len(found)
        again = list(reader.documents(Input(path=str(path))))
    assert told(again, path)[0] == ("!1", "E_DUPLICATE")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(encoding: str, newline: str, delimiter: str, tmp_path: Path) -> None:
    rows = [
        "编号,标题,日期,正文",
        f'1,"他说""好""",2018-09-07,"{TEXT}\n第二段，{TEXT}"',
        f"2,,20180908,{TEXT}",
        "3,,",
        "",
    ]
    text = newline.join(row.replace(",", delimiter) for row in rows)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    name = "gb18030" if encoding == "gb18030" else "utf-8"
    assert read(path, FIELDS) == [
        Document(id="1", text=f"{TEXT}\n第二段，{TEXT}", encoding=name, title='他说"好"', date="2018-09-07"),
        Document(id="2", text=TEXT, encoding=name, date="2018-09-08"),
        Rejected(source=f"{path}!3", code="E_FIELD", message="has 3 fields, the header 4; quote what holds commas"),
    ]


def test_a_csv_without_the_field_fails_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,body\n1,a\n2,b\n")
    assert read(path) == [
        Rejected(
            source=str(path),
            code="E_FIELD",
            message="has no field 'text', but id, body; --text-field, --id-field … name them",
        )
    ]
    path.write_bytes("text\n到位\n".encode("utf-16"))
    assert told(read(path), path) == [("", "E_ENCODING")]


def test_quotation_marks_that_do_not_close(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text\n{TEXT}\n"open\nto the end\n')
    assert told(read(path), path) == [("!1", TEXT), ("!2", "E_TRUNCATED")]
    path.write_text(f'text\n{TEXT}\na"b"c\n"a"b\n')
    assert told(read(path), path) == [("!1", TEXT), ("!2", 'a"b"c'), ("!3", "E_CSV")]


def test_a_line_too_long_is_left_out(tmp_path: Path) -> None:
    for name, raw in (
        ("a.jsonl", lines({"text": "a"}, {"text": "x" * 5000}, {"text": "b"})),
        ("a.csv", b"text\na\n" + b"x" * 5000 + b"\nb\n"),
    ):
        path = tmp_path / name
        path.write_bytes(raw)
        assert told(read(path, Options(limit=1000)), path) == [("!1", "a"), ("!2", "E_TOO_LARGE"), ("!3", "b")]


def test_compressed_records(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines({"text": TEXT}) * 3)[:-12])
    assert told(read(path), path)[-1] == ("", "E_TRUNCATED")
    path.write_bytes(gzip.compress(lines({"text": TEXT}) * 2))
    assert told(read(path), path) == [("!1", TEXT), ("!2", TEXT)]


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    path = tmp_path / "a[1]*.parquet"
    columns = "i AS 编号, '第' || i || '条到位资金' AS 正文, DATE '2018-09-01' + i::INT AS 日期, NULL::VARCHAR AS 标题"
    query = f"COPY (SELECT {columns} FROM range(5000) t(i)) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"  # noqa: S608
    duckdb.execute(query)
    return path


def test_parquet(parquet: Path) -> None:
    found = read(parquet, FIELDS)
    assert len(found) == 5000
    assert found[1] == Document(id="1", text="第1条到位资金", date="2018-09-02")
    assert told(read(parquet), parquet) == [("", "E_FIELD")]
    assert told(read(parquet, Options(text_field="编号")), parquet) == [("", "E_FIELD")]
    assert told(read(parquet, Options(text_field="正文"), Stretch(first=4998)), parquet) == [
        ("!4999", "第4998条到位资金"),
        ("!5000", "第4999条到位资金"),
    ]


def test_a_row_that_takes_more_than_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    query = f"COPY (SELECT repeat('到', 12000000) || i AS text FROM range(4) t(i)) TO '{path}' (FORMAT parquet)"  # noqa: S608
    duckdb.execute(query)
    assert [len(each.text) for each in read(path) if isinstance(each, Document)] == [12_000_001] * 4


def test_a_broken_parquet_file(tmp_path: Path, parquet: Path) -> None:
    path = tmp_path / "b.parquet"
    path.write_bytes(parquet.read_bytes()[:-40])
    assert told(read(path), path) == [("", "E_DAMAGED")]
    path = tmp_path / "b.parquet.gz"
    path.write_bytes(gzip.compress(parquet.read_bytes()))
    assert told(read(path), path) == [("", "E_READ")]


def record(kind: str, url: str, block: bytes, content_type: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(url):012}>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes, content_type: str = "text/plain", status: str = "200 OK", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


WARC = [
    record("warcinfo", "", b"software: test\r\n", "application/warc-fields"),
    record("request", "http://a/1", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    record("response", "http://a/1", http(TEXT.encode("gbk"))),
    record("response", "http://a/2", http(gzip.compress(TEXT.encode()), more="Content-Encoding: gzip\r\n")),
    record("response", "http://a/3", http(b"gone", status="404 Not Found")),
    record("response", "http://a/4", http(b"\x89PNG", content_type="image/png")),
    record("resource", "http://a/5", TEXT.encode(), "text/plain"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(packed: bool, tmp_path: Path) -> None:  # noqa: FBT001
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    raw = [gzip.compress(each) if packed else each for each in WARC]
    path.write_bytes(b"".join(raw))
    found = [("!1!http://a/1", TEXT), ("!2!http://a/2", TEXT), ("!5!http://a/5", TEXT)]
    assert told(read(path), path) == found
    path.write_bytes(b"".join(raw)[:-20])
    cut = told(read(path), path)
    assert cut[:2] == found[:2]
    assert [code for _, code in cut[2:]] == ["E_TRUNCATED"]


def test_stretches_of_records_give_what_the_whole_gives(tmp_path: Path, parquet: Path) -> None:
    records = lines(*({"text": f"第{i}条{TEXT * (i % 5)}"} for i in range(200)))
    rows = b"text,n\n" + b"".join(f'"第{i}条\n{TEXT * (i % 5)}",{i}\n'.encode() for i in range(200)) + b'"open'
    files = {
        "a.jsonl": records + b"{bad\n",
        "a.jsonl.gz": gzip.compress(records),
        "a.csv": rows,
        "a.csv.gz": gzip.compress(rows),
        "a.warc": b"".join(WARC * 20),
        "a.warc.gz": b"".join(map(gzip.compress, WARC * 20)),
        "cut.warc": b"".join(WARC * 20)[:-20],
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "none.csv").write_bytes(rows.replace(b"text", b"body", 1))
    (tmp_path / "wide.csv").write_bytes(rows.decode().encode("utf-16"))
    (tmp_path / "a.docx").write_bytes(word("甲", "乙"))
    for name in ("none.csv", "wide.csv", "a.docx"):
        source = Input(path=str(tmp_path / name), size=(tmp_path / name).stat().st_size)
        with Reader() as reader:
            pieces = list(reader.stretches(source, 2000))
            assert len([each for piece in pieces for each in reader.documents(source, piece)]) == 1, name
    for path, options in [*((tmp_path / name, Options()) for name in files), (parquet, Options(text_field="正文"))]:
        source = Input(path=str(path), size=path.stat().st_size)
        with Reader(options) as reader:
            whole = list(reader.documents(source))
            pieces = list(reader.stretches(source, 2000))
            assert len(pieces) > 3, path
            assert [each for piece in pieces for each in reader.documents(source, piece)] == whole, path
    assert len(list(Reader().stretches(Input(path=str(tmp_path / "none")), 10))) == 1


def test_records_on_a_pipe() -> None:
    from sysanalyze.read.records import Lines

    stream = io.BytesIO(b'a\n"b\nc"\nd')
    assert list(Lines(stream, 100, quoted=True)) == [b"a\n", b'"b\nc"\n', b"d"]
