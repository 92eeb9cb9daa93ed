"""The language of help and messages, English or Chinese, by `--lang`, `SYSANALYZE_LANG` or the locale.

Texts stand in English where they are used. `locale/zh/LC_MESSAGES/sysanalyze.po` holds their Chinese; what it says of a
message with parts filled in, `cannot be read: {}`, holds for every filling. click's own words come from it as well.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING

import sysanalyze
from sysanalyze.cli.options import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

LANGUAGES = ("zh", "en")
DOMAIN = "sysanalyze"
VARIABLES = ("SYSANALYZE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set speaks
GAP = "{}"


def wanted(arguments: Sequence[str]) -> str:
    """The language that the arguments or the environment ask for, English where neither does.

    >>> wanted(["extract", "--lang", "zh", "a.txt"]), wanted(["--lang=en"])
    ('zh', 'en')
    """
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return known(argument.removeprefix("--lang="))
        if argument == "--lang":
            return known(arguments[at + 1]) if at + 1 < len(arguments) else "en"
    return next((known(os.environ[name]) for name in VARIABLES if os.environ.get(name)), "en")


def known(name: str) -> str:
    """The language of a name or locale.

    >>> known("zh_CN.UTF-8"), known("zh"), known("C.UTF-8"), known("de_DE")
    ('zh', 'zh', 'en', 'en')
    """
    return "zh" if re.match(r"(?:zh|chinese)", name, re.IGNORECASE) else "en"


def speak(language: str) -> None:
    """Use a language from here on, in click's words too."""
    os.environ["LANGUAGE"] = language  # what gettext, and click by it, looks at
    gettext.bindtextdomain(DOMAIN, folder())
    gettext.textdomain(DOMAIN)


def language() -> str:
    """The language in use."""
    return known(os.environ.get("LANGUAGE", "en"))


def said(text: str) -> str:
    """The text in the language in use, itself where the catalog lacks it."""
    return gettext.gettext(text) if text else text


def localized(message: str) -> str:
    """A message, its parts filled in, in the language in use; itself where the catalog lacks it."""
    if language() != "zh":
        return message
    whole = said(message)
    if whole != message:
        return whole
    for pattern, there in patterns():
        found = pattern.fullmatch(message)
        if found is not None:
            return there.format(*(localized(part) for part in found.groups()))
    return message


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """The catalog's messages with gaps, as patterns with their translations, those with most words first."""
    import polib

    entries = polib.mofile(f"{folder()}/zh/LC_MESSAGES/{DOMAIN}.mo")
    gapped = sorted((entry for entry in entries if GAP in entry.msgid), key=lambda entry: -len(entry.msgid))
    return [
        (re.compile("(.*?)".join(map(re.escape, entry.msgid.split(GAP))), re.DOTALL), entry.msgstr) for entry in gapped
    ]


def folder() -> str:
    """Where the catalogs stand."""
    return os.path.join(os.path.dirname(sysanalyze.__file__), "locale")  # noqa: PTH118, PTH120  # pathlib costs start-up


def translated(command: click.Command) -> click.Command:
    """The command with its help in the language in use, and with `--lang`."""
    import click

    command.help = said(plain(command.help))
    command.short_help = said(plain(command.short_help))
    command.epilog = said(command.epilog or "") or None
    if not any(param.name == "lang" for param in command.params):
        told = "Language of help and messages.  [default: the locale's]"
        command.params.append(click.Option(["--lang"], type=Choice(*LANGUAGES), expose_value=False, help=told))
    for param in command.params:
        if isinstance(param, click.Option) and param.help is not None:
            param.help = said(param.help)
    return command


def plain(text: str | None) -> str:
    """The text as the catalog has it: without the indentation of a docstring."""
    return cleandoc(text).strip() if text else ""
