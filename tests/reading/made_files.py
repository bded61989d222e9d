"""Files of every format made in a line or two, for tests of what no program would write."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

import docx
from reportlab.pdfgen.canvas import Canvas

__all__ = ["CATALOGUE", "MAIN", "PAGES", "WORDS", "drawing", "html", "page_of", "paragraph", "raw_pdf", "stream"]
__all__ += ["word_file"]

WORDS = "全年共受理申请287件，较上年有所增加，工作平稳有序推进，成效明显。"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, *, head: str = "") -> bytes:
    """A Word file with this body in its document part; `head` stands before the document's element."""
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("BODY")
    document.save(out)
    packed = io.BytesIO()
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "word/document.xml":
                content = f'{head}<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>'.encode()
            after.writestr(entry.filename, content)
    return packed.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def drawing(draw: Callable[[Canvas], None], pages: int = 1) -> bytes:
    """A PDF of pages that `draw` fills."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its catalogue, without a table of places."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def page_of(content: bytes, resources: bytes = b"<< >>") -> bytes:
    """A page whose contents are object 4."""
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources %s /Contents %s >>" % (resources, content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def html(body: str) -> bytes:
    """A page."""
    return f"<!DOCTYPE html><html><body><p>{WORDS}</p>{body}</body></html>".encode()
