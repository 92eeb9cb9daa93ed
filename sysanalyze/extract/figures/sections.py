"""The times that headings give to what stands under them: 一、2018年工作回顾, 2025年主要目标：, a yearly communiqué."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.figures.standing import Time

if TYPE_CHECKING:
    from sysanalyze.article import Article

NEAREST = 4  # headings looked at
LONGEST = 40  # code points of a heading
REPORTS = re.compile(r"公报|运行|经济形势|主要数据|主要指标|统计|完成情况")  # titles of what reports on one period
RATED = re.compile(r"增长?[0-9]|[下升]降?[0-9]|同比|达到?[0-9]|突破[0-9]")
SPAN = len("2024-01-01/2024-09-30")
LEVELS = (
    re.compile(r"第[一二三四五六七八九十]{1,3}[部章]|[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
)
MARK = re.compile(r"[ ]*(?:——|--|[—●·○◆■▪•①-⑳*]|[一二三四五六七八九十]+是|[（(]?[0-9一二三四五六七八九十]+[）)、.．])")
LINES = re.compile(r"\n(?P<line>[^\n]+)")


def list_end(view: str, start: int) -> int:
    """Where the paragraphs with a list's marks end behind a lead at `start`; `start` where none has a mark."""
    end = start
    for match in LINES.finditer(view, start):
        if match["line"].isspace():
            continue
        if MARK.match(match["line"]) is None:
            break
        end = match.end()
    return end


class Section(NamedTuple):
    """What a heading's time holds for."""

    start: int
    end: int
    time: Time
    year: int


class Sections:
    """The headings of an article that tell a time, taken in as its times are."""

    def __init__(self, article: Article) -> None:
        self._view = article.view
        self._sections: list[Section] = []
        self._titles = [zone.span for zone in article.told if zone.kind == "title"]

    def take(self, time: Time, year: int) -> None:
        """Take in a time that names its year, where it stands in a heading."""
        view = self._view
        low = view.rfind("\n", max(0, time.start - LONGEST), time.start) + 1
        if not low and time.start > LONGEST:
            return
        stop = view.find("\n", time.end, low + 2 * LONGEST)
        if stop < 0 or view.find("。", low, stop) >= 0:
            return
        line = view[low:stop].strip(" ")
        if len(line) > LONGEST:
            return
        if any(span.start <= time.start < span.end for span in self._titles):
            if REPORTS.search(line) is not None:
                self._sections.append(Section(stop, len(view), time, year))
        elif line[-1] in "：:":
            self._sections.append(Section(stop, list_end(view, stop), time, year))
        elif line[-1] not in "；;，,！？”" and not any(char.isdigit() for char in line[time.end - low :]):
            self._sections.append(Section(stop, self._end(stop, line), time, year))

    def take_title(self, time: Time) -> None:
        """Take in a time of the title that hangs on the article's date: 我市前三季度外贸进出口增长15.4%."""
        interval = time.interval
        if interval is None or len(interval) < SPAN or time.text[-1] == "年" or ".." in interval:
            return
        for span in self._titles:
            if span.start <= time.start < span.end and RATED.search(self._view, time.end, span.end) is not None:
                self._sections.append(Section(span.end, len(self._view), time, int(interval[:4])))

    def _end(self, start: int, line: str) -> int:
        """Where the section under a heading ends: at the next of its level or a higher one."""
        level = next((n for n, pattern in enumerate(LEVELS) if pattern.match(line)), None)
        for match in LINES.finditer(self._view, start):
            below = match["line"].strip(" ")
            if len(below) > LONGEST or not below:
                continue
            if level is None:
                if below[-1] not in "。；;，,：:" or LEVELS[0].match(below):
                    return match.start()
            elif any(pattern.match(below) for pattern in LEVELS[: level + 1]):
                return match.start()
        return len(self._view)

    def time(self, at: int) -> Time | None:
        """The time of the innermost heading above."""
        section = self._above(at)
        return None if section is None else section.time

    def year(self, at: int) -> int | None:
        """The year of the innermost heading above."""
        section = self._above(at)
        return None if section is None else section.year

    def _above(self, at: int) -> Section | None:
        for section in self._sections[: -NEAREST - 1 : -1]:
            if section.start <= at < section.end:
                return section
        return None
