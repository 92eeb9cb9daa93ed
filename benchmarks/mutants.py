"""How many of 400 small changes to the rules the corpus tests notice: mutmut over a seeded sample.

    python -m pip install 'mutmut>=3.8'
    python benchmarks/mutants.py [--sample 400] [--seed 7] [--at-least 0.8] [--children 2]

Mutants are made of `sysanalyze/extract` and `sysanalyze/language`, as `[tool.mutmut]` in pyproject.toml says; a folder
`mutants/` is made beside it and kept, so that a second run goes on with what the first has not tried. Prints the share
killed (a timeout counts as killed) and the names of the survivors, which `mutmut show NAME` shows as a difference.
It takes about an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "mutants"
TIMEOUTS = (24, -24, 36, 152, 255)
VERDICTS = {0: "survived", 1: "killed", 3: "killed", 5: "survived, no test", 33: "survived, no test", None: "not tried"}
VERDICTS |= dict.fromkeys(TIMEOUTS, "killed, out of time")


def results() -> dict[str, int | None]:
    """The exit code of the tests for each mutant, by its name; None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted(MADE.rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def mutmut(*names: str, children: int) -> None:
    """Try mutants; without one that exists it makes them all and learns which test runs which function."""
    command = (sys.executable, "-m", "mutmut", "run", "--max-children", str(children), *names)
    subprocess.run(command, cwd=ROOT, check=False)  # ends with 1 where mutants survive


def main(argv: Sequence[str] | None = None) -> int:
    """Make, sample, try, tell; 1 where fewer are killed than wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--at-least", type=float, default=0.8)
    parser.add_argument("--children", type=int, default=2)
    options = parser.parse_args(argv)
    if not results():
        mutmut("none.*", children=options.children)
    everything = sorted(results())
    if not everything:
        print("mutmut made no mutants; see what it says above", file=sys.stderr)
        return 2
    chosen = random.Random(options.seed).sample(everything, min(options.sample, len(everything)))  # noqa: S311
    waiting = [name for name in chosen if results()[name] is None]
    if waiting:
        mutmut(*waiting, children=options.children)
    codes = results()
    verdicts = {name: VERDICTS.get(codes[name], f"undecided, exit code {codes[name]}") for name in chosen}
    for name, verdict in sorted(verdicts.items()):
        if not verdict.startswith("killed"):
            print(f"{verdict}: {name}")
    counts = Counter(verdicts.values())
    for verdict, count in counts.most_common():
        print(f"{count:5} {verdict}")
    share = sum(verdict.startswith("killed") for verdict in verdicts.values()) / len(chosen)
    print(f"{share:.1%} of {len(chosen)} killed, of {len(everything)} mutants (seed {options.seed})")
    return 0 if share >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
