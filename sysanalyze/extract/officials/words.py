"""The words that officials are read with, compiled once from the lexicons."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.organs import Organs, compile_organs
from sysanalyze.extract.officials.quotes import Speech, compile_speech
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
    system: str | None
    level: str | None
    open: bool  # the system is only the usual one


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
    whole: frozenset[str]  # words that are as well the name of a person, surname included
    parts: frozenset[str]  # words that Tibetan and Mongolian names are made of
    part_heads: frozenset[str]  # their first two characters
    followers: frozenset[str]  # words after a name
    follower_heads: frozenset[str]  # the first two characters of the longer ones
    weak_followers: frozenset[str]
    syllables: frozenset[str]  # characters of transliterated names
    firsts: frozenset[str]  # characters that a name may begin with
    stems: frozenset[str]  # inside names of organs
    ends: frozenset[str]  # names of organs end in these
    bodies: dict[str, bool]  # True: its heads are no officials
    body_sign: re.Pattern[str]  # of each body the character that is rarest in titles
    body_names: re.Pattern[str]  # the bodies, the longest first
    starts: frozenset[str]  # words before a title
    places: frozenset[str]
    countries: frozenset[str]
    japan: frozenset[str]  # cities and regions of Japan
    regions: frozenset[str]  # cities, sides and parts of the world among them
    country_heads: frozenset[str]  # their first two characters
    pieces: frozenset[str]  # places, stems and ends
    piece_lengths: dict[str, tuple[int, ...]]  # of the pieces by their last two characters, the longest first
    organs: Organs
    speech: Speech


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
    offices = _offices(lexicons["offices"])
    name_followers = lexicons["name-followers"]
    followers = _forms(entry for entry in name_followers if entry.text("strength") is None)
    organs = lexicons["organs"]
    bodies = {form: True for entry in organs.where("kind", "private") for form in entry.forms}
    bodies |= {form: False for entry in organs.where("kind", "public") for form in entry.forms}
    syllables = _forms(lexicons["transliteration"])
    parts = _forms(lexicons["given-names"].where("kind", "part"))
    stems = _forms(entry for entry in organs if entry.text("kind") in ("stem", "public"))
    ends = _forms(entry for entry in organs if entry.text("kind") in ("end", "private", "public"))
    countries = _forms(lexicons["countries"])
    places = _place_names(lexicons, countries)
    pieces = frozenset([word for word in places.union(stems, ends) if len(word) > 1])
    return Words(
        offices=Matcher(offices),
        surnames=frozenset(singles),
        wordlike=frozenset(wordlike),
        compounds=frozenset(compounds),
        japanese=frozenset(japanese),
        common=_forms(lexicons["given-names"].where("kind", "common")),
        never=_forms(lexicons["given-names"].where("kind", "never")),
        whole=_forms(lexicons["given-names"].where("kind", "whole")),
        parts=parts,
        part_heads=frozenset([part[:2] for part in parts]),
        followers=followers,
        follower_heads=frozenset([word[:2] for word in followers if len(word) > 1]),
        weak_followers=_forms(name_followers.where("strength", "weak")),
        syllables=syllables,
        firsts=frozenset(singles) | syllables | {word[0] for word in (*compounds, *japanese, *parts)},
        stems=stems,
        ends=ends,
        bodies=bodies,
        body_sign=_signs(bodies, "".join(("".join(offices), *stems, *ends))),
        body_names=_one_of(bodies),
        starts=_forms(lexicons["title-starts"]),
        places=places,
        countries=countries,
        japan=_forms(lexicons["countries"].where("kind", "japan")),
        regions=_forms(e for e in lexicons["countries"] if e.text("kind") in ("region", "japan")),
        country_heads=frozenset([country[:2] for country in countries]),
        pieces=pieces,
        piece_lengths=_lengths(pieces, slice(-2, None)),
        organs=compile_organs(lexicons, pieces - places),
        speech=compile_speech(lexicons["speech-verbs"]),
    )


def _forms(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset([form for entry in entries for form in (entry.surface, *entry.variants)])


def _offices(lexicon: Lexicon) -> dict[str, Office]:
    offices: dict[str, Office] = {}
    known: dict[tuple[str | None, bool, bool, bool, str | None, str | None, bool], Office] = {}
    for entry in lexicon:
        said = (
            entry.text("kind"),
            entry.flag("abroad"),
            entry.flag("address"),
            entry.flag("firm"),
            entry.text("system"),
            entry.text("level"),
            entry.flag("open"),
        )
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


def _lengths(known: Iterable[str], edge: slice) -> dict[str, tuple[int, ...]]:
    """The lengths of words by their edge, the longest first: few slices are tried at a place."""
    lengths: dict[str, tuple[int, ...]] = {}
    for word in sorted(known, key=len, reverse=True):
        key, length = word[edge], len(word)
        found = lengths.get(key)
        if found is None:
            lengths[key] = (length,)
        elif found[-1] != length:
            lengths[key] = (*found, length)
    return lengths


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; a class of characters before, so that most places try none."""
    longest_first = sorted(words, key=len, reverse=True)
    firsts = "".join(sorted({word[0] for word in longest_first}))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(longest_first)})" if longest_first else "(?!)")


def _signs(bodies: Iterable[str], titles: str) -> re.Pattern[str]:
    """One character of each body, so that most titles of no body have none of them."""
    usual = Counter(titles)
    signs = {min(body, key=usual.__getitem__) for body in bodies}
    return re.compile("[" + re.escape("".join(sorted(signs))) + "]" if signs else r"(?!)")
