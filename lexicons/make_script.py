"""Make script.yaml: traditional characters and the simplified one of each, from OpenCC's table (Apache-2.0).

pip install opencc-python-reimplemented==0.1.7
python lexicons/make_script.py > lexicons/script.yaml
"""

from __future__ import annotations

import importlib.util
from pathlib import Path


def in_gb2312(char: str) -> bool:
    """Whether the character belongs to the simplified standard set of 1980."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    """Print the lexicon."""
    spec = importlib.util.find_spec("opencc")
    if spec is None or spec.origin is None:
        raise SystemExit("install opencc-python-reimplemented first")
    table = (Path(spec.origin).parent / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    print("lexicon: script")
    print("meaning: >-")
    print(
        "  Traditional characters with the simplified one. `shared`: the character stands in simplified texts as well"
    )
    print("  (於 in names); the others are the evidence that a text is traditional.")
    print(
        "source: OpenCC TSCharacters (Apache-2.0), from PyPI opencc-python-reimplemented 0.1.7; made by make_script.py"
    )
    print("fields: {simplified: {type: text, required: true}, shared: flag}")
    print("entries:")
    for line in sorted(table.splitlines()):
        old, choices = line.split("\t")
        first = choices.split()[0]
        if len(old) != 1 or len(first) != 1 or old == first or max(old, first) > "\uffff":
            continue
        # 乾 in 乾隆, 著 in 著名, 瞭 in 瞭望: a character that is its own simplified form in some words stays.
        if in_gb2312(old) and old in choices.split() and old != "於":
            continue
        if old == "吒" or not in_gb2312(first):  # 㑯 and the like stand in no news
            continue
        shared = ", shared: true" if in_gb2312(old) else ""
        print(f"- {{surface: {old}, simplified: {first}{shared}}}")


if __name__ == "__main__":
    main()
