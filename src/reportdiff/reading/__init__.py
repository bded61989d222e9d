"""Bytes → `Document`: one file per format, joined in the visible mapping `READERS`."""

from reportdiff.reading.cleaning import view_of
from reportdiff.reading.documents import READERS, document_from_text, read_document
from reportdiff.reading.limits import Limits
from reportdiff.reading.restoring import restored

__all__ = ["READERS", "Limits", "document_from_text", "read_document", "restored", "view_of"]
