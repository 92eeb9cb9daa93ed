"""`sysanalyze eval`: reports against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sysanalyze.cli.options import format_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sysanalyze.evaluate import Gold, Measured

EXAMPLES = """\b
Examples:
  sysanalyze eval gold/ reports/                   gold/NAME.gold.yaml with NAME.txt, reports/NAME.yaml
  sysanalyze eval --errors gold/ reports.jsonl     with every miss and every extra
  sysanalyze eval -f html -o page.html gold/ reports/
  sysanalyze eval corrected.json reports.jsonl     gold from Label Studio; a folder of .ann is gold from brat
"""
FORMATS = ("table", "json", "html")
GOLD = ".gold.yaml"


@click.command("eval", epilog=EXAMPLES)
@format_option(
    *FORMATS,
    help="table: for reading; json: for programs; html: a page with gold and found side by side.",
)
@click.option("-o", "--output", type=click.Path(), help="Where to write.  [default: standard output]")
@click.option("--errors", is_flag=True, help="List every miss, every extra and every wrong attribute.")
@click.option(
    "--at-least",
    multiple=True,
    metavar="MEASURE=NUMBER",
    help="End with 1 unless it holds: figures.value=0.92 (its F1), figures.value.recall=0.9, figures.bound=0.97.",
)
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
@click.argument("gold", type=click.Path())
@click.argument("reports", type=click.Path())
def eval_(
    *, gold: str, reports: str, form: str, output: str | None, errors: bool, at_least: tuple[str, ...], debug: bool
) -> int:
    """Measure REPORTS against GOLD.

    GOLD is a folder of NAME.gold.yaml or brat's NAME.ann, each beside its NAME.txt, or a JSON export of Label Studio.
    REPORTS is a folder of NAME.yaml or NAME.json, or a file of reports. A missing report counts as empty. Intervals
    hold 95 % of the values when articles are drawn anew (bootstrap).
    """
    del debug  # looked for by whoever catches an error
    from sysanalyze.cli.messages import DONE, PARTLY, ConfigurationError, say
    from sysanalyze.cli.output import Output, OutputError
    from sysanalyze.evaluate import GoldError, measure, summary
    from sysanalyze.render.evaluation import Evaluation

    bars = [bar(one) for one in at_least]
    try:
        wanted = list(golds(Path(gold)))
        if not wanted:
            raise ConfigurationError(gold, "E_GOLD", f"no gold here: NAME{GOLD} or NAME.ann beside NAME.txt")
        found = {name: tree for path in report_files(Path(reports)) for name, tree in named(path)}
        measured = [measure(one, found.get(one.name, {})) for one in wanted]
    except GoldError as problem:
        raise ConfigurationError(gold, "E_GOLD", str(problem)) from None
    rows, shares = summary(measured)
    result = Evaluation(rows=[fields(row) for row in rows], shares=[fields(row) for row in shares])
    missing = [one.name for one in wanted if one.name not in found]
    if missing:
        say(reports, "W_MISSING", f"no report for {len(missing)} of {len(wanted)} articles, {missing[0]} first")
    written = text_of(result, form, wanted, measured, found, errors=errors)
    if output is None or output == "-":
        Output().write(written)
    else:
        try:
            Path(output).write_text(written, encoding="utf-8")
        except OSError as problem:
            raise OutputError(f"{output} cannot be written: {(problem.strerror or '').lower()}") from None
    short = [one for one in bars if not result.reaches(*one)]
    for measure_, field, least in short:
        say(measure_, "E_SHORT", f"{field} is {result.value(measure_, field)}, wanted {least}")
    return PARTLY if short else DONE


def bar(written: str) -> tuple[str, str, float]:
    """`measure`, `field` and number of a bar. Raises click.UsageError."""
    key, _, number = written.partition("=")
    measure, _, field = key.rpartition(".")
    if field not in ("precision", "recall", "f1", "share"):
        measure, field = key, ""
    try:
        return measure, field, float(number)
    except ValueError:
        raise click.UsageError(f"--at-least {written!r}: write it as figures.value=0.92") from None


def golds(source: Path) -> Iterator[Gold]:
    """The gold of each article, in the order of the names. Raises GoldError."""
    from sysanalyze.cli.messages import ConfigurationError
    from sysanalyze.cli.reports import trees
    from sysanalyze.evaluate import GoldError, gold_from_report, gold_from_tree
    from sysanalyze.exchange import ExchangeError, tree_of
    from sysanalyze.exchange.brat import from_ann
    from sysanalyze.exchange.label_studio import from_tasks
    from sysanalyze.read import ReadError

    try:
        if source.is_file():
            for number, (annotated, text) in enumerate(from_tasks(content(source)), 1):
                name = stem(str(annotated.document.get("id") or number))
                yield gold_from_report(tree_of(annotated, text), text, name)
            return
        if not source.is_dir():
            raise ConfigurationError(str(source), "E_MISSING", "no such file or folder")
        for path in sorted([*source.glob(f"*{GOLD}"), *source.glob("*.ann")]):
            name = path.name.removesuffix(GOLD).removesuffix(".ann")
            text = content(path.with_name(f"{name}.txt"))
            if path.suffix == ".ann":
                yield gold_from_report(tree_of(from_ann(content(path)), text), text, name)
            else:
                yield gold_from_tree(next(trees(content(path)), None), text, name)
    except (ExchangeError, ReadError) as problem:
        raise GoldError(f"{source.name}: {problem}") from None


def report_files(source: Path) -> list[Path]:
    """The files of reports: of a folder those in it, else the file. Raises ConfigurationError."""
    from sysanalyze.cli.messages import ConfigurationError

    if source.is_dir():
        found = [path for path in source.iterdir() if path.suffix in (".yaml", ".yml", ".json", ".jsonl")]
        return sorted(path for path in found if not path.name.endswith(GOLD))
    if source.is_file():
        return [source]
    raise ConfigurationError(str(source), "E_MISSING", "no such file or folder")


def named(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The reports of a file with the names of their articles: the file's own where it holds one, else each id's."""
    from sysanalyze.cli.reports import trees
    from sysanalyze.evaluate import GoldError
    from sysanalyze.read import ReadError

    try:
        found = list(trees(content(path)))
    except ReadError as problem:
        raise GoldError(f"{path}: {problem}") from None
    if len(found) == 1 and path.suffix != ".jsonl":
        yield path.stem, found[0]
        return
    for tree in found:
        yield stem(str(tree.get("document", {}).get("id", ""))), tree


