"""Pages, PDF and DOCX as texts, in a process of their own that may hang or crash."""

from __future__ import annotations

import io
import signal
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from sysanalyze.model import Document
from sysanalyze.read import Input, Options, Reader, Rejected
from sysanalyze.read.pages import page_text
from sysanalyze.read.pdf import without_heads
from sysanalyze.read.save import saved_name

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parent.parent.parent / "shared" / "pages"
BODY = ["宝清县上半年到位资金36.84亿元，同比增长12.5%。", "县委书记梁大光说，要把营商环境建设好，让企业放心投资。"]
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>宝清县招商引资再创新高 - 宝清县人民政府</title>
<script>document.write("999亿元")</script><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></nav>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/xw">新闻中心</a> &gt; 县内要闻</div>
<form action="/s"><input name="q"><button>搜索</button></form>
<div class="player"><span>00:02:21</span><i>完整版</i></div>
<h1>宝清县招商引资再创新高</h1>
<div class="info">发布时间：2023-05-11 10:20　来源：宝清县融媒体中心【字体：<a>大</a> <a>小</a>】</div>
<div class="content"><p>　　{0}</p>
<p>&nbsp;&nbsp;{1}</p></div>
<iframe src="http://127.0.0.1:9/"></iframe><img src="http://127.0.0.1:9/a.png">
<footer>版权所有 宝清县人民政府 黑ICP备00000000号</footer></body></html>"""
HEADED = ["宝清县招商引资再创新高", "发布时间：2023-05-11 10:20　来源：宝清县融媒体中心"]


def page(charset: str = "utf-8") -> str:
    return PAGE.format(*BODY, charset=charset)


def pdf(*pages: str) -> bytes:
    """A PDF with a line of Chinese a line of text, in a font that readers have."""
    system = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo {system} /DW 1000 >>",
    ]
    for i, text in enumerate(pages):
        shown = "".join(
            f"BT /F 12 Tf 50 {780 - 20 * n} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for n, line in enumerate(text.splitlines())
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Contents {6 + 2 * i} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    raw = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(raw)}\n%%EOF"
    return raw + f"xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("指标", "数值", "到位资金", "36亿元"), strict=True
    ):
        cell.text = text
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def rewritten(raw: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same DOCX with one of its parts changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info)
            after.writestr(info.filename, part.replace(old, new, 1) if info.filename == name else part)
    return result.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Options()) as shared:  # one process for all tests
        yield shared


def one(reader: Reader, path: Path, raw: bytes) -> Document | Rejected:
    path.write_bytes(raw)
    (found,) = reader.documents(Input(path=str(path)))
    return found


def code(found: Document | Rejected) -> str:
    assert isinstance(found, Rejected), found
    return found.code


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_is_its_article_whatever_it_says_of_its_encoding(charset: str, encoding: str) -> None:
    text, used, replaced = page_text(page(charset).encode(encoding))
    assert (text.splitlines(), used, replaced) == ([*HEADED, *BODY], encoding, 0)


def test_title_and_date_from_the_head_of_a_page() -> None:
    head = (
        '<meta name="ArticleTitle" content="宝清县统计公报"><meta name="PubDate" content="2023-08-16 10:33:59">'
        '<meta name="ContentSource" content="宝清县统计局">'
    )
    text, _, _ = page_text(f"<html><head>{head}</head><body><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>".encode())
    assert text.splitlines() == ["宝清县统计公报", "发布时间：2023-08-16 10:33　来源：宝清县统计局", *BODY]


def test_a_label_and_its_value_in_two_cells_and_a_link_with_a_date() -> None:
    html = (
        "<html><body><table><tr><td>生成日期：</td><td>2023-05-11</td></tr></table><h1>宝清县统计公报</h1>"
        f"<a>图文解读：《统计公报》 2023-07-12</a><div><p>{BODY[0]}</p><p>{BODY[1]}</p></div></body></html>"
    )
    text, _, _ = page_text(html.encode())
    assert "生成日期：2023-05-11" in text.splitlines()[:3]
    assert "2023-07-12" not in text.splitlines()[1]


def test_control_characters_do_not_cost_the_page() -> None:
    html = page().replace("宝清县上半年", "宝清县\x01\x1b&#1;&#x1F;&#11;上半年").replace("<h1>", "<h1 class='\x02'>")
    lines = page_text(html.encode())[0].splitlines()
    assert lines[0] == HEADED[0]
    assert lines[2].replace(" ", "") == BODY[0]
    assert page_text(html.replace("&#1;", "&#19968;").encode())[0].count("一") == 1


def test_a_page_in_one_form() -> None:
    html = page().replace("<body>", '<body><form id="aspnetForm" method="post">').replace("</body>", "</form></body>")
    assert page_text(html.encode())[0].splitlines() == [*HEADED, *BODY]


@pytest.mark.parametrize("raw", [b"", b"<html></html>", b"<html><script>1</script></html>", b"\0" * 50 + b"<html>"])
def test_a_page_without_text(raw: bytes, reader: Reader, tmp_path: Path) -> None:
    found = one(reader, tmp_path / "a.html", raw)
    assert (isinstance(found, Document) and not found.text) or code(found) in ("E_NO_TEXT", "E_BINARY")


def test_a_page_by_content_and_a_text_by_name(reader: Reader, tmp_path: Path) -> None:
    found = one(reader, tmp_path / "a.txt", page("gb2312").encode("gb18030"))
    path = str(tmp_path / "a.txt")
    assert found == Document(id=path, text="\n".join([*HEADED, *BODY]) + "\n", encoding="gb18030")
    found = one(reader, tmp_path / "a.html", BODY[0].encode())  # not a page, whatever its name
    assert isinstance(found, Document)
    assert found.text == BODY[0]


def test_pdf(reader: Reader, tmp_path: Path) -> None:
    lines = [f"{number}、到位资金{number}亿元" for number in range(1, 4)]
    raw = pdf(*(f"宝清县年报\n{line}\n- {i} -" for i, line in enumerate(lines, 1)))
    found = one(reader, tmp_path / "a.pdf", raw)
    assert isinstance(found, Document)
    assert found.text.splitlines() == lines
    assert code(one(reader, tmp_path / "a.pdf", pdf("", ""))) == "E_NO_TEXT"
    assert code(one(reader, tmp_path / "a.pdf", raw[:300])) == "E_DAMAGED"
    assert code(one(reader, tmp_path / "a.txt", raw)) == "E_BINARY"


def test_running_heads() -> None:
    pages = [["年报", f"第{i}页的正文", "2023", "年报"] for i in range(4)]
    assert without_heads(pages) == [[f"第{i}页的正文"] for i in range(4)]
    assert without_heads([["2023"]]) == [["2023"]]


def test_docx(reader: Reader, tmp_path: Path) -> None:
    found = one(reader, tmp_path / "a.docx", word(*BODY))
    assert isinstance(found, Document)
    assert found.text.splitlines() == [*BODY, "指标\t数值", "到位资金\t36亿元"]
    found = one(reader, tmp_path / "b", word(*BODY))  # told by its content
    assert isinstance(found, Document)
    assert code(one(reader, tmp_path / "a.docx", word(*BODY)[:2000])) == "E_TRUNCATED"


def test_docx_with_entities(reader: Reader, tmp_path: Path) -> None:
    raw = word("&到位资金")
    start = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    secret = tmp_path / "secret"
    secret.write_text("机密999亿元")
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "哈"}">' for i in range(10))
    for declared in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', laughs + '<!ENTITY x "&l9;">'):
        evil = rewritten(raw, "word/document.xml", start, start + f"<!DOCTYPE d [{declared}]>".encode())
        evil = rewritten(evil, "word/document.xml", b"&amp;", b"&x;")
        assert code(one(reader, tmp_path / "a.docx", evil)) == "E_DAMAGED"


def test_office_files_that_are_no_text(reader: Reader, tmp_path: Path) -> None:
    for part, message in (("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint")):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as archive:
            archive.writestr(part, "<x/>")
        found = one(reader, tmp_path / "a", raw.getvalue())
        assert code(found) == "E_BINARY"
        assert isinstance(found, Rejected)
        assert message in found.message
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert code(one(reader, tmp_path / "a.doc", ole)) == "E_BINARY"
    assert code(one(reader, tmp_path / "a.docx", ole + "EncryptedPackage".encode("utf-16-le"))) == "E_ENCRYPTED"


def test_a_parser_that_hangs_or_dies_costs_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with Reader(Options()) as reader:
        assert isinstance(one(reader, path, page().encode()), Document)
        child = reader._child  # noqa: SLF001  # there is no other way to its process
        assert child is not None
        assert child._process is not None  # noqa: SLF001
        first = child._process  # noqa: SLF001
        first.send_signal(signal.SIGSTOP)
        reader.options = replace(reader.options, timeout=0.3)
        began = time.monotonic()
        assert code(one(reader, path, page().encode())) == "E_TIMEOUT"
        assert time.monotonic() - began < 60
        assert first.poll() is not None
        reader.options = replace(reader.options, timeout=30)
        assert isinstance(one(reader, path, page().encode()), Document)
        assert child._process is not None  # noqa: SLF001
        child._process.kill()  # noqa: SLF001
        assert code(one(reader, path, page().encode())) == "E_CRASH"
        assert isinstance(one(reader, path, page().encode()), Document)
        last = child._process  # noqa: SLF001
    assert last is not None
    assert last.returncode == 0


def test_saved_texts_stay_in_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../../up.html", "/abs.html", "c:\\d.html", "x/" * 30 + "n" * 255 + ".html", "a\nb.html"):
            archive.writestr(zipfile.ZipInfo(name), page())
    before = {each for each in tmp_path.parent.rglob("*") if folder not in each.parents}
    with Reader(Options(save_text=str(folder))) as reader:
        found = list(reader.documents(Input(path=str(path))))
    assert all(isinstance(each, Document) for each in found)
    saved = [each for each in folder.rglob("*") if each.is_file()]
    assert len(saved) == 5
    assert {each.read_text() for each in saved} == {each.text for each in found if isinstance(each, Document)}
    after = {each for each in tmp_path.parent.rglob("*") if folder not in each.parents}
    assert after - before == {folder}


def test_names_of_saved_texts_do_not_meet() -> None:
    names = ["a/b", "/a/b", "../a/b", "a//b", "a:b", "a?b", "a/./b", "", ".", "n" * 300, "n" * 301]
    assert len({saved_name(name) for name in names}) == len(names)
    assert all(len(step.encode()) <= 255 for name in names for step in saved_name(name).split("/"))


@pytest.mark.skipif(not PAGES.is_dir(), reason="no ../shared/pages beside the checkout")
@pytest.mark.parametrize("path", sorted(PAGES.glob("*")), ids=lambda path: path.name)
def test_saved_pages_of_the_press(path: Path) -> None:
    text, encoding, replaced = page_text(path.read_bytes())
    lines = text.splitlines()
    assert (encoding, replaced) == ("gb18030" if path.name.startswith("gbk") else "utf-8", 0)
    furniture = ("首页", "当前位置", "版权所有", "网站地图", "ICP备", "完整版", "扫一扫", "关闭本页", "字体：", "00:0")
    assert not [line for line in lines for word in furniture if word in line]
    if not path.name.startswith("cctv"):  # the broadcaster's are lists of items, without a date of their own
        assert any("20" in line and ("时间：" in line or "日期：" in line) for line in lines[:3])
        assert sum(map(len, lines)) > 900
