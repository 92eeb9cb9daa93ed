"""`sysanalyze lexicon`: check the word lists, look things up in them, and find what may belong there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sysanalyze.cli.messages import DONE, NOTHING, PARTLY, USAGE, ConfigurationError, say
from sysanalyze.cli.options import SEGMENTER, Encoding

if TYPE_CHECKING:
    from collections.abc import Callable

    from sysanalyze.lexicon import Entry
    from sysanalyze.lexicon.checking import Remark

MINE_EXAMPLES = """\b
Examples:
  sysanalyze lexicon mine archive.zip > candidates.yaml
  sysanalyze lexicon mine --min-documents 20 news/ | less
"""
ADD_EXAMPLES = """\b
Examples:
  sysanalyze lexicon add slogans 向海图强 --field kind=tifa --source 舟山日报
  sysanalyze lexicon add words 规上服务业 --field tag=n
"""
NEWLINE = b"\n"
EVERY = 500  # articles between two words of progress where no terminal is

lexicons_option = click.option(
    "--lexicons", type=click.Path(), metavar="DIR", help="A folder of lexicon files, on top of the built-in ones."
)


@click.group(short_help="Check and look up the word lists; find new candidates in an archive.")
def lexicon() -> None:
    """The words that sysanalyze knows: check them, look them up, and find candidates for them in an archive."""


@lexicon.command(short_help="Everything that is wrong with lexicon files.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("-q", "--quiet", is_flag=True, help="Do not tell which built-in entries are replaced.")
def check(*, paths: tuple[Path, ...], quiet: bool) -> int:
    """Check lexicon files; without a PATH, the built-in ones and those of your own folder.

    PATH is a file, or a folder as --lexicons takes it. Each lexicon that could be read is printed with the number of
    its entries; what is wrong goes to standard error as file:line.
    """
    from sysanalyze.cli.output import Output
    from sysanalyze.cli.own import lexicon_folders
    from sysanalyze.lexicon.checking import Checked, check_builtin, check_files
    from sysanalyze.lexicon.load import lexicon_files

    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise ConfigurationError(str(path), "E_NOT_FOUND", "no such file or folder; check the path")
        files.extend(lexicon_files(path) if path.is_dir() else [path])
    if paths and not files:
        raise ConfigurationError(str(paths[0]), "E_LEXICON", "holds no .yaml file")
    try:
        checked = check_files(files) if paths else check_builtin()
        if not paths and (own := [file for folder in lexicon_folders(None) for file in lexicon_files(folder)]):
            mine = check_files(own)
            checked = Checked([*checked.files, *mine.files], [*checked.remarks, *mine.remarks])
    except OSError as problem:
        raise ConfigurationError(str(problem.filename), "E_READ", (problem.strerror or "").lower()) from None
    output = Output()
    for name, parsed in checked.files:
        output.write(f"{name}\t{parsed.name}\t{len(parsed.entries)}\n")
    for remark in checked.remarks:
        if not (quiet and remark.harmless):
            tell(remark)
    wrong = [remark for remark in checked.remarks if not remark.harmless]
    if not wrong:
        return DONE
    return PARTLY if checked.files else NOTHING


def tell(remark: Remark) -> None:
    """Say on standard error what is wrong at a line."""
    say(f"{remark.file}:{remark.line}", "W_REPLACED" if remark.harmless else "E_LEXICON", remark.what)


@lexicon.command("list", short_help="The lexicons, or the entries of one.")
@click.argument("name", required=False)
@click.option("--where", metavar="FIELD=VALUE", help="Only the entries whose field has this value: theme=ecology.")
@lexicons_option
def list_(*, name: str | None, where: str | None, lexicons: str | None) -> int:
    """List the lexicons with the number of their entries, or the entries of the lexicon NAME, as tab-separated lines.

    An entry's line holds its surface, its variants, and its fields as field=value.
    """
    from sysanalyze.cli.articles import load
    from sysanalyze.cli.options import nearest
    from sysanalyze.cli.output import Output

    loaded = load(lexicons)
    output = Output()
    if name is None:
        for one in loaded:
            output.write(f"{one.name}\t{len(one)}\t{one.meaning}\n")
        return DONE
    if name not in loaded.by_name:
        raise ConfigurationError(name, "E_LEXICON", f"no such lexicon{nearest(name, tuple(loaded.by_name))}")
    field, _, value = (where or "").partition("=")
    shown = 0
    for entry in loaded[name]:
        if not field or value in _values(entry, field):
            shown += 1
            output.write(as_line(entry))
    if shown:
        return DONE
    say(name, "W_EMPTY", "no entry of that kind; 'sysanalyze lexicon list NAME' shows all with their fields")
    return DONE


def _values(entry: Entry, field: str) -> tuple[str, ...]:
    value = entry.fields.get(field, "")
    return value if isinstance(value, tuple) else (str(value).lower() if isinstance(value, bool) else value,)


def as_line(entry: Entry) -> str:
    """An entry as one line: its surface, its variants, its fields, between tabs."""
    from sysanalyze.render import printable

    fields = [f"{key}={'|'.join(_values(entry, key))}" for key in entry.fields]
    return "\t".join(map(printable, (entry.surface, "|".join(entry.variants), *fields))) + "\n"


@lexicon.command(short_help="What the lexicons say of words.")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@lexicons_option
def show(*, words: tuple[str, ...], lexicons: str | None) -> int:
    """Show every entry that has a WORD as its surface or a variant, as YAML, one document an entry."""
    from sysanalyze.cli.articles import load
    from sysanalyze.cli.output import Output

    loaded = load(lexicons)
    output = Output()
    unknown = 0
    for word in words:
        found = [(one, entry) for one in loaded for entry in one if word in entry.forms]
        for one, entry in found:
            output.write(as_document(one.name, entry))
        if not found:
            unknown += 1
            say(word, "E_UNKNOWN", "no lexicon has this word")
    if not unknown:
        return DONE
    return NOTHING if unknown == len(words) else PARTLY


def as_document(name: str, entry: Entry) -> str:
    """An entry as a YAML document."""
    import yaml

    content: dict[str, object] = {"lexicon": name, "surface": entry.surface}
    if entry.variants:
        content["variants"] = list(entry.variants)
    content |= {key: list(value) if isinstance(value, tuple) else value for key, value in entry.fields.items()}
    return "---\n" + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)


@lexicon.command(short_help="Add a word to your own lexicons.", epilog=ADD_EXAMPLES)
@click.argument("name", metavar="LEXICON")
@click.argument("surface", metavar="WORD")
@click.option("--variant", "variants", multiple=True, metavar="WORD", help="Another form of the same; repeatable.")
@click.option(
    "--field", "fields", multiple=True, metavar="FIELD=VALUE", help="What the lexicon says of it; repeatable."
)
@click.option("--source", metavar="TEXT", help="Where the word is known from.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Another folder than your own; for --lexicons.",
)
def add(
    *,
    name: str,
    surface: str,
    variants: tuple[str, ...],
    fields: tuple[str, ...],
    source: str | None,
    folder: Path | None,
) -> int:
    """Add WORD to the file LEXICON.yaml of your own lexicons, which every command reads.

    They stand in your configuration folder, which 'sysanalyze doctor' names and SYSANALYZE_CONFIG changes. Where the
    built-in lexicon has the word, yours takes its place. The file and line of the entry are printed.
    """
    from sysanalyze.cli.output import Output
    from sysanalyze.cli.own import own_lexicons
    from sysanalyze.lexicon.checking import check_files
    from sysanalyze.lexicon.load import lexicon_files

    place = folder or own_lexicons()
    if place is None:
        raise ConfigurationError("lexicon", "E_USAGE", "SYSANALYZE_CONFIG is empty: name a folder with --to")
    file = place / f"{name}.yaml"
    try:
        before = file.read_bytes() if file.exists() else None
        made = extended(before, name, entry_of(surface, variants, fields, source), file)
        others = [path for path in lexicon_files(place) if path != file]
        save(file, made)
        remarks = [one for one in check_files([*others, file]).remarks if surface in one.what or not one.harmless]
        if any(not one.harmless for one in remarks):
            file.unlink() if before is None else save(file, before)
    except OSError as problem:
        raise ConfigurationError(str(problem.filename), "E_OUTPUT", (problem.strerror or "").lower()) from None
    for remark in remarks:
        tell(remark)
    if any(not one.harmless for one in remarks):
        return USAGE
    Output().write(f"{file}:{made.count(NEWLINE)}\n")
    return DONE


def extended(raw: bytes | None, name: str, entry: dict[str, str | list[str]], file: Path) -> bytes:
    """The file with the entry. Raises ConfigurationError."""
    from sysanalyze.cli.options import nearest
    from sysanalyze.lexicon import LexiconError
    from sysanalyze.lexicon.adding import with_entry
    from sysanalyze.lexicon.load import builtin_fields, builtin_meanings

    try:
        known, meanings = builtin_fields(), builtin_meanings()
        if name not in known:
            raise ConfigurationError(name, "E_LEXICON", f"no such lexicon{nearest(name, tuple(known))}")
        return with_entry(raw, entry, file=str(file), lexicon=name, known=known, meaning=meanings[name])
    except LexiconError as problem:
        raise ConfigurationError("lexicons", "E_LEXICON", str(problem)) from None


def entry_of(
    surface: str, variants: tuple[str, ...], fields: tuple[str, ...], source: str | None
) -> dict[str, str | list[str]]:
    """The entry that the options say; a field named twice holds a list. Raises click.UsageError."""
    entry: dict[str, str | list[str]] = {"surface": surface}
    if variants:
        entry["variants"] = list(variants)
    for field in fields:
        key, sign, value = field.partition("=")
        if not sign or not key:
            raise click.UsageError(f"--field {field!r}: write it as kind=tifa")
        if key in entry:
            before = entry[key]
            entry[key] = [*(before if isinstance(before, list) else [before]), value]
        else:
            entry[key] = value.split("|") if "|" in value else value
    return entry | ({"source": source} if source else {})


def save(file: Path, raw: bytes) -> None:
    """Write a file whole, its folder made where there is none. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.write_bytes(raw)
    temporary.replace(file)


