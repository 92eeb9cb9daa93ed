"""`sysanalyze convert`: reports to and from annotation formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sysanalyze.cli.options import ARTICLES, TEXT_FIELD, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.exchange import Annotated
    from sysanalyze.model import Report
    from sysanalyze.read import Options

EXAMPLES = """\b
Examples:
  sysanalyze convert --to brat -o corpus/ reports.jsonl          corpus/NAME.txt and NAME.ann, to open in brat
  sysanalyze convert --to label-studio -o tasks.json reports/    tasks with predictions, to import
  sysanalyze convert --from label-studio export.json             what people corrected, as JSON lines
"""
FORMATS = ("brat", "label-studio", "spacy", "web-annotations")


@click.command(epilog=EXAMPLES)
@click.option("--to", "to", type=Choice(*FORMATS), help="Write the reports in this format.")
@click.option("--from", "from_", type=Choice(*FORMATS), help="Read this format and write reports as JSON lines.")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="A folder for brat, else a file.  [default: standard output]",
)
@ARTICLES
@TEXT_FIELD
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
@click.argument("sources", nargs=-1, required=True, type=click.Path(), metavar="SOURCE...")
def convert(
    *,
    sources: tuple[str, ...],
    to: str | None,
    from_: str | None,
    output: str | None,
    articles: tuple[str, ...],
    text_field: str,
    debug: bool,
) -> int:
    """Convert reports to the formats of annotation tools, so that people can correct them, and back.

    With --to a SOURCE is a file or folder of reports, each with its article where its id says or in --source. With
    --from it is a folder of brat or a file of the other formats. A report that nobody changed comes back the same.
    """
    del debug  # looked for by whoever catches an error
    if (to is None) == (from_ is None):
        raise click.UsageError("name one format, with --to or with --from")
    if to == "brat" and output in (None, "-"):
        raise click.UsageError("--to brat writes a folder; name it with -o")
    from sysanalyze.cli.messages import DONE, ConfigurationError
    from sysanalyze.exchange import ExchangeError
    from sysanalyze.read import Options

    reading = Options(text_field=text_field)
    try:
        if from_ is not None:
            deliver("".join(back(sources, from_)), output)
        elif to == "brat" and output is not None:
            to_brat(whole_reports(sources, reading, articles), Path(output))
        else:
            deliver(there(whole_reports(sources, reading, articles), str(to)), output)
    except ExchangeError as problem:
        raise ConfigurationError(sources[0], "E_FORMAT", str(problem)) from None
    return DONE


def whole_reports(sources: tuple[str, ...], reading: Options, articles: tuple[str, ...]) -> Iterator[Report]:
    """The reports of files and folders, each with its article. Raises ConfigurationError."""
    from sysanalyze.cli.eval import report_files
    from sysanalyze.cli.messages import ConfigurationError
    from sysanalyze.cli.reports import whole
    from sysanalyze.read import ReadError, read_file

    for source in sources:
        for path in report_files(Path(source)):
            try:
                yield from whole(read_file(str(path), encoding=None, strict=False), reading, articles)
            except ReadError as problem:
                raise ConfigurationError(str(path), problem.code, problem.message) from None


def annotated(report: Report) -> Annotated:
    """The report's regions and links."""
    from sysanalyze.exchange import regions_of
    from sysanalyze.render import report_tree

    return regions_of(report_tree(report))


def to_brat(reports: Iterator[Report], folder: Path) -> None:
    """Write NAME.txt, NAME.ann and what the report says of the article, and the folder's configuration."""
    from sysanalyze.cli.eval import stem
    from sysanalyze.exchange.brat import ANNOTATION_CONF, to_ann
    from sysanalyze.exchange.exact import json_line

    made: set[str] = set()
    for report in reports:
        name = stem(report.document.id) or "article"
        while name in made:
            name += "-2"
        made.add(name)
        regions = annotated(report)
        about = {"document": regions.document, "produced_by": regions.produced_by, "checks": regions.checks}
        save(folder / f"{name}.txt", report.document.text)
        save(folder / f"{name}.ann", to_ann(regions, report.document.text))
        save(folder / f"{name}.report.json", json_line(about) + "\n")
    save(folder / "annotation.conf", ANNOTATION_CONF)


def there(reports: Iterator[Report], to: str) -> str:
    """The reports in a format of one file: a JSON array of tasks, else JSON lines."""
    from sysanalyze.exchange.exact import json_line
    from sysanalyze.exchange.label_studio import to_task
    from sysanalyze.exchange.spacy_doc import to_doc
    from sysanalyze.exchange.web_annotations import to_page

    if to == "label-studio":
        tasks = [to_task(annotated(report), report.document.text) for report in reports]
        return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    make = to_doc if to == "spacy" else to_page
    return "".join(json_line(make(annotated(report), report.document.text)) + "\n" for report in reports)


def back(sources: tuple[str, ...], from_: str) -> Iterator[str]:
    """The reports of annotations, each as a line of JSON. Raises ConfigurationError."""
    from sysanalyze.cli.messages import ConfigurationError
    from sysanalyze.exchange import ExchangeError, tree_of
    from sysanalyze.exchange.exact import json_line

    for source in sources:
        try:
            for regions, text in read_annotations(Path(source), from_):
                yield json_line(tree_of(regions, text)) + "\n"
        except ExchangeError as problem:
            raise ConfigurationError(source, "E_FORMAT", str(problem)) from None


def read_annotations(source: Path, from_: str) -> Iterator[tuple[Annotated, str]]:
    """The annotations of a source with their texts. Raises ExchangeError, ReadError."""
    from dataclasses import replace

    from sysanalyze.cli.eval import content
    from sysanalyze.cli.messages import ConfigurationError
    from sysanalyze.exchange.brat import from_ann
    from sysanalyze.exchange.exact import json_tree
    from sysanalyze.exchange.label_studio import from_tasks
    from sysanalyze.exchange.spacy_doc import from_doc
    from sysanalyze.exchange.web_annotations import from_page

    if from_ == "brat":
        if not source.is_dir():
            what = "is no folder" if source.exists() else "no such folder"
            raise ConfigurationError(
                str(source), "E_MISSING", f"{what}; --from brat reads one of NAME.ann and NAME.txt"
            )
        for path in sorted(source.glob("*.ann")):
            about_path = path.with_suffix(".report.json")
            about: dict[str, Any] = json_tree(content(about_path)) if about_path.is_file() else {}
            made = from_ann(content(path), document=about.get("document"))
            more = {"produced_by": about.get("produced_by", {}), "checks": about.get("checks", ())}
            yield replace(made, **more), content(path.with_suffix(".txt"))
    elif from_ == "label-studio":
        yield from from_tasks(content(source))
    else:
        read = from_doc if from_ == "spacy" else from_page
        for line in content(source).splitlines():
            if line.strip():
                yield read(json_tree(line))


def deliver(written: str, output: str | None) -> None:
    """Write to standard output or a file."""
    from sysanalyze.cli.output import Output

    if output is None or output == "-":
        Output().write(written)
    else:
        save(Path(output), written)


def save(path: Path, written: str) -> None:
    """Write a file, its folder made where it is missing; line ends as they are. Raises OutputError."""
    from sysanalyze.cli.output import OutputError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.encode("utf-8", "surrogatepass"))
    except OSError as problem:
        raise OutputError(f"{path} cannot be written: {(problem.strerror or '').lower()}") from None