def stem(name: str) -> str:
    """The name of an article without its folder, archive and suffix.

    >>> stem("news.zip!2018/a.txt")
    'a'
    """
    return Path(name.rpartition("!")[2]).stem


def content(path: Path) -> str:
    """The text of a file, its line ends as they are. Raises ConfigurationError."""
    from sysanalyze.cli.messages import ConfigurationError
    from sysanalyze.read import ReadError, read_file

    try:
        return read_file(str(path), encoding=None, strict=False).text
    except ReadError as problem:
        raise ConfigurationError(str(path), problem.code, problem.message) from None


def fields(row: Any) -> dict[str, Any]:  # noqa: ANN401  # a Row or a Share
    """The row as a mapping."""
    return {name: getattr(row, name) for name in row.__slots__}


def text_of(
    result: Any,  # noqa: ANN401  # an Evaluation, imported when the command runs
    form: str,
    wanted: Iterable[Gold],
    measured: Iterable[Measured],
    found: Mapping[str, Mapping[str, Any]],
    *,
    errors: bool,
) -> str:
    """The evaluation in its format."""
    from sysanalyze.render.page.comparison import Side, to_evaluation_page

    listed = [(one.name, [fields(difference) for difference in one.differences]) for one in measured]
    if form == "html":
        sides = []
        for gold, (name, differences) in zip(wanted, listed, strict=True):
            tree = found.get(name, {})
            places = [
                *((span, "figure") for span in gold.figures),
                *((span, "official") for person in gold.officials for span in person.mentions),
                *((span, "slogan") for span, _ in gold.slogans),
                *((span, "project") for span, _ in gold.projects),
            ]
            sides.append(Side(name=name, text=gold.text, gold=places, found=spans(tree), differences=differences))
        return to_evaluation_page(result, sides)
    if form == "json":
        return result.to_json(listed if errors else None)  # type: ignore[no-any-return]
    return result.to_table(listed if errors else None)  # type: ignore[no-any-return]


def spans(tree: Mapping[str, Any]) -> list[tuple[tuple[int, int], str]]:
    """The places of a report's findings with their kinds."""
    items = [(figure, "figure") for figure in tree.get("figures", ())]
    for kind in ("slogan", "project", "official"):
        items += [(mention, kind) for finding in tree.get(f"{kind}s", ()) for mention in finding.get("mentions", ())]
    return [((int(item["start"]), int(item["end"])), kind) for item, kind in items]
