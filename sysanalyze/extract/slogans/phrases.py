"""Set phrases of the lexicon, found in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import with_role
from sysanalyze.extract.slogans.items import spelled_items
from sysanalyze.lexicon import Matcher
from sysanalyze.model import Slogan, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.article import Article
    from sysanalyze.lexicon import Entry, Lexicon


class PhraseRule:
    """Finds the lexicon's entries; a stop phrase such as 中国梦想秀 hides the entry inside it."""

    def __init__(self, slogans: Lexicon, stops: Lexicon) -> None:
        phrases: dict[str, Entry | None] = dict.fromkeys(with_role(stops, "hides"))
        phrases.update((form, entry) for entry in slogans for form in entry.forms)
        self._matcher = Matcher(phrases)
        self._members = {form: len(entry.texts("members")) for entry in slogans for form in entry.forms}

    def __call__(self, article: Article) -> Iterator[Slogan]:
        """The set phrases of the article, one slogan a place."""
        view = article.view
        for start, end, entry in self._matcher.longest(view):
            if entry is None:
                continue
            kind = entry.fields["kind"]
            if (kind == "quoted" or entry.flag("in_quotes")) and not _quoted(view, start, end):
                continue
            span = Span(start, end)
            items = spelled_items(article, span, len(entry.texts("members"))) if kind == "numeric" else ()
            yield Slogan(
                text=article.text(span),
                kind=str(kind),
                mentions=(span,),
                canonical=entry.surface,
                items=items,
                rule=f"slogan.lexicon.{kind}",
            )


def _quoted(view: str, start: int, end: int) -> bool:
    return view[start - 1 : start] == "“" and view[end : end + 1] == "”"
