"""Bytes → `Document`: one file per format, joined in the visible mapping `READERS`."""

from reportdiff.reading.documents import READERS, document_from_text, read_document
from reportdiff.reading.limits import Limits
from reportdiff.reading.offset_map import restored
from reportdiff.reading.visible_text import view_of

__all__ = ["READERS", "Limits", "document_from_text", "read_document", "restored", "view_of"]
