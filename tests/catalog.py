"""Every text that help and messages show, collected from the program, against the Chinese catalog.

    python tests/catalog.py     writes entries for the texts that the catalog lacks, drops those that nothing shows

A message with parts filled in, `f"cannot be read: {reason}"`, stands in the catalog as `cannot be read: {}`.
"""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import click
import polib

import sysanalyze
from sysanalyze.cli.language import plain
from sysanalyze.cli.main import COMMANDS, cli

PACKAGE = Path(sysanalyze.__file__).parent
CATALOG = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "sysanalyze.po"
REASON = re.compile(r"[a-z][a-z' -]+ [a-z' -]+")  # why a rule declined: lower case, no stop
TOLD = ("say", "said", "fail", "refuse")  # functions whose texts people see
AFTER_PLACE = {"ConfigurationError": 2, "say": 2}  # what comes first is where it was, and a code
CLICKS = (  # what click itself says in our help
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Show the version and exit.",
    "default: {default}",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "Option {name!r} does not take a value.",
)


def shown() -> set[str]:
    """All texts."""
    return {text for text in (*helps(), *messages()) if any(char.isalpha() for char in text.replace("{}", ""))}


def helps() -> set[str]:
    """The texts of the commands' help."""
    texts: set[str] = set()
    commands: list[click.Command] = [cli]
    for name in COMMANDS:
        module = import_module(f"sysanalyze.cli.{name}")
        commands.append(getattr(module, name, None) or getattr(module, f"{name}_"))
    for command in commands:
        if isinstance(command, click.Group) and command is not cli:
            commands.extend(command.commands.values())
        texts |= {plain(command.help), plain(command.short_help), command.epilog or ""}
        texts |= {param.help for param in command.params if isinstance(param, click.Option) and param.help}
    return texts | {*COMMANDS.values(), "Language of help and messages.  [default: the locale's]"}


def messages() -> set[str]:
    """The texts of errors and warnings, gaps for their parts."""
    texts: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name.endswith("Error") or name in TOLD:
                    said = node.args[AFTER_PLACE.get(name, 0) :]
                    texts |= {template for argument in said for template in templates(argument)}
            texts |= {template for reason in reasons(node) for template in templates(reason)}
        if path.name == "refusals.py":
            texts |= {text for text in constants(path) if REASON.fullmatch(text)}
    return {text for text in texts if " " in text}  # codes and names have no blank


def constants(path: Path) -> set[str]:
    """The texts that a module holds."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def reasons(node: ast.AST) -> list[ast.expr]:
    """Why a rule declined: what is called `reason`, and what functions such as `reason_against` return."""
    if isinstance(node, ast.Call):
        return [each.value for each in node.keywords if each.arg == "reason"]
    if isinstance(node, ast.Assign):
        return [node.value for target in node.targets if isinstance(target, ast.Name) and target.id == "reason"]
    if isinstance(node, ast.FunctionDef) and "against" in node.name:
        return [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value is not None]
    return []


def templates(node: ast.AST) -> set[str]:
    """The texts of an expression: of a constant, of an f-string with gaps, of both sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        inner = {text for part in node.values if isinstance(part, ast.FormattedValue) for text in templates(part.value)}
        return {"".join(map(str, parts)), *inner}
    if isinstance(node, ast.IfExp):
        return templates(node.body) | templates(node.orelse)
    return set()


def main() -> None:
    """Bring the catalog up to what the program shows."""
    catalog = polib.pofile(str(CATALOG)) if CATALOG.exists() else polib.POFile()
    catalog.metadata = {"Language": "zh", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8"}
    known = {entry.msgid: entry.msgstr for entry in catalog}
    made = polib.POFile(wrapwidth=118)
    made.metadata = catalog.metadata
    for text in sorted({*shown(), *CLICKS}):
        made.append(polib.POEntry(msgid=text, msgstr=known.get(text, "")))
    made.save(str(CATALOG))
    made.save_as_mofile(str(CATALOG.with_suffix(".mo")))


if __name__ == "__main__":
    main()
