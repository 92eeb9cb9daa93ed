"""The only door to jieba: a text's tokens with their tags and spans.

Two engines give the same tokens: `rjieba`, jieba's dictionary and algorithm in Rust, and `jieba`, the reference
package. Tags are the dictionary's, not those of jieba's part-of-speech model: the tag of the word in the dictionary,
`m` for numbers, `eng` for Latin words, `x` for what the dictionary lacks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ENGINES = ("rjieba", "jieba")

# jieba takes U+4E00 to U+9FD5 alone for Chinese; the Rust engine takes these as well, so texts are cut around them.
BEYOND = "\u3007\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BEYOND_JIEBA = re.compile(f"([{BEYOND}])")
# jieba cuts what its dictionary lacks here (2018-09-29 is five tokens); the Rust engine keeps such a run whole.
ASCII_WORD = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
# Where the two engines cut differently: a character beyond jieba's, or the beginning of an ASCII run that is no
# ASCII_WORD. It begins with a class of characters, so that the search skips all other text in C.
APART = re.compile(
    rf"[-a-zA-Z0-9+#&._%{BEYOND}](?:(?<=[{BEYOND}])|(?<![-a-zA-Z0-9+#&._%].)"
    r"(?!(?<=[a-zA-Z0-9])[a-zA-Z0-9]*+(?:\.\d+)?+%?+(?![-a-zA-Z0-9+#&._%])))",
    re.DOTALL,
)
MOST_TAGS = 200_000  # tags remembered, in bounded memory
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")


class Token(NamedTuple):
    """One token: its text, its tag, and its place in code points."""

    text: str
    tag: str
    start: int
    end: int


class Tags(Sequence[str]):
    """The tags of tokens, each looked up when it is asked for: of most tokens nobody asks it."""

    __slots__ = ("_texts", "of")

    def __init__(self, texts: list[str], tag: Callable[[str], str]) -> None:
        self._texts = texts
        self.of = tag  # gives the tag of a word

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        texts = self._texts[index]
        return self.of(texts) if isinstance(texts, str) else list(map(self.of, texts))

    def __iter__(self) -> Iterator[str]:
        return map(self.of, self._texts)


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
    tags: Tags = field(compare=False)  # as the texts and the engine have it
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


class KnownTags(dict[str, str]):
    """Tags by word; what it lacks it asks for, and remembers as long as there is room."""

    def __init__(self, ask: Callable[[str], str]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> str:
        tag = self._ask(word)
        if len(self) < MOST_TAGS:
            self[word] = tag
        return tag


class Engine(Protocol):
    """What cuts a text into words, and knows their tags."""

    def cut(self, text: str) -> list[str]:
        """The words of the text, which joined are the text."""

    @property
    def tag(self) -> Callable[[str], str]:
        """Gives the tag of a word."""

    def add(self, word: str, tag: str) -> None:
        """Add a word to the dictionary, as likely as it must be to be kept whole."""


class RustEngine:
    """jieba's dictionary and algorithm in Rust (package rjieba), brought to jieba's own tokens."""

    def __init__(self) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        self._tags = KnownTags(self._told)
        self.tag = self._tags.__getitem__
        self._listed = DictionaryFile()

    def cut(self, text: str) -> list[str]:
        """As `Engine`."""
        if APART.search(text) is None:
            words: list[str] = self._jieba.cut(text)
            return words
        if BEYOND_JIEBA.search(text) is None:
            return self._cut(text)
        return [word for piece in BEYOND_JIEBA.split(text) if piece for word in self._cut(piece)]

    def _cut(self, text: str) -> list[str]:
        words: list[str] = self._jieba.cut(text)
        apart = {}
        for word in set(filter(str.isascii, words)):
            if len(word) > 1 and not ASCII_WORD.fullmatch(word) and not self._jieba.has_word(word):
                apart[word] = [piece for piece in ASCII_WORD.split(word) if piece]
        if not apart:
            return words
        out: list[str] = []
        for word in words:
            if word in apart:
                out += apart[word]
            else:
                out.append(word)
        return out

    def _told(self, word: str) -> str:
        if not self._jieba.has_word(word):
            return ascii_tag(word)
        # The engine tells a tag only of a word that it cuts whole; 最难 it cuts so inside some texts, never alone.
        pairs: list[tuple[str, str]] = self._jieba.tag(word)
        return pairs[0][1] if len(pairs) == 1 else self._listed.tag(word)

    def add(self, word: str, tag: str) -> None:
        """As `Engine`."""
        self._jieba.add_word(word, self._jieba.suggest_freq(word), tag)
        self._tags[word] = tag  # the engine keeps the old tag of a word that it had


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
        self._tags = KnownTags(ascii_tag)
        self.tag = self._tags.__getitem__
        # What Tokenizer.initialize does, less its cache in the temporary folder that everyone shares.
        with self._tokenizer.get_dict_file() as file:
            self._tags.update((word, tag) for word, _, tag in (line.decode("utf-8").split() for line in file))
        self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(self._tokenizer.get_dict_file())
        self._tokenizer.initialized = True

    def cut(self, text: str) -> list[str]:
        """As `Engine`."""
        words: list[str] = self._tokenizer.lcut(text)
        return words

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
        texts = self._engine.cut(text)
        starts = list(accumulate(map(len, texts), initial=0))
        starts.pop()  # the end of the last
        return Tokens(texts, Tags(texts, self._engine.tag), starts, len(text))
