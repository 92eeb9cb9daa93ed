"""What a word before a head noun is to a name: whether it may stand in one, and what it adds to its evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.lexicon.match import NEW

if TYPE_CHECKING:
    from sysanalyze.extract.projects.vocabulary import Vocabulary

MOST = 30_000  # words remembered, in bounded memory
TAKE, END, SIGN, JUDGE = range(4)  # part of a name, none, a sign, one to be judged by what stands around it
LINKS = frozenset(("至", "到", "和", "与", "及", "暨"))
NUMERALS = frozenset("第一二三四五六七八九十")
POINTING = frozenset("这该此每各")
GLUED = frozenset("对把将被在从以为是")
ENDING = GLUED | {"等"}
JUDGED = NUMERALS | POINTING  # a token that begins with one is looked at closely
ORDINAL = re.compile(r"第[\d一二三四五六七八九十]+(?!期)")
SCHOOL = re.compile(r"[省市县区]?[一二三四五六七八九十]+中")  # 县一中
FIRMS = ("公司", "集团", "股份", "合作社", "控股")
INSTITUTIONS = (*FIRMS, "研究所", "研究院", "科学院", "大学", "学院", "医院", "中学", "小学")
INSTITUTION_ENDS = frozenset([word[-1] for word in INSTITUTIONS])
LOCAL = frozenset(
    "县镇乡村旗岛湾港河江湖山岭沟峡滩屯庄堡坪坝寺桥路街渠"
)  # a place small enough to single something out
COUNTLESS = frozenset("百千万")  # 万村 is no village
ADMINISTRATIVE = frozenset("省市县区旗州盟镇乡村")
NAME_TAGS = frozenset(("ns", "nr", "nrt", "nrfg", "nz", "nt", "eng", "x", "zg", "g", "nrj", "vg", "ng"))
FUNCTION_TAGS = frozenset("pcuryd")
FLAGS = ("firm", "named", "local", "sure", "wide", "route", "programme")
FIRM, NAMED, NEARBY, SURE, WIDE, ROUTE, PROGRAMME = (1 << number for number in range(7))
#: The flags of a walk by the bits of its words.
SHOWN = [{flag: True for number, flag in enumerate(FLAGS) if bits >> number & 1} for bits in range(1 << len(FLAGS))]


class Weight(NamedTuple):
    """What a word with its tag is to a name."""

    word: str
    tag: str
    size: int  # code points
    how: int
    loose: bool = False  # a verb that no lexicon knows
    odd: str = ""  # as a name's first word: `back` is given back, of `glued` its first character; `nation` is 国家
    bits: int = 0  # what it shows of the name
    plain: int = 0  # code points that single something out
    described: int = 0  # the same, activities included


class Weights(dict[tuple[str, str], Weight]):
    """Weights by word and tag; what it lacks it makes, and remembers as long as there is room."""

    def __init__(self, words: Vocabulary) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, key: tuple[str, str]) -> Weight:
        weight = self._made(*key)
        if len(self) < MOST:
            self[key] = weight
        return weight

    def _made(self, word: str, tag: str) -> Weight:
        words = self._words
        first, last = word[0], word[-1]
        size = len(word)
        if not first.isalnum() and not last.isalnum():
            return NEW(Weight, (word, tag, size, SIGN if size == 1 else END, False, "", 0, 0, 0))
        # Most tokens are plain words, of which the tag alone decides; the others are judged one by one.
        if word in words.special or first in JUDGED or tag == "m" or last in ENDING or first.isdigit():
            how = JUDGE
        elif (tag[0] in FUNCTION_TAGS or ((tag == "t" or tag == "tg") and word not in words.mass)) and (
            size == 1 or word not in words.places
        ):
            return NEW(Weight, (word, tag, size, END, False, "", 0, 0, 0))
        else:
            how = TAKE
        known = how == JUDGE and word in words.activities  # activities are special words
        loose = tag[0] == "v" and not known and tag != "vn" and tag != "vg" and word not in words.joining
        plain = how == TAKE and first not in GLUED and word != "国家" and word != "新建县"
        odd = "" if plain else self._odd(word)
        return NEW(Weight, (word, tag, size, how, loose, odd, *self._noted(word, tag, known=known)))

    def _odd(self, word: str) -> str:
        words = self._words
        if (word[0] == "第" and ORDINAL.match(word)) or word in words.governing or word in words.stops or word in LINKS:
            return "back"
        if word[0] in GLUED and len(word) > 2:
            return "glued"
        if word == "新建县":  # the county is no more
            return "built"
        return "nation" if word == "国家" else ""

    def _noted(self, word: str, tag: str, *, known: bool) -> tuple[int, int, int]:
        """What the word shows of a name, and how many code points single something out, with and without activities."""
        words = self._words
        size, last = len(word), word[-1]
        bits = PROGRAMME if word in words.programmes else 0
        if last in INSTITUTION_ENDS and word.endswith(INSTITUTIONS) and word not in words.mass:
            if word.endswith(FIRMS):
                bits |= FIRM
            if size > 2:  # 有限公司, 中医医院; 集团 alone names none
                return bits | NAMED | NEARBY | SURE, size, size
            return bits, 0, 0
        if size == 1 and (last in LOCAL or last in ADMINISTRATIVE):
            return bits | NAMED | NEARBY | SURE, 0, 0
        if known:
            return bits, 0, size
        if word in words.mass or tag == "m" or word in words.governing or (word[0] == "第" and ORDINAL.match(word)):
            return bits, 0, 0
        added, plain = self._named(word, tag)
        return bits | added, plain, plain

    def _named(self, word: str, tag: str) -> tuple[int, int]:
        """What a word that no lexicon of projects holds shows, and its code points that single something out."""
        words = self._words
        size, last = len(word), word[-1]
        if word in words.wide:
            return WIDE, 0
        if word == "县城" or (last == "中" and SCHOOL.fullmatch(word)):
            return NAMED | NEARBY | SURE, size
        if word in words.places or (last in ADMINISTRATIVE and size > 1 and tag != "n" and word[0] not in COUNTLESS):
            return NAMED | SURE | (NEARBY if last in "县区镇乡村" else 0), 0
        landmark = last in LOCAL and tag != "n" and word[0] not in COUNTLESS  # 孟家岭, not 村庄
        proper = tag in NAME_TAGS or landmark or (tag == "j" and size == 1)
        sure = tag == "ns" or landmark or tag == "j" or (proper and size > 2 and tag != "x")
        bits = (
            (NAMED if proper else 0)
            | (ROUTE if word[0] == "至" and tag == "x" else 0)  # 至雄安: a token of the segmenter
            | (SURE if sure else 0)
            | (NEARBY if landmark or (proper and tag != "ns") else 0)
        )
        return bits, 0 if tag == "ns" or (tag == "j" and size == 1) else size
