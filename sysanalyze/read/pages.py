"""The article of a saved web page, through trafilatura (extra `html`); called in the child process alone.

Scripts are not run, and nothing that a page refers to is loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sysanalyze.read.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What no tree of elements may hold, as it is or as a reference: one such byte must not cost the page.
FORBIDDEN = re.compile(
    "[\x01-\x08\x0b\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[1245-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBeEfF]|1[0-9a-fA-F]));?"
    "(?![0-9a-fA-F])"
)
SPACES = re.compile(r"[ \t\xa0\u2002-\u200a\r\f\v]+")
IGNORABLE = re.compile("[\u200b\ufeff\u00ad]")
GONE = (
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "svg", "video", "audio",
    "button", "select", "textarea", "input", "nav", "footer", "aside",
)  # fmt: skip
SEARCH_FORM = 40  # code points that a form shows, up to which it is one for searching or logging in
BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|center|d[dlt]|div|figure|footer|h[1-6r]|header|li|main|nav|[ou]l|p|"
    "section|table|tr"
)
DURATION = re.compile(r"\s*(?:\d{1,2}:)?\d{1,2}:\d{2}\s*")  # of a video: 00:02:21
BADGE = re.compile(r"\s*(?:完整版|高清|超清|视频|直播|回放|独家|正在播放|播放)\s*")  # on a picture of a video
DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
CONTROLS = re.compile(r"\s*[【\[(（]?\s*(?:字体|字号|浏览次数|阅读|打印|分享)\s*[:：].*$|\s*[【\[(（]\s*字体.*$")
CRUMB = re.compile(r"(?:位置|首页|主页)\s*[:：>»›]|[>»›].*[>»›]")
SITE = re.compile(r"\s*(?:[|_｜—]+|\s[-–]\s|-(?=[^-]*(?:网|政府|新闻|日报|门户|CCTV)[^-]*$))\s*")
LABEL = re.compile(r"[\w\s]{2,8}[:：]")  # alone in a cell, its value in the next: 生成日期：
DATED = re.compile(r"(?:时间|日期|来源|发布|作者|编辑|记者|更新)[^，,]{0,30}$")
SHORTEST = "30"  # code points of an article; trafilatura's 250 is made for alphabets
ABOVE = 24  # lines above the body that may hold the title and the date
TOP = 8  # lines of the body that may hold them
PARAGRAPH = 20  # code points, from which on a line is one
LONGEST_META = 120
LONGEST_TITLE = 90
TITLES = ("articletitle", "og:title", "twitter:title")
DATES = ("pubdate", "publishdate", "article:published_time", "publishedtime", "publish_time", "og:release_date")
SOURCES = ("contentsource", "source", "mediaid")


class Header(NamedTuple):
    """What a page says about its article."""

    title: str
    meta: str  # the line of date and source, as the page shows it or, where it shows none, from its head


def page_text(raw: bytes, encoding: str | None = None) -> tuple[str, str, int]:
    """The text of a page's article below its title and its line of date and source, a paragraph a line.

    Args:
        raw: the page.
        encoding: found out where None; what the page itself says is not believed.

    Returns:
        The text, the encoding that the page is in, and how many places could not be read.
    """
    import lxml.html
    import trafilatura
    from trafilatura.settings import use_config

    read = decode(raw, encoding)
    source = FORBIDDEN.sub(" ", DECLARATION.sub("", read.text).replace("\x00", ""))
    if not source.strip():
        return "", read.encoding, read.replaced
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    tree: Any = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    _stripped(tree)
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", SHORTEST)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False, config=settings
    )
    body = _clean(getattr(found, "text", None) or "")
    shown = list(_shown(tree))
    if not body:
        body = shown
    lines = _headed(_header(tree, shown, body), body)
    return "\n".join(lines) + ("\n" if lines else ""), read.encoding, read.replaced


def _headed(header: Header, body: list[str]) -> list[str]:
    """The body below its title and the line of date and source, unless it opens with them itself."""
    bare = _bare(header.title)
    at = next((i for i, line in enumerate(body[:TOP]) if bare and _bare(line).startswith(bare)), -1)
    before = [line for line in body[: max(0, at)] if "。" in line or _is_meta(line)]  # else it is a breadcrumb
    title = [header.title] if header.title and not _stands(header.title, body[:TOP]) else []
    meta = [header.meta] if header.meta and not _stands(header.meta, body[:TOP]) else []
    lines = [*title, *before, *body[max(0, at) : at + 1], *meta, *body[at + 1 :]]
    return [CONTROLS.sub("", line) if i < TOP and _is_meta(line) else line for i, line in enumerate(lines)]


def _stripped(tree: Any) -> None:  # noqa: ANN401  # lxml has no types
    """Take out what is no part of an article: scripts, frames, menus, search forms, and what belongs to a player.

    A form is not taken out as such: whole pages stand in one (ASP.NET).
    """
    for element in list(tree.iter(*GONE)):
        if element.getparent() is not None:
            element.drop_tree()
    for form in list(tree.iter("form")):
        if len(_bare(form.text_content())) <= SEARCH_FORM and form.getparent() is not None:
            form.drop_tree()
    for element in list(tree.iter("span", "i", "em", "b", "div", "p", "label")):
        if len(element) == 0 and element.text and (DURATION.fullmatch(element.text) or BADGE.fullmatch(element.text)):
            element.drop_tree()


def _clean(text: str) -> list[str]:
    """The lines that are not blank, without indents and the edges of tables, their blanks set right."""
    lines = (SPACES.sub(" ", IGNORABLE.sub("", line)).strip(" |\u3000") for line in re.split(r"[\n\u2028\x85]", text))
    return [line for line in lines if line]


def _shown(tree: Any) -> Iterator[str]:  # noqa: ANN401  # as above
    """The lines that the page shows."""
    pieces: list[str] = []
    for step, element in _steps(tree):
        if BLOCKS.fullmatch(element.tag):
            pieces.append("\n")
        text = element.text if step == "start" else element.tail
        if text:
            pieces.append(text.replace("\n", " "))
    yield from _clean("".join(pieces))


def _steps(tree: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # as above
    import lxml.etree

    body = tree.find("body")
    for step, element in lxml.etree.iterwalk(tree if body is None else body, events=("start", "end")):
        if isinstance(element.tag, str):
            yield step, element


def _header(tree: Any, shown: list[str], body: list[str]) -> Header:  # noqa: ANN401  # as above
    """Title and date: those that the page shows above the body, else those of its head."""
    head = _head(tree)
    above = _above(shown, body)
    at = next((i for i in range(len(above) - 1, -1, -1) if _is_meta(above[i])), None)
    meta = CONTROLS.sub("", above[at]).strip() if at is not None else ""
    title = next((head[name] for name in TITLES if head.get(name)), "") or _named(tree)
    if not title and at is not None:
        near = [line for line in above[:at] if 4 <= len(line) <= LONGEST_TITLE and not CRUMB.search(line)]
        title = near[-1] if near else ""
    if not title:
        title = " ".join(_clean(" ".join(str(tree.xpath("string((.//h1)[1])")).split())))
    return Header(title[: LONGEST_TITLE * 2], _meta(meta, head))


def _named(tree: Any) -> str:  # noqa: ANN401  # as above
    """The page's own name, without that of its site."""
    named = _clean(" ".join((tree.findtext(".//title") or "").split()))
    return SITE.split(named[0])[0].strip() if named else ""


