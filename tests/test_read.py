"""Bytes into documents: every encoding of one article, broken bytes, and what is no text."""

from __future__ import annotations

import codecs
import os
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from sysanalyze.model import Document
from sysanalyze.read import ReadError, known_encoding, loss, read_bytes, read_file, read_stream

if TYPE_CHECKING:
    from pathlib import Path

SIMPLIFIED = "上半年，全县到位资金36.84亿元，同比增长10.5%。\r\n县委书记梁大光说，要把营商环境建设好。\n"
TRADITIONAL = "上半年，全縣到位資金36.84億元，同比增長10.5%。\r\n縣委書記梁大光說，要把營商環境建設好。\n"
RARE = "王䶮、李𬭎出席。"


def code(raw: bytes, encoding: str | None = None, *, strict: bool = False) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(raw, "a.txt", encoding=encoding, strict=strict)
    return caught.value.code


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (b"\x84\x31\x95\x33" + SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (SIMPLIFIED.encode("gbk"), SIMPLIFIED, "gb18030"),
        (SIMPLIFIED.encode("gb2312"), SIMPLIFIED, "gb18030"),
        (RARE.encode("gb18030"), RARE, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        (TRADITIONAL.encode("gbk"), TRADITIONAL, "gb18030"),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16le"), SIMPLIFIED, "utf-16le"),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16be"), SIMPLIFIED, "utf-16be"),
        (codecs.BOM_UTF32_LE + RARE.encode("utf-32le"), RARE, "utf-32le"),
        (SIMPLIFIED.encode("utf-16le"), SIMPLIFIED, "utf-16le"),
        (SIMPLIFIED.encode("utf-16be"), SIMPLIFIED, "utf-16be"),
        (b"", "", "utf-8"),
        (codecs.BOM_UTF8, "", "utf-8"),
        (codecs.BOM_UTF16_LE, "", "utf-16le"),
        (b"GDP +6.5%\n", "GDP +6.5%\n", "utf-8"),
    ],
)
def test_each_encoding_is_found(raw: bytes, text: str, encoding: str) -> None:
    assert read_bytes(raw, "a") == Document(id="a", text=text, encoding=encoding)


@pytest.mark.parametrize("words", ["会议强调", "宝清县", "全面深化改革", "发展", "总投资12亿元的项目开工"])
def test_a_few_words_of_gbk_are_not_taken_for_big5(words: str) -> None:
    assert read_bytes(words.encode("gbk"), "a").text == words


@pytest.mark.parametrize("words", ["會議強調", "寶清縣", "全面深化改革", "總投資12億元的項目開工"])
def test_a_few_words_of_big5_are_not_taken_for_gbk(words: str) -> None:
    assert read_bytes(words.encode("big5"), "a").text == words


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_one_broken_byte_costs_one_place(encoding: str) -> None:
    raw = (TRADITIONAL * 3).encode(encoding)
    at = len("上半年，全縣".encode(encoding))
    document = read_bytes(raw[:at] + b"\xff" + raw[at:], "a")
    assert (document.encoding, document.replaced) == (encoding, 1)
    assert document.text == TRADITIONAL[:6] + "\ufffd" + TRADITIONAL[6:] + TRADITIONAL * 2
    assert loss(document) is not None
    assert code(raw[:at] + b"\xff" + raw[at:], strict=True) == "E_ENCODING"


def test_a_cut_off_character_is_one_place() -> None:
    document = read_bytes(SIMPLIFIED.encode()[:20], "a")
    assert (document.text, document.encoding, document.replaced) == ("上半年，全县\ufffd", "utf-8", 1)


def test_two_encodings_in_one_file_lose_no_more_than_one_of_them() -> None:
    document = read_bytes(SIMPLIFIED.encode() + SIMPLIFIED.encode("gbk"), "a")
    assert document.text.startswith(SIMPLIFIED)
    assert document.replaced == document.text.count("\ufffd") > 0


def test_replacement_characters_of_the_article_are_not_counted() -> None:
    document = read_bytes("增长\ufffd%\ufffd，投资".encode() + b"\xff", "a")
    assert document.replaced == 1
    assert read_bytes("增长\ufffd%".encode(), "a").replaced == 0
    assert loss(read_bytes("增长\ufffd%".encode(), "a")) is None


def test_the_encoding_given_wins() -> None:
    raw = TRADITIONAL.encode("big5")
    assert read_bytes(raw, "a", encoding="big5").text == TRADITIONAL
    wrong = read_bytes(raw, "a", encoding="utf-8")
    assert wrong.encoding == "utf-8"
    assert wrong.replaced > 0
    assert code(raw, "utf-8", strict=True) == "E_ENCODING"
    marked = codecs.BOM_UTF16_BE + "增长".encode("utf-16be")
    assert read_bytes(marked, "a", encoding="utf-16") == Document(id="a", text="增长", encoding="utf-16be")
    assert read_bytes(codecs.BOM_UTF8 + b"a", "a", encoding="utf-8").text == "a"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTF-8", "utf-8"), ("utf_8_sig", "utf-8"),
        ("GBK", "gb18030"), ("gb2312", "gb18030"), ("cp936", "gb18030"),
        ("Big5", "big5"), ("cp950", "big5"), ("utf-16", "utf-16"), ("UTF-16LE", "utf-16le"), ("latin-1", "iso8859-1"),
        ("nonsense", None), ("hex", None), ("rot13", None), ("undefined", None), ("unicode_escape", None),
        ("a\0", None),
    ],
)  # fmt: skip
def test_names_of_encodings(name: str, known: str | None) -> None:
    assert known_encoding(name) == known


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x7fELF\x02\x01\x01\x00",
        b"PK\x03\x04\x14\x00",
        b"%PDF-1.7\n",
        bytes(range(256)) * 8,
        b"\x00" * 100,
        os.urandom(4096) + b"\x00" * 200,
    ],
)
def test_binary_is_refused(raw: bytes) -> None:
    assert code(raw) == "E_BINARY"


def test_control_characters_do_not_make_a_text_binary() -> None:
    text = "\x1b[31m增长\x1b[0m\x00到位资金36.84亿元\x07\u202e"
    assert read_bytes(text.encode(), "a").text == text


def test_a_stream_is_read_to_the_limit() -> None:
    assert read_stream(BytesIO(b"a" * 8), "-", limit=8).text == "a" * 8
    with pytest.raises(ReadError, match="is larger than 64 MB") as caught:
        read_stream(BytesIO(b"a" * (64 * 1024 * 1024 + 1)), "-")
    assert caught.value.code == "E_TOO_LARGE"


def test_files(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_bytes(SIMPLIFIED.encode("gbk"))
    assert read_file(str(article)) == Document(id=str(article), text=SIMPLIFIED, encoding="gb18030")
    for path, wanted in ((tmp_path / "b.txt", "E_NOT_FOUND"), (tmp_path, "E_FOLDER"), (article / "c", "E_READ")):
        with pytest.raises(ReadError) as caught:
            read_file(str(path))
        assert caught.value.code == wanted
    with pytest.raises(ReadError) as caught:
        read_file("a\0b")
    assert caught.value.code == "E_NOT_FOUND"
    with pytest.raises(ReadError) as caught:
        read_file(str(article), limit=10)
    assert caught.value.code == "E_TOO_LARGE"
