"""Read bytes as a `Document`: one file or folder per format, listed in the mapping `READERS`."""

from reportdiff.reading.documents import READERS, document_from_text, read_document
from reportdiff.reading.limits import Limits
from reportdiff.reading.offset_map import map_offsets
from reportdiff.reading.visible_text import visible_text

__all__ = ["READERS", "Limits", "document_from_text", "map_offsets", "read_document", "visible_text"]
