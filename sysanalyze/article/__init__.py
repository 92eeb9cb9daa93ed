"""An article: a document with its zones, paragraphs, sentences and tokens, made once; extractors read it.

Extractors search `Article.view`, a shadow of the document's text of just the same length: an offset into the
one is an offset into the other. In the view traditional characters are simplified, full-width letters, digits
and signs are ASCII, every kind of blank is a space, straight quotation marks are paired into “ ”, a line break
inside a wrapped paragraph is a space, and what is no part of the article's own words (breadcrumbs, bylines,
page furniture) is newlines: no pattern can match there or run across it. Texts of findings are always taken
from the document.
"""

from sysanalyze.article.maker import ArticleMaker
from sysanalyze.article.shape import Article, Zone

__all__ = ["Article", "ArticleMaker", "Zone"]
