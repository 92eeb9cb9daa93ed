"""Words as data: strict loading of `lexicons/`, many-phrase matching, the hash of what was loaded.

>>> lexicons = load_lexicons()
>>> lexicons["surnames"].surfaces()["欧阳"].surface
'欧阳'
"""

from sysanalyze.lexicon.entries import Entry, Lexicon, LexiconError, Lexicons
from sysanalyze.lexicon.load import lexicon_folder, load_lexicons
from sysanalyze.lexicon.match import Hit, Matcher, OverlapMatcher

__all__ = [
    "Entry",
    "Hit",
    "Lexicon",
    "LexiconError",
    "Lexicons",
    "Matcher",
    "OverlapMatcher",
    "lexicon_folder",
    "load_lexicons",
]
