"""The words that officials are read with, compiled once from the lexicons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Entry, Lexicon, Lexicons


@dataclass(frozen=True, slots=True)
class Office:
    """What the lexicon says of a post; one object for all posts of which it says the same."""

    kind: str | None
    abroad: bool
    address: bool
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sets of words, and the automaton that finds the posts."""

    offices: Matcher[Office]
    surnames: frozenset[str]  # of one character
    wordlike: frozenset[str]  # surnames that are as often a word
    compounds: frozenset[str]  # surnames of two characters or more
    japanese: frozenset[str]
    common: frozenset[str]  # characters of given names
    never: frozenset[str]  # characters that stand in no given name
    followers: frozenset[str]  # words after a name
    weak_followers: frozenset[str]
    syllables: frozenset[str]  # characters of transliterated names
    firsts: frozenset[str]  # characters that a name may begin with
    stems: frozenset[str]  # inside names of organs
    ends: frozenset[str]  # names of organs end in these
    bodies: Matcher[bool]  # True: its heads are no officials
    starts: frozenset[str]  # words before a title
    places: frozenset[str]
    countries: frozenset[str]
    country_heads: frozenset[str]  # their first two characters
    pieces: frozenset[str]  # places, stems and ends
    piece_lengths: dict[str, tuple[int, ...]]  # of the pieces by their last character, the longest first


def compile_words(lexicons: Lexicons) -> Words:
    """The words of officials out of the lexicons."""
    singles: set[str] = set()
    wordlike: set[str] = set()
    compounds: set[str] = set()
    japanese: set[str] = set()
    for entry in lexicons["surnames"]:
        if entry.text("origin"):
            japanese.update(entry.forms)
        elif len(entry.surface) == 1:
            singles.add(entry.surface)
            if entry.flag("word"):
                wordlike.add(entry.surface)
        else:
            compounds.update(entry.forms)
    followers = lexicons["name-followers"]
    organs = lexicons["organs"]
    bodies = {form: True for entry in organs.where("kind", "private") for form in entry.forms}
    bodies |= {form: False for entry in organs.where("kind", "public") for form in entry.forms}
    syllables = _forms(lexicons["transliteration"])
    stems = _forms(entry for entry in organs if entry.text("kind") in ("stem", "public"))
    ends = _forms(entry for entry in organs if entry.text("kind") in ("end", "private", "public"))
    countries = _forms(lexicons["countries"])
    places = _place_names(lexicons, countries)
    pieces = frozenset([word for word in places.union(stems, ends) if len(word) > 1])
    return Words(
        offices=Matcher(_offices(lexicons["offices"])),
        surnames=frozenset(singles),
        wordlike=frozenset(wordlike),
        compounds=frozenset(compounds),
        japanese=frozenset(japanese),
        common=_forms(lexicons["given-names"].where("kind", "common")),
        never=_forms(lexicons["given-names"].where("kind", "never")),
        followers=_forms(entry for entry in followers if entry.text("strength") is None),
        weak_followers=_forms(followers.where("strength", "weak")),
        syllables=syllables,
        firsts=frozenset(singles) | syllables | {word[0] for word in (*compounds, *japanese)},
        stems=stems,
        ends=ends,
        bodies=Matcher(bodies),
        starts=_forms(lexicons["title-starts"]),
        places=places,
        countries=countries,
        country_heads=frozenset([country[:2] for country in countries]),
        pieces=pieces,
        piece_lengths=_lengths(pieces),
    )


def _forms(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset([form for entry in entries for form in (entry.surface, *entry.variants)])


def _offices(lexicon: Lexicon) -> dict[str, Office]:
    offices: dict[str, Office] = {}
    known: dict[tuple[str | None, bool, bool, bool], Office] = {}
    for entry in lexicon:
        said = entry.text("kind"), entry.flag("abroad"), entry.flag("address"), entry.flag("firm")
        office = known.get(said) or known.setdefault(said, Office(*said))
        for form in entry.forms:
            offices[form] = office
    return offices


def _place_names(lexicons: Lexicons, countries: frozenset[str]) -> frozenset[str]:
    """Full and short names of places; short names of one character would match anywhere."""
    names = set(countries)
    for entry in lexicons["places"]:
        fields = entry.fields  # thousands of entries: no method is called for each
        names.add(entry.surface)
        if entry.variants:
            names.update(entry.variants)
        if "forms" in fields:
            names.update(entry.texts("forms"))
        short = fields.get("short")
        if isinstance(short, str) and len(short) > 1:
            names.add(short)
    names.discard("任县")  # 张三任县教育局局长 is far more usual than the former county
    return frozenset(names)


def _lengths(pieces: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """The lengths that occur, by last character: few slices are tried where a name is walked backwards."""
    lengths: dict[str, set[int]] = {}
    for last, length in {(piece[-1], len(piece)) for piece in pieces}:
        lengths.setdefault(last, set()).add(length)
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
