"""Reading the lines above and below an article's text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.article.bylines import split_source
from sysanalyze.article.furniture import (
    BRACKETED_LINE,
    COLUMN_NAME,
    DASHED,
    EDGE,
    KICKER,
    LONGEST_BELOW,
    LONGEST_LINE,
    MARKS,
    PIPES,
    SECTION,
    SESSION,
    SITE,
    WEEKDAY,
    crumb_parts,
    is_breadcrumb,
    is_furniture,
    is_meta,
    is_organ,
    is_role_line,
    organ_and_names,
    title_like,
)
from sysanalyze.article.names import find_role
from sysanalyze.article.shape import Zone
from sysanalyze.language.dates import FULL, TIME, first_full, match_date
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.article.labels import Labelled
    from sysanalyze.article.lines import Line
    from sysanalyze.article.words import Words

HEADER_LINES = 40  # lines that are looked at above the text
FOOTER_LINES = 24  # lines that are looked at below it
PARAGRAPH = 40  # code points: a longer line with a full stop is text
NOT_PUBLISHED = ("更新", "成文", "生成", "印发", "创建", "录入", "上传", "添加")  # dates of other acts than publication
UNDATED = ("字体", "字号", "字体大小", "浏览次数", "浏览量", "点击数", "点击量", "点击", "浏览", "阅读", "访问量")
EDITOR_ORDER = ("责任编辑", "责编", "编辑", "本文编辑", "网络编辑")
SIGNED = frozenset("日号布发0123456789")  # what a line that ends with a date ends with
BRACKETS = "()[]【】〔〕 "


@dataclass(slots=True)
class Found:
    """What the header and footer say, filled while they are read. Spans are of the view."""

    zones: list[Zone] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)
    title: Span | None = None
    subtitles: list[str] = field(default_factory=list)
    dates: list[tuple[int, str]] = field(default_factory=list)  # priority (0 the surest), ISO date
    sources: list[tuple[int, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[tuple[int, str]] = field(default_factory=list)
    column: str | None = None
    crumbs: tuple[str, ...] = ()

    def hide(self, start: int, end: int, kind: str) -> None:
        """A stretch that is furniture of the page: extractors shall not see it."""
        self.zones.append(Zone(span=Span(start, end), kind=kind))
        self.hidden.append(Span(start, end))

    def show(self, start: int, end: int, kind: str) -> None:
        """A stretch of another kind than body that extractors shall see."""
        self.zones.append(Zone(span=Span(start, end), kind=kind))


class LabelReader:
    """Takes what labelled and unlabelled pieces of a line say."""

    def __init__(self, found: Found, words: Words, rank: int) -> None:
        self.found = found
        self.words = words
        self.rank = rank * 10  # the header's date goes before the footer's

    def read(self, text: str) -> list[Labelled]:
        """Take what the line says; its labels."""
        labels = self.words.labels(text)
        rest = [text[: labels[0].start] if labels else text]
        rest.extend(self._take(each, text[each.value_start : each.value_end]) for each in labels)
        for piece in rest:
            if piece:
                self._unlabelled(piece)
        return labels

    def _take(self, each: Labelled, value: str) -> str:
        """Take a label's value; what of it belongs to no label."""
        found = self.found
        bare = value.strip(EDGE + ":")
        if each.kind == "date" or each.label in UNDATED:  # 字体:大 中 小】 2022-09-09
            order = 2 if each.kind != "date" else 1 if each.label.startswith(NOT_PUBLISHED) else 0
            return self._dated(value, order)
        if each.kind in ("source", "publisher"):
            source, after = split_source(value)
            if source and source not in self.words.nobody:
                found.sources.append((self.rank + (each.kind != "source"), source))
            return after
        if each.kind in ("author", "editor") and "20" in value:  # 编辑: 李雪 | 2024-03-08
            value = self._dated(value, 2)
            bare = value.strip(EDGE + ":")
        if each.kind == "author":
            names = [name for name in self.words.names.credited(value) if name not in self.words.nobody]
            found.authors.extend(names)
            if not names and each.label == "供稿" and is_organ(bare):
                found.sources.append((self.rank + 1, bare))
        elif each.kind == "editor":
            bare = bare.partition("(")[0].strip(EDGE) or bare
            wanted = "、".join(self.words.names.listed(bare)) or bare
            if wanted and len(wanted) <= 20 and wanted not in self.words.nobody:
                order = EDITOR_ORDER.index(each.label) if each.label in EDITOR_ORDER else len(EDITOR_ORDER)
                found.editors.append((order, wanted))
        elif each.kind == "column" and bare:
            found.column = found.column or bare
        return ""

    def _dated(self, text: str, order: int) -> str:
        """Take the first date of a text; the text without it."""
        match = first_full(text)
        date = match_date(match) if match else None
        if match is None or date is None:
            return text
        self.found.dates.append((self.rank + order, date))
        return text[: match.start()] + "  " + TIME.sub("", text[match.end() :], count=1)

    def _unlabelled(self, piece: str) -> None:
        """Dates, organisations and reporters without a label: `2024-06-04 17:20　卢氏县融媒体中心`."""
        for part in PIPES.split(self._dated(piece, 2)):
            bare = part.strip(EDGE)
            if " " in bare:
                bare = " ".join(each for each in bare.split() if not WEEKDAY.fullmatch(each))
            role = find_role(bare)
            if role:
                self.found.authors.extend(self.words.names.credited(bare[role.start() :]))
                bare = bare[: role.start()].strip(EDGE)
            if bare and is_organ(bare):
                self.found.sources.append((self.rank + 2, bare.strip("《》")))


