"""Runs what the documentation prints: every console block of the README and of `docs/*.md`, in a folder of its own.

    python docs/run.py            compares; ends with 1 and the differences where a page is not what is printed
    python docs/run.py --write    writes what is printed into the pages

A ```console block holds commands after `$ ` (continued after `> `) and their output; a line `...` stands for any lines,
and a block with one is compared only. Blocks of a page share one folder, in their order.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANY = "..."
STALE = 1


class Step(NamedTuple):
    """A command and the lines that it is said to print."""

    command: str
    expected: list[str]


def readmes() -> list[Path]:
    """The README in its languages."""
    return sorted(ROOT.glob("README*.md"))


def pages() -> list[Path]:
    """The pages whose commands run, README first."""
    return [*readmes(), *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path) -> list[str]:
    """The console blocks of a page."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def steps(block: str) -> list[Step]:
    """The commands of a block with their output."""
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], []))
        elif (line == ">" or line.startswith("> ")) and not found[-1].expected:
            found[-1] = Step(f"{found[-1].command}\n{line[2:]}", [])
        else:
            found[-1].expected.append(line)
    return found


def prints(expected: list[str], output: list[str]) -> bool:
    """Whether the lines are the output, `...` standing for any lines: each run of others at its leftmost place."""
    runs: list[list[str]] = [[]]
    for line in expected:
        if line == ANY:
            runs.append([])
        else:
            runs[-1].append(line)
    first, *others = runs
    if not others:
        return output == first
    if output[: len(first)] != first:
        return False
    at = len(first)
    for run in others[:-1]:
        ends = (end for end in range(at + len(run), len(output) + 1) if output[end - len(run) : end] == run)
        at = next(ends, len(output) + 1)
    last = others[-1]
    return len(output) - len(last) >= at and output[len(output) - len(last) :] == last


def new_folder(place: Path) -> Path:
    """A folder that looks like the checkout to the commands of a page."""
    shutil.copytree(ROOT / "samples", place / "samples")
    (place / "benchmarks").symlink_to(ROOT / "benchmarks")
    if (ROOT / "docs" / "tutorial").is_dir():
        shutil.copytree(ROOT / "docs" / "tutorial", place / "tutorial")
    return place


def run(command: str, folder: Path) -> list[str]:
    """The lines that a command prints; messages too where it says `2>&1`. Raises CalledProcessError."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C", "COLUMNS": "100", "PYTHONHASHSEED": "0"}
    environment["SYSANALYZE_CONFIG"] = ""  # not the words of whoever builds the pages
    ran = subprocess.run(  # noqa: S603  # the project's own pages
        ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    if ran.returncode:
        raise subprocess.CalledProcessError(ran.returncode, command, ran.stdout, ran.stderr)
    return ran.stdout.decode().splitlines()


def as_printed(block: str, folder: Path) -> tuple[str, list[str]]:
    """The block with its output as it is now, and what differed; a step with `...` that holds stays as it is."""
    lines: list[str] = []
    differing: list[str] = []
    for step in steps(block):
        first, *more = step.command.split("\n")
        lines += [f"$ {first}", *(f"> {line}".rstrip() for line in more)]
        output = run(step.command, folder)
        if prints(step.expected, output):
            lines += step.expected
            continue
        differing.append("\n".join([f"$ {step.command}", *output]))
        lines += step.expected if ANY in step.expected else output
    return "\n".join(lines) + "\n", differing


def main() -> int:
    """Run all pages, or those named."""
    write = "--write" in sys.argv
    named = [Path(name).resolve() for name in sys.argv[1:] if not name.startswith("-")]
    stale = 0
    for page in named or pages():
        with tempfile.TemporaryDirectory() as place:
            folder = new_folder(Path(place))
            text = page.read_text(encoding="utf-8")
            for block in blocks(page):
                made, differing = as_printed(block, folder)
                for difference in differing:
                    print(f"{page.name}: now prints\n{difference}\n", file=sys.stderr)
                text = text.replace(f"```console\n{block}```", f"```console\n{made}```")
                stale += len(differing)
            if write:
                page.write_text(text, encoding="utf-8")
    return STALE if stale and not write else 0


if __name__ == "__main__":
    sys.exit(main())
