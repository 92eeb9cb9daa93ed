"""`sysanalyze view`: articles with their findings highlighted, as one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sysanalyze.cli.options import ARTICLES, DATE, KINDS, ONLY, Choice, reading_options

if TYPE_CHECKING:
    from pathlib import Path

    from sysanalyze.model import Document, Report
    from sysanalyze.read import Options

EXAMPLES = """\b
Examples:
  sysanalyze view article.txt                     opens the page in the browser
  sysanalyze view -o page.html news/*.txt         several articles with an index
  sysanalyze view -o page.html report.yaml        a report, corrected by hand or made before
  sysanalyze view --dataset out --id news.zip!a.txt    a document of a dataset
"""
LANGUAGES = ("zh", "en")


@click.command(epilog=EXAMPLES)
@click.option("-o", "--output", type=click.Path(), metavar="PAGE.html", help='Where to write; "-" is standard output.')
@ONLY
@DATE
@click.option("--lang", type=Choice(*LANGUAGES), help="Language of the page.  [default: the browser's]")
@click.option("--dataset", type=click.Path(), metavar="DIR", help="A dataset of 'sysanalyze batch'; with --id.")
@click.option("--id", "name", metavar="ID", help="The document of the dataset.")
@ARTICLES
@reading_options
def view(
    *,
    paths: tuple[str, ...],
    output: str | None,
    only: tuple[str, ...] | None,
    date: str | None,
    lang: str | None,
    dataset: str | None,
    name: str | None,
    articles: tuple[str, ...],
    lexicons: str | None,
    segmenter: str,
    files0_from: str | None,
    reading: Options,
    quiet: bool,
    debug: bool,
) -> int:
    """Show articles with their findings highlighted, as one page that needs no network.

    PATH is an article or a report (YAML, JSON or JSON lines). A report's article is read anew where the report's id
    says, from here and from the report's folder, out of an archive or a file of records too. Without -o the page opens
    in the browser.
    """
    from sysanalyze.cli.articles import Run, load, sources

    if (dataset is None) != (name is None):
        raise click.UsageError("--dataset and --id go together")
    if dataset is not None and name is not None:
        if paths or files0_from is not None:
            raise click.UsageError("--dataset takes no PATH")
        return view_dataset(dataset, name, reading, articles, output=output, lang=lang, quiet=quiet)
    todo = sources(paths, files0_from, "view")
    loaded = load(lexicons)
    from sysanalyze.analyze import Analyzer

    analyzer = Analyzer(loaded, segmenter=segmenter, only=only or KINDS)
    from dataclasses import replace

    from sysanalyze.cli.reports import REPORT, whole

    run = Run(replace(reading, whole=REPORT), quiet=quiet, debug=debug)

    def work(document: Document) -> list[Report]:
        if REPORT.match(document.text):
            return list(whole(document, reading, articles))
        return [analyzer(document, date=date)]

    reports = [report for found in run(todo, work) for report in found]
    if reports:
        from sysanalyze.render.page import to_page

        deliver(to_page(reports, lang=lang), output, quiet=quiet)
    return run.exit_code


def view_dataset(
    dataset: str,
    name: str,
    reading: Options,
    articles: tuple[str, ...],
    *,
    output: str | None,
    lang: str | None,
    quiet: bool,
) -> int:
    """Show one document of a dataset."""
    from sysanalyze.cli.messages import DONE, NOTHING, say
    from sysanalyze.cli.reports import from_dataset
    from sysanalyze.read import ReadError
    from sysanalyze.render.page import to_page

    try:
        report = from_dataset(dataset, name, reading, articles)
    except ReadError as problem:
        say(name, problem.code, problem.message)
        return NOTHING
    deliver(to_page([report], lang=lang), output, quiet=quiet)
    return DONE


def deliver(page: str, output: str | None, *, quiet: bool) -> None:
    """Write the page where it is wanted, or open it in the browser."""
    from pathlib import Path

    from sysanalyze.cli.messages import say
    from sysanalyze.cli.output import Output, OutputError

    if output == "-":
        Output().write(page)
        return
    if output is None:
        import tempfile
        import webbrowser

        place = Path(tempfile.mkdtemp(prefix="sysanalyze-")) / "page.html"
        write(place, page)
        if not webbrowser.open(place.as_uri()):
            raise OutputError(f"no browser could be opened; the page is {place}, -o names another place")
        if not quiet:
            say(str(place), "I_PAGE", "opened in the browser")
        return
    write(Path(output), page)


def write(place: Path, page: str) -> None:
    """Write the page. Raises OutputError."""
    from sysanalyze.cli.output import OutputError

    try:
        place.write_bytes(page.encode("utf-8", "replace"))
    except OSError as problem:
        raise OutputError(f"{place} cannot be written: {(problem.strerror or '').lower()}") from None