@lexicon.command(short_help="Candidate slogans of an archive, as a lexicon to be reviewed.", epilog=MINE_EXAMPLES)
@click.argument("sources", nargs=-1, required=True, type=click.Path(), metavar="SOURCE...")
@click.option(
    "--min-documents",
    "documents",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Only what stands in so many articles.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="At most so many, by number."
)
@click.option("--encoding", type=Encoding(), help="Read the articles in this encoding.  [default: found out]")
@SEGMENTER
@lexicons_option
@click.option("-q", "--quiet", is_flag=True, help="No progress; errors are still told.")
def mine(
    *,
    sources: tuple[str, ...],
    documents: int,
    limit: int,
    encoding: str | None,
    segmenter: str,
    lexicons: str | None,
    quiet: bool,
) -> int:
    """Find what may be slogans in an archive and is in no lexicon yet.

    SOURCE is a file, a folder or an archive of articles. Standard output gets a lexicon file: each candidate below
    the number of its articles, the first and last day, why it is one, and examples. Strike out what is no slogan; a
    folder with the rest is what --lexicons takes.
    """
    from sysanalyze.analyze import Analyzer
    from sysanalyze.cli.articles import load
    from sysanalyze.cli.output import Output
    from sysanalyze.corpus import Miner, to_lexicon
    from sysanalyze.read import Options, Reader, Rejected, inputs

    output = Output()
    loaded = load(lexicons)
    analyzer = Analyzer(loaded, segmenter=segmenter, only=["slogans"])
    miner = Miner(loaded)
    failed = 0
    told = progress(quiet=quiet)
    with Reader(Options(encoding=encoding)) as reader:
        for source in inputs(sources):
            for one in [source] if isinstance(source, Rejected) else reader.documents(source):
                if isinstance(one, Rejected):
                    failed += one.failed
                    if one.failed or not quiet:
                        say(one.source, one.code, one.message)
                else:
                    miner.add(analyzer(one))
                    told(miner.articles)
    if not miner.articles:
        return NOTHING
    for line in to_lexicon(miner.candidates(documents=documents)[:limit], articles=miner.articles, sources=sources):
        output.write(line)
    return PARTLY if failed else DONE


def progress(*, quiet: bool) -> Callable[[int], None]:
    """What is told how many articles are done: one line that is written over at a terminal, else one now and then."""
    stream = sys.stderr
    if quiet or stream is None:
        return lambda _: None
    at_terminal = stream.isatty() and os.environ.get("TERM") != "dumb"

    def tell_count(count: int) -> None:
        if at_terminal and count % 100 == 0:
            stream.write(f"\r{count} articles")
            stream.flush()
        elif not at_terminal and count % (EVERY * 10) == 0:
            say("lexicon mine", "I_PROGRESS", f"{count} articles")

    return tell_count
