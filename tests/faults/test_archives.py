"""Rows 13 and 17 to 19 of the faults: archives with odd names, hostile members, bombs and cut off ones."""

from __future__ import annotations

import base64
import gzip
import io
import json
import lzma
import resource
import tarfile
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "宝清县到位资金36.84亿元。\n".encode()
GIGABYTE = 1 << 30
# good.txt as it is and secret.txt with a password, as Info-ZIP's `zip -P` packs them
ENCRYPTED = base64.b64decode(
    "UEsDBAoAAAAAANBzd13EPAPZJAAAACQAAAAIAAAAZ29vZC50eHTlrp3muIXljr/liLDkvY3otYTph5EzNi44NOS6v+WFg+OAggpQ"
    "SwMECgAJAAAA0HN3XWpNLH0PAAAAAwAAAAoAAABzZWNyZXQudHh0le8pWparoSlNgJFBQvXNUEsHCGpNLH0PAAAAAwAAAFBLAQIe"
    "AwoAAAAAANBzd13EPAPZJAAAACQAAAAIAAAAAAAAAAEAAACkgQAAAABnb29kLnR4dFBLAQIeAwoACQAAANBzd11qTSx9DwAAAAMA"
    "AAAKAAAAAAAAAAEAAACkgUoAAABzZWNyZXQudHh0UEsFBgAAAAACAAIAbgAAAJEAAAAAAA=="
)


def ids(ran: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in ran.stdout.decode().splitlines()]


def codes(ran: subprocess.CompletedProcess[bytes]) -> list[tuple[str, str]]:
    """Source and code of each message."""
    return [(line.split(": ")[1], line.split(": ")[2]) for line in ran.stderr.decode().splitlines()]


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))


def add(archive: tarfile.TarFile, name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE) -> None:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, len(content), "/etc/passwd"
    archive.addfile(info, io.BytesIO(content))


def files(folder: Path) -> set[Path]:
    return {each for each in folder.rglob("*") if each.is_file()}


def test_row_17_gbk_names(command: Command, tmp_path: Path) -> None:
    name = "产业项目/双鸭山市.txt"
    stand_in = "x" * len(name.encode("gbk"))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr(stand_in, ARTICLE)
    (tmp_path / "a.zip").write_bytes(raw.getvalue().replace(stand_in.encode(), name.encode("gbk")))
    ran = command("extract", "a.zip", "-f", "jsonl", cwd=tmp_path)
    assert (ran.returncode, ran.stderr, ids(ran)) == (0, b"", [f"a.zip!{name}"])


def test_row_17_names_that_lead_outside(command: Command, tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "down"
    inside.mkdir(parents=True)
    names = ["../../out.txt", "/tmp/abs.txt", "C:\\out.txt", "a\nb.txt"]  # noqa: S108  # never written
    with zipfile.ZipFile(inside / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), ARTICLE)
    with tarfile.open(inside / "a.tar", "w") as tar:
        for name in names:
            add(tar, name, ARTICLE)
        for name, kind in (
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("c", tarfile.CHRTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            add(tar, name, kind=kind)
    before = files(tmp_path)
    ran = command("extract", "a.zip", "a.tar", "-f", "jsonl", cwd=inside)
    assert ran.returncode == 0
    assert ids(ran) == [f"{archive}!{name}" for archive in ("a.zip", "a.tar") for name in names]
    assert codes(ran) == [(f"a.tar!{name}", "W_SKIPPED") for name in "shcp"]
    assert files(tmp_path) == before


def test_row_17_an_encrypted_member_and_the_rest(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(ENCRYPTED)
    ran = command("extract", "a.zip", "-f", "jsonl", cwd=tmp_path)
    assert (ran.returncode, ids(ran), codes(ran)) == (1, ["a.zip!good.txt"], [("a.zip!secret.txt", "E_ENCRYPTED")])


def test_row_18_bombs(command: Command, tmp_path: Path) -> None:
    zeros = bytes(1 << 24)
    with gzip.open(tmp_path / "a.txt.gz", "wb", compresslevel=1) as stream:
        for _ in range(32):
            stream.write(zeros)
    with lzma.open(tmp_path / "b.jsonl.xz", "wb", preset=0) as stream:
        for _ in range(32):
            stream.write(zeros)
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("0.txt", ARTICLE)
        with archive.open("1.txt", "w") as member:
            for _ in range(32):
                member.write(zeros)
        archive.writestr("2.txt", ARTICLE)
    raw = ARTICLE
    for _ in range(20):
        raw = gzip.compress(raw)
    (tmp_path / "d.gz").write_bytes(raw)
    with tarfile.open(tmp_path / "e.tgz", "w:gz", compresslevel=1) as tar:
        add(tar, "0.txt", ARTICLE)
        add(tar, "1.txt", zeros * 8)
    names = ("a.txt.gz", "b.jsonl.xz", "c.zip", "d.gz", "e.tgz")
    ran = command("extract", *names, "-f", "jsonl", cwd=tmp_path, preexec_fn=limit_memory)
    assert (ran.returncode, ids(ran)) == (1, ["c.zip!0.txt", "c.zip!2.txt", "e.tgz!0.txt"])
    sources = [("a.txt.gz"), ("b.jsonl.xz"), ("c.zip!1.txt"), ("d.gz"), ("e.tgz!1.txt")]
    assert codes(ran) == [(source, "E_BOMB") for source in sources]


def test_row_19_cut_off_archives_give_their_good_members(command: Command, tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name in ("0.txt", "1.txt"):
            archive.writestr(name, ARTICLE)
    (tmp_path / "a.zip").write_bytes(raw.getvalue()[: raw.getvalue().index(b"1.txt") + 20])
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        add(tar, "0.txt", ARTICLE)
        add(tar, "1.txt", ARTICLE * 100)
    (tmp_path / "a.tar").write_bytes(raw.getvalue()[:2000])
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ARTICLE)[:-9])
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{ARTICLE.decode()}".encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://a/\r\n"
    head += f"Content-Length: {len(block)}\r\nContent-Type: application/http; msgtype=response\r\n\r\n"
    record = head.encode() + block + b"\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(record + record[:-30])
    ran = command("extract", "a.zip", "a.tar", "a.txt.gz", "a.warc", "-f", "jsonl", cwd=tmp_path)
    assert (ran.returncode, ids(ran)) == (1, ["a.zip!0.txt", "a.tar!0.txt", "a.warc!1!http://a/"])
    assert [code for _, code in codes(ran)] == ["E_TRUNCATED"] * len(codes(ran))
    assert {source.partition("!")[0] for source, _ in codes(ran)} == {"a.zip", "a.tar", "a.txt.gz", "a.warc"}


def test_row_13_a_gigabyte_of_records_is_read_within_little_memory(command: Command, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as stream:
        stream.write(b'{"text": "' + ARTICLE.strip() + b'"}\n')
        stream.write(b'{"text": "' + b"x" * (80 << 20) + b'"}\n')
        stream.write(b'{"text": "' + ARTICLE.strip() + b'"}\n')
    ran = command("extract", "a.jsonl.gz", "-f", "jsonl", cwd=tmp_path, preexec_fn=limit_memory)
    assert ran.returncode == 1
    assert codes(ran)[0][1] in ("E_BOMB", "E_TOO_LARGE")
