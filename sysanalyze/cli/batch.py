"""`sysanalyze batch`: an archive into a dataset."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sysanalyze.cli.messages import DONE, INTERRUPTED, NOTHING, PARTLY, TERMINATED, ConfigurationError, say
from sysanalyze.cli.options import DATE, ONLY, reading_options

if TYPE_CHECKING:
    from sysanalyze.batch.plan import Settings
    from sysanalyze.batch.run import Batch, Summary
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.read import Options

EXAMPLES = """\b
Examples:
  sysanalyze batch news.zip -o dataset
  sysanalyze batch 2013 2014 more.jsonl --text-field body -o dataset --jobs 8
  sysanalyze batch /archive -o /shared/dataset --shard 3/16
Stopped at any instant, it goes on with what is missing when the same command is given again.
"""


READING = ("encoding", "strict", "text_field", "date_field", "title_field", "id_field")  # what findings depend on


class Shard(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.3
    """Which of how many shards, i/N, counted from 1."""

    name = "i/N"

    def convert(
        self,
        value: Any,  # noqa: ANN401  # as click hands it over
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, int]:
        """Both numbers."""
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", str(value))
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            self.fail(f"{value!r} is no shard; write the third of sixteen as 3/16", param, ctx)
        return int(found[1]), int(found[2])


@click.command(short_help="An archive into a dataset: parallel, resumable, here or on a cluster.", epilog=EXAMPLES)
@click.option("-o", "--output", required=True, metavar="DIR", help="The dataset: a folder, or a URL that fsspec opens.")
@click.option("-j", "--jobs", type=click.IntRange(1, 4096), help="Processes.  [default: one a core]")
@click.option("--shard", type=Shard(), help="Only this shard of the parts; for array jobs that share DIR.")
@click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster: tcp://host:port, or its scheduler file.")
@click.option("--restart", is_flag=True, help="Begin anew: what DIR holds of a dataset is removed.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N articles.")
@click.option("--skip-duplicates", is_flag=True, help="Analyze the same text once; takes a first pass over all.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="An article that takes longer is rejected.",
)
@ONLY
@DATE
@reading_options
def batch(
    *,
    paths: tuple[str, ...],
    output: str,
    jobs: int | None,
    shard: tuple[int, int] | None,
    scheduler: str | None,
    restart: bool,
    limit: int | None,
    skip_duplicates: bool,
    timeout: float,
    only: tuple[str, ...] | None,
    date: str | None,
    lexicons: str | None,
    segmenter: str,
    files0_from: str | None,
    reading: Options,
    quiet: bool,
    debug: bool,
) -> int:
    """Analyze an archive into a dataset of Parquet tables that DuckDB, R, pandas and others read.

    PATH is a folder, an archive or anything else that extract reads. Progress and messages go to standard error;
    docs/dataset.md describes the tables.
    """
    if not paths and files0_from is None:
        raise ConfigurationError("batch", "E_USAGE", "nothing to read: name a folder or file")
    from sysanalyze.cli.articles import load, sources
    from sysanalyze.cli.own import lexicon_folders

    paths = sources(paths, files0_from, "batch")
    if "-" in paths:
        raise ConfigurationError("batch", "E_USAGE", "standard input cannot be read twice; save it to a file")
    if restart and shard is not None:
        raise ConfigurationError("batch", "E_USAGE", "--restart would remove what other shards do; leave out --shard")
    if scheduler is not None and "://" not in scheduler and not Path(scheduler).is_file():
        what = "is no address (tcp://host:port) and no file that a scheduler wrote"
        raise ConfigurationError(scheduler, "E_SCHEDULER", what)
    check_output(output, paths)
    require_what_it_needs()
    from sysanalyze.batch.run import Batch

    options = {
        "date": date,
        "limit": limit,
        "only": None if only is None else ",".join(only),
        "skip_duplicates": skip_duplicates,
        "timeout": timeout,
        **{name: getattr(reading, name) for name in READING},
    }
    asked = Batch(
        sources=paths,
        where=output,
        settings=settings(load(lexicons), segmenter, options),
        reading=replace(reading, timeout=timeout),
        lexicons=tuple(map(str, lexicon_folders(lexicons))),
        segmenter=segmenter,
        date=date,
        only=only,
        skip_duplicates=skip_duplicates,
        warnings=not quiet,
        debug=debug,
        restart=restart,
        shard=shard,
        jobs=jobs or cores(),
        deadline=timeout,
        scheduler=scheduler,
    )
    return execute(asked, quiet=quiet, debug=debug)


def execute(asked: Batch, *, quiet: bool, debug: bool) -> int:
    """Run a batch with its progress and signals; the exit code."""
    from sysanalyze.batch.plan import PlanError, RunError
    from sysanalyze.batch.run import run_batch
    from sysanalyze.cli.progress import Progress
    from sysanalyze.cli.signals import Stop
    from sysanalyze.dataset.store import StoreError

    with Stop() as stop, Progress(quiet=quiet) as progress:
        try:
            summary = run_batch(asked, progress, lambda: stop.signal is not None)
        except PlanError as problem:
            raise ConfigurationError(problem.source, "E_CHANGED", problem.message) from None
        except StoreError as problem:
            raise ConfigurationError(asked.where, "E_OUTPUT", str(problem)) from None
        except RunError as problem:
            progress.close()
            say(asked.where, "E_RUN", str(problem))
            return NOTHING
        except OSError as problem:
            if debug:
                raise
            progress.close()
            say(asked.where, "E_OUTPUT", f"cannot be written: {(problem.strerror or str(problem)).lower()}")
            return NOTHING
        progress.end(summary)
    return exit_code(summary, stop.signal)


def exit_code(summary: Summary, stopped_by: int | None) -> int:
    """What a batch ends with."""
    if summary.stopped:
        return TERMINATED if stopped_by == signal.SIGTERM else INTERRUPTED
    if not summary.counts.rejected:
        return DONE
    return PARTLY if summary.counts.documents else NOTHING


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def require_what_it_needs() -> None:
    """Name what is missing before any work."""
    if os.name != "posix":
        raise ConfigurationError("batch", "E_SYSTEM", "runs on Linux and macOS; on Windows use WSL")
    from importlib.util import find_spec

    if find_spec("duckdb") is None:
        raise ConfigurationError("batch", "E_EXTRA", "needs DuckDB; pip install duckdb")


def check_output(output: str, paths: tuple[str, ...]) -> None:
    """Refuse an output that is no place for a dataset, before anything is written or removed."""
    if "://" in output:
        return
    from sysanalyze.dataset.store import LocalStore

    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(output, "E_OUTPUT", "is no folder; name one for the dataset with -o")
    store = LocalStore(folder)
    if not store.is_dataset() and (foreign := store.foreign()) is not None:
        raise ConfigurationError(output, "E_OUTPUT", f"holds other files ({foreign}); name a new or an empty folder")
    place = folder.resolve()
    for path in paths:
        if "://" not in path and Path(path).is_dir() and place.is_relative_to(Path(path).resolve()):
            raise ConfigurationError(output, "E_OUTPUT", f"lies within {path}, which is read; name another folder")


def settings(lexicons: Lexicons, segmenter: str, options: dict[str, Any]) -> Settings:
    """What the findings depend on besides the inputs."""
    from importlib.metadata import version

    import sysanalyze
    from sysanalyze.batch.plan import Settings
    from sysanalyze.dataset.schema import SCHEMA

    return Settings(
        version=sysanalyze.__version__,
        schema=SCHEMA,
        lexicons=lexicons.digest,
        segmenter=f"{segmenter} {version(segmenter)}",
        writer=f"duckdb {version('duckdb')}",
        options=options,
    )
