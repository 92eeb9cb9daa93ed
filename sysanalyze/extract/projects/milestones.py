"""The dated steps of a project: 去年8月开工, 预计2026年建成, 年内并网."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sysanalyze.language.periods import Period, find_periods
from sysanalyze.model import Milestone, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.extract.projects.vocabulary import Stage, Vocabulary
    from sysanalyze.lexicon import Hit

# Each alternative begins with a character of its own, so that the search skips all other text in C.
TIMELY = re.compile(
    r"年(?:(?<=[今明去前后当\d 〇零一二三四五六七八九]年)|[内底末])"
    r"|月(?<=[\d上下本 ]月)|日(?<=[\d今昨 ]日)|天(?<=[今昨]天)"
    r"|季度|半年(?<=[上下]半年)|号(?<=\d号)"
)
DAY = re.compile(
    r"(?<![\d月.年])(?:(?P<word>今天|今日|昨天|昨日)|(?P<day>3[01]|[12]\d|[1-9])(?:日(?![\d报])|号(?=[，,上下在])))"
)
GAP = re.compile(r"[，。;:\n、]|,(?!\d)|%")
FARTHEST = 16  # code points between a date and its step
# What is done is a part of the works, no step of the whole.
PART = re.compile(r"首[台批座段]|主体|部分|基础|先行|\d号|其中|完成")
MONTH = re.compile(r"(\d{4}-\d\d)-01/\1-(?:28|29|30|31)")
YEAR = re.compile(r"(\d{4})-01-01/\1-12-31|\.\./(\d{4})-12-31")
UNTIMELY = re.compile(rf"{GAP.pattern}|{PART.pattern}|{TIMELY.pattern}")  # between a name and its step
NO_DATE = re.compile(r"以来|起$|截至|同期|目前")
FAR_BEFORE = 30  # code points between a date and the name whose step it dates: 12日，X项目开工
SOON = 8  # code points between the name and that step


def milestones(
    words: Vocabulary,
    view: str,
    ahead: int,
    name: tuple[int, int],
    after: Sequence[tuple[int, int]],
    reference: date | None,
) -> list[Milestone]:
    """The dated steps that the text around a name states.

    Args:
        words: the vocabulary of projects.
        view: the article's view.
        ahead: where what describes the project before its name begins.
        name: where the name, or the list that it stands in, begins and ends.
        after: the stretches after the name that speak of the project.
        reference: the article's date.
    """
    if TIMELY.search(view, ahead, after[-1][1] if after else name[0]) is None:
        return []  # one search for most
    found: list[Milestone] = []
    if ahead < name[0] and TIMELY.search(view, ahead, name[0]):
        hits = words.stages.longest(view[ahead : name[0]])
        near = _near(view, hits, ahead)
        soon = _soon(words, view, name[1])
        times = _times(view, ahead, name[0], reference) if near or soon else []
        if near:
            found += _steps(view, hits, (ahead, name[0]), times, before=True)
        if soon and times and not any(step.span.start == times[-1].span.start for step in found):
            between = (hit.end for hit in hits if hit.value.after)
            found += _dated(view, times[-1], name, soon, ahead + max(between, default=0))
    for start, end in after:
        if TIMELY.search(view, start, end) is None:
            continue
        hits = words.stages.longest(view[start:end])
        if _near(view, hits, start):
            found += _steps(view, hits, (start, end), _times(view, start, end, reference), before=False)
    return found


def _near(view: str, hits: list[Hit[Stage]], base: int) -> bool:
    """Whether a time can stand close before one of the steps."""
    return any(
        hit.value.event and TIMELY.search(view, max(base, base + hit.start - FARTHEST - 4), base + hit.start)
        for hit in hits
    )


def _soon(words: Vocabulary, view: str, end: int) -> tuple[int, str] | None:
    """Where the step ends that follows a name at once, and the stage that it brings."""
    for hit in words.stages.longest(view[end : end + 2 * SOON]):
        place = end + hit.start
        if hit.start > SOON or hit.value.modal == "negative" or UNTIMELY.search(view, end, place):
            return None
        if hit.value.event and hit.value.after:
            return end + hit.end, hit.value.after
    return None


def _dated(view: str, time: Period, name: tuple[int, int], step: tuple[int, str], last: int) -> Iterator[Milestone]:
    """The step right after a name that a time before the name dates: 12日，X项目开工.

    `last` is where the last step before the name ends: 本月底将开工，X3月1日投产 dates another.
    """
    begin = name[0]
    stop, event = step
    if begin - time.span.end > FAR_BEFORE or last > time.span.end:
        return
    if NO_DATE.search(view, time.span.start, min(begin, time.span.end + 2)) is None:
        yield Milestone(span=Span(time.span.start, stop), event=event, date=reduced(time.interval))


def _steps(
    view: str, hits: list[Hit[Stage]], stretch: tuple[int, int], times: list[Period], *, before: bool
) -> Iterator[Milestone]:
    """The steps of a stretch that its times date; `before` where the stretch stands before the name."""
    start, end = stretch
    for number, time in enumerate(times):
        limit = times[number + 1].span.start if number + 1 < len(times) else end
        step = _step(view, hits, start, time, limit, before=before)
        if step is not None:
            stop, event = step
            yield Milestone(span=Span(time.span.start, stop), event=event, date=reduced(time.interval))


def _step(
    view: str, hits: list[Hit[Stage]], base: int, time: Period, limit: int, *, before: bool
) -> tuple[int, str] | None:
    """Where the step ends that a time dates, and the stage that it brings."""
    for hit in hits:
        start, stop = base + hit.start, base + hit.end
        if start < time.span.end:
            continue
        if stop > limit or start - time.span.end > FARTHEST or GAP.search(view, time.span.end, start):
            return None
        if hit.value.modal == "negative":
            return None
        if hit.value.event:
            status = hit.value.before if before else hit.value.after
            if status is None or PART.search(view, time.span.end, start):
                return None
            return stop, status
    return None


def _times(view: str, start: int, end: int, reference: date | None) -> list[Period]:
    """The times in a stretch, 今天 and 9日 too where the article has a date."""
    times = find_periods(view[start:end], reference, offset=start)
    if reference is not None:
        taken = [time.span for time in times]
        for match in DAY.finditer(view, start, end):
            span = Span(*match.span())
            if any(span.meets(other) for other in taken):
                continue
            if match["word"]:
                day = reference - timedelta(days=match["word"][0] == "昨")
            else:
                number = int(match["day"])
                month = reference if number <= reference.day else reference.replace(day=1) - timedelta(days=1)
                try:
                    day = month.replace(day=number)
                except ValueError:
                    continue
            times.append(Period(span, day.isoformat()))
    return sorted(times)


def is_late(step: Milestone, reference: str | None) -> bool:
    """Whether all of a step's date lies after the article's (ISO 8601)."""
    if step.date is None or reference is None:
        return False
    first = step.date.partition("/")[0]
    return first + "-01-01"[len(first) - 4 :] > reference if len(first) < len(reference) else first > reference


def reduced(interval: str) -> str:
    """A whole year as its number, a whole month as year and month, else the interval.

    >>> reduced("2026-01-01/2026-12-31"), reduced("../2018-12-31"), reduced("2017-08-01/2017-08-31")
    ('2026', '2018', '2017-08')
    """
    year = YEAR.fullmatch(interval)
    if year:
        return year[1] or year[2]
    month = MONTH.fullmatch(interval)
    return month[1] if month else interval.removeprefix("../")
