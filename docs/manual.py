"""Writes the manual pages, `docs/man/sysanalyze.1` and one for each command, from the commands' own help.

python docs/manual.py
"""

from __future__ import annotations

from pathlib import Path

import click
from click_man.core import generate_man_page

import sysanalyze
from sysanalyze.cli.language import speak, translated
from sysanalyze.cli.main import COMMANDS, cli

FOLDER = Path(__file__).parent / "man"
RELEASED = "2026"  # of the version; a date of the day would make each run another page


def manual() -> dict[str, str]:
    """The pages by the names of their files."""
    speak("en")
    top = click.Context(translated(cli), info_name="sysanalyze")
    pages = {"sysanalyze.1": page(top)}
    listed = "".join(f".TP\n.B {name}\n{does}\nSee\n.BR sysanalyze-{name} (1).\n" for name, does in COMMANDS.items())
    pages["sysanalyze.1"] += f".SH COMMANDS\n{listed}"
    for name in COMMANDS:
        command = cli.get_command(top, name)
        if command is not None:
            within = click.Context(command, info_name=name, parent=top)
            pages[f"sysanalyze-{name}.1"] = page(within)
            inner = command.commands if isinstance(command, click.Group) else {}
            for under, one in inner.items():
                pages[f"sysanalyze-{name}-{under}.1"] = page(click.Context(one, info_name=under, parent=within))
    return pages


def page(context: click.Context) -> str:
    """One page, with the command's examples."""
    made = generate_man_page(context, version=sysanalyze.__version__, date=RELEASED)
    epilog = (context.command.epilog or "").replace("\b\n", "").replace("\\", "\\\\").strip()
    made = made.rstrip("\n") + "\n"
    return made + f".SH EXAMPLES\n.nf\n{epilog}\n.fi\n" if epilog else made


def main() -> None:
    """Write all pages, and no others."""
    FOLDER.mkdir(exist_ok=True)
    pages = manual()
    for old in FOLDER.iterdir():
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
