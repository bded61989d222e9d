"""Read Word files."""

from reportdiff.reading.docx.reader import read_docx

__all__ = ["read_docx"]
