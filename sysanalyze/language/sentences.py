"""Sentences and quotations of a text, by its punctuation."""

from __future__ import annotations

import re

from sysanalyze.model import Span

# Runs without a stop, and quotations whole, up to a stop and what closes there; a quotation that itself ends with a
# stop ends the sentence (他说：“干就完了。”). Possessive throughout: the time is linear whatever the text.
SENTENCE = re.compile(
    r"""(?=[^\n ])
    (?: [^。!?;；\n“]++
      | “(?:[^“”\n]{0,400}+(?<![。!?])”)           # “急事急办。特事特办”
      | “(?![^“”\n]{0,400}+(?<=[。!?])”)           # a mark without its partner
    )*+
    (?: “[^“”\n]{0,400}+” | [。!?;；]++[”’」』)）》】]*+ )?""",
    re.VERBOSE,
)
QUOTATION = re.compile(r"“([^“”\n]{1,400}+)”")


def sentences(view: str) -> tuple[Span, ...]:
    """The sentences of a view; a newline always ends one.

    A stop inside a quotation ends no sentence unless the quotation closes with it.

    >>> text = "他说：“干。干就完了。”大家笑了；散会。"
    >>> [text[span.start : span.end] for span in sentences(text)]
    ['他说：“干。干就完了。”', '大家笑了；', '散会。']
    """
    return tuple(map(Span._make, map(re.Match.span, SENTENCE.finditer(view))))


def quotations(view: str) -> list[Span]:
    """What stands between “ and ”, the marks excluded, at most 400 code points, innermost where they nest."""
    return [Span(*match.span(1)) for match in QUOTATION.finditer(view)] if "“" in view else []
