"""Characters that must not reach a terminal or a parser raw, and how each format writes them."""

from __future__ import annotations

import re

# Cc, Cf, Zl, Zp and Cs of Unicode, and the two noncharacters that YAML forbids: controls (ESC, NUL, U+0085), zero-width
# and bidi characters, line and paragraph separators, lone surrogates (bytes of a file name that are no UTF-8).
UNSEEN_RANGES = (
    r"\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
UNSEEN = re.compile(f"[{UNSEEN_RANGES}]")
SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _readable(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return SHORT.get(char) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def _json(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def printable(text: str) -> str:
    r"""The text with unseen characters as escapes, for messages, tables and YAML in double quotes.

    >>> printable("名\n单\x1b]0;\u202e")
    '名\\n单\\x1b]0;\\u202e'
    """
    return UNSEEN.sub(_readable, text)


def json_escaped(quoted: str) -> str:
    r"""A JSON string with the unseen characters left in it as `\uXXXX`, surrogate pairs beyond the BMP."""
    return UNSEEN.sub(_json, quoted)
