"""Folders and URLs as inputs: all files, in one order, and what is passed over with its reason."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import fsspec
import pytest

from sysanalyze.model import Document
from sysanalyze.read import Input, Reader, ReadError, Rejected, inputs, names_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT = "宝清县到位资金36.84亿元。"


def names(found: Iterable[Input | Rejected], base: Path | str) -> list[str]:
    """Of inputs the path below a folder, of what was passed over the source and the code."""
    front = f"{base}/"
    return [
        each.path.removeprefix(front) if isinstance(each, Input) else f"{each.source.removeprefix(front)} {each.code}"
        for each in found
    ]


def make(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(TEXT)


def test_a_folder_is_walked_in_one_order(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b.txt",
        "a/2.txt",
        "a/10.txt",
        "a.txt",
        "市/甲.txt",
        "B.txt",
        "c_files/logo.png",
        ".git/config",
        ".DS_Store",
    )
    wanted = ["B.txt", "a/10.txt", "a/2.txt", "a.txt", "b.txt", "c_files/logo.png W_SKIPPED", "市/甲.txt"]
    assert names(inputs([str(tmp_path)]), tmp_path) == wanted
    sized = [each for each in inputs([str(tmp_path)]) if isinstance(each, Input)]
    assert {each.size for each in sized} == {len(TEXT.encode())}
    assert all(each.mtime for each in sized)


def test_a_file_that_was_asked_for_is_not_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.png", ".hidden")
    assert names(inputs([str(tmp_path / "a.png"), str(tmp_path / ".hidden")]), tmp_path) == ["a.png", ".hidden"]


def test_what_is_no_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "d/a.txt")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "d" / "up").symlink_to("..")
    (tmp_path / "dead").symlink_to("nowhere")
    (tmp_path / "null").symlink_to("/dev/null")
    (tmp_path / "z.txt").symlink_to("d/a.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)  # a socket's path may not be long
        listener.bind("socket")
        found = list(inputs([str(tmp_path)]))
    assert names(found, tmp_path) == [
        "d/a.txt", "d/up W_SKIPPED", "dead E_NOT_FOUND", "fifo W_SKIPPED", "loop W_SKIPPED", "null W_SKIPPED",
        "socket W_SKIPPED", "z.txt",
    ]  # fmt: skip
    reasons = [each.message for each in found if isinstance(each, Rejected)]
    assert reasons[0] == reasons[3] == "leads to a folder that is read already"
    assert [each.failed for each in found if isinstance(each, Rejected)].count(True) == 1


def test_a_folder_deeper_than_the_stack(tmp_path: Path) -> None:
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(600):
            Path("d").mkdir()
            os.chdir("d")
        Path("a").write_text(TEXT)
        os.chdir(tmp_path)
        assert len(list(inputs(["d"]))) == 1
    finally:
        os.chdir(before)
        subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


def test_a_missing_path(tmp_path: Path) -> None:
    assert names(inputs([str(tmp_path / "none"), "a\0b"]), tmp_path) == ["none E_NOT_FOUND", "a\0b E_NOT_FOUND"]


def test_names_from_a_list() -> None:
    raw = b"".join(b"%d.txt\0" % i for i in range(20_000))
    assert list(names_from(io.BytesIO(raw))) == [f"{i}.txt" for i in range(20_000)]
    assert list(names_from(io.BytesIO(b""))) == []
    with pytest.raises(ReadError, match="name 1 is empty"):
        list(names_from(io.BytesIO(b"\0")))


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    for name, content in {
        "b/2.txt": TEXT,
        "b/1.jsonl": f'{{"text": "{TEXT}"}}\n' * 9,
        "b/.x": "",
        "b/a.png": "",
    }.items():
        system.pipe(f"/{name}", content.encode())
    yield system
    system.rm("/b", recursive=True)


def test_an_object_store(memory: fsspec.AbstractFileSystem) -> None:
    found = list(inputs(["memory://b", "memory://none", "nonsense://a"]))
    assert names(found, "memory://") == [
        "b/1.jsonl", "b/2.txt", "b/a.png W_SKIPPED", "memory://none E_NOT_FOUND", "nonsense://a E_URL",
    ]  # fmt: skip
    source = found[0]
    assert isinstance(source, Input)
    assert source.size == len(memory.cat("/b/1.jsonl"))
    with Reader() as reader:
        whole = list(reader.documents(source))
        assert [each.id for each in whole if isinstance(each, Document)] == [f"{source.path}!{i}" for i in range(1, 10)]
        pieces = list(reader.stretches(source, 150))
        assert len(pieces) == 3
        assert [each for piece in pieces for each in reader.documents(source, piece)] == whole


def test_reading_a_text_loads_nothing_heavy(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    program = (
        "import sys; start = set(sys.modules); from sysanalyze.read import Input, Reader; before = set(sys.modules);"
        "list(Reader().documents(Input(path=sys.argv[1]))); print(*sorted(set(sys.modules) - before));"
        "heavy = {'json', 'csv', 'subprocess', 'zipfile', 'tarfile', 'gzip', 'fsspec', 'lxml'};"
        "print(*sorted(heavy & set(sys.modules) - start))"  # the measuring of coverage loads some before
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True
    )
    added, heavy = ran.stdout.splitlines()
    assert {name for name in added.split() if not name.startswith("encodings")} <= {"sysanalyze.read.limits", "zlib"}
    assert heavy == ""
