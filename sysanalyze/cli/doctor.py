"""`sysanalyze doctor`: what is installed, what works, what is missing and how to get it."""

from __future__ import annotations

import platform
import re
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = "县委书记王立新说，上半年到位资金36.84亿元。"
NAME = re.compile(r"[A-Za-z0-9._-]+")
EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
DEVELOPMENT = ("test", "docs")  # extras for those who change the program


@click.command()
@click.option(
    "--lexicons",
    type=click.Path(),
    metavar="DIR",
    help="A folder of lexicon files; their entries add to the built-in ones or replace them.",
)
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
def doctor(*, lexicons: str | None, debug: bool) -> int:
    """Tell what is installed and try the analysis on one sentence.

    Ends with 0 where one article can be analyzed, whatever extras are missing.
    """
    from sysanalyze.cli.articles import load
    from sysanalyze.cli.messages import DONE, NOTHING
    from sysanalyze.cli.output import Output

    output = Output()
    for line in [*versions(), "", *extras(), "", *terminal()]:
        output.write(line + "\n")
    loaded = load(lexicons)
    counted = sum(len(lexicon) for lexicon in loaded)
    output.write(f"\nlexicons   {counted} entries in {len(list(loaded))} files, hash {loaded.digest}\n")
    output.write(f"{'own':<10} {own()}\n")
    output.write(f"{'modules':<10} {modules()}\n")
    healthy = True
    for engine, said in engines(debug=debug):
        output.write(f"{engine:<10} {said}\n")
        healthy &= said.startswith("works")
    return DONE if healthy else NOTHING


def versions() -> Iterator[str]:
    """The program, Python, the machine, and each package that the program always needs."""
    import sysanalyze

    yield f"sysanalyze {sysanalyze.__version__}"
    yield f"Python     {platform.python_version()} ({platform.python_implementation()}, {platform.system()})"
    for package in requirements().get("", ()):
        yield f"{package:<16} {version(package) or 'missing: pip install sysanalyze'}"


def extras() -> Iterator[str]:
    """Each extra with its packages: installed, or the command that installs them."""
    yield "extras"
    for extra, packages in sorted(requirements().items()):
        if not extra or extra in DEVELOPMENT:
            continue
        missing = [package for package in packages if version(package) is None]
        if missing:
            yield f'  {extra:<10} lacks {", ".join(missing)}: pip install "sysanalyze[{extra}]"'
        else:
            yield f"  {extra:<10} {', '.join(f'{package} {version(package)}' for package in packages)}"


def requirements() -> dict[str, list[str]]:
    """The packages that the installed distribution asks for, by extra; the empty name for those it always needs."""
    from importlib.metadata import requires

    found: dict[str, list[str]] = {}
    for line in requires("sysanalyze") or ():
        name, extra = NAME.match(line), EXTRA.search(line)
        if name is not None and name[0] != "sysanalyze":  # `all` asks for the other extras
            found.setdefault(extra[1] if extra else "", []).append(name[0])
    return found


def version(package: str) -> str | None:
    """The version that is installed, None where there is none."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed(package)
    except PackageNotFoundError:
        return None


def terminal() -> Iterator[str]:
    """How standard output and messages are encoded, and whether they go to a terminal."""
    from rich.console import Console

    for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
        kind = "a terminal" if stream.isatty() else "no terminal"
        data = "; data is written as UTF-8 always" if name == "stdout" else ""
        yield f"{name:<10} {kind}, {stream.encoding}{data}"
    if sys.stdout.isatty():
        console = Console()
        yield f"width      {console.width} columns, colours: {console.color_system or 'none'}"


def own() -> str:
    """Where the user's own lexicons stand, and how many files."""
    from sysanalyze.cli.own import own_lexicons
    from sysanalyze.lexicon.load import lexicon_files

    folder = own_lexicons()
    if folder is None:
        return "none are read (SYSANALYZE_CONFIG is empty)"
    number = len(lexicon_files(folder)) if folder.is_dir() else 0
    return f"{folder}: {number or 'no'} {'file' if number == 1 else 'files'}"


def modules() -> str:
    """Whether the rooms of the analysis are compiled to machine code, as a wheel for one platform has them."""
    from sysanalyze import resolve

    return "interpreted" if str(resolve.__file__).endswith(".py") else "compiled"


def engines(*, debug: bool) -> Iterator[tuple[str, str]]:
    """Each segmenter, tried on a sentence."""
    from sysanalyze.analyze import Analyzer
    from sysanalyze.cli.options import ENGINES
    from sysanalyze.lexicon import load_lexicons
    from sysanalyze.model import Document

    lexicons = load_lexicons()
    for engine in ENGINES:
        try:
            report = Analyzer(lexicons, segmenter=engine)(Document(id="-", text=SAMPLE))
        except Exception as problem:  # whatever is broken is the answer
            if debug:
                raise
            yield engine, f"fails: {type(problem).__name__}: {problem}"
            continue
        right = [str(figure.value) for figure in report.figures] == ["3684000000"] and len(report.officials) == 1
        yield engine, "works" if right else "gives wrong results: reinstall sysanalyze"
