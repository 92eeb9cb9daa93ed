"""Thousands of phrases found in one pass (Aho-Corasick)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
NEW = tuple.__new__  # makes a named tuple of a tuple in half the time that its own constructor takes


class Hit(NamedTuple, Generic[T]):
    """A phrase found at `[start, end)`, in code points, and what it stands for."""

    start: int
    end: int
    value: T


class Matcher(Generic[T]):
    """Finds the keys of a mapping in texts; compiled once.

    >>> [(hit.start, hit.value) for hit in Matcher({"市委": 1, "市委书记": 2}).longest("双鸭山市委书记")]
    [(3, 2)]
    """

    def __init__(self, phrases: Mapping[str, T]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self._values = list(phrases.values())
        surfaces = list(phrases)
        self._longest = AhoCorasick(
            surfaces,
            matchkind=MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        #: The hits of `longest` as bare `(index, start, end)`, for loops that drop most; `values[index]` is the value.
        self.spans: Callable[[str], list[tuple[int, int, int]]] = self._longest.find_matches_as_indexes

    @property
    def values(self) -> list[T]:
        """What the phrases stand for, by the index that `spans` gives."""
        return self._values

    def longest(self, text: str) -> list[Hit[T]]:
        """The phrases found, leftmost first, the longest at each place, none overlapping."""
        values = self._values
        return [NEW(Hit, (start, end, values[index])) for index, start, end in self.spans(text)]


class OverlapMatcher(Generic[T]):
    """Like `Matcher`, but finds every phrase, those inside or across others too.

    >>> [hit.value for hit in OverlapMatcher({"市委": 1, "市委书记": 2}).all("双鸭山市委书记")]
    [1, 2]
    """

    def __init__(self, phrases: Mapping[str, T]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self._values = list(phrases.values())
        self._automaton = AhoCorasick(
            list(phrases),
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def all(self, text: str) -> list[Hit[T]]:
        """Every phrase found, in the order of their ends."""
        values = self._values
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [NEW(Hit, (start, end, values[index])) for index, start, end in found]
