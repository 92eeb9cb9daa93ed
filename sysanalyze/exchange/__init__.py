"""Reports to and from the tools with which people annotate texts: brat, Label Studio, spaCy, W3C Web Annotations.

Each format counts offsets in its own unit; what it has no field for travels as JSON in a note, so that a report that
nobody changed comes back the same.
"""

from sysanalyze.exchange.exact import ExchangeError
from sysanalyze.exchange.regions import Annotated, Link, Region, regions_of, tree_of

__all__ = ["Annotated", "ExchangeError", "Link", "Region", "regions_of", "tree_of"]
