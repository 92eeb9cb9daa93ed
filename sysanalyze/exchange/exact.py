"""JSON whose numbers are exact, for the attributes that annotation tools carry as text."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


class ExchangeError(ValueError):
    """What was read is not in the format that it should be; the message names the place."""


def json_line(node: object) -> str:
    """JSON in one line; a Decimal is written as the number that it is.

    >>> json_line({"value": Decimal("7.50"), "unit": "元"})
    '{"value":7.50,"unit":"元"}'
    """
    import msgspec

    return msgspec.json.Encoder(decimal_format="number").encode(node).decode()


def json_tree(written: str) -> Any:  # noqa: ANN401  # any JSON
    """JSON read with exact numbers.

    Raises:
        ExchangeError: with the line.
    """
    try:
        return json.loads(written.lstrip("\ufeff"), parse_float=Decimal)
    except json.JSONDecodeError as problem:
        raise ExchangeError(f"line {problem.lineno}: is not JSON: {problem.msg}") from None


def attributes(note: str) -> dict[str, Any]:
    """What a note says as JSON; nothing where people wrote words of their own.

    >>> attributes('{"value":7.50}'), attributes("请核对")
    ({'value': Decimal('7.50')}, {})
    """
    try:
        said = json_tree(note)
    except ExchangeError:
        return {}
    return said if isinstance(said, dict) else {}
