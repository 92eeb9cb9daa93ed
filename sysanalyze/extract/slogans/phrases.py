"""What one pass over the text finds: the set phrases of the lexicon, and a number before a verb (六个必须)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.slogans.cues import with_role
from sysanalyze.extract.slogans.items import COUNTS, spelled_items
from sysanalyze.extract.slogans.reading import Found, Reading
from sysanalyze.lexicon import Matcher
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.lexicon import Entry, Lexicon


class Phrase(NamedTuple):
    """A set phrase as its hits are judged: its entry's fields, looked up once."""

    canonical: str
    kind: str
    rule: str
    in_quotes: bool  # a slogan in quotation marks alone
    members: tuple[str, ...]
    first_use: bool  # put forward as such at one time


HIDDEN = "hidden"  # 中国梦想秀 hides 中国梦
COUNTED = "counted"  # 个坚持: a slogan after a number
# What follows a counted verb that is a slogan; 四个突出|特点, 两个携手|实现独立 are none.
AFTER = re.compile(
    r"[^\u4e00-\u9fff]|$|[的等作为和与及是要为]|总体|要求|目标|原则|任务|工作|活动|行动|措施|举措|思路|理念|机制|标准|方针|战略|重要"
)
NUMBER_MORE = frozenset("第每十百千万零一二三四五六七八九两")


class PhraseRule:
    """Finds the lexicon's entries, and counted verbs: 五个坚持."""

    def __init__(self, slogans: Lexicon, stops: Lexicon) -> None:
        phrases: dict[str, Phrase | str] = dict.fromkeys(with_role(stops, "hides"), HIDDEN)
        phrases.update((f"个{verb}", COUNTED) for verb in with_role(stops, "count_verb"))
        phrases.update((form, phrase) for phrase, entry in map(_phrase, slogans) for form in entry.forms)
        self._matcher = Matcher(phrases)

    def __call__(self, reading: Reading) -> list[Found]:
        """The set phrases of the article, one for each place."""
        view, phrases = reading.view, self._matcher.values
        found: list[Found] = []
        for index, start, end in self._matcher.spans(view):
            phrase = phrases[index]
            if isinstance(phrase, str):
                if phrase is COUNTED:
                    found.extend(_counted(reading, start, end))
                else:
                    reading.refuse(Span(start, end), "slogan.lexicon_tifa", "part of a longer name or word")
                continue
            canonical, kind, rule, in_quotes, members, first_use = phrase
            span = Span(start, end)
            if in_quotes and (view[start - 1 : start] != "“" or view[end : end + 1] != "”"):
                reading.refuse(span, rule, "a plain phrase unless it is quoted")
                continue
            if kind == "parallel" and view[start - 1 : start] == "“" and view[end : end + 1] == "”":
                kind = "quoted"  # of the kinds that fit the first counts
            items: tuple[Span, ...] = ()
            if kind == "numeric":
                items = spelled_items(view, span, len(members) or COUNTS.get(view[start], 0))
                if items and members and first_use and not _told(view, items, members):
                    items = ()
            found.append(Found(span, kind, rule, canonical, items))
        return found


def _phrase(entry: Entry) -> tuple[Phrase, Entry]:
    kind = str(entry.fields["kind"])
    quoted = kind == "quoted" or entry.flag("in_quotes")
    members = entry.texts("members")
    return Phrase(entry.surface, kind, f"slogan.lexicon_{kind}", quoted, members, "first_use" in entry.fields), entry


def _counted(reading: Reading, start: int, end: int) -> Iterator[Found]:
    view = reading.view
    count = COUNTS.get(view[start - 1 : start], 0)
    if count < 2 or view[start - 2 : start - 1] in NUMBER_MORE:
        return
    span = Span(start - 1, end)
    if AFTER.match(view, end) is None:
        reading.refuse(span, "slogan.numeric_counted", "a plain count")
    else:
        yield Found(span, "numeric", "slogan.numeric_counted", items=spelled_items(view, span, count))


def _told(view: str, items: tuple[Span, ...], members: tuple[str, ...]) -> bool:
    """Whether half of the items have two characters in common with a member that the lexicon knows.

    Only asked of what was put forward once, as 四风 was: others share a short name (三进).
    """
    known = [set(member) for member in members]
    alike = [any(len(one.intersection(view[item.start : item.end])) > 1 for one in known) for item in items]
    return 2 * sum(alike) >= len(alike)
