"""Where rules came close to a finding and declined, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sysanalyze.model import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.article import Article
    from sysanalyze.extract import Extractor


def refusals(article: Article, extractors: Iterable[tuple[str, Extractor]]) -> list[Refusal]:
    """The refusals of the extractors, in the order of the text; they tell them only to an article that asks."""
    asking = replace(article, explaining=True)
    found = {one for _, extract in extractors for one in extract(asking) if isinstance(one, Refusal)}
    return sorted(found, key=lambda one: (one.span, one.rule, one.reason))
