"""A time as it stands in a text: its words, its interval, and whether it governs what is said around it."""

from __future__ import annotations

# How a time stands: it governs what follows, what its own clause says, only what it is compared with, or nothing.
GOVERNS, OWN, COMPARED, NOTHING = 3, 2, 1, 0
NOW = frozenset(("目前", "目前为止"))
POINTS = frozenset("日号天周旬")


class Time:
    """A time of the text: its place, its words, its interval and how it stands."""

    __slots__ = ("bare", "end", "founds", "interval", "lead", "leads", "listed", "stance", "start", "text")

    def __init__(self, start: int, text: str, lead: str) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lead = lead
        self.interval: str | None = None
        self.stance = GOVERNS
        self.bare = False  # hangs on the article's date for its year
        self.founds: bool | None = None  # not looked up yet
        self.leads: bool | None = None
        self.listed = False  # stands in a list behind the time before: 2023年 of 2022年和2023年

    @property
    def point(self) -> bool:
        """Whether it is a day, or 目前: that holds for its sentence alone."""
        return self.text in NOW or not POINTS.isdisjoint(self.text)
