"""Finding, reading and joining the lexicon files, compiled ones where they are fresh."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysanalyze.lexicon.entries import Entry, Lexicon, LexiconError, Lexicons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.lexicon.strict import FieldRule, ParsedFile

PACKAGE = Path(__file__).resolve().parent.parent
COMPILED = PACKAGE / "compiled_lexicons.json"
FORMAT = 1  # of the compiled file


def lexicon_folder() -> Path:
    """The folder of the built-in lexicons: inside an installed package, at the top of the repository in a checkout."""
    installed = PACKAGE / "lexicons"
    return installed if installed.is_dir() else PACKAGE.parent / "lexicons"


def lexicon_files(folder: Path) -> list[Path]:
    """The lexicon files of a folder in the order of their names."""
    return sorted(folder.glob("*.yaml"))


def load_lexicons(*extra: Path, folder: Path | None = None) -> Lexicons:
    """The built-in lexicons, with those of the folders `extra` added to them or put in their place.

    An entry of `extra` whose surface is known replaces the one before, of another folder too; any other is added.

    Raises:
        LexiconError: `file:line: what`, for the first thing that the format does not allow.
    """
    compiled, digests = _compiled_or_made(folder or lexicon_folder())
    added: dict[str, list[Entry]] = {}
    for number, folder_ in enumerate(extra):
        _add_user_files(compiled, folder_, f"user/{number}" if number else "user", digests, added)
    lexicons = {item["lexicon"]: _lexicon(item, added.get(item["lexicon"], ())) for item in compiled["lexicons"]}
    digest = hashlib.sha256("".join(f"{k}={v}\n" for k, v in sorted(digests.items())).encode()).hexdigest()[:16]
    return Lexicons(by_name=lexicons, digest=digest)


def _compiled_or_made(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The compiled lexicons of a folder and its files' digests."""
    raws = {path.name: path.read_bytes() for path in lexicon_files(folder)}
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in raws.items()}
    return _compiled(digests) or compile_files(raws), digests


def _compiled(digests: dict[str, str]) -> dict[str, Any] | None:
    """The compiled lexicons, where they were made from just these files."""
    try:
        content: dict[str, Any] = json.loads(COMPILED.read_bytes())
    except (OSError, ValueError):
        return None
    fresh = content.get("format") == FORMAT and content.get("files") == digests
    return content if fresh else None


def compile_files(raws: dict[str, bytes]) -> dict[str, Any]:
    """The lexicon files, strictly parsed and checked, as one JSON-ready value that loads in milliseconds."""
    from sysanalyze.lexicon.strict import parse_file

    items = []
    for name, raw in sorted(raws.items()):
        parsed = parse_file(raw, name)
        if f"{parsed.name}.yaml" != name:
            raise LexiconError(name, 1, f"'lexicon' is {parsed.name!r}; the file must bear its name")
        _check_surfaces(parsed, name)
        items.append(_as_json(parsed))
    files = {name: hashlib.sha256(raw).hexdigest() for name, raw in raws.items()}
    return {"format": FORMAT, "files": files, "lexicons": items}


def _check_surfaces(parsed: ParsedFile, file: str) -> None:
    """One surface, one meaning: a surface or variant stands once in a lexicon."""
    seen: dict[str, int] = {}
    for line, entry in parsed.entries:
        for form in entry.forms:
            if form in seen:
                raise LexiconError(file, line, f"{form!r} stands in line {seen[form]} already")
            seen[form] = line


def _as_json(parsed: ParsedFile) -> dict[str, Any]:
    rules = {k: {"type": r.type, "values": r.values, "required": r.required} for k, r in parsed.fields.items()}
    entries = [[e.surface, list(e.variants), dict(e.fields)] for _, e in parsed.entries]
    return {
        "lexicon": parsed.name,
        "meaning": parsed.meaning,
        "source": parsed.source,
        "fields": rules,
        "entries": entries,
    }


def _lexicon(item: dict[str, Any], added: Iterable[Entry] = ()) -> Lexicon:
    entries = [
        Entry(surface=surface, variants=tuple(variants), fields=_fields(fields))
        for surface, variants, fields in item["entries"]
    ]
    for entry in added:
        taken = set(entry.forms)
        entries = [known for known in entries if not taken.intersection(known.forms)]
        entries.append(entry)
    return Lexicon(name=item["lexicon"], meaning=item["meaning"], source=item["source"], entries=tuple(entries))


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an entry, lists of texts as tuples again."""
    if any(type(value) is list for value in fields.values()):
        return {key: tuple(value) if type(value) is list else value for key, value in fields.items()}
    return fields


def builtin_meanings() -> dict[str, str]:
    """What each built-in lexicon is for, by its name. Raises LexiconError."""
    compiled, _ = _compiled_or_made(lexicon_folder())
    return {item["lexicon"]: item["meaning"] for item in compiled["lexicons"]}


def builtin_fields() -> dict[str, dict[str, FieldRule]]:
    """What the entries of each built-in lexicon may say, by its name. Raises LexiconError."""
    return declared_fields(_compiled_or_made(lexicon_folder())[0])


def declared_fields(compiled: dict[str, Any]) -> dict[str, dict[str, FieldRule]]:
    """What the entries of each of the compiled lexicons may say."""
    from sysanalyze.lexicon.strict import FieldRule

    return {
        item["lexicon"]: {
            key: FieldRule(type=rule["type"], values=tuple(rule["values"]), required=rule["required"])
            for key, rule in item["fields"].items()
        }
        for item in compiled["lexicons"]
    }


def _add_user_files(
    compiled: dict[str, Any], extra: Path, name: str, digests: dict[str, str], added: dict[str, list[Entry]]
) -> None:
    """Read the files of a user's folder into `added`, and their digests."""
    from sysanalyze.lexicon.strict import parse_file

    if not extra.is_dir():
        raise LexiconError(str(extra), 1, "is no folder; --lexicons takes a folder of .yaml files")
    known = declared_fields(compiled)
    owners: dict[tuple[str, str], tuple[str, int]] = {}
    for path in lexicon_files(extra):
        raw = path.read_bytes()
        parsed = parse_file(raw, str(path), known)
        digests[f"{name}/{path.name}"] = hashlib.sha256(raw).hexdigest()
        for line, entry in parsed.entries:
            for form in entry.forms:
                before = owners.setdefault((parsed.name, form), (str(path), line))
                if before != (str(path), line):
                    raise LexiconError(str(path), line, f"{form!r} stands in {before[0]}:{before[1]} already")
            added.setdefault(parsed.name, []).append(entry)
