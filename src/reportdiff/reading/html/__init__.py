"""Read saved web pages."""

from reportdiff.reading.html.reader import read_html

__all__ = ["read_html"]
