"""Quoted maxims and catchwords: `“急事急办、特事特办”`, `“一企一策”`, `严查“吃公函”`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import Cues, Endings, with_role
from sysanalyze.extract.slogans.reading import Found, Reading
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.extract.slogans.quotations import Quotation
    from sysanalyze.lexicon import Lexicon

PARTS = re.compile(r"[、，,；; ]")
MOST_PARTS = 12
LONGEST_PART = 16
SHORTEST_PART = 3
# 一企一策, 一河一档, 一项目一策; 一带一路 stands among the stops
ONE_BY_ONE = re.compile(r"一[^一]{1,3}一[^一]{1,3}")
# 一窗受理, 一网通办, 一站式: one of something and what is done with it
ONE = re.compile(r"一[站网窗门企业村户人项事件张键次把手线条枚证卡码体][\u4e00-\u9fff]{1,6}")
# 零容忍, 零推诿
ZERO = re.compile(r"零[\u4e00-\u9fff]{2,3}")
HANZI = re.compile(r"[\u4e00-\u9fff]+")
# Speech: an end of a sentence, or who speaks; 我为群众办实事 is a campaign's name and stands in the lexicon.
SPEECH = re.compile(r"[。!?…:]|[我俺咱您]")
SAID = re.compile(r"(?:说|道|表示|称|指出|问|答|认为|写道|感慨|坦言)[，:,]?$")
SAYS = re.compile(r"[，,]?(?:[\u4e00-\u9fff]{0,12}(?:说道|说|表示|坦言|感慨|告诉)[，。:]|这是)")
CATCHWORD = range(3, 9)
LONGEST_TAUGHT = 14  # of a catchword of one clause: 树立“抓落实就是最大的政治”的理念
# 破解“用地难”, “出行难”问题
HARD = re.compile("[\u4e00-\u9fff]{2,3}[难贵慢]")


class QuotedRule:
    """Finds quoted maxims of several members, and catchwords that the words around them steer or blame."""

    def __init__(self, cues: Cues, stops: Lexicon) -> None:
        self._cues = cues
        self._stops = frozenset((*with_role(stops, "name"), *with_role(stops, "number")))
        self._tails = tuple(with_role(stops, "catch_tail"))
        self._ends = Endings(with_role(stops, "name_end"))

    def __call__(self, reading: Reading, quotes: Sequence[Quotation]) -> list[Found]:
        """The quoted slogans of the article that the lexicon and the numeric rule lack."""
        found = []
        for quote in quotes:
            words = quote.words
            if len(words) < CATCHWORD.start or words in self._stops:
                continue
            if PARTS.search(words) is not None:
                rule = self._maxim(reading.view, quote)
            elif len(words) <= LONGEST_TAUGHT:
                rule = self._catchword(quote)
            else:
                continue
            if rule:
                found.append(Found(Span(quote.start, quote.end), "quoted", rule))
        return found

    def _maxim(self, view: str, quote: Quotation) -> str | None:
        """The rule for members of one build: `“企业采购、财政补贴、有奖有惩”`, `“企业找技术、成果找市场”`."""
        if SPEECH.search(quote.words) is not None or self._cues.named(quote):
            return None
        parts = PARTS.split(quote.words)
        if not 2 <= len(parts) <= MOST_PARTS:
            return None
        if any(not SHORTEST_PART <= len(part) <= LONGEST_PART for part in parts):
            return None
        if SAYS.match(view, quote.last) or SAID.search(view, max(0, quote.first - 4), quote.first):
            return None
        even = len({len(part) for part in parts}) == 1
        shared = even and any(len(set(column)) == 1 for column in zip(*parts, strict=True))
        if shared or _alike(parts) or (even and len(parts) > 2):
            return "slogan.quoted_maxim"
        cued = self._cues.steered(quote) or self._cues.headed(quote)
        near = max(map(len, parts)) - min(map(len, parts)) <= 3
        return "slogan.quoted_maxim" if cued and near else None

    def _catchword(self, quote: Quotation) -> str | None:
        words, cues = quote.words, self._cues
        if HANZI.fullmatch(words) is None or SPEECH.search(words) is not None or cues.named(quote):
            return None
        if len(words) >= CATCHWORD.stop:
            return "slogan.quoted_headed" if cues.believed(quote) else None
        if HARD.fullmatch(words) and cues.relieved(quote):
            return "slogan.quoted_vice"
        if ONE_BY_ONE.fullmatch(words):
            return "slogan.quoted_each"
        if ZERO.fullmatch(words):
            return "slogan.quoted_zero"
        return self._cued(quote)

    def _cued(self, quote: Quotation) -> str | None:
        """The rule for a catchword that the words around it steer, blame or name."""
        words, cues = quote.words, self._cues
        if self._ends(words):
            return None
        if ONE.fullmatch(words) and (cues.steered(quote) or cues.headed(quote)):
            return "slogan.quoted_one"
        if cues.blamed(quote):
            return "slogan.quoted_vice"
        if cues.preached(quote) or (words.endswith(self._tails) and cues.steered(quote)):
            return "slogan.quoted_headed"
        if cues.taught(quote):
            return "slogan.quoted_taught"
        return None

    def reason_against(self, view: str, quote: Quotation) -> str:
        """Why a quotation is no slogan, of one that is none."""
        words = quote.words
        if words in self._stops:
            return "a name of its own"
        speech = SAYS.match(view, quote.last) or SAID.search(view, max(0, quote.first - 4), quote.first)
        if speech or SPEECH.search(words):
            return "the quotation is speech"
        if self._cues.named(quote):
            return "a name or a title"
        if PARTS.search(words) is not None:
            return "its parts are not of one build"
        if len(words) > LONGEST_TAUGHT:
            return "longer than a catchword"
        return "a name of its own" if self._ends(words) else "nothing beside it steers, blames or names it"


def _alike(parts: list[str]) -> bool:
    """Whether at least half of the characters are common to all: 企业需要时你近在身边，企业不需要时你远在天边."""
    return 2 * len(set(parts[0]).intersection(*parts[1:])) >= min(map(len, parts))
