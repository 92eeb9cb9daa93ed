"""Reports against gold: precision, recall and F1 by kind, attributes, and each difference with its place."""

from sysanalyze.evaluate.gold import Gold, GoldError, gold_from_report, gold_from_tree
from sysanalyze.evaluate.measure import Difference, Measured, measure
from sysanalyze.evaluate.summary import Row, Share, summary

__all__ = [
    "Difference",
    "Gold",
    "GoldError",
    "Measured",
    "Row",
    "Share",
    "gold_from_report",
    "gold_from_tree",
    "measure",
    "summary",
]
