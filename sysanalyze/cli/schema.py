"""`sysanalyze schema`: the JSON Schemas of what the program writes and reads."""

from __future__ import annotations

import click

from sysanalyze.cli.options import Choice

EXAMPLES = """\b
Examples:
  sysanalyze schema > report.schema.json
  sysanalyze schema lexicon
"""
SCHEMAS = {
    "report": ("sysanalyze.render", "report.schema.json"),
    "lexicon": ("sysanalyze.lexicon", "lexicon.schema.json"),
}


@click.command(epilog=EXAMPLES)
@click.argument("what", type=Choice(*SCHEMAS), default="report")
def schema(*, what: str) -> int:
    """Print the JSON Schema (2020-12) of a report, as YAML and JSON lines have it, or of a lexicon file.

    The number of the schema stands in each report; it changes only with a note in the changelog how to move.
    """
    from importlib.resources import files

    from sysanalyze.cli.messages import DONE
    from sysanalyze.cli.output import Output

    package, name = SCHEMAS[what]
    Output().write(files(package).joinpath(name).read_text(encoding="utf-8"))
    return DONE
