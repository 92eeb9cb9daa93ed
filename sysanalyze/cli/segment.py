"""`sysanalyze segment`: the tokens that the segmenter gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sysanalyze.cli.options import format_option, reading_options

if TYPE_CHECKING:
    from sysanalyze.read import Options
    from sysanalyze.segment import Tokens

EXAMPLES = """\b
Examples:
  sysanalyze segment article.txt
  sysanalyze segment article.txt | cut -f1 | sort | uniq -c | sort -rn | head
"""
FORMATS = ("tsv", "jsonl")


@click.command(epilog=EXAMPLES)
@format_option(
    *FORMATS,
    help="tsv: token, tag, start, end, an empty line between articles; jsonl: one token a line, with its article's id.",
)
@reading_options
def segment(
    *,
    paths: tuple[str, ...],
    form: str,
    lexicons: str | None,
    segmenter: str,
    files0_from: str | None,
    reading: Options,
    quiet: bool,
    debug: bool,
) -> int:
    """Print the tokens of articles with their tags and spans, in code points.

    PATH is what 'sysanalyze extract' reads; "-" or none at all reads standard input. Tags are those of jieba's
    dictionary.
    """
    from sysanalyze.cli.articles import Run, load, sources
    from sysanalyze.cli.output import Output

    todo = sources(paths, files0_from, "segment")
    output = Output()
    loaded = load(lexicons)
    from sysanalyze.segment import Segmenter

    words = [(entry.surface, entry.text("tag") or "n") for entry in loaded["words"]]
    cut = Segmenter(segmenter, words)
    run = Run(reading, quiet=quiet, debug=debug)
    for number, (name, tokens) in enumerate(run(todo, lambda document: (document.id, cut(document.text)))):
        if form == "tsv":
            output.write(("\n" if number else "") + to_tsv(tokens))
        else:
            output.write(to_jsonl(tokens, name))
    return run.exit_code


def to_tsv(tokens: Tokens) -> str:
    r"""One line a token; a tab or line break in a token is written `\t` `\n`, other unseen characters likewise."""
    from sysanalyze.render import printable

    lines = []
    for text, tag, start, end in tokens:
        token = printable(text.replace("\\", "\\\\"))
        lines.append(f"{token}\t{tag}\t{start}\t{end}\n")
    return "".join(lines)


def to_jsonl(tokens: Tokens, name: str) -> str:
    """One object a token."""
    from sysanalyze.render.json_text import json_node

    return "".join(
        json_node({"token": text, "tag": tag, "start": start, "end": end, "id": name}) + "\n"
        for text, tag, start, end in tokens
    )
