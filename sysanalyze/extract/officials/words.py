"""The words that officials are read with, compiled once from the lexicons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon import Entry, Lexicons


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sets of words, and the automaton that finds the posts."""

    offices: Matcher[Entry]
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
    places = _place_names(lexicons)
    pieces = frozenset(word for word in (*places, *stems, *ends) if len(word) > 1)
    return Words(
        offices=Matcher(lexicons["offices"].surfaces()),
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
        countries=_forms(lexicons["countries"]),
        pieces=pieces,
        piece_lengths=_lengths(pieces),
    )


def _forms(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(form for entry in entries for form in entry.forms)


def _place_names(lexicons: Lexicons) -> frozenset[str]:
    """Full and short names of places; short names of one character would match anywhere."""
    names = set(_forms(lexicons["countries"]))
    for entry in lexicons["places"]:
        names.update(entry.forms)
        names.update(entry.texts("forms"))
        short = entry.text("short")
        if short and len(short) > 1:
            names.add(short)
    names.discard("任县")  # 张三任县教育局局长 is far more usual than the former county
    return frozenset(names)


def _lengths(pieces: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """The lengths that occur, by last character: few slices are tried where a name is walked backwards."""
    lengths: dict[str, set[int]] = {}
    for piece in pieces:
        lengths.setdefault(piece[-1], set()).add(len(piece))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
