"""Bytes → `Document`: one file per format, joined in the visible mapping `READERS`."""

from reportdiff.reading.documents import READERS, document_from_text, read_document

__all__ = ["READERS", "document_from_text", "read_document"]
