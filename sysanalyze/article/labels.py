"""Labelled pieces of a page's furniture: `来源：`, `作者：`, `发布时间：`, `责任编辑：`, `浏览次数：`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons

KINDS = ("date", "source", "publisher", "author", "editor", "column", "title", "other")
SLASHED = ("author", "editor", "other")
# At the start of a line, after a blank, a bracket, a date's digit or a closing sign.
BEFORE = r"(?:(?<=[\s(\[【〔|丨/,，;。)\]】\d>_—-])|^)"


class Labelled(NamedTuple):
    """A label with its kind, and the stretch that holds its value, as offsets of the text that was searched."""

    kind: str
    label: str
    start: int
    value_start: int
    value_end: int


class Labels:
    """Finds the labels of a line; compiled once.

    >>> from sysanalyze.lexicon import load_lexicons
    >>> [(each.kind, each.label) for each in Labels(load_lexicons())("时间:2023-12-20  编辑:纪宣")]
    [('date', '时间'), ('editor', '编辑')]
    """

    def __init__(self, lexicons: Lexicons) -> None:
        words: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for entry in lexicons["page-labels"]:
            for kind in entry.texts("kind"):
                words.get(kind, []).extend(entry.forms)
        groups = []
        for kind, labels in words.items():
            # A label may be set with blanks between its characters: 作　者：
            spaced = [" *".join(word) for word in sorted(labels, key=len, reverse=True)]
            groups.append(f"(?P<{kind}>{'|'.join(spaced)})")
        firsts = "".join(sorted({word[0] for labels in words.values() for word in labels}))
        # Most characters begin no label: one class tells so before the words are tried.
        pattern = f"(?=[{re.escape(firsts)}]){BEFORE}(?:{'|'.join(groups)}) *[:/|丨](?!//)"
        self._pattern = re.compile(pattern, re.MULTILINE)
        self._last: tuple[str, list[Labelled]] = ("", [])  # a line is asked for several times in a row

    def __call__(self, line: str) -> list[Labelled]:
        """The labels of a line with their values, each value up to the next label."""
        if ":" not in line and "/" not in line and "|" not in line and "丨" not in line:
            return []
        last = self._last
        if last[0] == line:
            return last[1]
        matches = list(self._pattern.finditer(line))
        found = []
        for match, after in zip(matches, [*matches[1:], None], strict=False):
            kind = match.lastgroup or "other"
            if match[0].endswith("/") and kind not in SLASHED:  # 文/张三, 图/李四, not 时间/地点
                continue
            stop = after.start() if after else len(line)
            found.append(Labelled(kind, match[kind].replace(" ", ""), match.start(), match.end(), stop))
        self._last = (line, found)
        return found
