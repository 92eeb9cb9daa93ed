"""What one pass over the text finds: the set phrases of the lexicon, and a number before a verb (六个必须)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.cues import with_role
from sysanalyze.extract.slogans.items import COUNTS, spelled_items
from sysanalyze.extract.slogans.reading import Found, Reading
from sysanalyze.lexicon import Entry, Matcher
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.lexicon import Lexicon

HIDDEN = Entry(surface="hidden")  # 中国梦想秀 hides 中国梦
COUNTED = Entry(surface="counted")  # 个坚持: a slogan after a number
NUMBER_MORE = frozenset("第每十百千万零一二三四五六七八九两")


class PhraseRule:
    """Finds the lexicon's entries, and counted verbs: 五个坚持."""

    def __init__(self, slogans: Lexicon, stops: Lexicon) -> None:
        phrases = dict.fromkeys(with_role(stops, "hides"), HIDDEN)
        phrases.update((f"个{verb}", COUNTED) for verb in with_role(stops, "count_verb"))
        phrases.update((form, entry) for entry in slogans for form in entry.forms)
        self._matcher = Matcher(phrases)

    def __call__(self, reading: Reading) -> Iterator[Found]:
        """The set phrases of the article, one for each place."""
        for start, end, entry in self._matcher.longest(reading.view):
            if entry is COUNTED:
                yield from _counted(reading.view, start, end)
            elif entry is not HIDDEN:
                yield from _listed(reading.view, Span(start, end), entry)


def _listed(view: str, span: Span, entry: Entry) -> Iterator[Found]:
    kind = str(entry.fields["kind"])
    if (kind == "quoted" or entry.flag("in_quotes")) and not _quoted(view, span):
        return
    count = len(entry.texts("members")) or COUNTS.get(view[span.start], 0)
    items = spelled_items(view, span, count) if kind == "numeric" else ()
    yield Found(span, kind, f"slogan.lexicon_{kind}", entry.surface, items)


def _counted(view: str, start: int, end: int) -> Iterator[Found]:
    count = COUNTS.get(view[start - 1 : start], 0)
    if count > 1 and view[start - 2 : start - 1] not in NUMBER_MORE:
        span = Span(start - 1, end)
        yield Found(span, "numeric", "slogan.numeric_counted", items=spelled_items(view, span, count))


def _quoted(view: str, span: Span) -> bool:
    return view[span.start - 1 : span.start] == "“" and view[span.end : span.end + 1] == "”"