class HeaderReader:
    """Reads the lines above the text, from the first one down."""

    def __init__(self, lines: Sequence[Line], found: Found, words: Words) -> None:
        self.lines = lines
        self.found = found
        self.words = words
        self._labels = LabelReader(found, words, 0)
        self._early: list[Line] = []  # what stands before a breadcrumb: the site's name, or the title after all
        self._again = False  # whether the title is sought anew below a breadcrumb
        self._meta = False
        self._pending = ""  # a label whose value stands in the next line

    def read(self) -> int:
        """Fill what is found; the index of the first line of the text."""
        index = 0
        for index, line in enumerate(self.lines[:HEADER_LINES]):
            if ("。" in line.text and len(line.text) > PARAGRAPH) or not self._take(index, line):
                break
        else:
            index = min(len(self.lines), HEADER_LINES)
        if self.found.title is not None:
            self.found.show(*self.found.title, "title")
        if self._early and not self._again:
            for line in self._early:
                self.found.hide(line.start, line.end, "furniture")
        return index

    def _take(self, index: int, line: Line) -> bool:
        """Take a line; False where the text begins with it."""
        if self._pending and len(line.text) <= 60:
            self._labels.read(self._pending + line.text)
            self._pending = ""
            self.found.hide(line.start, line.end, "meta")
            return True
        if self._take_furniture(index, line):
            return True
        if self.found.title is None or self._again:
            return self._take_title(index, line)
        return self._take_below(index, line)

    def _take_furniture(self, index: int, line: Line) -> bool:
        text = line.text
        found = self.found
        if is_breadcrumb(text):
            if found.title is not None and not self._meta:
                self._early, self._again = list(self.lines[:index]), True
            found.crumbs = crumb_parts(text)
            found.hide(line.start, line.end, "breadcrumb")
        elif is_furniture(text, self.words):
            found.hide(line.start, line.end, "furniture")
        elif is_meta(text, self.words):
            self._take_meta(line)
        elif is_role_line(text, self.words):
            found.authors.extend(self.words.names.credited(text.strip("□■●◆▲◎○[]【】()/ ")))
            found.hide(line.start, line.end, "byline")
            self._meta = True
        elif text[0] in MARKS and len(text) <= 30 and self.words.names.are_names(text[1:]):
            found.authors.extend(self.words.names.listed(text[1:]))
            found.hide(line.start, line.end, "byline")
        elif found.crumbs and text == found.crumbs[-1]:
            found.hide(line.start, line.end, "column")
        else:
            return False
        return True

    def _take_meta(self, line: Line) -> None:
        self._meta = True
        text = line.text
        labels = self.words.labels(text)
        title = next((each for each in labels if each.kind == "title"), None)
        if title and self.found.title is None:
            value = text[title.value_start : title.value_end]
            start = line.start + title.value_start + len(value) - len(value.lstrip())
            self.found.title = Span(start, start + len(value.strip()))
            self.found.hide(line.start, start, "meta")
            return
        if labels and labels[-1].value_end == labels[-1].value_start and labels[-1].kind != "author":
            self._pending = text[labels[-1].start :]
        self._labels.read(text)
        self.found.hide(line.start, line.end, "meta")

    def _take_title(self, index: int, line: Line) -> bool:
        if self._is_column(index):
            self.found.column = self.found.column or line.text.strip("【】[]")
            self.found.hide(line.start, line.end, "column")
            return True
        if line.text[-1] == ":" and len(line.text) <= 30 and self._is_above(index):  # 县委书记周明远：
            self._take_kicker(line)
            return True
        if not title_like(line.text, self.words) or index + 1 >= len(self.lines):
            return False
        if len(line.text) <= 16 and SITE.match(line.text) and self._is_above(index):
            self.found.sources.append((9, line.text))
            self.found.hide(line.start, line.end, "furniture")
            return True
        if all(map(is_organ, line.text.split())) and self.lines[index + 1].text.startswith("关于"):
            self.found.sources.append((9, line.text))  # 宝清县人民政府办公室 / 关于印发…的通知
            self.found.hide(line.start, line.end, "meta")
            return True
        if self._is_kicker(index):
            self._take_kicker(line)
            return True
        self.found.title = Span(line.start, line.end)
        self._again = False
        return True

    def _take_kicker(self, line: Line) -> None:
        self.found.subtitles.append(line.text)
        self.found.show(line.start, line.end, "kicker")

    def _is_kicker(self, index: int) -> bool:
        """Whether the line says who spoke where, and the title stands below it."""
        if self.lines[index].text[-1] not in "调出求示语" or not KICKER.search(self.lines[index].text):
            return False
        if index + 2 >= len(self.lines):
            return False
        text, words = self.lines[index + 1].text, self.words
        return (
            len(text) <= LONGEST_BELOW
            and "。" not in text
            and DASHED.match(text) is None
            and title_like(text, words)
            and not (is_meta(text, words) or is_role_line(text, words) or is_organ(text))
        )

    def _take_below(self, index: int, line: Line) -> bool:
        """A line below the title that is no furniture: a subtitle, the name of the office, or the text."""
        text = line.text
        found = self.found
        if (
            (DASHED.match(text) or (not self._meta and SESSION.fullmatch(text)))
            and len(text) <= 80
            and "。" not in text
        ):
            if (match := first_full(text)) and (date := match_date(match)):
                found.dates.append((4, date))
        elif not found.sources and len(text) <= 40 and all(map(is_organ, text.split())) and self._near_meta(index):
            found.sources.append((3, " ".join(text.split())))
            found.hide(line.start, line.end, "meta")
            return True
        elif not (title_like(text, self.words) and self._meta_follows(index)):
            return False
        found.subtitles.append(text)
        found.show(line.start, line.end, "subtitle")
        return True

    def _near_meta(self, index: int) -> bool:
        return self._meta or self._meta_follows(index)

    def _is_column(self, index: int) -> bool:
        """Whether a short line above the title names the column that the article stands in."""
        text = self.lines[index].text
        if index + 1 >= len(self.lines):
            return False
        if BRACKETED_LINE.fullmatch(text) or SECTION.fullmatch(text):
            return not is_organ(self.lines[index + 1].text) and self._is_above(index)
        if len(text) > 10 or not COLUMN_NAME.fullmatch(text):
            return False
        # Else it is a digest's title: 国际联播快讯.
        return len(self.lines[index + 1].text) > len(text) and self._is_above(index)

    def _is_above(self, index: int) -> bool:
        """Whether a line stands above the title: below it are a line like a title, and one of date or source."""
        below = [line.text for line in self.lines[index + 1 : index + 4]]
        if not below or not title_like(below[0], self.words) or is_meta(below[0], self.words):
            return False
        return any(is_meta(text, self.words) for text in below[1:])

    def _meta_follows(self, index: int) -> bool:
        """Whether a line of date, source or reporter stands in the three next lines, so that this one is a subtitle."""
        for line in self.lines[index + 1 : index + 4]:
            if len(line.text) <= 80 and (is_meta(line.text, self.words) or is_role_line(line.text, self.words)):
                return True
            if not title_like(line.text, self.words):
                return False
        return False


