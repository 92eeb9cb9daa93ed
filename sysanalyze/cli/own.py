"""The user's own configuration: the folder of lexicons that every command adds to the built-in ones."""

from __future__ import annotations

import os
from pathlib import Path

import click

VARIABLE = "SYSANALYZE_CONFIG"  # another folder; set to nothing, none is read


def own_lexicons() -> Path | None:
    """Where the user's lexicons stand, whether or not there are any; None where none are to be read.

    That is `lexicons` in the folder that SYSANALYZE_CONFIG names, else in the system's place for configuration:
    `~/.config/sysanalyze` (or below XDG_CONFIG_HOME), `~/Library/Application Support/sysanalyze`, `%APPDATA%`.
    """
    given = os.environ.get(VARIABLE)
    if given is None:
        given = click.get_app_dir("sysanalyze")
    return Path(given) / "lexicons" if given else None


def lexicon_folders(given: str | None) -> list[Path]:
    """The folders laid upon the built-in lexicons: the user's own where there is one, then that of `--lexicons`."""
    own = own_lexicons()
    folders = [own] if own is not None and own.is_dir() else []
    return folders if given is None else [*folders, Path(given)]
