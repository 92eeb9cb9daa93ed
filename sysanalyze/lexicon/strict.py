"""Strict parsing of one lexicon file: YAML without tags, anchors or duplicate keys, each value with its line.

A file is one mapping: `lexicon` (its name), `meaning`, `source`, `fields` (what an entry may say beside `surface`,
`variants` and `source`) and `entries`. A field is declared as `text`, `texts`, `number` or `flag`, or as a mapping with
`type`, and `values` or `required`. A user's file may leave `fields` out: those of the built-in lexicon hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

import yaml

from sysanalyze.lexicon.entries import Entry, LexiconError, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

Loader = getattr(yaml, "CLoader", yaml.Loader)
TYPES = ("text", "texts", "number", "flag")
HEADER = ("lexicon", "meaning", "source", "fields", "entries")
COMMON = ("surface", "variants", "source")
MAX_DEPTH = 6


class Scalar(NamedTuple):
    """A plain or quoted value with its line, from 1."""

    line: int
    text: str


class Sequence(NamedTuple):
    """A list with its line."""

    line: int
    items: list[Node]


class Mapped(NamedTuple):
    """A mapping with its line; keys with their own lines."""

    line: int
    items: dict[str, tuple[int, Node]]


Node = Scalar | Sequence | Mapped


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """What a field of an entry may hold."""

    type: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """A lexicon file as it was read: its header and its entries with their lines."""

    name: str
    meaning: str
    source: str
    fields: Mapping[str, FieldRule]
    entries: tuple[tuple[int, Entry], ...]


def decode(raw: bytes, file: str) -> str:
    """The file's text; a byte order mark is dropped, anything but UTF-8 refused."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise LexiconError(file, line, "is not UTF-8; save the file as UTF-8") from None


def parse_nodes(text: str, file: str) -> Node:
    """The document as nodes with lines; raises LexiconError for tags, anchors, duplicate keys and broken YAML."""
    try:
        events = iter(list(yaml.parse(text, Loader=Loader)))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise LexiconError(file, mark.line + 1 if mark else 1, f"is not valid YAML: {problem.problem}") from None
    except yaml.YAMLError as problem:  # a character that YAML forbids
        position = getattr(problem, "position", 0)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
        raise LexiconError(file, line, "holds a character that YAML does not allow") from None
    documents = [_node(next(events), events, file, 0) for event in events if isinstance(event, yaml.DocumentStartEvent)]
    if len(documents) != 1:
        raise LexiconError(
            file, 1, "must be one YAML mapping" if not documents else "holds more than one YAML document"
        )
    return documents[0]


def _node(event: yaml.Event, events: Iterator[yaml.Event], file: str, depth: int) -> Node:
    line = event.start_mark.line + 1 if event.start_mark else 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise LexiconError(file, line, "anchors and aliases (& and *) are not allowed; write the value out")
    if tag := getattr(event, "tag", None):
        raise LexiconError(file, line, f"tags are not allowed: {tag}")
    if depth > MAX_DEPTH:
        raise LexiconError(file, line, "is nested too deep")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, file, depth + 1))
        return Sequence(line, items)
    mapping: dict[str, tuple[int, Node]] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        key_node = _node(key, events, file, depth + 1)
        if not isinstance(key_node, Scalar):
            raise LexiconError(file, key_node.line, "a key must be a word")
        if key_node.text in mapping:
            raise LexiconError(file, key_node.line, f"duplicate key {key_node.text!r}")
        mapping[key_node.text] = (key_node.line, _node(next(events), events, file, depth + 1))
    return Mapped(line, mapping)


def parse_file(
    raw: bytes,
    file: str,
    known: Mapping[str, Mapping[str, FieldRule]] | None = None,
    problems: list[LexiconError] | None = None,
) -> ParsedFile:
    """Read one lexicon file.

    Args:
        raw: the file's bytes.
        file: its name, for messages.
        known: the declared fields of the lexicons loaded so far, by name: a file of theirs may not redeclare them.
        problems: where given, what is wrong with single entries is added to it, and the other entries are read.

    Raises:
        LexiconError: for anything that the format does not allow.
    """
    top = parse_nodes(decode(raw, file), file)
    if not isinstance(top, Mapped):
        raise LexiconError(file, top.line, "must be a mapping with the keys " + ", ".join(HEADER))
    for key, (line, _) in top.items.items():
        if key not in HEADER:
            raise LexiconError(file, line, f"unknown key {key!r}{nearest(key, HEADER)}")
    name = _text(top, "lexicon", file)
    fields = (known or {}).get(name)
    if fields is not None and "fields" in top.items:
        raise LexiconError(file, top.items["fields"][0], f"the fields of {name!r} are declared by the built-in lexicon")
    if known and fields is None:
        line = top.items["lexicon"][0]
        raise LexiconError(file, line, f"unknown lexicon {name!r}{nearest(name, tuple(known))}")
    if fields is None:
        fields = _declared(top, file)
    source = _text(top, "source", file)
    if "entries" not in top.items:
        raise LexiconError(file, top.line, "lacks the key 'entries'")
    line, entries = top.items["entries"]
    if not isinstance(entries, Sequence):
        raise LexiconError(file, line, "'entries' must be a list")
    parsed = tuple(_entries(entries, fields, file, problems))
    return ParsedFile(name=name, meaning=_text(top, "meaning", file), source=source, fields=fields, entries=parsed)


