"""Analyzer of Chinese government news: figures, slogans, projects and officials, each with its place in the text.

>>> __version__.count(".")
2
"""

__version__ = "0.1.0"
