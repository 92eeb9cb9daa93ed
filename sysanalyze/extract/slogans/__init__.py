"""Slogans: set phrases of the lexicon, local numeric slogans, quoted maxims, and parallels.

Each kind has its room; here they are put together. Where two rules claim just the same place, the first kind of the
guide's table wins: numeric, tifa, quoted, parallel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import Cues
from sysanalyze.extract.slogans.numeric import NumericRule, begins_as_number
from sysanalyze.extract.slogans.parallel import ParallelRule
from sysanalyze.extract.slogans.phrases import PhraseRule
from sysanalyze.extract.slogans.quotations import quotations
from sysanalyze.extract.slogans.quoted import PARTS, QuotedRule
from sysanalyze.extract.slogans.reading import Reading
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sysanalyze.article import Article
    from sysanalyze.extract.slogans.quotations import Quotation
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Refusal, Slogan


SHORTEST = 3  # of a quotation that could be a catchword


def decline(reading: Reading, quotes: Iterable[Quotation], numeric: NumericRule, quoted: QuotedRule) -> None:
    """Note why each of the quotations is no slogan, but for words too short to be one."""
    stem = reading.place_stem()
    for quote in quotes:
        span = Span(quote.start, quote.end)
        reason = numeric.reason_against(reading, quote, stem) if begins_as_number(quote.words) else ""
        if reason:
            reading.refuse(span, "slogan.numeric", reason)
        elif len(quote.words) >= SHORTEST:
            rule = "slogan.quoted_maxim" if PARTS.search(quote.words) else "slogan.quoted_headed"
            reading.refuse(span, rule, quoted.reason_against(reading.view, quote))


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
        if reading.refused is not None:
            declined = [quote for quote in quotes if (quote.start, quote.end) not in taken]
            decline(reading, declined, numeric, quoted)
            slogans += reading.refused
        return slogans

    return extract
