"""`sysanalyze explain`: each finding with the rule, the pieces of the text and the words behind it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sysanalyze.cli.options import DATE, KINDS, ONLY, format_option, reading_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.analyze import Analyzer
    from sysanalyze.explain import Explained, Words
    from sysanalyze.model import Document, Refusal, Span
    from sysanalyze.read import Options
    from sysanalyze.render.tree import Tree

EXAMPLES = """\b
Examples:
  sysanalyze explain article.txt             every finding
  sysanalyze explain article.txt:1520        what stands at character 1520, or why nothing does
  sysanalyze explain --refused article.txt   also where rules came close and declined
"""
FORMATS = ("text", "json")
PLACE = re.compile(r"(.+):(\d+)", re.DOTALL)
NEAR = 12  # characters on both sides of an offset in which a refusal is told


@click.command(epilog=EXAMPLES)
@format_option(
    *FORMATS,
    help="text: for reading; json: one line a finding or refusal.",
)
@ONLY
@DATE
@click.option("--refused", is_flag=True, help="Tell also where rules came close and declined.")
@reading_options
def explain(
    *,
    paths: tuple[str, ...],
    form: str,
    only: tuple[str, ...] | None,
    date: str | None,
    refused: bool,
    lexicons: str | None,
    segmenter: str,
    files0_from: str | None,
    reading: Options,
    quiet: bool,
    debug: bool,
) -> int:
    """Explain what a report says: for each finding its rule, the pieces of the text and the lexicons' words behind it.

    PATH is an article, or an article and an offset in code points, PATH:OFFSET. For an offset without a finding the
    rules that came close say why they declined.
    """
    from sysanalyze.cli.articles import Run, load, sources
    from sysanalyze.cli.output import Output

    loaded = load(lexicons)
    from sysanalyze.analyze import Analyzer
    from sysanalyze.explain import Words

    offsets = dict(map(placed, paths))
    todo = sources(tuple(offsets), files0_from, "explain")
    output = Output()
    analyzer = Analyzer(loaded, segmenter=segmenter, only=only or KINDS)
    words = Words(loaded)
    run = Run(reading, quiet=quiet, debug=debug)

    def told(document: Document) -> list[str]:
        offset = offsets.get(document.id)
        return list(tell(document, analyzer, words, date=date, offset=offset, refused=refused, form=form))

    for lines in run(todo, told):
        output.write("".join(lines))
    return run.exit_code


def placed(path: str) -> tuple[str, int | None]:
    """The path and the offset of `PATH:OFFSET`; a file whose name ends like that is a path."""
    found = PLACE.fullmatch(path)
    if found is None or Path(path).exists():
        return path, None
    return found[1], int(found[2])


def tell(
    document: Document,
    analyzer: Analyzer,
    words: Words,
    *,
    date: str | None,
    offset: int | None,
    refused: bool,
    form: str,
) -> Iterator[str]:
    """The lines of one article."""
    from sysanalyze.cli.language import localized
    from sysanalyze.explain import explained, refusals
    from sysanalyze.read import ReadError

    if offset is not None and offset >= len(document.text):
        what = f"the offset {offset} is beyond the text, which has {len(document.text)} characters"
        raise ReadError("E_OFFSET", what)
    article = analyzer.articles(document, date=date)
    found = explained(analyzer.report(article), article, words, analyzer.lexicons)
    if offset is not None:
        found = [one for one in found if any(holds(piece.span, offset) for piece in one.pieces)]
    declined: Sequence[Refusal] = ()
    if refused or (offset is not None and not found):
        declined = refusals(article, analyzer.extractors)
        if offset is not None:
            declined = [one for one in declined if one.span.start - NEAR <= offset < one.span.end + NEAR]
    if form == "json":
        from sysanalyze.render.json_text import json_node

        yield from (json_node(as_tree(one, document)) + "\n" for one in found)
        yield from (json_node(refusal_tree(one, document)) + "\n" for one in declined)
        return
    yield f"# {document.id}" + ("" if offset is None else f":{offset}  …{around(document.text, offset)}…") + "\n"
    for one in found:
        yield from as_text(one, document)
    if declined:
        yield "\n" + said_heading()
    for refusal in declined:
        text = document.text[refusal.span.start : refusal.span.end]
        yield f"{line(text)}  [{refusal.span.start}, {refusal.span.end})  {refusal.rule}: {localized(refusal.reason)}\n"
    if offset is not None and not found and not declined:
        yield nothing()
    yield "\n"


def said_heading() -> str:
    """What stands above the refusals."""
    from sysanalyze.cli.language import said

    return said("Rules that came close and declined:") + "\n"


def nothing() -> str:
    """What is told where no rule came near."""
    from sysanalyze.cli.language import said

    return said("No rule came close.") + "\n"


def holds(span: Span, offset: int) -> bool:
    """Whether the character at the offset is in the span."""
    return span.start <= offset < span.end


def around(text: str, offset: int) -> str:
    """The text around an offset, the character there in brackets."""
    before, after = text[max(0, offset - NEAR) : offset], text[offset + 1 : offset + NEAR]
    return line(f"{before}[{text[offset]}]{after}")


def line(text: str) -> str:
    """The text in one line, unseen characters as escapes."""
    from sysanalyze.render import printable

    return printable(text)


def as_text(one: Explained, document: Document) -> Iterator[str]:
    """A finding for a reader."""
    from sysanalyze.cli.language import language
    from sysanalyze.explain import rule
    from sysanalyze.render.page.findings import texts

    text = document.text[one.span.start : one.span.end]
    known = rule(one.finding.rule)
    yield f"\n{line(text)}  [{one.span.start}, {one.span.end})  {one.kind}\n"
    yield f"  {known.name}: {known.says(language())}\n"
    node = finding_tree(one, document)
    said = {key: value for key, value in node.items() if key not in ("text", "start", "end", "mentions", "rule", "cue")}
    for key, value in said.items():
        yield f"  {key:<10} {line(flat(texts(value)))}\n"
    for piece in one.pieces:
        stretch = line(document.text[piece.span.start : piece.span.end])
        yield f"    {piece.role:<10} {stretch}  [{piece.span.start}, {piece.span.end})\n"
    for word in one.words:
        yield f"    {'word':<10} {line(str(word))}  [{word.span.start}, {word.span.end})\n"


def flat(value: object) -> str:
    """A value of a tree in one line.

    >>> flat({"direction": "up", "amount": "12.65"}), flat(["工业", "农业"])
    ('direction up, amount 12.65', '工业; 农业')
    """
    if isinstance(value, dict):
        return ", ".join(f"{key} {flat(one)}" for key, one in value.items() if key not in ("start", "end"))
    if isinstance(value, list | tuple):
        return "; ".join(map(flat, value))
    return str(value)


def finding_tree(one: Explained, document: Document) -> Tree:
    """The finding as a report has it."""
    from sysanalyze.render.tree import finding_node

    return finding_node(one.finding, document.text)


def as_tree(one: Explained, document: Document) -> Tree:
    """A finding for a program."""
    from sysanalyze.explain import rule

    known = rule(one.finding.rule)
    return {
        "id": document.id,
        "kind": one.kind,
        "finding": finding_tree(one, document),
        "rule": {"name": known.name, "en": known.en, "zh": known.zh, "example": known.example},
        "pieces": [{"role": piece.role, **placed_text(piece.span, document)} for piece in one.pieces],
        "words": [
            {"lexicon": word.lexicon, "entry": word.entry.surface, **placed_text(word.span, document)}
            for word in one.words
        ],
    }


def refusal_tree(one: Refusal, document: Document) -> Tree:
    """A refusal for a program."""
    return {
        "id": document.id,
        "refused": {"rule": one.rule, "reason": one.reason, **placed_text(one.span, document)},
    }


def placed_text(span: Span, document: Document) -> Tree:
    """Start, end and text."""
    return {"start": span.start, "end": span.end, "text": document.text[span.start : span.end]}
