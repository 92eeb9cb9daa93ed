"""The only door to jieba: a text's tokens with their tags and spans.

Two engines give the same tokens: `rjieba`, jieba's dictionary and algorithm in Rust, and `jieba`, the reference
package. Tags are the dictionary's, not those of jieba's part-of-speech model: the tag of the word in the dictionary,
`m` for numbers, `eng` for Latin words, `x` for what the dictionary lacks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENGINES = ("rjieba", "jieba")

# jieba takes U+4E00 to U+9FD5 alone for Chinese; the Rust engine takes these as well, so texts are cut around them.
BEYOND_JIEBA = re.compile("([\u3007\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
# jieba cuts what its dictionary lacks here (2018-09-29 is five tokens); the Rust engine keeps such a run whole.
ASCII_WORD = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
# The runs that the reference cuts: the group is empty where a run is one ASCII_WORD. It begins with a class of
# characters, so that the search skips all Chinese text in C.
ASCII_RUN = re.compile(
    r"[-a-zA-Z0-9+#&._%](?:(?<=[a-zA-Z0-9])[a-zA-Z0-9]*+(?:\.\d+)?+%?+(?![-a-zA-Z0-9+#&._%])|([-a-zA-Z0-9+#&._%]+))"
)
MOST_TAGS = 200_000  # tags remembered: as many as there are words in the dictionary, in bounded memory
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")


class Token(NamedTuple):
    """One token: its text, its tag, and its place in code points."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as parallel lists; their texts joined are the text.

    >>> tokens = Segmenter()("市委书记宋宏伟")
    >>> tokens.texts, tokens.starts
    (['市委书记', '宋', '宏伟'], [0, 4, 5])
    >>> tokens.at(6)
    2
    """

    texts: list[str]
    tags: list[str]
    starts: list[int]  # in code points
    length: int

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.texts)

    def __iter__(self) -> Iterator[Token]:
        """The tokens one by one."""
        ends = [*self.starts[1:], self.length]
        return map(Token, self.texts, self.tags, self.starts, ends)

    def at(self, offset: int) -> int:
        """Index of the token that holds the code point at `offset`."""
        return bisect_right(self.starts, offset) - 1

    def end(self, index: int) -> int:
        """Where the token ends."""
        return self.starts[index] + len(self.texts[index])


class Engine(Protocol):
    """What cuts a text into tagged words."""

    def cut(self, text: str) -> tuple[list[str], list[str]]:
        """The words of the text, which joined are the text, and their tags."""

    def add(self, word: str, tag: str) -> None:
        """Add a word to the dictionary, as likely as it must be to be kept whole."""


class RustEngine:
    """jieba's dictionary and algorithm in Rust (package rjieba), brought to jieba's own tokens."""

    def __init__(self) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        self._tags: dict[str, str] = {}  # of the words met so far
        self._added: dict[str, str] = {}  # the engine keeps the old tag of a word that it had
        self._listed = DictionaryFile()

    def cut(self, text: str) -> tuple[list[str], list[str]]:
        """As `Engine`."""
        words = self._words(text)
        known = self._tags
        try:
            return words, list(map(known.__getitem__, words))
        except KeyError:
            return words, [known.get(word) or self._tag(word) for word in words]

    def _words(self, text: str) -> list[str]:
        if BEYOND_JIEBA.search(text) is None:
            return self._cut(text)
        return [word for piece in BEYOND_JIEBA.split(text) if piece for word in self._cut(piece)]

    def _cut(self, text: str) -> list[str]:
        words: list[str] = self._jieba.cut(text)
        if not any(ASCII_RUN.findall(text)):
            return words
        out: list[str] = []
        for word in words:
            if word.isascii() and len(word) > 1 and not ASCII_WORD.fullmatch(word) and not self._jieba.has_word(word):
                out.extend(piece for piece in ASCII_WORD.split(word) if piece)
            else:
                out.append(word)
        return out

    def _tag(self, word: str) -> str:
        tag = ascii_tag(word)
        if self._jieba.has_word(word):
            # The engine tells a tag only of a word that it cuts whole; 最难 it cuts so inside some texts, never alone.
            pairs = self._jieba.tag(word)
            tag = pairs[0][1] if len(pairs) == 1 else self._listed.tag(word)
        if len(self._tags) > MOST_TAGS:
            self._tags = dict(self._added)
        self._tags[word] = tag
        return tag

    def add(self, word: str, tag: str) -> None:
        """As `Engine`."""
        self._jieba.add_word(word, self._jieba.suggest_freq(word), tag)
        self._tags[word] = self._added[word] = tag


class DictionaryFile:
    """jieba's dictionary as its package holds it: lines `word frequency tag`, searched where they lie."""

    def __init__(self) -> None:
        self._lines = b""

    def tag(self, word: str) -> str:
        """The word's tag, `x` where the file lacks it."""
        if not self._lines:
            from importlib.util import find_spec
            from pathlib import Path

            package = find_spec("jieba")  # found, not imported
            if package is None or package.origin is None:
                return "x"
            self._lines = b"\n" + Path(package.origin).with_name("dict.txt").read_bytes()
        at = self._lines.find(f"\n{word} ".encode())
        if at < 0:
            return "x"
        return self._lines[at + 1 : self._lines.index(b"\n", at + 1)].split()[-1].decode("ascii")


class ReferenceEngine:
    """The jieba package itself, with a dictionary of its own: no cache is read or written, no logger heard."""

    def __init__(self) -> None:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the package's old regular expressions and of pkg_resources
            import jieba

        jieba.setLogLevel(60)
        self._tokenizer = jieba.Tokenizer()
        # What Tokenizer.initialize does, less its cache in the temporary folder that everyone shares.
        with self._tokenizer.get_dict_file() as file:
            self._tags = {word: tag for word, _, tag in (line.decode("utf-8").split() for line in file)}
        self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(self._tokenizer.get_dict_file())
        self._tokenizer.initialized = True

    def cut(self, text: str) -> tuple[list[str], list[str]]:
        """As `Engine`."""
        words, known = self._tokenizer.lcut(text), self._tags
        return words, [known.get(word) or ascii_tag(word) for word in words]

    def add(self, word: str, tag: str) -> None:
        """As `Engine`."""
        self._tokenizer.add_word(word, tag=tag)
        self._tags[word] = tag


def ascii_tag(word: str) -> str:
    """The tag of a word that the dictionary lacks.

    >>> ascii_tag("5.2%"), ascii_tag("GDP"), ascii_tag("锕")
    ('m', 'eng', 'x')
    """
    if not word.isascii():
        return "x"
    if NUMBER.fullmatch(word):
        return "m"
    return "eng" if word[0].isalnum() else "x"


class Segmenter:
    """Cuts texts into tokens; made once, used for many texts.

    Args:
        engine: `rjieba` or `jieba`.
        words: added words with their tags.
    """

    def __init__(self, engine: str = "rjieba", words: Iterable[tuple[str, str]] = ()) -> None:
        self.engine = engine
        self._engine: Engine = RustEngine() if engine == "rjieba" else ReferenceEngine()
        for word, tag in words:
            self._engine.add(word, tag)

    def __call__(self, text: str) -> Tokens:
        """The tokens of a text."""
        texts, tags = self._engine.cut(text)
        starts = list(accumulate(map(len, texts), initial=0))
        starts.pop()  # the end of the last
        return Tokens(texts, tags, starts, len(text))
