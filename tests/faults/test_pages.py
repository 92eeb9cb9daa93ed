"""Rows 20 and 21 of the faults: pages, PDF and DOCX that attack, crash or hang their parser, or hold no text."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = "宝清县到位资金36.84亿元。\n".encode()
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
SCAN += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def reports(ran: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.stdout.decode().splitlines()]


def codes(ran: subprocess.CompletedProcess[bytes]) -> list[tuple[str, str]]:
    return [(line.split(": ")[1], line.split(": ")[2]) for line in ran.stderr.decode().splitlines()]


def test_row_20_docx_with_entities(command: Command, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密999亿元")
    document = docx.Document()
    document.add_paragraph("到位资金&36亿元")
    document.save(str(tmp_path / "plain.docx"))
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "哈"}">' for i in range(10)) + '<!ENTITY x "&l9;">'
    entities = {"xxe": f'<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">', "laughs": laughs}
    for name, declared in entities.items():
        with (
            zipfile.ZipFile(tmp_path / "plain.docx") as before,
            zipfile.ZipFile(tmp_path / f"{name}.docx", "w") as after,
        ):
            for info in before.infolist():
                part = before.read(info)
                if info.filename == "word/document.xml":
                    part = part.replace(b"?>", f"?><!DOCTYPE d [{declared}]>".encode(), 1).replace(b"&amp;", b"&x;")
                after.writestr(info.filename, part)
    ran = command("extract", "xxe.docx", "laughs.docx", "plain.docx", "-f", "jsonl", cwd=tmp_path)
    assert ran.returncode == 1
    assert codes(ran) == [("xxe.docx", "E_DAMAGED"), ("laughs.docx", "E_DAMAGED")]
    assert "机密" not in ran.stdout.decode()
    assert len(reports(ran)) == 1


def test_row_20_a_scan_is_no_empty_report(command: Command, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    ran = command("extract", "scan.pdf", cwd=tmp_path)
    assert (ran.returncode, ran.stdout, codes(ran)) == (3, b"", [("scan.pdf", "E_NO_TEXT")])


def test_row_20_a_parser_that_crashes(command: Command, tmp_path: Path) -> None:
    """No PDF is at hand that brings PDFium down: a package of its name does."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "pypdfium2.py").write_text("import os\nos.abort()\n")
    (tmp_path / "a.pdf").write_bytes(SCAN)
    (tmp_path / "b.txt").write_bytes(ARTICLE)
    environment = {"PYTHONPATH": str(tmp_path / "modules")}
    ran = command("extract", "a.pdf", "b.txt", "a.pdf", "-f", "jsonl", cwd=tmp_path, env=environment)
    assert (ran.returncode, codes(ran)) == (1, [("a.pdf", "E_CRASH")] * 2)
    assert len(reports(ran)) == 1


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes under /proc")
def test_row_20_the_parser_ends_with_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + "<p>宝清县到位资金36.84亿元。</p>\n" * 100_000)
    with subprocess.Popen(
        [sys.executable, "-m", "sysanalyze", "extract", "a.html"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        deadline = time.monotonic() + 60
        while not (found := children.read_text().split()) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert found
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=60) == 143
    deadline = time.monotonic() + 60
    while any(alive(int(pid)) for pid in found) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(alive(int(pid)) for pid in found)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_row_21_nothing_of_a_page_is_run_or_loaded(command: Command, tmp_path: Path) -> None:
    asked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    asked.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        (tmp_path / "a.html").write_text(
            f'<!DOCTYPE html SYSTEM "{url}/dtd"><html><head><meta charset="gb2312"><base href="{url}/">'
            f'<script src="{url}/a.js"></script><link rel="stylesheet" href="{url}/a.css">'
            "<title>宝清县招商</title></head>"
            "<body><script>document.write('<p>到位资金99亿元。</p>')</script>"
            f'<iframe src="{url}/frame"></iframe>'
            f'<form action="{url}"><input value="88亿元"><button>搜索</button></form>'
            "<nav>首页 新闻</nav><h1>宝清县招商</h1><div>发布时间：2023-05-11</div>"
            f'<p>宝清县到位资金36.84亿元。</p><p>县委书记梁大光出席。</p><img src="{url}/a.png"></body></html>'
        )
        ran = command("extract", "a.html", "-f", "jsonl", "--save-text", "texts", cwd=tmp_path)
        stop.set()
        listener.join()
    assert (ran.returncode, ran.stderr, asked) == (0, b"", [])
    (report,) = reports(ran)
    document, figures = report["document"], report["figures"]
    assert isinstance(document, dict)
    assert isinstance(figures, list)
    assert (document["title"], document["date"], document["encoding"]) == ("宝清县招商", "2023-05-11", "utf-8")
    assert [figure["text"] for figure in figures] == ["36.84亿元"]
    text = (tmp_path / "texts" / "a.html.txt").read_text()
    assert text == "宝清县招商\n发布时间：2023-05-11\n宝清县到位资金36.84亿元。\n县委书记梁大光出席。\n"
    assert [text[figure["start"] : figure["end"]] for figure in figures] == ["36.84亿元"]


def test_a_missing_reader_is_named_before_any_work(command: Command, tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "sitecustomize.py").write_text(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('pypdfium2', 'trafilatura'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Missing())\n"
    )
    (tmp_path / "a.pdf").write_bytes(SCAN)
    (tmp_path / "b.txt").write_bytes(ARTICLE)
    (tmp_path / "c").write_bytes(b"<!DOCTYPE html><p>" + ARTICLE)
    environment = {"PYTHONPATH": str(tmp_path / "modules")}
    ran = command("extract", "b.txt", "a.pdf", cwd=tmp_path, env=environment)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode() == (
        "sysanalyze: a.pdf: E_EXTRA: needs a reader that is not installed: python -m pip install 'sysanalyze[pdf]'\n"
    )
    ran = command("extract", "b.txt", "c", "-f", "jsonl", cwd=tmp_path, env=environment)
    assert (ran.returncode, codes(ran), len(reports(ran))) == (1, [("c", "E_EXTRA")], 1)
    assert b"'sysanalyze[html]'" in ran.stderr
