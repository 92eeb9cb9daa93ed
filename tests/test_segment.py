"""Both engines give the same tokens: those of `jieba.lcut`, with the dictionary's tags."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sysanalyze.lexicon import load_lexicons
from sysanalyze.segment import BEYOND_JIEBA, DictionaryFile, Segmenter, Tags, Tokens, ascii_tag

SAMPLES = Path(__file__).parent.parent / "samples"
GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
WORDS = [(entry.surface, entry.text("tag") or "n") for entry in load_lexicons()["words"]]
# Han within and beyond jieba's range, every sign that jieba lets stand in a word, blanks and line ends of every kind.
ALPHABET = "中国发展规上工业到位资金a1B20.-_+#&% \r\n，。5３Ａ·—“\u2028\u3000\x85𬭎䶮経!?:/@〇々豈鿕鿖\u001f\x00éА①Ⅳ"


@pytest.fixture(scope="module")
def rust() -> Segmenter:
    return Segmenter("rjieba", WORDS)


@pytest.fixture(scope="module")
def reference() -> Segmenter:
    return Segmenter("jieba", WORDS)


def assert_same(text: str, rust: Segmenter, reference: Segmenter) -> None:
    ours, theirs = rust(text), reference(text)
    assert ours.texts == theirs.texts
    assert list(ours.tags) == list(theirs.tags)
    assert "".join(ours.texts) == text
    assert all(text[token.start : token.end] == token.text for token in ours)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_cut_as_lcut(path: Path, rust: Segmenter, reference: Segmenter) -> None:
    assert_same(path.read_text(encoding="utf-8"), rust, reference)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold is not beside the repository")
def test_gold_cut_as_lcut(rust: Segmenter, reference: Segmenter) -> None:
    articles = sorted(GOLD.glob("*.txt"))
    assert articles
    for path in articles:
        assert_same(path.read_text(encoding="utf-8"), rust, reference)


def test_any_text_cut_as_lcut(rust: Segmenter, reference: Segmenter) -> None:
    draw = random.Random(20)  # noqa: S311
    for _ in range(3000):
        assert_same("".join(draw.choices(ALPHABET, k=draw.randint(0, 14))), rust, reference)


def test_the_reference_engine_is_the_jieba_package(reference: Segmenter) -> None:
    import jieba

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word, tag in WORDS:
        tokenizer.add_word(word, tag=tag)
    text = "前三季度，全市规上工业增加值增长7.5%，新开工风电场3座，到位资金36.84亿元。"
    assert reference(text).texts == tokenizer.lcut(text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2018-09-29", [("2018", "m"), ("-", "x"), ("09", "m"), ("-", "x"), ("29", "m")]),
        ("0731-12345", [("0731", "m"), ("-", "x"), ("12345", "m")]),
        ("C++", [("C++", "nz")]),
        ("增长5.2%", [("增长", "v"), ("5.2%", "m")]),
        ("王䶮", [("王", "nr"), ("䶮", "x")]),
        ("", []),
    ],
)
def test_tokens_and_tags(text: str, tokens: list[tuple[str, str]], rust: Segmenter) -> None:
    assert [(token.text, token.tag) for token in rust(text)] == tokens


def test_an_added_word_with_a_sign_stays_whole() -> None:
    for engine in ("rjieba", "jieba"):
        segmenter = Segmenter(engine, [("AI+制造", "n"), ("X-9", "nz")])
        assert segmenter("推进AI+制造").texts[-1] == "AI+制造", engine


def test_tags_are_a_sequence(rust: Segmenter) -> None:
    tags = rust("市委书记宋宏伟说").tags
    assert (len(tags), tags[0], tags[-1], tags[:2]) == (4, "n", "v", ["n", "nr"])
    with pytest.raises(IndexError):
        tags[4]


def test_token_at_an_offset() -> None:
    texts = ["市委", "书记", "宋"]
    tokens = Tokens(texts, Tags(texts, {"市委": "n", "书记": "n", "宋": "nr"}.__getitem__), [0, 2, 4], 5)
    assert [tokens.at(offset) for offset in range(5)] == [0, 0, 1, 1, 2]
    assert tokens.end(1) == 4


def test_blocks_beyond_jieba_are_found() -> None:
    assert BEYOND_JIEBA.split("王䶮说") == ["王", "䶮", "说"]


@pytest.mark.parametrize(
    ("word", "tag"), [("12", "m"), ("3.5%", "m"), ("abc", "eng"), ("5G", "eng"), ("-", "x"), ("锕", "x")]
)
def test_tags_of_unknown_words(word: str, tag: str) -> None:
    assert ascii_tag(word) == tag


def test_tags_stand_in_the_dictionary_file() -> None:
    listed = DictionaryFile()
    assert [listed.tag(word) for word in ("最难", "出清", "没有的词")] == ["a", "v", "x"]
