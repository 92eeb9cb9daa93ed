"""`sysanalyze export`: a dataset into the formats of other tools."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sysanalyze.cli.messages import DONE, NOTHING, ConfigurationError, say
from sysanalyze.cli.options import Choice

EXAMPLES = """\b
Examples:
  sysanalyze export dataset --to csv -o tables
  sysanalyze export dataset --to sqlite -o news.sqlite
  sysanalyze export dataset --to dta --tables documents,figures -o stata
"""
FORMATS = ("csv", "jsonl", "sqlite", "xlsx", "dta")
TABLES = (
    "documents",
    "figures",
    "slogans",
    "projects",
    "amounts",
    "milestones",
    "officials",
    "posts",
    "mentions",
    "checks",
    "check_figures",
    "rejects",
    "runs",
)


@click.command(short_help="A dataset into CSV, JSON lines, SQLite, Excel or Stata files.", epilog=EXAMPLES)
@click.argument("dataset", metavar="DIR")
@click.option("--to", "form", type=Choice(*FORMATS), required=True, help="The format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="PATH",
    help="Folder of files, one a table (csv, jsonl, dta), or the file.  [default: DIR.FORMAT]",
)
@click.option("--tables", type=Choice(*TABLES, many=True), help="Only these tables, separated by commas.")
@click.option("--raw", is_flag=True, help="CSV: leave texts that begin with = + - @, tab or CR as they are.")
@click.option("--overwrite", is_flag=True, help="Put the new file in the place of an older one.")
@click.option("-q", "--quiet", is_flag=True, help="No warnings.")
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
def export(
    *,
    dataset: str,
    form: str,
    output: str | None,
    tables: tuple[str, ...] | None,
    raw: bool,
    overwrite: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Write the tables of a dataset that batch made, in a format that other tools read.

    In CSV a text that a spreadsheet would run as a formula (= + - @, tab, CR in front) gets an apostrophe before it.
    Numbers are exact in each format; in Excel one of more than 15 digits is a text, in Stata its text stands beside it.
    """
    from sysanalyze.corpus.export import export as write
    from sysanalyze.corpus.export import replaceable
    from sysanalyze.dataset.reader import Dataset, DatasetError
    from sysanalyze.dataset.store import StoreError

    out = Path(output or f"{dataset.rstrip('/')}.{form}")
    if os.path.lexists(out) and not (overwrite and replaceable(out, form)):
        raise ConfigurationError(str(out), "E_OUTPUT", "is there already; name another with -o, or give --overwrite")
    try:
        found = Dataset(dataset)
        if not found.complete and not quiet:
            say(dataset, "W_INCOMPLETE", "is not complete; what is committed so far is exported")
        lost = write(found, form, out, tables=tables or TABLES, neutralize=not raw)
    except (DatasetError, StoreError) as problem:
        raise ConfigurationError(dataset, "E_DATASET", str(problem)) from None
    except ImportError as problem:
        what = f"{problem}; python -m pip install 'sysanalyze[export]'"
        raise ConfigurationError(f"--to {form}", "E_EXTRA", what) from None
    except OSError as problem:
        if debug:
            raise
        say(str(out), "E_OUTPUT", f"cannot be written: {(problem.strerror or str(problem)).lower()}")
        return NOTHING
    if not quiet:
        for what in lost:
            say(str(out), "W_CUT", what)
    return DONE
