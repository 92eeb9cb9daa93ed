"""Parallels: neighbouring members of one length that share a character at one place and rally: 建链、补链、延链."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import with_role
from sysanalyze.model import Slogan, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.article import Article
    from sysanalyze.lexicon import Lexicon

# Members between commas of one sort. A member of digits or Latin letters rallies nobody: 增长5%、下降3%.
STOP = r"、，,。；：;:!?！？“”‘’()（）《》【】\[\]<>\n …—0-9A-Za-z%/·"
RUN = re.compile(rf"[^{STOP}]{{2,40}}(?:(?P<mark>[、，,])[^{STOP}]{{2,40}}(?:(?P=mark)[^{STOP}]{{2,40}}){{0,9}})")
SHORTEST = 2
LONGEST = 18
MOST = 8


class ParallelRule:
    """Finds parallels; verbs and frame words tell them from lists of plain things."""

    def __init__(self, frames: Lexicon, stops: Lexicon) -> None:
        self._verbs = frozenset(with_role(frames, "verb"))
        self._frames = frozenset(with_role(frames, "frame"))
        self._openers = frozenset(with_role(frames, "opener"))
        self._stops = tuple(with_role(stops, "member"))

    def __call__(self, article: Article) -> Iterator[Slogan]:
        """The parallels of the article."""
        view, at = article.view, 0
        while match := RUN.search(view, at):
            mark = match["mark"]
            members = _members(match, mark)
            yield from self._in_run(article, members)
            # The last member may open a run with the other comma: 抓好A，建链、补链、延链.
            at = members[-1].start if members[-1].start > match.start() else match.end()

    def _in_run(self, article: Article, members: list[Span]) -> Iterator[Slogan]:
        at = 0
        while at + 1 < len(members):
            found = self._longest(article, members, at)
            if found is None:
                at += 1
                continue
            spans = found
            span = Span(spans[0].start, spans[-1].end)
            yield Slogan(
                text=article.text(span),
                kind="parallel",
                mentions=(span,),
                items=tuple(article.text(item) for item in spans),
                rule="slogan.parallel",
            )
            at += len(spans)

    def _longest(self, article: Article, members: list[Span], at: int) -> list[Span] | None:
        """The parallel that begins with member `at`, its first member cut on the left and its last on the right."""
        view = article.view
        second = members[at + 1]
        sizes = {second.length} if at + 2 < len(members) else {second.length, min(members[at].length, second.length)}
        if at + 2 == len(members):
            cut = view.find("的", second.start + SHORTEST, second.end)
            if cut > 0:
                sizes.add(cut - second.start)
        best: list[Span] | None = None
        for size in sorted(sizes, reverse=True):
            if not SHORTEST <= size <= LONGEST or members[at].length < size:
                continue
            spans = self._of_size(view, members, at, size)
            if spans and (best is None or len(spans) > len(best)) and self._rallies(article, spans, members[at]):
                best = spans
        return best

    def _of_size(self, view: str, members: list[Span], at: int, size: int) -> list[Span] | None:
        first = members[at]
        spans = [Span(first.end - size, first.end)]
        shared = set(range(size))
        for position, member in enumerate(members[at + 1 : at + MOST], at + 1):
            last = position + 1 == len(members)
            if member.length != size and not (last and member.length > size):
                break
            kept = {k for k in shared if view[spans[0].start + k] == view[member.start + k]}
            if not kept:
                break
            shared = kept
            spans.append(Span(member.start, member.start + size))
            if member.length != size:
                break
        enough = 2 if size > SHORTEST else 3
        return spans if len(spans) >= enough else None

    def _rallies(self, article: Article, spans: list[Span], first: Span) -> bool:
        view, tokens = article.view, article.tokens
        texts = [view[span.start : span.end] for span in spans]
        if len(set(texts)) < len(texts) or any(text.endswith(self._stops) for text in texts):
            return False
        size = spans[0].length
        shared = "".join(view[spans[0].start + k] for k in range(size) if len({text[k] for text in texts}) == 1)
        if shared.endswith("的") or "的" in shared[-1:]:
            return False
        if not _bounded(article, spans, first):
            return False
        if any(tokens.tags[tokens.at(span.start)] in ("nr", "ns", "nt", "nz", "m", "t") for span in spans) and "一" not in shared:
            return False
        if any(char in self._frames for char in shared):
            return True
        if all(text[0] in self._openers for text in texts):
            return size > SHORTEST
        return all(text[0] in self._verbs or text[:2] in self._verbs for text in texts)


def _members(match: re.Match[str], mark: str) -> list[Span]:
    spans, at = [], match.start()
    for piece in match[0].split(mark):
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    return spans


def _bounded(article: Article, spans: list[Span], first: Span) -> bool:
    """Whether the cuts fall between words: 全市上下|横下一条心, 睡不着|的责任感."""
    tokens = article.tokens
    if spans[0].start != first.start and tokens.starts[tokens.at(spans[0].start)] != spans[0].start:
        return False
    end, view = spans[-1].end, article.view
    if end < len(view) and "\u4e00" <= view[end] <= "\u9fff":
        return tokens.starts[tokens.at(end)] == end and (view[end] in "的等" or len(spans) > 2)  # noqa: PLR2004
    return True
