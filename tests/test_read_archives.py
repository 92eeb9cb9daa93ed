"""Archives and compressed files: every member in its order, and what each broken one gives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

from sysanalyze.model import Document
from sysanalyze.read import Input, Options, Reader, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

TEXT = "宝清县到位资金36.84亿元，同比增长12.5%。\n"
SMALL = Options(limit=100_000, nested=300_000)


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return raw.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], *, encoding: str = "utf-8", form: int = tarfile.GNU_FORMAT) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", encoding=encoding, format=form) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return raw.getvalue()


def numbered(count: int, ending: str = "txt") -> list[tuple[str, bytes]]:
    return [(f"{i:03}.{ending}", f"第{i}条：到位资金{i}亿元。\n".encode()) for i in range(count)]


def read(path: Path, options: Options = Options()) -> list[Document | Rejected]:  # noqa: B008  # frozen
    with Reader(options) as reader:
        return list(reader.documents(Input(path=str(path))))


def told(found: Iterable[Document | Rejected], base: Path) -> list[tuple[str, str]]:
    """Name within the source, and text or code."""
    return [
        (each.id.removeprefix(str(base)), each.text)
        if isinstance(each, Document)
        else (each.source.removeprefix(str(base)), each.code)
        for each in found
    ]


class Pipe(io.RawIOBase):
    """Takes what is written and cannot be wound back."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:  # noqa: ANN401  # any buffer
        self.written += chunk
        return len(chunk)


COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}


