"""`sysanalyze extract`: reports to standard output, one per article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sysanalyze.cli.options import DATE, KINDS, ONLY, format_option, reading_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from sysanalyze.model import Report
    from sysanalyze.read import Options

EXAMPLES = """\b
Examples:
  sysanalyze extract article.txt
  sysanalyze extract --format jsonl news/*.txt > reports.jsonl
  sysanalyze extract --only figures --format table article.txt
  sysanalyze extract --only figures --format csv news/*.txt > figures.csv
  sysanalyze extract news.csv --text-field 正文 --date-field 日期
"""
FORMATS = ("yaml", "json", "jsonl", "table", "csv")


@click.command(epilog=EXAMPLES)
@format_option(
    *FORMATS,
    help="yaml: one document an article; json: one array; jsonl: one report a line; table: for reading; csv: one row "
    "a figure, a mention of a slogan, a project, or a person and title, with exactly one kind in --only.",
)
@ONLY
@DATE
@click.option(
    "--keep-formulas",
    is_flag=True,
    help="csv: leave texts that begin with = + - @ as they are; else ' stands before them, so that none is run.",
)
@click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, by which Excel knows UTF-8.")
@reading_options
def extract(
    *,
    paths: tuple[str, ...],
    form: str,
    only: tuple[str, ...] | None,
    date: str | None,
    keep_formulas: bool,
    bom: bool,
    lexicons: str | None,
    segmenter: str,
    files0_from: str | None,
    reading: Options,
    quiet: bool,
    debug: bool,
) -> int:
    """Report what articles state: figures, slogans, projects and officials, each with its place in the text.

    PATH is a text, a saved web page, a PDF or DOCX with text, an archive (zip, tar, WARC), a file of records (JSON
    lines, CSV, Parquet), any of them compressed, or a URL of an object store; "-" or none at all reads standard input.
    Reports go to standard output, messages to standard error.
    """
    from sysanalyze.cli.articles import Run, load, sources
    from sysanalyze.cli.output import Output

    if form == "csv" and len(only or ()) != 1:
        raise click.UsageError("--format csv writes one kind: add --only figures, slogans, projects or officials")
    if form != "csv" and (keep_formulas or bom):
        raise click.UsageError(f"{'--bom' if bom else '--keep-formulas'} goes with --format csv")
    todo = sources(paths, files0_from, "extract")
    output = Output()
    loaded = load(lexicons)
    from sysanalyze.analyze import Analyzer

    analyzer = Analyzer(loaded, segmenter=segmenter, only=only or KINDS)
    run = Run(reading, quiet=quiet, debug=debug)
    if form == "csv":
        from sysanalyze.render.csv_text import csv_header, to_csv

        kind = (only or KINDS)[0]
        output.write(("\ufeff" if bom else "") + csv_header(kind))
        for text in run(
            todo, lambda document: to_csv(analyzer(document, date=date), kind, keep_formulas=keep_formulas)
        ):
            output.write(text)
        return run.exit_code
    write = writer(form)
    written = 0
    for text in run(todo, lambda document: write(analyzer(document, date=date))):
        output.write(("[\n" if not written else ",\n") + text if form == "json" else text)
        written += 1
    if form == "json":
        output.write("\n]\n" if written else "[]\n")
    return run.exit_code


def writer(form: str) -> Callable[[Report], str]:
    """What makes a report's text in a format, `json` without the brackets and commas of its array."""
    if form == "yaml":
        from sysanalyze.render.yaml_text import to_yaml

        return to_yaml
    if form == "table":
        from sysanalyze.render.table import to_table

        return to_table
    from sysanalyze.render.json_text import to_json

    return to_json if form == "json" else lambda report: to_json(report) + "\n"
