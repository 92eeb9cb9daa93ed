"""The tables of a dataset: every column with its type, unit and meaning; `docs/dataset.md` shows them.

>>> TABLE["figures"].columns[0].name, len({table.name for table in TABLES}) == len(TABLES)
('doc', True)
"""

from __future__ import annotations

from typing import NamedTuple

SCHEMA = 1  # of the tables; rises when a column changes its meaning, goes or comes
DECIMAL = "DECIMAL(38,12)"
DOCUMENTS_A_PART = 1_000_000_000  # doc = part × this + position in the part


class Column(NamedTuple):
    """A column: its name, DuckDB type, unit (empty where it has none) and meaning."""

    name: str
    type: str
    unit: str
    meaning: str


class Table(NamedTuple):
    """A table: its name, what one row is, and its columns in their order."""

    name: str
    row: str
    columns: tuple[Column, ...]


def _number(name: str, meaning: str) -> tuple[Column, Column]:
    return (
        Column(name, DECIMAL, "unit", f"{meaning}; absent where it does not fit exactly"),
        Column(f"{name}_text", "VARCHAR", "unit", f"{meaning}, exactly, with the decimals that the article states"),
    )


def _place(what: str) -> tuple[Column, Column, Column]:
    return (
        Column("place", "VARCHAR", "", what),
        Column("place_code", "VARCHAR", "GB/T 2260", "code of the place, where the text settles it"),
        Column("place_candidates", "VARCHAR[]", "GB/T 2260", "codes that the text leaves open"),
    )


def _span(what: str) -> tuple[Column, Column, Column]:
    return (
        Column("start_char", "BIGINT", "code points", f"where {what} begins in the decoded text"),
        Column("end_char", "BIGINT", "code points", f"where {what} ends, the end not included"),
        Column("text", "VARCHAR", "", f"{what} as written"),
    )


DOC = Column("doc", "BIGINT", "", "number of the document: part × 1,000,000,000 + position in the part")
RULE = Column("rule", "VARCHAR", "", "rule that found it")
PROJECT = Column("project", "INTEGER", "", "number of the project in its document, from 0")
OFFICIAL = Column("official", "INTEGER", "", "number of the official in its document, from 0")
CHECK = Column("check", "INTEGER", "", "number of the check in its document, from 0")