@pytest.mark.parametrize("ending", COMPRESSED)
def test_a_compressed_text_is_the_text(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.txt.{ending}"
    path.write_bytes(COMPRESSED[ending](TEXT.encode("gb18030")))
    assert read(path) == [Document(id=str(path), text=TEXT, encoding="gb18030")]
    path.write_bytes(COMPRESSED[ending](TEXT.encode()) + COMPRESSED[ending](TEXT.encode()))  # one behind the other
    assert told(read(path), path) == [("", TEXT * 2)]


@pytest.mark.parametrize("ending", COMPRESSED)
def test_what_is_cut_off_or_damaged_is_told_apart(ending: str, tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(60_000).hex().encode()  # noqa: S311  # not compressible, the same each time
    packed = COMPRESSED[ending](noise)
    path = tmp_path / f"a.txt.{ending}"
    path.write_bytes(packed[: len(packed) // 2])
    assert told(read(path), path) == [("", "E_TRUNCATED")]
    path.write_bytes(packed[:2000] + b"\xff" * 200 + packed[2200:])
    assert told(read(path), path) == [("", "E_DAMAGED")]


@pytest.mark.parametrize("ending", ["", *COMPRESSED])
def test_a_tar_archive_compressed_or_not(ending: str, tmp_path: Path) -> None:
    raw = tarred(numbered(3))
    path = tmp_path / (f"a.tar.{ending}" if ending else "a.tar")
    path.write_bytes(COMPRESSED[ending](raw) if ending else raw)
    assert told(read(path), path) == [(f"!{name}", text.decode()) for name, text in numbered(3)]


def test_kinds_are_told_by_content_where_the_name_says_nothing(tmp_path: Path) -> None:
    for raw in (zipped(numbered(2)), tarred(numbered(2)), gzip.compress(tarred(numbered(2)))):
        path = tmp_path / "archive"
        path.write_bytes(raw)
        assert [name for name, _ in told(read(path), path)] == ["!000.txt", "!001.txt"]
    path = tmp_path / "archive.txt"
    path.write_bytes(zipped(numbered(2)))
    assert told(read(path), path) == [("", "E_BINARY")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_windows_packed(encoding: str, tmp_path: Path) -> None:
    name = "产业项目/双鸭山市.txt"
    stand_in = "x" * len(name.encode(encoding))
    raw = zipped([(stand_in, TEXT.encode())])
    assert raw.count(stand_in.encode()) == 2
    path = tmp_path / "a.zip"
    path.write_bytes(raw.replace(stand_in.encode(), name.encode(encoding)))  # no flag that says UTF-8
    assert told(read(path), path) == [(f"!{name}", TEXT)]
    path.write_bytes(zipped([(name, TEXT.encode())]))  # with the flag
    assert told(read(path), path) == [(f"!{name}", TEXT)]
    path = tmp_path / "a.tar"
    path.write_bytes(tarred([(name, TEXT.encode())], encoding=encoding))
    assert told(read(path), path) == [(f"!{name}", TEXT)]


def test_members_that_are_no_articles(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    hidden: list[tuple[str | zipfile.ZipInfo, bytes]] = [
        ("__MACOSX/._a.txt", b"\0\5\x16\7"),
        (".git/config", b"a"),
        ("folder/", b""),
    ]
    members = [*hidden, (link, b"/etc/passwd"), ("logo.PNG", b"\x89PNG"), ("a.txt", TEXT.encode()), ("a.txt", b"2")]
    path = tmp_path / "a.zip"
    with pytest.warns(UserWarning, match="Duplicate name"):
        path.write_bytes(zipped(members))
    found = [("!link.txt", "W_SKIPPED"), ("!logo.PNG", "W_SKIPPED"), ("!a.txt", TEXT), ("!a.txt#2", "2")]
    assert told(read(path), path) == found


def test_a_tar_archive_of_links_and_devices(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("c", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("../../a.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    assert told(read(path), path) == [(f"!{name}", "W_SKIPPED") for name in "shcf"] + [("!../../a.txt", TEXT)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_way_of_packing(method: int, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(numbered(2), method))
    assert [text for _, text in told(read(path), path)] == [text.decode() for _, text in numbered(2)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_cut_off_zip_gives_its_whole_members(method: int, streamed: bool, tmp_path: Path) -> None:  # noqa: FBT001
    members = [(f"{i}.txt", (f"{i}" + TEXT * 50).encode()) for i in range(4)]
    raw = zipped(members, method)
    if streamed:  # sizes behind each member, as written to a pipe
        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", method) as archive:
            for name, content in members:
                with archive.open(name, "w") as member:
                    member.write(content)
        raw = bytes(pipe.written)
    path = tmp_path / "a.zip"
    path.write_bytes(raw[: raw.index(b"3.txt") + 60])
    whole = [(f"!{name}", content.decode()) for name, content in members[:3]]
    if streamed and method == zipfile.ZIP_STORED:
        whole = []  # where a stored member ends cannot be told
    assert told(read(path), path) == [*whole, ("", "E_TRUNCATED")]


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    members = numbered(3)
    raw = zipped(members, zipfile.ZIP_STORED)
    path = tmp_path / "a.zip"
    path.write_bytes(raw.replace("第1条".encode(), "第X条".encode()))
    wanted = [("!000.txt", members[0][1].decode()), ("!001.txt", "E_DAMAGED"), ("!002.txt", members[2][1].decode())]
    assert told(read(path), path) == wanted


def test_a_cut_off_tar_gives_its_whole_members(tmp_path: Path) -> None:
    raw = tarred([(f"{i}.txt", TEXT.encode() * 40) for i in range(3)])
    path = tmp_path / "a.tar"
    at = raw.index(b"2.txt")
    for cut in (at + 700, at + 512, at + 100, at):  # in the text, behind the header, within it, before it
        path.write_bytes(raw[:cut])
        found = told(read(path), path)
        assert found[:2] == [("!0.txt", TEXT * 40), ("!1.txt", TEXT * 40)], cut
        assert {code for _, code in found[2:]} == {"E_TRUNCATED"}, cut
    path = tmp_path / "a.tar.gz"
    packed = gzip.compress(tarred([(f"{i}.txt", random.Random(i).randbytes(50_000).hex().encode()) for i in range(3)]))  # noqa: S311
    path.write_bytes(packed[: len(packed) // 2])
    found = told(read(path), path)
    assert [name for name, _ in found[:2]] == ["!0.txt", "!1.txt"]
    assert {code for _, code in found[1:]} == {"E_TRUNCATED"}


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped(numbered(1))
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(tarred([("b.zip", inner), ("c.tar.xz", lzma.compress(tarred([("d.zip", inner)])))])))
    assert [name for name, _ in told(read(path), path)] == ["!b.zip!000.txt", "!c.tar.xz!d.zip!000.txt"]
    shallow = replace(Options(), depth=3)
    assert told(read(path, shallow), path)[1] == ("!c.tar.xz", "E_BOMB")
    deep = inner
    for _ in range(40):
        deep = zipped([("a.zip", deep)])
    path.write_bytes(deep)
    assert told(read(path), path) == [("!a.zip" * 5, "E_BOMB")]


def test_bombs(tmp_path: Path) -> None:
    zeros = b"\0" * 30_000_000
    text = ("到位资金36.84亿元。" * 10).encode()
    for name, raw in {
        "a.txt.gz": gzip.compress(zeros),
        "b.txt.xz": lzma.compress(zeros),
        "c.txt.zst": COMPRESSED["zst"](zeros),
        "d.jsonl.bz2": bz2.compress(zeros),
    }.items():
        path = tmp_path / name
        path.write_bytes(raw)
        assert told(read(path, replace(SMALL, ratio=3)), path) == [("", "E_BOMB")], name
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([("0.txt", text), ("1.txt", zeros), ("2.txt", text)]))
    assert [code for _, code in told(read(path, SMALL), path)] == [text.decode(), "E_BOMB", text.decode()]
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(tarred([("0.txt", text), ("1.txt", zeros), ("2.txt", text)])))
    assert [code for _, code in told(read(path, replace(SMALL, ratio=3)), path)] == [
        text.decode(),
        "E_BOMB",
    ]  # no way past it


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    """A flat zip bomb: a thousand entries of the directory for one member."""
    content = b"0" * 90_000
    raw = zipped([("0.txt", content)])
    at = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry, tail = raw[at:end], bytearray(raw[end:])
    count = 1000
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(raw[:at] + entry * count + bytes(tail))
    found = told(read(path, replace(SMALL, ratio=20)), path)
    assert found[-1][1] in ("E_BOMB", "E_DAMAGED")  # later Pythons see the overlap first
    assert sum(len(text) for _, text in found) < 10_000_000


def test_a_member_too_large_for_an_article_is_no_bomb(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(80_000).hex().encode()  # noqa: S311  # grows little
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([("a.txt", noise), ("b.txt", b"b")]))
    assert told(read(path, SMALL), path) == [("!a.txt", "E_TOO_LARGE"), ("!b.txt", "b")]
    path.write_bytes(zipped([("a.zip", zipped([("n", noise * 4)], zipfile.ZIP_STORED))]))
    assert told(read(path, SMALL), path) == [("!a.zip", "E_TOO_LARGE")]


@pytest.mark.parametrize(
    "raw", [b"PK\3\4", b"PK\5\6" + b"\0" * 18, b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"]
)
def test_a_few_bytes_of_an_archive(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(raw)
    assert {code for _, code in told(read(path), path)} <= {"E_TRUNCATED", "E_DAMAGED"}


def test_random_bytes_behind_a_signature_never_raise(tmp_path: Path) -> None:
    path = tmp_path / "a"
    chance = random.Random(7)  # noqa: S311  # the same each time
    whole = (
        zipped(numbered(3)),
        tarred(numbered(3)),
        gzip.compress(tarred(numbered(3))),
        COMPRESSED["zst"](TEXT.encode()),
    )
    for _ in range(60):
        raw = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(raw[: chance.randrange(8, len(raw))] if chance.random() < 0.3 else raw)
        assert all(isinstance(each, Document | Rejected) for each in read(path))


def test_stretches_of_archives_give_what_the_whole_gives(tmp_path: Path) -> None:
    members = [(f"{i:02}.txt", f"{i}，{TEXT * (i % 7)}".encode()) for i in range(30)] + [("d/", b"")]
    for name, raw in {
        "a.zip": zipped(members),
        "a.tar": tarred(members[:-1]),
        "a.tar.gz": gzip.compress(tarred(members[:-1])),
        "a.txt": TEXT.encode(),
        "a.txt.gz": gzip.compress(TEXT.encode()),
        "a.zip.txt": b"PK\3\4",
        "broken.zip": zipped(members)[:-30],
    }.items():
        path = tmp_path / name
        path.write_bytes(raw)
        source = Input(path=str(path), size=len(raw))
        with Reader() as reader:
            whole = list(reader.documents(source))
            pieces = list(reader.stretches(source, 1500))
            assert [each for piece in pieces for each in reader.documents(source, piece)] == whole, name
            assert [piece.first for piece in pieces] == sorted({piece.first for piece in pieces})
            if name in ("a.zip", "a.tar", "a.tar.gz"):
                assert len(pieces) >= 4
            assert list(reader.stretches(source, 1 << 30)) == [
                replace(pieces[0], count=None, size=sum(p.size for p in pieces))
            ]


def test_a_zip_in_a_pipe_or_of_a_bad_checksum_in_its_directory(tmp_path: Path) -> None:
    raw = zipped(numbered(2))
    path = tmp_path / "a.zip"
    path.write_bytes(raw[: raw.index(b"PK\x01\x02") + 20] + b"\0" * 20 + raw[raw.index(b"PK\x01\x02") + 40 :])
    assert all(isinstance(each, Document | Rejected) for each in read(path))
    assert zlib.crc32(numbered(2)[0][1])  # the members themselves are whole
