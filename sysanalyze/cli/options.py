"""Options that commands share, checked before any work."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., Any]")

KINDS = ("figures", "slogans", "projects", "officials")
ENGINES = ("rjieba", "jieba")


class Choice(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.3
    """One of a few words; a wrong one is answered with the nearest."""

    name = "word"

    def __init__(self, *words: str, many: bool = False) -> None:
        self.words, self.many = words, many

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """As the help shows it."""
        return "[" + ("," if self.many else "|").join(self.words) + "]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The word, or where there may be many the tuple of them in the order of the choice."""
        if not isinstance(value, str):
            return value
        asked = [word.strip() for word in value.split(",")] if self.many else [value]
        for word in asked:
            if word not in self.words:
                self.fail(f"{word!r} is none of {', '.join(self.words)}{nearest(word, self.words)}", param, ctx)
        return tuple(word for word in self.words if word in asked) if self.many else value


class Date(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.3
    """A day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """The same text, once it is known to be a day of the calendar."""
        import datetime as dt

        wrong = f"{value!r} is no day; write it as 2018-09-17"
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):  # fromisoformat takes 2018-W38-1 too
            self.fail(wrong, param, ctx)
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            self.fail(wrong, param, ctx)
        return str(value)


class Encoding(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.3
    """The name of a text encoding."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """The name under which reports give it."""
        from sysanalyze.read import known_encoding

        known = known_encoding(value)
        if known is None:
            common = ("utf-8", "gb18030", "gbk", "big5", "utf-16")
            self.fail(f"{value!r} is no text encoding{nearest(value, common)}", param, ctx)
        return known


def nearest(word: str, words: tuple[str, ...]) -> str:
    """`; did you mean X?`, empty where nothing is near."""
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), words, n=1)
    return f"; did you mean {close[0]}?" if close else ""


TEXT_FIELD = click.option(
    "--text-field",
    metavar="NAME",
    default="text",
    show_default=True,
    help="The field of the text in JSON lines, CSV and Parquet.",
)
ARTICLES = click.option(  # the command gets it as `articles`
    "--source",
    "articles",
    multiple=True,
    type=click.Path(),
    metavar="PATH",
    help="Look here for the articles of reports: a file, an archive, a folder.  [default: where their ids say]",
)


ONLY = click.option("--only", type=Choice(*KINDS, many=True), help="Look for these kinds alone, separated by commas.")
DATE = click.option(
    "--date", type=Date(), help="Reference date of articles that state none; resolves 今年, 上半年, 8月底."
)
SEGMENTER = click.option(
    "--segmenter",
    type=Choice(*ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="rjieba: fast; jieba: the reference package, same tokens.",
)


def format_option(*formats: str, help: str) -> Callable[[Command], Command]:  # noqa: A002  # click's name
    """`--format` with its words, the first the default; the command gets it as `form`."""
    return click.option(
        "-f", "--format", "form", type=Choice(*formats), default=formats[0], show_default=True, help=help
    )


def source_options(command: Callable[..., int]) -> Callable[..., int]:
    """What says how sources are read; the command gets it as `reading`, a `sysanalyze.read.Options`."""

    @wraps(command)
    def read_as(  # each an option of the command line
        *,
        encoding: str | None,
        strict: bool,
        text_field: str,
        date_field: str | None,
        title_field: str | None,
        id_field: str | None,
        save_text: str | None,
        **others: Any,  # noqa: ANN401  # the command's own
    ) -> int:
        from sysanalyze.read.options import Options

        reading = Options(
            encoding=encoding,
            strict=strict,
            text_field=text_field,
            date_field=date_field,
            title_field=title_field,
            id_field=id_field,
            save_text=save_text,
        )
        return command(reading=reading, **others)

    for add in (
        click.option(
            "--save-text",
            type=click.Path(),
            metavar="DIR",
            help="Keep the text taken out of each page, PDF and DOCX, which offsets count in.",
        ),
        click.option("--id-field", metavar="NAME", help="The field that names a record.  [default: FILE!NUMBER]"),
        click.option("--title-field", metavar="NAME", help="The field of the title."),
        click.option("--date-field", metavar="NAME", help="The field of the day of publication."),
        TEXT_FIELD,
        click.option("--strict", is_flag=True, help="An article with bytes that cannot be read fails."),
        click.option("--encoding", type=Encoding(), help="Read the articles in this encoding.  [default: found out]"),
        click.option(
            "--files0-from",
            metavar="FILE",
            help='Read the paths in FILE, each ended by NUL (find -print0); "-" for standard input.',
        ),
    ):
        read_as = add(read_as)
    return read_as


def reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """`PATH…`, how sources are read, `--lexicons`, `--segmenter`, `--quiet`, `--debug`."""
    command = source_options(command)
    for add in (
        click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings; errors are still told."),
        SEGMENTER,
        click.option(
            "--lexicons",
            type=click.Path(),
            metavar="DIR",
            help="A folder of lexicon files; their entries add to the built-in ones or replace them.",
        ),
        click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]..."),
    ):
        command = add(command)
    return command
