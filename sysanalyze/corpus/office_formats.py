"""Tables as an Excel workbook and as Stata files, whose numbers are binary: a number that would change stays text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sysanalyze.corpus.export import LISTED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sysanalyze.corpus.export import Rows

SHEET_ROWS = 1_048_576
CELL_CHARS = 32_767
LABEL_CHARS = 80  # of a variable in Stata
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # both formats want a time without zone; the same file every time


def write_xlsx(tables: Sequence[Rows], path: Path) -> list[str]:
    """Tables as the sheets of a workbook; one that has too many rows goes on in a further sheet.

    Returns:
        what had to be cut, in words.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    cut = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": MADE})
        for rows in tables:
            sheets, at = 1, 1
            sheet = _sheet(book, rows, sheets)
            for chunk in rows.chunks():
                for row in chunk:
                    if at >= SHEET_ROWS:
                        sheets, at = sheets + 1, 1
                        sheet = _sheet(book, rows, sheets)
                    cut += _write_row(sheet, at, row, rows)
                    at += 1
    return [f"{cut} texts were cut at {CELL_CHARS:,} characters, the most that a cell holds"] if cut else []


def _sheet(book: Any, rows: Rows, number: int) -> Any:  # noqa: ANN401  # no types
    sheet = book.add_worksheet(rows.table if number == 1 else f"{rows.table} {number}")
    sheet.write_row(0, 0, [field.name for field in rows.fields])
    return sheet


def _write_row(sheet: Any, at: int, row: tuple[object, ...], rows: Rows) -> int:  # noqa: ANN401  # no types
    """Write a row; how many texts of it were cut."""
    cut = 0
    for column, (field, value) in enumerate(zip(rows.fields, row, strict=True)):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(at, column, value)
        elif isinstance(value, int):
            sheet.write_number(at, column, value)
        elif field.type == "NUMBER" and (number := exact_float(str(value))) is not None:
            sheet.write_number(at, column, number)
        else:
            text = LISTED.join(value) if isinstance(value, list) else str(value)
            cut += len(text) > CELL_CHARS
            sheet.write_string(at, column, text[:CELL_CHARS])
    return cut


def exact_float(text: str) -> float | None:
    """The binary number that shows as just this number; None where there is none.

    >>> exact_float("10.77"), exact_float("0.1234567890123456789")
    (10.77, None)
    """
    number = float(text)
    exact = Decimal(text)
    return number if len(exact.as_tuple().digits) <= 15 and Decimal(repr(number)) == exact else None


def write_dta(rows: Rows, path: Path) -> None:
    """A table as a Stata 14 file, held in memory whole; a number stands as a double, and as text beside it."""
    import pandas as pd

    columns: dict[str, list[Any]] = {field.name: [] for field in rows.fields}
    for chunk in rows.chunks():
        for field, found in zip(rows.fields, zip(*chunk, strict=True), strict=True):
            columns[field.name].extend(found)
    made: dict[str, Any] = {}
    labels: dict[str, str] = {}
    for field in rows.fields:
        values = columns[field.name]
        labels[field.name] = field.meaning[:LABEL_CHARS]
        if field.type in ("INTEGER", "BIGINT", "BOOLEAN"):
            made[field.name] = pd.Series(values, dtype="float64")
        elif field.type == "NUMBER":
            made[field.name] = pd.Series([None if v is None else float(v) for v in values], dtype="float64")
            made[f"{field.name}_text"] = pd.Series(["" if v is None else v for v in values], dtype="object")
            labels[f"{field.name}_text"] = f"{field.name}, exactly"
        else:
            texts = [LISTED.join(v) if isinstance(v, list) else v or "" for v in values]
            made[field.name] = pd.Series(texts, dtype="object")
    frame = pd.DataFrame(made)
    long = [name for name, column in frame.items() if column.dtype == "object" and _bytes(column) > STR_BYTES]
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        time_stamp=MADE,
        variable_labels=labels,
        convert_strl=long,
    )


STR_BYTES = 2045  # that a plain text of Stata holds; longer ones are of its long type


def _bytes(column: Any) -> int:  # noqa: ANN401  # a pandas Series
    return max((len(text.encode()) for text in column), default=0)
