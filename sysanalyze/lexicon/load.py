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


def load_lexicons(extra: Path | None = None, *, folder: Path | None = None) -> Lexicons:
    """The built-in lexicons, with those of the folder `extra` added to them or put in their place.

    An entry of `extra` whose surface is known replaces the built-in one; any other is added.

    Raises:
        LexiconError: `file:line: what`, for the first thing that the format does not allow.
    """
    builtin = folder or lexicon_folder()
    raws = {path.name: path.read_bytes() for path in lexicon_files(builtin)}
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in raws.items()}
    compiled = _compiled(digests)
    if compiled is None:
        compiled = compile_files(raws)
    if extra is None:
        lexicons = {item["lexicon"]: _lexicon(item) for item in compiled["lexicons"]}
    else:
        lexicons = _with_user_files(compiled, extra, digests)
    digest = hashlib.sha256("".join(f"{k}={v}\n" for k, v in sorted(digests.items())).encode()).hexdigest()[:16]
    return Lexicons(by_name=lexicons, digest=digest)


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


def _with_user_files(compiled: dict[str, Any], extra: Path, digests: dict[str, str]) -> dict[str, Lexicon]:
    from sysanalyze.lexicon.strict import FieldRule, parse_file

    if not extra.is_dir():
        raise LexiconError(str(extra), 1, "is no folder; --lexicons takes a folder of .yaml files")
    known: dict[str, dict[str, FieldRule]] = {
        item["lexicon"]: {
            key: FieldRule(type=rule["type"], values=tuple(rule["values"]), required=rule["required"])
            for key, rule in item["fields"].items()
        }
        for item in compiled["lexicons"]
    }
    added: dict[str, list[Entry]] = {}
    owners: dict[tuple[str, str], tuple[str, int]] = {}
    for path in lexicon_files(extra):
        raw = path.read_bytes()
        parsed = parse_file(raw, str(path), known)
        digests[f"user/{path.name}"] = hashlib.sha256(raw).hexdigest()
        for line, entry in parsed.entries:
            for form in entry.forms:
                before = owners.setdefault((parsed.name, form), (str(path), line))
                if before != (str(path), line):
                    raise LexiconError(str(path), line, f"{form!r} stands in {before[0]}:{before[1]} already")
            added.setdefault(parsed.name, []).append(entry)
    return {item["lexicon"]: _lexicon(item, added.get(item["lexicon"], ())) for item in compiled["lexicons"]}
