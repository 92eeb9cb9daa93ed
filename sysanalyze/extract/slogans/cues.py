"""The words around a phrase that tell what it is: `坚持“…”`, `“…”的原则`, `题为“…”`, `“…”号`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.extract.slogans.quotations import Quotation
    from sysanalyze.lexicon import Lexicon

LONGEST = 4  # of a word for a plan or campaign
REACH = 8  # how far after a phrase its head may stand: “3 31”产业培育计划
ROLES = (
    "steer",
    "teach",
    "head",
    "maxim_head",
    "programme",
    "name_head",
    "name_before",
    "vice",
    "strong_vice",
    "vice_head",
    "relief",
    "belief",
)
BOUNDARY = frozenset("，。；：:;,!?！？、“”（）()《》\n —")


def with_role(lexicon: Lexicon, role: str) -> list[str]:
    """The words of a lexicon that play the role."""
    return [form for entry in lexicon if role in entry.texts("roles") for form in entry.forms]


class Endings:
    """Words that a text may end in; for many of them, looking up its last characters is quicker than `endswith`."""

    def __init__(self, words: list[str]) -> None:
        self._words = frozenset(words)
        self._sizes = range(-1, -1 - max(map(len, words), default=0), -1)

    def __call__(self, text: str) -> bool:
        """Whether the text ends in one of them."""
        return not self._words.isdisjoint([text[size:] for size in self._sizes])


class Cues:
    """The cue words by role, asked about a place in a view."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = {role: frozenset(with_role(lexicon, role)) for role in ROLES}
        self._steer, self._head, self._maxim_head = words["steer"], words["head"], words["maxim_head"]
        self._teach = words["teach"]
        self._vice, self._strong_vice = words["vice"], words["strong_vice"]
        self._name_head, self._name_before = words["name_head"], words["name_before"]
        self._vice_head, self._programme = words["vice_head"], words["programme"]
        self._relief, self._belief = words["relief"], words["belief"]

    @property
    def plans(self) -> list[str]:
        """The words for plans and campaigns, and those that only a maxim qualifies."""
        return sorted(word for word in self._programme | self._maxim_head if len(word) > 1)

    def believed(self, quote: Quotation) -> bool:
        """Whether a noun for what people hold to follows: `“…”的理念`, `“…”的意识`."""
        return not self._belief.isdisjoint(quote.after)

    def steered(self, quote: Quotation) -> bool:
        """Whether a verb that takes a slogan stands just before: `坚持“…”`, `实行了“…”`."""
        return not self._steer.isdisjoint(quote.before)

    def taught(self, quote: Quotation) -> bool:
        """Whether a verb that takes nothing but a slogan stands just before: `推行“…”`, `树牢“…”`."""
        return not self._teach.isdisjoint(quote.before)

    def headed(self, quote: Quotation) -> bool:
        """Whether a noun that a slogan qualifies follows: `“…”的原则`, `“…”等工作机制`."""
        return not self._head.isdisjoint(quote.after)

    def programmed(self, view: str, quote: Quotation) -> bool:
        """Whether a word for plans and campaigns follows up to eight characters away: `“331”产业培育计划`."""
        return _holds(view, quote.last, self._programme)

    def named(self, quote: Quotation) -> bool:
        """Whether the words around say that it is a name or title: `“…”号`, `题为“…”`, `“…”活动`."""
        return not self._name_head.isdisjoint(quote.after) or not self._name_before.isdisjoint(quote.before)

    def titled(self, quote: Quotation) -> bool:
        """Whether the words before say that it is a name or title: `题为“…”`, `出席“…”`."""
        return not self._name_before.isdisjoint(quote.before)

    def preached(self, quote: Quotation) -> bool:
        """Whether a noun that only a maxim qualifies follows: `“…”的理念`, `“…”工作法`."""
        return not self._maxim_head.isdisjoint(quote.after)

    def blamed(self, quote: Quotation) -> bool:
        """Whether the words around say that it is a vice: `严查“…”`, `存在“…”等问题`."""
        if not self._strong_vice.isdisjoint(quote.before):
            return True
        return not self._vice_head.isdisjoint(quote.after) and not self._vice.isdisjoint(quote.before)

    def relieved(self, quote: Quotation) -> bool:
        """Whether the words around say that it is a hardship to be ended: `破解“…”`, `“…”问题`."""
        return not self._relief.isdisjoint(quote.before) or not self._vice_head.isdisjoint(quote.after)


def _holds(view: str, at: int, words: frozenset[str]) -> bool:
    after = view[at : at + REACH + LONGEST]
    for begin in range(min(REACH, len(after))):
        if after[begin] in BOUNDARY:
            return False
        for size in range(2, LONGEST + 1):
            if after[begin : begin + size] in words:
                return True
    return False