TABLES = (
    Table(
        "documents",
        "an article that was read",
        (
            DOC,
            Column("id", "VARCHAR", "", "where it was read from: path, archive!member, or the record's own id"),
            Column("title", "VARCHAR", "", "title"),
            Column("date", "VARCHAR", "ISO 8601", "day of publication"),
            Column("source", "VARCHAR", "", "who published it"),
            Column("authors", "VARCHAR[]", "", "reporters and correspondents"),
            Column("editor", "VARCHAR", "", "editor"),
            Column("section", "VARCHAR", "", "column of the paper or programme (report: document.column)"),
            *_place("whose government the article is about"),
            Column("reference_date", "VARCHAR", "ISO 8601", "day that 今年 and 上半年 were resolved by"),
            Column("encoding", "VARCHAR", "", "encoding that it was read in"),
            Column("replaced", "BIGINT", "", "bytes that no encoding could read, each U+FFFD in the text"),
            Column("chars", "BIGINT", "code points", "length of the decoded text"),
            Column("sha256", "VARCHAR", "hexadecimal", "SHA-256 of the decoded text as UTF-8"),
            Column("digest", "VARCHAR", "hexadecimal", "SHA-256 of the text normalized: NFKC, no blanks or controls"),
            Column("duplicate_of", "VARCHAR", "", "id of the first document with the same digest, where there is one"),
            Column("duplicate_of_doc", "BIGINT", "", "its number"),
            Column("figures", "INTEGER", "", "figures found; absent where it was skipped as a duplicate"),
            Column("slogans", "INTEGER", "", "slogans found, likewise"),
            Column("projects", "INTEGER", "", "projects found, likewise"),
            Column("officials", "INTEGER", "", "officials found, likewise"),
        ),
    ),
    Table(
        "figures",
        "a number that an article states about something, at one place of its text",
        (
            DOC,
            Column("figure", "INTEGER", "", "number of the figure in its document, from 0"),
            *_span("the figure"),
            Column("kind", "VARCHAR", "", "money percent points quantity count multiple rank duration score"),
            *_number("value", "value of a figure that is one number"),
            *_number("low", "lower end of a range"),
            *_number("high", "upper end of a range"),
            Column("unit", "VARCHAR", "", "unit of value, low and high"),
            Column("bound", "VARCHAR", "", "exact about over at_least under at_most"),
            Column("cue", "VARCHAR", "", "words that say the bound"),
            Column("cue_start", "BIGINT", "code points", "where they begin"),
            Column("cue_end", "BIGINT", "code points", "where they end"),
            Column("indicator", "VARCHAR", "", "noun phrase that names what is measured"),
            Column("stance", "VARCHAR", "", "actual target forecast"),
            Column("period", "VARCHAR", "ISO 8601", "day or interval, both days included, open ends as .."),
            Column("change_direction", "VARCHAR", "", "up down flat"),
            Column("change_basis", "VARCHAR", "", "yoy mom since"),
            *_number("change_amount", "how much it changed, negative for a decrease"),
            Column("change_unit", "VARCHAR", "", "unit of the change"),
            RULE,
        ),
    ),
    Table(
        "slogans",
        "a slogan of an article, whatever the number of its mentions",
        (
            DOC,
            Column("slogan", "INTEGER", "", "number of the slogan in its document, from 0"),
            Column("text", "VARCHAR", "", "as written at its first mention"),
            Column("kind", "VARCHAR", "", "numeric tifa quoted parallel"),
            Column("canonical", "VARCHAR", "", "form of the lexicon's entry"),
            Column("items", "VARCHAR[]", "", "its items, where the text spells them out"),
            Column("mentions", "INTEGER", "", "number of its mentions"),
            RULE,
        ),
    ),
    Table(
        "projects",
        "a project of an article",
        (
            DOC,
            PROJECT,
            Column("name", "VARCHAR", "", "as written at its first mention"),
            Column("status", "VARCHAR", "", "planned signed started completed operating stalled"),
            Column("owner", "VARCHAR", "", "who builds or owns it"),
            *_place("where it is"),
            Column("mentions", "INTEGER", "", "number of its mentions"),
            RULE,
        ),
    ),
    Table(
        "amounts",
        "a capacity or investment of a project",
        (
            DOC,
            PROJECT,
            Column("role", "VARCHAR", "", "capacity investment"),
            Column("start_char", "BIGINT", "code points", "where its figure begins"),
            Column("end_char", "BIGINT", "code points", "where it ends"),
            *_number("value", "value"),
            *_number("low", "lower end of a range"),
            *_number("high", "upper end of a range"),
            Column("unit", "VARCHAR", "", "unit of the numbers"),
        ),
    ),
    Table(
        "milestones",
        "a dated step of a project",
        (
            DOC,
            PROJECT,
            *_span("the step"),
            Column("event", "VARCHAR", "", "planned signed started completed operating stalled"),
            Column("date", "VARCHAR", "ISO 8601", "when"),
        ),
    ),
    Table(
        "officials",
        "a person whom an article gives an office",
        (
            DOC,
            OFFICIAL,
            Column("name", "VARCHAR", "", "name"),
            Column("titles", "VARCHAR[]", "", "titles as written, organisation included, each once"),
            Column("mentions", "INTEGER", "", "number of mentions"),
            Column("quotes", "INTEGER", "", "number of quotations"),
            RULE,
        ),
    ),
    Table(
        "posts",
        "a title of an official, resolved",
        (
            DOC,
            OFFICIAL,
            Column("post", "INTEGER", "", "number of the post with this official, from 0"),
            Column("title", "VARCHAR", "", "title as written"),
            Column("organ", "VARCHAR", "", "organ that it belongs to"),
            *_place("place of the organ"),
            Column("level", "VARCHAR", "", "national province prefecture county township"),
            Column("system", "VARCHAR", "", "party government congress and so on"),
        ),
    ),
    Table(
        "mentions",
        "a place where a slogan, project or official, a title or a quotation of one, stands",
        (
            DOC,
            Column("kind", "VARCHAR", "", "slogan project official title quote"),
            Column("finding", "INTEGER", "", "number of the slogan, project or official in its document"),
            Column("mention", "INTEGER", "", "number of the mention of the finding, from 0; a title has its mention's"),
            *_span("the mention"),
        ),
    ),
    Table(
        "checks",
        "arithmetic that the article's own figures invite",
        (
            DOC,
            CHECK,
            Column("kind", "VARCHAR", "", "sum part share growth"),
            Column("holds", "BOOLEAN", "", "whether the figures agree"),
            *_number("stated", "what the article states"),
            *_number("computed", "what follows from the other figures"),
        ),
    ),
    Table(
        "check_figures",
        "a figure that a check rests on",
        (
            DOC,
            CHECK,
            Column("role", "VARCHAR", "", "what it is to the check: total parts whole part share growth before after"),
            *_span("the figure"),
        ),
    ),
    Table(
        "rejects",
        "an article that could not be analyzed",
        (
            DOC,
            Column("source", "VARCHAR", "", "where it would have been read from"),
            Column("code", "VARCHAR", "", "code of the message, E_BINARY for one"),
            Column("stage", "VARCHAR", "", "read analyze"),
            Column("message", "VARCHAR", "", "what is wrong and what to do"),
        ),
    ),
    Table(
        "runs",
        "the plan of the dataset; one row",
        (
            Column("plan", "VARCHAR", "hexadecimal", "SHA-256 of the plan"),
            Column("schema", "INTEGER", "", "version of these tables"),
            Column("version", "VARCHAR", "", "version of sysanalyze"),
            Column("lexicons", "VARCHAR", "hexadecimal", "hash of the lexicons that were loaded"),
            Column("segmenter", "VARCHAR", "", "segmenter and its version"),
            Column("options", "VARCHAR", "JSON", "options that findings depend on"),
            Column("inputs", "BIGINT", "", "files that were found"),
            Column("documents", "BIGINT", "", "articles read"),
            Column("rejected", "BIGINT", "", "articles that could not be analyzed"),
            Column("bytes", "BIGINT", "bytes", "size of the inputs, about that of their text"),
            Column("parts", "BIGINT", "", "parts that the work was cut into"),
        ),
    ),
)
DIGESTS = Table(  # of the pass before the analysis, gone over once; no table for readers
    "_digests",
    "a document that is not empty",
    (
        DOC,
        Column("id", "VARCHAR", "", "as in documents"),
        Column("digest", "VARCHAR", "hexadecimal", "as in documents"),
    ),
)
TABLE = {table.name: table for table in (*TABLES, DIGESTS)}
