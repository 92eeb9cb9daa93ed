"""Reports written and read back: YAML, JSON, JSON lines, and a table for a person at a terminal.

>>> from decimal import Decimal
>>> from sysanalyze.model import Document, Figure, Metadata, Report, Span
>>> figure = Figure(span=Span(5, 12), kind="money", value=Decimal(3684000000), unit="CNY", rule="figure.money")
>>> document = Document(id="-", text="到位资金达36.84亿元")
>>> report = Report(document=document, metadata=Metadata(), figures=(figure,), slogans=(), projects=(), officials=(),
...     version="0", lexicons="0", segmenter="rjieba")
>>> to_json(report)[-129:]
'"kind":"money","value":3684000000,"unit":"CNY","bound":"exact","rule":"figure.money"}],"slogans":[],"projects":[],"officials":[]}'
>>> report_from_tree(next(read_trees(to_yaml(report))), document.text) == report
True
"""

from sysanalyze.render.back import ReportError, report_from_tree
from sysanalyze.render.escape import printable
from sysanalyze.render.json_text import to_json
from sysanalyze.render.parse import read_trees
from sysanalyze.render.tree import report_tree
from sysanalyze.render.yaml_text import to_yaml

__all__ = ["ReportError", "printable", "read_trees", "report_from_tree", "report_tree", "to_json", "to_yaml"]