def _head(tree: Any) -> dict[str, str]:  # noqa: ANN401  # as above
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _meta(shown: str, head: dict[str, str]) -> str:
    """The line of date and source: what the page shows, and what its head adds to it."""
    date = next((head[name] for name in DATES if DAY.match(head.get(name, ""))), "")
    source = next((head[name] for name in SOURCES if head.get(name)), "")
    parts = [shown or (f"发布时间：{date.replace('T', ' ')[:16]}" if date else "")]
    if source and "来源" not in shown:
        parts.append(f"来源：{source}")
    return "　".join(part for part in parts if part)


def _above(shown: list[str], body: list[str]) -> list[str]:
    """The lines shown above the body's first paragraph, a label and its value in one."""
    first = next((line for line in body[:TOP] if len(line) >= PARAGRAPH), body[0] if body else "")
    start = _bare(first)[:PARAGRAPH]
    at = next((i for i, line in enumerate(shown) if start and _bare(line).startswith(start)), 0)
    joined: list[str] = []
    for line in shown[max(0, at - ABOVE) : at]:
        if joined and LABEL.fullmatch(joined[-1]):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _is_meta(line: str) -> bool:
    """Whether a line tells when, and perhaps where and by whom, the article was published."""
    found = DAY.search(line)
    if found is None or len(line) > LONGEST_META or re.search(r"[。《》？！]", line):
        return False
    before = line[: found.start()].strip(" \u3000(（[【|")
    return len(before) <= 12 or DATED.search(before) is not None


def _stands(line: str, lines: list[str]) -> bool:
    bare = _bare(line)
    return any(bare in _bare(each) for each in lines)


def _bare(line: str) -> str:
    return re.sub(r"[\s\u3000]+", "", line)
