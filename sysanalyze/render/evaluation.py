"""An evaluation as a table for a person, as JSON for a program; `page.comparison` draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sysanalyze.render.escape import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

SCORES = ("precision", "recall", "f1")
# Differences by article.
Listed: TypeAlias = "Iterable[tuple[str, Sequence[Mapping[str, Any]]]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The rows of measures and of attributes, as mappings."""

    rows: Sequence[Mapping[str, Any]]
    shares: Sequence[Mapping[str, Any]]

    def value(self, name: str, field: str) -> float | None:
        """A measure's score (its F1 unless `field` says another) or an attribute's share, to four places."""
        for row in self.rows:
            if row["measure"] == name and field != "share":
                return round(float(row[field or "f1"]), 4)
        for row in self.shares:
            if row["attribute"] == name and field in ("", "share"):
                return round(float(row["share"]), 4)
        return None

    def reaches(self, name: str, field: str, least: float) -> bool:
        """Whether a measure or attribute is at least so good; one that was not measured is not."""
        value = self.value(name, field)
        return value is not None and value >= least

    def to_json(self, listed: Listed | None) -> str:
        """One object; with the differences where they are given."""
        import json

        tree: dict[str, Any] = {
            "measures": {row["measure"]: _rounded(row, "measure") for row in self.rows},
            "attributes": {row["attribute"]: _rounded(row, "attribute") for row in self.shares},
        }
        if listed is not None:
            tree["differences"] = [{"article": name, **one} for name, each in listed for one in each]
        return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"

    def to_table(self, listed: Listed | None) -> str:
        """Tables in columns, the 95 % interval behind each score; a line for each difference where they are given."""
        heads = "  ".join(f"{name:^21}" for name in ("precision", "recall", "F1"))
        lines = [f"{'measure':20} {'gold':>6} {'found':>6} {'right':>6}  {heads}".rstrip()]
        for row in self.rows:
            scores = "  ".join(_scored(row[name], row[f"{name}_interval"]) for name in SCORES)
            lines.append(f"{row['measure']:20} {row['gold']:6} {row['found']:6} {row['right']:6}  {scores}")
        if self.shares:
            lines += ["", f"{'attribute':20} {'of':>6} {'':>6} {'right':>6}  {'share':^21}".rstrip()]
        for row in self.shares:
            scored = _scored(row["share"], row["interval"])
            lines.append(f"{row['attribute']:20} {row['of']:6} {'':6} {row['right']:6}  {scored}")
        if listed is not None:
            lines += ["", *(f"{name}: {described(one)}" for name, each in listed for one in each)]
        return "\n".join(lines) + "\n"


def _rounded(row: Mapping[str, Any], without: str) -> dict[str, Any]:
    """The row with scores to four places."""
    out: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, float):
            out[key] = round(value, 4)
        elif isinstance(value, tuple):
            out[key] = [round(one, 4) for one in value]
        elif key != without:
            out[key] = value
    return out


def _scored(score: float, interval: tuple[float, float]) -> str:
    return f"{score:.4f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def described(difference: Mapping[str, Any]) -> str:
    """One difference in words.

    >>> described({"measure": "figures.value", "what": "missed", "span": (4, 7), "text": "12个", "wanted": "12 个",
    ...     "got": ""})
    'figures.value: missed 12个 at 4-7, wanted 12 个'
    """
    words = f"{difference['measure']}: {difference['what']} {difference['text']}".rstrip()
    if difference["span"] is not None:
        words += " at {}-{}".format(*difference["span"])
    if difference["wanted"]:
        words += f", wanted {difference['wanted']}"
    if difference["got"]:
        words += f", got {difference['got']}"
    return printable(words)
