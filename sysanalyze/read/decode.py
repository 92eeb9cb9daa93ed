"""Bytes into text: byte order mark, then strict UTF-8, then GB18030 or Big5, then whatever loses least.

GBK and GB2312 are read, and reported, as GB18030, which holds them. A byte order mark is no part of the text; line
breaks stay as they are.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
SAME = {"gbk": "gb18030", "gb2312": "gb18030", "cp950": "big5", "utf-8-sig": "utf-8"}
ESCAPES = frozenset(
    ["idna", "punycode", "raw-unicode-escape", "raw_unicode_escape", "unicode-escape", "unicode_escape"]
)
DETECTED = 65_536  # bytes that decide between GB18030 and Big5
# A three-byte UTF-8 sequence of a Chinese character or sign; chance hardly makes one out of GB18030 or Big5 bytes.
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
# The detector would trust `<meta charset="big5">`; the bytes know better.
LABEL = re.compile(rb"""(?:charset|(?:en)?coding)\s*[=:]\s*["']?[-\w]+""", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """A text, the encoding that it was read in, and the number of U+FFFD put in place of what cannot be read."""

    text: str
    encoding: str
    replaced: int = 0


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    r"""Decode an article.

    Args:
        raw: its bytes.
        encoding: the one to use, as `known_encoding` gives it; found out where None.

    >>> decode("营商环境".encode("gbk")), decode(b"\xff\xfeW\x00T\x00O\x00")
    (Decoded(text='营商环境', encoding='gb18030', replaced=0), Decoded(text='WTO', encoding='utf-16le', replaced=0))
    """
    marked = next(((mark, name) for mark, name in MARKS if raw.startswith(mark)), None)
    if encoding is not None:
        if marked is not None and marked[1] in (encoding, f"{encoding}le", f"{encoding}be"):
            return _lossy(raw[len(marked[0]) :], marked[1])
        return _lossy(raw, encoding)
    if marked is not None:
        return _lossy(raw[len(marked[0]) :], marked[1])
    if (text := _strict(raw, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    return _legacy(raw)


def known_encoding(name: str) -> str | None:
    """The name under which an encoding is reported, None where there is no such text encoding.

    >>> known_encoding("GB2312"), known_encoding("UTF8"), known_encoding("base64"), known_encoding("gb")
    ('gb18030', 'utf-8', None, None)
    """
    try:
        found = codecs.lookup(name).name
        b" ".decode(found, "ignore")
    except (LookupError, ValueError):  # no text encoding (base64); a NUL in the name
        return None
    plain = re.sub(r"^(utf-(?:16|32))-([lb]e)$", r"\1\2", found)
    return None if plain in ESCAPES else SAME.get(plain, plain)


def unmarked_utf16(raw: bytes) -> str | None:
    """`utf-16le` or `utf-16be` for bytes full of NUL that are a text in it without a byte order mark, else None."""
    for name in ("utf-16le", "utf-16be"):
        text = _strict(raw, name)
        if text is not None and CONTROLS.search(text) is None and "\n" in text and CHINESE.search(text):
            return name
    return None


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lossy(raw: bytes, encoding: str) -> Decoded:
    text = _strict(raw, encoding)
    if text is not None:
        return Decoded(text, encoding)
    text = raw.decode(encoding, "replace")
    return Decoded(text, encoding, max(1, text.count("\ufffd") - _own_replacements(raw, encoding)))


def _own_replacements(raw: bytes, encoding: str) -> int:
    """How many U+FFFD the bytes themselves hold, saved there by whoever converted them before."""
    try:
        return raw.count("\ufffd".encode(encoding))
    except UnicodeEncodeError:
        return 0


def _legacy(raw: bytes) -> Decoded:
    """Bytes that are no UTF-8 throughout."""
    utf8 = _lossy(raw, "utf-8")
    chinese = len(CHINESE.findall(utf8.text))
    strict = [name for name in ("gb18030", "big5") if _strict(raw, name) is not None]
    # GB18030 reads most of a UTF-8 text too, as 涓浗: what is UTF-8 but for a few bytes stays so, its loss to be seen.
    if chinese >= 2 * utf8.replaced or (not strict and chinese * 4 >= utf8.replaced):
        return utf8
    if len(strict) == 1:
        return _lossy(raw, strict[0])
    if strict:
        return _lossy(raw, _detected(raw))
    legacy = [_lossy(raw, name) for name in ("gb18030", "big5")]
    least = min(each.replaced for each in legacy)
    close = [each for each in legacy if each.replaced <= least * 2]
    if len(close) == 1:
        return close[0]
    # Broken bytes tell the detector nothing; what is left of them does.
    chosen = _detected(legacy[0].text.replace("\ufffd", "").encode("gb18030"))
    return next(each for each in legacy if each.encoding == chosen)


def _detected(raw: bytes) -> str:
    """`gb18030` or `big5`, whichever the bytes look like."""
    import chardet

    unlabelled = LABEL.sub(b"", raw[:DETECTED])
    if not unlabelled:
        return "gb18030"
    found = chardet.detect(unlabelled, include_encodings=["gb18030", "big5"], no_match_encoding="gb18030")
    return "big5" if (found["encoding"] or "").lower().startswith("big5") else "gb18030"
