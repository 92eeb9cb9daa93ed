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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sysanalyze.article import Article
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.model import Refusal, Slogan, Span


def make_extractor(lexicons: Lexicons) -> Callable[[Article], Iterable[Slogan | Refusal]]:
    """The extractor of slogans, compiled from the lexicons `slogans`, `slogan-stops`, `slogan-cues`, `slogan-frames`."""
    cues = Cues(lexicons["slogan-cues"])
    phrases = PhraseRule(lexicons["slogans"], lexicons["slogan-stops"])
    numeric = NumericRule(cues, lexicons["slogan-stops"])
    quoted = QuotedRule(cues, lexicons["slogan-stops"])
    parallel = ParallelRule(lexicons["slogan-frames"], lexicons["slogan-stops"])

    def extract(article: Article) -> Iterator[Slogan | Refusal]:
        quotes = quotations(article.view)
        taken: set[Span] = set()
        known = list(phrases(article))
        for found in (known, numeric(article, quotes, known), quoted(article, quotes), parallel(article)):
            fresh = [slogan for slogan in found if slogan.mentions[0] not in taken]
            taken.update(slogan.mentions[0] for slogan in fresh)
            yield from fresh

    return extract