def read_header(lines: Sequence[Line], found: Found, words: Words) -> int:
    """Read the lines above the text; the index of the first line of the text."""
    return HeaderReader(lines, found, words).read()


def read_footer(lines: Sequence[Line], body: int, found: Found, words: Words) -> int:
    """Read the lines below the text, from the last one up; the index after the last line of the text."""
    end = len(lines)
    signed = False  # whether the line below is a date: 宝清县人民政府 / 2024年3月8日
    for index in range(len(lines) - 1, max(body, len(lines) - FOOTER_LINES) - 1, -1):
        line = lines[index]
        text = line.text
        if len(text) > LONGEST_LINE or (text[-1] == "。" and len(text) > PARAGRAPH):
            break
        if (signature := _signed(text)) is not None:
            organ, date = signature
            found.dates.append((6, date))
            if organ:
                found.sources.append((8, organ))
            signed = not organ
        elif signed and len(text) <= 30 and is_organ(text):
            found.sources.append((8, text))
            signed = False
        elif not _below(line, found, words):
            break
        end = index
    return end


def _signed(text: str) -> tuple[str, str] | None:
    """Who signs a line and when: 2024年3月8日, (2024年3月8日发布), 宝清县统计局 2024年3月8日."""
    bare = text.strip(BRACKETS)
    if len(bare) > 60 or bare[-1:] not in SIGNED:
        return None
    match = FULL.search(bare)
    date = match_date(match) if match and bare[match.end() :] in ("", "发布", "印发", "公布") else None
    organ = bare[: match.start()].strip() if match else ""
    return (organ, date) if date and (not organ or is_organ(organ)) else None


def _below(line: Line, found: Found, words: Words) -> bool:
    """Take a line below the text; False where it is the text's last."""
    text = line.text
    bare = text.strip(BRACKETS)
    labels = words.labels(bare)
    if is_furniture(text, words):
        found.hide(line.start, line.end, "furniture")
    elif labels and labels[0].start <= 24 and is_meta(bare, words):
        LabelReader(found, words, 1).read(bare)
        found.hide(line.start, line.end, "editor" if any(each.kind == "editor" for each in labels) else "meta")
    elif is_role_line(text, words) or (
        text[0] in "([【" and text[-1] in ")]】" and (words.names.are_names(bare) or organ_and_names(bare, words))
    ):
        found.authors.extend(words.names.credited(bare))
        found.hide(line.start, line.end, "byline")
    else:
        return False
    return True
