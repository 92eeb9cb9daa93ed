"""A new entry for a user's lexicon file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from sysanalyze.lexicon.entries import LexiconError
from sysanalyze.lexicon.strict import decode, parse_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sysanalyze.lexicon.strict import FieldRule


def with_entry(
    raw: bytes | None,
    entry: Mapping[str, str | list[str]],
    *,
    file: str,
    lexicon: str,
    known: Mapping[str, Mapping[str, FieldRule]],
    meaning: str,
) -> bytes:
    """A lexicon file with one more entry at its end; what stands in it, comments too, stays.

    Args:
        raw: the file, None for a new one.
        entry: `surface`, `variants`, `source` and the lexicon's fields.
        file: its name, for messages.
        lexicon: what the file adds to.
        known: the declared fields of the built-in lexicons.
        meaning: of a new file.

    Raises:
        LexiconError: the format does not allow the file or the entry.
    """
    if raw is None:
        head = {"lexicon": lexicon, "meaning": meaning, "source": "sysanalyze lexicon add"}
        before = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000) + "entries:\n"
    else:
        parsed = parse_file(raw, file, known)
        if parsed.name != lexicon:
            raise LexiconError(file, 1, f"adds to {parsed.name!r}, not to {lexicon!r}; name another file")
        before = decode(raw, file)
        before += "" if before.endswith("\n") else "\n"
    indent = next((line[: -len(line.lstrip(" "))] for line in before.splitlines() if line.lstrip(" ")[:2] == "- "), "")
    rules = known[lexicon]
    listed = {
        key: [value] if key in rules and rules[key].type == "texts" and isinstance(value, str) else value
        for key, value in entry.items()
    }
    # PyYAML writes U+0085 raw, which it reads as the end of a line.
    seen = all(text.isprintable() for text in _texts(listed))
    added = yaml.safe_dump(listed, default_flow_style=True, allow_unicode=seen, sort_keys=False, width=10_000)
    made = f"{before}{indent}- {added}".encode()
    entries = len(parse_file(made, file, known).entries)
    if raw is not None and entries != len(parsed.entries) + 1:
        raise LexiconError(file, made.count(b"\n"), "its entries do not end the file; add the entry by hand")
    return made


def _texts(listed: dict[str, str | list[str]]) -> Iterator[str]:
    for value in listed.values():
        yield from [value] if isinstance(value, str) else value