def _entries(
    entries: Sequence, fields: Mapping[str, FieldRule], file: str, problems: list[LexiconError] | None
) -> Iterator[tuple[int, Entry]]:
    for node in entries.items:
        try:
            yield node.line, _entry(node, fields, file)
        except LexiconError as problem:
            if problems is None:
                raise
            problems.append(problem)


def _text(top: Mapped, key: str, file: str) -> str:
    if key not in top.items:
        raise LexiconError(file, top.line, f"lacks the key {key!r}")
    line, node = top.items[key]
    if not isinstance(node, Scalar) or not node.text.strip():
        raise LexiconError(file, line, f"{key!r} must be text")
    return node.text


def _declared(top: Mapped, file: str) -> dict[str, FieldRule]:
    if "fields" not in top.items:
        return {}
    line, node = top.items["fields"]
    if not isinstance(node, Mapped):
        raise LexiconError(file, line, "'fields' must be a mapping of field to type")
    rules = {}
    no_values: tuple[str, ...] = ()
    for name, (at, rule) in node.items.items():
        if isinstance(rule, Scalar):
            kind, values, required = rule.text, no_values, False
        elif isinstance(rule, Mapped) and set(rule.items) <= {"type", "values", "required"} and "type" in rule.items:
            kind_node, listed, must = (rule.items.get(k, (0, None))[1] for k in ("type", "values", "required"))
            kind = kind_node.text if isinstance(kind_node, Scalar) else ""
            values = (
                tuple(v.text for v in listed.items if isinstance(v, Scalar))
                if isinstance(listed, Sequence)
                else no_values
            )
            required = isinstance(must, Scalar) and must.text == "true"
        else:
            raise LexiconError(file, at, f"the field {name!r} needs a type: {', '.join(TYPES)}")
        if kind not in TYPES:
            raise LexiconError(file, at, f"unknown type {kind!r}{nearest(kind, TYPES)}")
        rules[name] = FieldRule(type=kind, values=values, required=required)
    return rules


def _entry(node: Node, fields: Mapping[str, FieldRule], file: str) -> Entry:
    if isinstance(node, Scalar):
        node = Mapped(node.line, {"surface": (node.line, node)})
    if not isinstance(node, Mapped):
        raise LexiconError(file, node.line, "an entry is a word, or a mapping with 'surface'")
    surface = ""
    variants: tuple[str, ...] = ()
    values: dict[str, Value] = {}
    for key, (line, value) in node.items.items():
        if key not in COMMON and key not in fields:
            raise LexiconError(file, line, f"unknown key {key!r}{nearest(key, (*COMMON, *fields))}")
        if key == "surface":
            surface = _scalar(value, key, file)
        elif key == "variants":
            variants = _list(value, key, file)
        else:
            values[key] = _value(value, key, fields.get(key, FieldRule(type="text")), file)
    if not surface:
        raise LexiconError(file, node.line, "an entry lacks 'surface'")
    for name, rule in fields.items():
        if rule.required and name not in values:
            raise LexiconError(file, node.line, f"the entry {surface!r} lacks {name!r}")
    return Entry(surface=surface, variants=variants, fields=values)


def _scalar(node: Node, key: str, file: str) -> str:
    if not isinstance(node, Scalar) or not node.text.strip():
        raise LexiconError(file, node.line, f"{key!r} must be text")
    return node.text


def _list(node: Node, key: str, file: str) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        raise LexiconError(file, node.line, f"{key!r} must be a list")
    return tuple(_scalar(item, key, file) for item in node.items)


def _value(node: Node, key: str, rule: FieldRule, file: str) -> Value:
    texts = _list(node, key, file) if rule.type == "texts" else (_scalar(node, key, file),)
    for text in texts:
        if rule.values and text not in rule.values:
            raise LexiconError(file, node.line, f"{key!r} cannot be {text!r}{nearest(text, rule.values)}")
    if rule.type == "texts":
        return texts
    text = texts[0]
    if rule.type == "flag":
        if text not in ("true", "false"):
            raise LexiconError(file, node.line, f"{key!r} must be true or false, not {text!r}")
        return text == "true"
    if rule.type == "number":
        _number(text, key, node.line, file)
    return text


def _number(text: str, key: str, line: int, file: str) -> None:
    try:
        finite = Decimal(text).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise LexiconError(file, line, f"{key!r} must be a number, not {text!r}")


def nearest(word: str, known: tuple[str, ...]) -> str:
    """`; did you mean 'X'?` for the nearest known word, else the list of them."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known: {', '.join(sorted(known))}" if known and len(known) <= 20 else ""
