"""Reports as one self-contained HTML page: the article with its findings highlighted, a list beside it."""

from sysanalyze.render.page.document import to_page

__all__ = ["to_page"]
