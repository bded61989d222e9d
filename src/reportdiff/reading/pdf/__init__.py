"""Read PDF files."""

from reportdiff.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
