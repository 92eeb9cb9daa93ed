"""The command `sysanalyze`: its commands, and what an ending of any kind means for messages and the exit code."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

import sysanalyze
from sysanalyze.cli.language import said, speak, translated, wanted
from sysanalyze.cli.messages import (
    DONE,
    INTERRUPTED,
    NOTHING,
    TERMINATED,
    USAGE,
    ConfigurationError,
    say,
)
from sysanalyze.cli.options import nearest
from sysanalyze.cli.output import OutputError, PipeClosed, discard_output

if TYPE_CHECKING:
    from types import FrameType

EXPECTED = (click.UsageError, ConfigurationError, OutputError)
COMMANDS = {  # with what each does: the help of all must not import each of them
    "extract": "Reports of what articles state: figures, slogans, projects, officials.",
    "batch": "An archive into a dataset: parallel, resumable, here or on a cluster.",
    "export": "A dataset into CSV, JSON lines, SQLite, Excel or Stata files.",
    "view": "Articles with their findings highlighted, as one page.",
    "segment": "The tokens of articles with their tags and places.",
    "eval": "Precision, recall and F1 of reports against gold.",
    "explain": "Each finding with the rule and the words behind it.",
    "convert": "Reports to and from annotation formats.",
    "lexicon": "Check and look up the word lists; find new candidates in an archive.",
    "schema": "The JSON Schema (2020-12) of a report, or of a lexicon file.",
    "doctor": "Versions, engines, extras; what is missing and how to get it.",
}


EXAMPLES = """\b
Examples:
  sysanalyze extract article.txt      a report of one article, as YAML
  sysanalyze extract -h               all that it can do

Exit status: 0 every article was analyzed, 1 some failed, 2 wrong usage, 3 nothing could be done.
"""


class Terminated(BaseException):
    """SIGTERM came."""


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Their names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"sysanalyze.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")  # eval is taken
        command.short_help = COMMANDS[cmd_name]
        return translated(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands with what each does."""
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, said(does)) for name, does in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a path in its place is what a first user types."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            hint = nearest(name, tuple(COMMANDS)) or f"; to analyze a file: sysanalyze extract {name}"
            ctx.fail(f"no such command: {name}{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    short_help="Analyze Chinese government news.",
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(sysanalyze.__version__, "--version", message="sysanalyze %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Analyze Chinese government news: what it counts, what it repeats, what it builds and whom it quotes."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run() -> None:
    """Run the command line and exit; the console script and `python -m sysanalyze`."""
    sys.exit(execute(sys.argv[1:]))


def execute(arguments: list[str]) -> int:
    """Run one command and tell what stopped it; its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    speak(wanted(arguments))
    translated(cli)
    try:
        if sys.stdout is None:
            raise OutputError("standard output is closed; send it to a file or a pipe")  # noqa: TRY301
        code: Any = cli.main(arguments, prog_name="sysanalyze", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (PipeClosed, BrokenPipeError):
        discard_output()
        return DONE
    except (KeyboardInterrupt, click.Abort):
        return _stopped(INTERRUPTED)
    except Terminated:
        return _stopped(TERMINATED)
    except Exception as problem:  # the last door: a message instead of a traceback
        if "--debug" in arguments and not isinstance(problem, EXPECTED):
            raise
        return _told(problem)
    return code if isinstance(code, int) else DONE


def _told(problem: Exception) -> int:
    """Tell what stopped a command; the exit code for it."""
    if isinstance(problem, click.UsageError):
        command = problem.ctx.command_path if problem.ctx is not None else "sysanalyze"
        what = problem.format_message() + _misplaced(problem)
        message = what[:1].lower() + what[1:].rstrip(".")
        say(command.partition(" ")[2] or "command line", "E_USAGE", f"{message} (see {command} -h)")
        return USAGE
    if isinstance(problem, ConfigurationError):
        say(problem.source, problem.code, problem.message)
        return USAGE
    discard_output()
    if isinstance(problem, OutputError):
        say("-", "E_OUTPUT", str(problem))
    elif isinstance(problem, OSError):  # what click itself writes, --help > /dev/full
        say("-", "E_OUTPUT", f"standard output cannot be written: {(problem.strerror or '').lower()}")
    else:
        what = f"{type(problem).__name__}: {problem}"
        say("-", "E_INTERNAL", f"{what}; a defect of sysanalyze, --debug shows where")
    return NOTHING


def _misplaced(problem: click.UsageError) -> str:
    """What to say to `sysanalyze --format json a.txt`, where an option of a command stands before it."""
    if not isinstance(problem, click.NoSuchOption) or problem.possibilities:
        return ""
    if problem.ctx is None or not isinstance(problem.ctx.command, Commands):
        return ""
    from difflib import get_close_matches

    from sysanalyze.cli.extract import extract

    known = tuple(name for param in extract.params for name in param.opts if name.startswith("--"))
    close = get_close_matches(problem.option_name, known, n=1)
    return f" Options stand behind a command; did you mean 'sysanalyze extract {close[0]}'?" if close else ""


def _terminate(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise Terminated


def _stopped(code: int) -> int:
    """The exit code after a signal; a second one ends the process at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    discard_output()
    return code
