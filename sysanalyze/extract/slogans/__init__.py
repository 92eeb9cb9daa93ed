"""Slogans: set phrases of the lexicon, local numeric slogans, quoted maxims, and parallels.

Each kind has its room; here they are put together. Where two rules claim just the same place, the first kind of the
guide's table wins: numeric, tifa, quoted, parallel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import Cues
from sysanalyze.extract.slogans.numeric import NumericRule
from sysanalyze.extract.slogans.parallel import ParallelRule
from sysanalyze.extract.slogans.phrases import PhraseRule
from sysanalyze.extract.slogans.quotations import quotations
from sysanalyze.extract.slogans.quoted import QuotedRule
from sysanalyze.extract.slogans.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sysanalyze.article import Article
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Refusal, Slogan, Span


def make_extractor(lexicons: Lexicons) -> Callable[[Article], Iterable[Slogan | Refusal]]:
    """The extractor of slogans, compiled from `slogans` and the lexicons `slogan-cues`, `-frames` and `-stops`."""
    cues = Cues(lexicons["slogan-cues"])
    phrases = PhraseRule(lexicons["slogans"], lexicons["slogan-stops"])
    numeric = NumericRule(cues, lexicons["slogan-stops"])
    quoted = QuotedRule(cues, lexicons["slogan-stops"])
    parallel = ParallelRule(lexicons["slogan-frames"], lexicons["slogan-stops"])

    def extract(article: Article) -> list[Slogan | Refusal]:
        reading = Reading(article)
        quotes = quotations(reading.view)
        slogans: list[Slogan | Refusal] = []
        taken: set[Span] = set()
        known = phrases(reading)
        for found in (known, numeric(reading, quotes, known), quoted(reading, quotes), parallel(reading)):
            fresh = [one for one in found if one.span not in taken]
            taken.update([one.span for one in fresh])
            slogans += map(reading.slogan, fresh)
        return slogans

    return extract
