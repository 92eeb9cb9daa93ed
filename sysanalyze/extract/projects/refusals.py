"""Where a name came close to a project's and declined, for those who ask why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.projects.candidates import BARE, NO_NOUNS, in_title
from sysanalyze.extract.projects.evidence import against_context
from sysanalyze.extract.projects.names import walk_left
from sysanalyze.model import Refusal, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.vocabulary import Vocabulary

RULE = "project.named"


def refusals(
    article: Article, words: Vocabulary, kept: Sequence[Candidate], pending: Sequence[Candidate]
) -> Iterator[Refusal]:
    """The refusals of an article: candidates that are no mentions of projects, and heads that no name stands before.

    Args:
        article: what was read.
        words: the vocabulary of projects.
        kept: the mentions of projects.
        pending: the candidates that were declined, each with its reason.
    """
    taken = {item.start for item in kept}
    told: list[tuple[int, int]] = [(item.start, item.end) for item in kept]
    for item in pending:
        if item.start not in taken and item.reason is not None:
            told.append((item.start, item.end))
            # What stands after the name says more than that the name is weak; it is asked last, as it costs more.
            reason = against_context(article.view, words, item) or item.reason
            yield Refusal(span=Span(item.start, item.end), rule=item.rule, reason=reason)
    yield from _heads(article, words, sorted(told))


def _heads(article: Article, words: Vocabulary, told: list[tuple[int, int]]) -> Iterator[Refusal]:
    """The head nouns that stand in no name: 该项目, 18个项目, 电站站长."""
    view = article.view
    kinds = words.heads.values
    hits = words.heads.spans(view)
    ends = {end for index, _, end in hits if kinds[index] not in NO_NOUNS}
    place = 0
    for index, start, end in hits:
        while place < len(told) and told[place][1] < end:
            place += 1
        if place < len(told) and told[place][0] <= start:
            continue  # inside a name that is told of
        if kinds[index] == "works":
            continue
        yield Refusal(span=Span(start, end), rule=RULE, reason=_why(article, words, (start, end), kinds[index], ends))


def _why(article: Article, words: Vocabulary, head: tuple[int, int], kind: str, ends: set[int]) -> str:
    """Why nothing is made of a head noun."""
    view, tokens = article.view, article.tokens
    start, end = head
    if kind == "none":
        return "a word that names no project"
    if not start or view[start - 1] in BARE:
        return "no name stands before it"
    if kind != "undertaking" and tokens.end(tokens.at(end - 1)) > end:
        return "part of a longer word"
    if in_title(view, start):
        return "in the title of a document"
    walk = walk_left(article, words, start, ends)
    if walk.counted is not None or walk.several:
        return "a count of such works"
    return "no name stands before it" if walk.listed is None else "it closes a list"
