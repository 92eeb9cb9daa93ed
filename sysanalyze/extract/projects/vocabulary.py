"""The words of projects, compiled from their lexicons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.projects.weights import LINKS, Weights
from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sysanalyze.lexicon import Lexicons


CITIES = ("11", "12", "31", "50", "81", "82")  # GB/T 2260 of the provinces that are cities


class Stage(NamedTuple):
    """What a word says of a project's stage: before its name, after it, or of the stage word that follows."""

    before: str | None
    after: str | None
    modal: str | None  # future negative past
    weak: bool  # says little of itself: anything can be pushed forward
    event: bool  # names a step that can have a date


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Heads, stage words and the words in and around names; made once from the lexicons."""

    nouns: frozenset[str]  # the heads, but for what is no project
    heads: Matcher[str]  # undertaking structure site institution works none
    stages: Matcher[Stage]
    telling: frozenset[int]  # the indexes in `stages` of those that say a stage
    governing: frozenset[str]  # verbs that take a project for their object
    mass: frozenset[str]
    activities: frozenset[str]
    stops: frozenset[str]
    programmes: frozenset[str]
    joining: frozenset[str]  # words that the segmenter takes for verbs, and names hold: 到, 控股
    sectors: frozenset[str]  # close the short names of firms
    brands: dict[str, tuple[str, ...]]  # of firms, which the segmenter cuts, by each of their characters
    special: frozenset[str]  # words that do not belong to a name by their tags alone
    places: frozenset[str]  # divisions of China, with their short names
    wide: frozenset[str]  # provinces and countries

    @cached_property
    def weights(self) -> Weights:
        """What the words seen so far are to names."""
        return Weights(self)


def place_names(lexicons: Lexicons) -> Iterator[str]:
    """The names of `places`, full and short."""
    for entry in lexicons["places"]:
        yield from entry.forms
        short = entry.text("short")
        if short:
            yield short


def wide_names(lexicons: Lexicons) -> Iterator[str]:
    """The names of countries and of provinces, but for the cities that are provinces."""
    for entry in lexicons["countries"]:
        yield from entry.forms
    for entry in lexicons["places"]:
        if any(code.endswith("0000") and code[:2] not in CITIES for code in entry.texts("codes")):
            yield from entry.forms
            short = entry.text("short")
            if short:
                yield short


def by_character(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by each of their characters, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        for one in dict.fromkeys(word):
            found[one] = (*found.get(one, ()), word)
    return found


def make_vocabulary(lexicons: Lexicons) -> Vocabulary:
    """The vocabulary of `project-heads`, `project-verbs` and `project-modifiers`."""
    heads = {form: entry.text("kind") or "none" for form, entry in lexicons["project-heads"].surfaces().items()}
    stages = {
        form: Stage(
            entry.text("before"), entry.text("after"), entry.text("modal"), entry.flag("weak"), entry.flag("event")
        )
        for form, entry in lexicons["project-verbs"].surfaces().items()
    }
    kinds: dict[str, set[str]] = {"mass": set(), "activity": set(), "stop": set(), "programme": set(), "sector": set()}
    kinds["brand"] = set()
    for form, entry in lexicons["project-modifiers"].surfaces().items():
        for kind in entry.texts("kind"):
            kinds[kind].add(form)
    governing = frozenset([form for form, stage in stages.items() if stage.before])
    stops = frozenset(kinds["stop"]).union(
        [form for form, stage in stages.items() if stage.modal in ("future", "negative")]
    )
    return Vocabulary(
        nouns=frozenset([form for form, kind in heads.items() if kind not in ("none", "works")]),
        heads=Matcher(heads),
        stages=Matcher(stages),
        telling=frozenset([index for index, stage in enumerate(stages.values()) if stage.before or stage.after]),
        governing=governing,
        mass=frozenset(kinds["mass"]),
        activities=frozenset(kinds["activity"]),
        stops=stops,
        special=governing.union(stops, kinds["activity"], LINKS, ("高速",)),
        programmes=frozenset(kinds["programme"]),
        joining=LINKS.union(kinds["sector"]),
        sectors=frozenset(kinds["sector"]),
        brands=by_character(kinds["brand"]),
        places=frozenset(place_names(lexicons)),
        wide=frozenset(wide_names(lexicons)),
    )
