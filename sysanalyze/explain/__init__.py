"""What stands behind a report: for each finding its rule, the pieces of the text and the words of the lexicons.

>>> from sysanalyze.explain import rule
>>> rule("figure.points").en
'a difference of two percentages: 个百分点'
"""

from sysanalyze.explain.findings import Explained, Piece, explained
from sysanalyze.explain.refusals import refusals
from sysanalyze.explain.rules import Rule, rule, rules
from sysanalyze.explain.words import Word, Words

__all__ = ["Explained", "Piece", "Rule", "Word", "Words", "explained", "refusals", "rule", "rules"]
