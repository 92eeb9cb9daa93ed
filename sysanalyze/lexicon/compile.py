"""`python -m sysanalyze.lexicon.compile`: check the lexicons of a checkout and compile them, as a build does."""

from __future__ import annotations

import json

from sysanalyze.lexicon.load import COMPILED, compile_files, lexicon_files, lexicon_folder


def write_compiled() -> int:
    """Compile the built-in lexicons into the package; the number of entries. Raises LexiconError."""
    compiled = compile_files({path.name: path.read_bytes() for path in lexicon_files(lexicon_folder())})
    COMPILED.write_text(json.dumps(compiled, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return sum(len(item["entries"]) for item in compiled["lexicons"])


if __name__ == "__main__":
    write_compiled()
