"""Persons out of attached names: one entry each, with every mention."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.extract.officials.name_ends import FAIR, GOOD, ending
from sysanalyze.extract.officials.names_before import before
from sysanalyze.extract.officials.posts import Posts
from sysanalyze.extract.officials.quotes import CARRIED, NO_VERB, place_in
from sysanalyze.lexicon import Hit, Matcher
from sysanalyze.model import Mention, Official, Post, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.extract.officials.attach import Attached
    from sysanalyze.extract.officials.page import Page
    from sysanalyze.extract.officials.words import Office, Words

THOUGHT = re.compile("(?:新时代中国特色社会主义|[\u4e00-\u9fff]{0,4})思想|理论")  # 习近平生态文明思想 names no person
AUTOMATON_PAYS = 1_000_000  # names times characters
SAME_POST = {"支书": "书记", "书记": "支书"}


@dataclass(slots=True)
class Person:
    """A person as the article is read."""

    name: str
    rule: str
    kind: str
    titles: dict[str, Post] = field(default_factory=dict)  # in the order of the text
    mentions: dict[Span, tuple[Span, ...]] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)  # the posts of the titles, in simplified characters
    places: list[Span] = field(default_factory=list)  # of the full name, in the order of the text


def gather(page: Page, words: Words, found: Sequence[Attached]) -> Iterator[Official]:
    """The officials of the article, in the order of their first titles."""
    people: dict[str, Person] = {}
    forms: dict[str, Person] = {}
    text, written_text, place = page.text, page.article.document.text, page.place
    posts = Posts(page, words)
    for (start, end, _, kind), titles, rule in found:
        written = text[start:end]
        key = written.replace(" ", "")
        span = place(start, end)
        person = people.get(key)
        if person is None and kind == "foreign":
            person = _same_abroad(people, key)
        if person is None:
            person = people[key] = Person(_unspaced(written_text[span.start : span.end]), rule, kind)
        spans = [place(title.start, title.end) for title in titles]
        texts = [written_text[begin:finish] for begin, finish in spans]
        texts = [each if each.isalnum() else _unspaced(each) for each in texts]
        for title, post in zip(titles, posts.of(titles, texts, abroad=kind == "foreign"), strict=True):
            person.posts.add(text[title.hit.start : title.end])
            known = person.titles.get(post.title)
            if known is None or (known.organ is None and post.organ is not None):
                person.titles[post.title] = post
        before = person.mentions.get(span)
        person.mentions[span] = (*before, *spans) if before else tuple(spans)
        forms.setdefault(key, person)
        if written != key:
            forms.setdefault(written, person)
    if not people:
        return
    _find_again(page, words, forms, {one.name.start for one in found})
    _find_surnames(page, words, people, {one.name.end for one in found})
    names: list[int] = []
    if CARRIED.search(text) is not None:
        names = sorted([place_in(page, span)[0] for person in people.values() for span in person.mentions])
    for person in people.values():
        yield _official(person, _quotes(page, words, person, names))


def _unspaced(written: str) -> str:
    """A name or title without the blanks and line breaks inside it."""
    return "".join(written.split())


def _same_abroad(people: dict[str, Person], key: str) -> Person | None:
    """The person whose name with dots holds this one: 穆拉图 after 穆拉图·特肖梅."""
    return next((person for known, person in people.items() if "·" in known and key in known.split("·")), None)


def _quotes(page: Page, words: Words, person: Person, names: Sequence[int]) -> tuple[Span, ...]:
    """The words that the article gives to a person, each place once."""
    found: set[Span] = set()
    text = page.text
    for span, titles in person.mentions.items():
        start, end = span if page.offsets is None else place_in(page, span)
        if text[end : end + 1] in NO_VERB:
            continue
        first = start
        if titles:
            first = titles[0][0] if page.offsets is None else place_in(page, titles[0])[0]
        for words_of in words.speech.spans(page, min(first, start), end, names):
            found.add(page.place(*words_of))
    return tuple(sorted(found))


def _official(person: Person, quotes: tuple[Span, ...]) -> Official:
    mentions = [
        Mention(span=span, titles=tuple(dict.fromkeys(titles)) if len(titles) > 1 else titles)
        for span, titles in sorted(person.mentions.items())
    ]
    titles = _titles(person)
    return Official(
        name=person.name,
        titles=titles,
        mentions=tuple(mentions),
        posts=tuple([person.titles[title] for title in titles]),
        quotes=quotes,
        rule=person.rule,
    )


def _titles(person: Person) -> tuple[str, ...]:
    """Each title once; one that a longer one ends in is the same office said shorter."""
    texts = tuple(person.titles)
    if len(texts) == 1:
        return texts
    return tuple([text for text in texts if not any(other != text and other.endswith(text) for other in texts)])


def _find_again(page: Page, words: Words, forms: dict[str, Person], attached: set[int]) -> None:
    """Later and earlier mentions of a full name."""
    for hit in _occurrences(page.text, forms, attached):
        if _stands(page, words, hit):
            hit.value.mentions.setdefault(page.place(hit.start, hit.end), ())


def _occurrences(text: str, forms: dict[str, Person], attached: set[int]) -> list[Hit[Person]]:
    """Every other place of a name, the longer name first; an automaton pays only for many names in a long text."""
    if len(forms) * len(text) > AUTOMATON_PAYS:
        return [hit for hit in Matcher(forms).longest(text) if hit.start not in attached]
    found: list[Hit[Person]] = []
    covered: set[int] = set()
    for form in sorted(forms, key=len, reverse=True):
        size = len(form)
        at = text.find(form)
        while at >= 0:
            end = at + size
            if at not in covered:
                if at not in attached:
                    found.append(Hit(at, end, forms[form]))
                covered.update(range(at, end))
            at = text.find(form, end)
    return found


def _stands(page: Page, words: Words, hit: Hit[Person]) -> bool:
    """Whether a string that equals a name is that name there."""
    text, start, end = page.text, hit.start, hit.end
    after = text[end : end + 1]
    if (after in "思理新" or text.find("思想", end, end + 6) >= 0) and THOUGHT.match(text, end) is not None:
        return False
    if after == "·" or text[start - 1 : start] == "·":
        return False
    opened = text.rfind("《", max(0, start - 60), start)
    if opened >= 0 and text.find("》", opened, start) < 0 and text.find("》", end, end + 80) >= 0:
        return False
    if hit.value.kind == "foreign" and after in words.syllables and ending(page, words, end) < FAIR:
        return False
    first, last, tag = page.token(start)
    if tag.startswith("nr") or tag == "x":
        return True
    if first < start and last > start:
        return False  # 紧张平衡 holds no 张平
    return not last > end  # 高峰期 holds no 高峰


def _find_surnames(page: Page, words: Words, people: dict[str, Person], ends: set[int]) -> None:
    """宋书记, where 市委书记宋宏伟 stands in the article."""
    surnames: dict[str, list[Person]] = {}
    for key, person in people.items():
        person.places = sorted(person.mentions)
        if person.kind == "han":
            surname = key[:2] if key[:2] in words.compounds and len(key) > 2 else key[0]
            surnames.setdefault(surname, []).append(person)
    text = page.text
    lasts = {surname[-1] for surname in surnames}
    for hit in page.hits:
        if not hit.value.address:
            continue
        end = hit.start
        if text[end - 1 : end] not in lasts or end in ends:
            continue
        for length in (2, 1):
            start = end - length
            if start >= 0 and start not in ends and (holders := surnames.get(text[start:end])):
                _add_surname(page, words, holders, hit, start)
                break


def _add_surname(page: Page, words: Words, holders: list[Person], hit: Hit[Office], start: int) -> None:
    first, after, tag = page.token(start)
    if before(page, words, start) < GOOD and (first != start or (after > hit.start and tag == "ns")):
        return
    post = page.text[hit.start : hit.end]
    fitting = [person for person in holders if _holds(person, post)]
    place = page.place(start, hit.end)
    if fitting:
        last = max(
            fitting,
            key=lambda person: (
                bisect_left(person.places, place) and person.places[bisect_left(person.places, place) - 1].start
            ),
        )
        last.mentions.setdefault(place, ())


def _holds(person: Person, post: str) -> bool:
    """Whether one of the person's titles is the post that people address him by."""
    wanted = (post.removeprefix("副"), SAME_POST.get(post, post))
    return any(title.endswith(wanted) for title in person.posts)
