"""What in one article may be a slogan that no lexicon knows, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.lexicon import Lexicon, Lexicons
    from sysanalyze.model import Report

LONGEST = 24  # of a candidate
QUOTED = re.compile(rf"[“「]([\u4e00-\u9fff0-9A-Za-z+×、，]{{3,{LONGEST}}})[”」]")
SPEECH = re.compile(r"[我你您他她俺咱吗呢吧啊了]")
# 守土有责、守土尽责: members of one length, of which an archive repeats the set ones word for word
RUN = re.compile(r"[\u4e00-\u9fff]{3,16}+(?:、[\u4e00-\u9fff]{3,8}+)++")
MEMBERS = range(3, 9)  # characters of one
PERSON = 3  # characters of most names
REACH = 24  # characters before a head noun in which the verb may stand
BOUNDARY = re.compile(r"[，。；：;:,!?！？、“”「」（）()《》\s—…]")
LONGEST_STEERED = 14
SHORTEST_STEERED = 4
TRAILING = ("的", "等", "这一", "这个")
NUMBER = re.compile(r"[一二三四五六七八九十两双][\u4e00-\u9fff]|\d")

RULES = {
    "numeric": "a number and a catchword",
    "quoted": "quoted, and steered, blamed or built as a maxim",
    "parallel": "members in one frame",
    "tifa": "a set phrase",
}
IN_QUOTES = "in quotation marks"
STEERED = "between {verb} and {head}"
REPEATED = "a run repeated word for word"


class Sight(NamedTuple):
    """One place where an article has a candidate; `against` where the words around say that it is a name."""

    surface: str
    kind: str
    why: str
    start: int
    against: bool = False


class Evidence:
    """Tells what the articles' reports and texts hold that may be a slogan; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        cues = lexicons["slogan-cues"]
        self._known = frozenset(lexicons["slogans"].surfaces()) | frozenset(lexicons["slogan-stops"].surfaces())
        self._name_heads = tuple(_playing(cues, "name_head"))
        self._names_before = tuple(_playing(cues, "name_before"))
        self._heads = Matcher(dict.fromkeys(form for form in _playing(cues, "maxim_head") if len(form) > 1))
        teach = sorted(_playing(cues, "teach"), key=len, reverse=True)
        self._teach = re.compile("|".join(map(re.escape, teach)))
        self._within = "\n".join(sorted(self._known))
        self._surnames = frozenset(lexicons["surnames"].surfaces())
        names = [form for name in ("offices", "countries") for entry in lexicons[name] for form in entry.forms]
        self._names = Matcher(dict.fromkeys(form for form in names if len(form) > 1))

    def __call__(self, report: Report) -> Iterator[Sight]:
        """The candidates of one article, each place where one stands; none that is known, or a part of it."""
        text = report.document.text
        within = self._within
        for sight in (*self._ruled(report), *self._quoted(text), *self._steered(text), *self._runs(text)):
            if sight.surface not in within:  # nor a part of what is known: 创新驱动
                yield sight

    def _ruled(self, report: Report) -> Iterator[Sight]:
        """What the rules found without the lexicon."""
        text = report.document.text
        for slogan in report.slogans:
            if slogan.canonical is None:
                for mention in slogan.mentions:
                    surface = text[mention.start : mention.end]
                    if len(surface) <= LONGEST and "\n" not in surface:
                        yield Sight(surface, slogan.kind, RULES[slogan.kind], mention.start)

    def _quoted(self, text: str) -> Iterator[Sight]:
        for match in QUOTED.finditer(text):
            words = match[1]
            if SPEECH.search(words) is None:
                named = text.startswith(self._name_heads, match.end()) or text.endswith(
                    self._names_before, 0, match.start()
                )
                kind = "numeric" if NUMBER.match(words) else "quoted"
                yield Sight(words, kind, IN_QUOTES, match.start(1), against=named)

    def _steered(self, text: str) -> Iterator[Sight]:
        """What stands between a verb that takes slogans and a noun that they qualify: 坚持…的原则."""
        for _, at, _ in self._heads.spans(text):
            lowest = max(0, at - REACH)
            window = text[lowest:at]
            for boundary in BOUNDARY.finditer(window):
                lowest = max(lowest, at - len(window) + boundary.end())
            verb = self._teach.search(text, lowest, at)
            if verb is None:
                continue
            words = _bare(text[verb.end() : at])
            if SHORTEST_STEERED <= len(words) <= LONGEST_STEERED and SPEECH.search(words) is None:
                yield Sight(words, "tifa", STEERED.format(verb=verb[0], head=text[at : at + 2]), verb.end())

    def _runs(self, text: str) -> Iterator[Sight]:
        for match in RUN.finditer(text):
            if self._names.spans(match[0]):
                continue
            first, *others = match[0].split("、")
            size = len(others[0])
            if size not in MEMBERS or len(first) < size or (len(first) > size != 4):
                continue
            members = [first[-size:]]
            for member in others:
                if len(member) != size:
                    break
                members.append(member)
            if size == PERSON and all(member[0] in self._surnames for member in members):
                continue
            words = "、".join(members)
            if len(words) <= LONGEST and len(set(members)) == len(members):
                yield Sight(words, "parallel", REPEATED, match.start() + len(first) - size)


def _playing(lexicon: Lexicon, role: str) -> list[str]:
    return [form for entry in lexicon if role in entry.texts("roles") for form in entry.forms]


def _bare(words: str) -> str:
    """The words without 了 before and 的, 等, 这一 behind them."""
    words = words.removeprefix("了").removeprefix("着")
    while words.endswith(TRAILING):
        words = next(words.removesuffix(end) for end in TRAILING if words.endswith(end))
    return words
