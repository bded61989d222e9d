"""PDFs that are made to break readers, each with what it does."""

# mypy: disable-error-code="misc"
# A lambda whose value is bound early (`lambda size=size: …`) has no type that mypy can infer.

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from made_files import CATALOGUE, PAGES, page_of, raw_pdf, stream

__all__ = ["drawings", "filters", "fonts", "structures"]

Make = Callable[[], bytes]
SIZES = (10**4, 10**6, 10**9)


def _written(content: bytes, font: bytes, *more: bytes, show: bytes = b"<0001> Tj") -> bytes:
    """A page that shows letters of a font (object 5); `more` are the objects from 6 on."""
    resources = b"<< /Font << /F 5 0 R >> >>"
    shown = stream(b"BT /F 12 Tf 72 700 Td " + show + b" ET " + content)
    return raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R", resources), shown, font, *more)


def _with_cmap(cmap: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return _written(b"", font, stream(cmap))


def _composite(encoding: bytes, descendant: bytes = b"", *more: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding %s /DescendantFonts [6 0 R] >>" % encoding
    info = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A %s %s >>" % (info, descendant)
    return _written(b"", font, below, *(more or (b"<< >>",)))


def fonts() -> Iterator[tuple[str, Make]]:  # long: one kind of font a line
    """Yield PDFs whose fonts are hostile: code maps, widths, programs, references to themselves."""
    for size in SIZES:
        last = b"%08x" % size
        word = {10**4: "10^4", 10**6: "10^6", 10**9: "10^9"}[size]
        for kind, line in (
            ("bfrange", b"<00000000> <%s> <4e00>" % last),
            ("cidrange", b"<00000000> <%s> 1" % last),
            ("notdefrange", b"<00000000> <%s> 1" % last),
        ):
            cmap = b"begincmap 1 begin%s %s end%s endcmap" % (kind.encode(), line, kind.encode())
            yield f"{kind} of {word} codes", lambda cmap=cmap: _with_cmap(cmap)
            yield f"{kind} of {word} codes, encoding", lambda cmap=cmap: _composite(b"7 0 R", b"", stream(cmap))
            yield f"{kind} of {word} codes, many", lambda cmap=cmap: _with_cmap(cmap * 300)
        yield f"widths of {word} letters", lambda size=size: _composite(b"/Identity-H", b"/W [0 %d 500]" % size)
        yield f"heights of {word} letters", lambda size=size: _composite(b"/Identity-V", b"/W2 [0 %d 5 5 5]" % size)
        font = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar %d /Widths [9] >>"
        yield f"{word} letters", lambda size=size, font=font: _written(b"", font % size)
        program = b"%%!PS\n/Encoding %d array\n0 1 %d {1 index exch /.notdef put} for\n" % (size, size)
        yield f"Type 1 program of {word} letters", lambda program=program: _type1(program)
    for what, program in (
        ("a loop", b"%!PS\n{ } loop\n/Encoding 256 array\n"),
        ("dup without end", b"%!PS\n/Encoding 256 array\n" + b"dup 65 /A put\n" * 200_000),
        ("nested procedures", b"%!PS\n" + b"{" * 100_000),
        ("an open string", b"%!PS\n(" + b"a" * 1_000_000),
        ("names", b"%!PS\n" + b"/A" * 300_000),
    ):
        yield f"Type 1 program: {what}", lambda program=program: _type1(program)
    for name in (
        b"7 0 R",
        b"/../../../etc/passwd",
        b"/" + b"A" * 5_000,
        b"/Identity-H#00",
        b"null",
        b"[]",
        b"/UniGB-UTF16-H",
    ):
        yield (
            f"encoding {name[:20]!r}",
            lambda name=name: _composite(name, b"", stream(b"/A usecmap", b"/UseCMap 7 0 R")),
        )
    itself = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    yield "a font below itself", lambda: _written(b"", itself)
    type3 = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 4 0 R >> %s >>"
    )
    yield (
        "a letter that draws the page",
        lambda: _written(b"", type3 % b"/Encoding << /Differences [97 /a] >>", show=b"(aaa) Tj"),
    )
    yield "differences from 10^9 on", lambda: _written(b"", type3 % b"/Encoding << /Differences [1000000000 /a /b] >>")
    for table in (b"\x00\x01\x00\x00\xff\xff" + b"\x00" * 99, b"OTTO" + b"\xff" * 999, b"true" * 9_000, b""):
        font = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /FontFile2 6 0 R >> >>"
        yield f"font program {table[:6]!r}", lambda table=table, font=font: _written(b"", font, stream(table))
        below = b"/FontDescriptor << /FontFile2 7 0 R >>"
        yield (
            f"CID font program {table[:6]!r}",
            lambda table=table, below=below: _composite(b"/Identity-H", below, stream(table)),
        )


def _type1(program: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /A /FontDescriptor << /FontName /A /FontFile 6 0 R >> >>"
    return _written(b"", font, stream(program, b"/Length1 %d /Length2 0 /Length3 0" % len(program)))


def _tree(pages: bytes, page: bytes = b"", content: bytes = b"BT ET", *more: bytes) -> bytes:
    return raw_pdf(CATALOGUE, pages, page or page_of(b"4 0 R"), stream(content), *more)


def structures() -> Iterator[tuple[str, Make]]:  # long: one kind of object a line
    """Yield PDFs whose objects, page trees or tables of places are hostile."""
    for what, pages in (
        ("holds itself", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"),
        ("holds itself often", b"<< /Type /Pages /Kids [" + b"2 0 R " * 9_000 + b"] /Count 2 >>"),
        ("counts 10^9", b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"),
        ("counts below 0", b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"),
        ("repeats one page", b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>"),
        ("is its own parent", b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>"),
        ("is a number", b"7"),
    ):
        yield f"a page tree that {what}", lambda pages=pages: _tree(pages)
    for box in (
        b"[0 0 1e99 1e99]",
        b"[0 0 0 0]",
        b"[9 9 -9 -9]",
        b"[0 0 nan 1]",
        b"[3 0 R]",
        b"[" * 5_000,
        b"[0 0 600]",
    ):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Rotate 1000000001 >>" % box
        yield f"a page of {box[:12]!r}", lambda page=page: _tree(PAGES, page)
    yield "contents that hold themselves", lambda: _tree(PAGES, page_of(b"[4 0 R 3 0 R 4 0 R]"))
    yield "contents 10^5 times", lambda: _tree(PAGES, page_of(b"[" + b"4 0 R " * 100_000 + b"]"))
    yield (
        "a length that is itself",
        lambda: raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R"), b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"),
    )
    yield "a reference to itself", lambda: raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R"), b"4 0 R")
    yield "references in a ring", lambda: raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R"), b"5 0 R", b"6 0 R", b"4 0 R")
    for depth in (1_000, 100_000):
        for opening in (b"[", b"<<", b"(", b"<< /A ", b"[ << /A "):
            yield f"{depth} {opening!r}", lambda depth=depth, opening=opening: _tree(PAGES, opening * depth)
            yield f"{depth} {opening!r} drawn", lambda depth=depth, opening=opening: _tree(PAGES, b"", opening * depth)
    for size in SIZES:
        table = (
            b"%%PDF-1.5\nxref\n0 %d\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size %d >>\nstartxref\n9\n%%%%EOF"
            % (size, size)
        )
        yield f"a table of {size} places", lambda table=table: table
        extra = b"/Type /XRef /Size %d /W [1 4 2] /Index [0 %d] /Root 1 0 R" % (size, size)
        yield f"a stream of {size} places", lambda extra=extra: _placed(extra)
        yield (
            f"places of {size} bytes",
            lambda size=size: _placed(b"/Type /XRef /Size 9 /W [1 %d 2] /Root 1 0 R" % size),
        )
        packed = b"/Type /ObjStm /N %d /First 10 /Extends 4 0 R" % size
        yield (
            f"a stream of {size} objects",
            lambda packed=packed: _tree(PAGES, b"", b"1 0 2 0", stream(b"1 0 2 0", packed)),
        )
    yield "tables in a ring", lambda: _placed(b"/Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Prev 9")
    yield (
        "an encrypted file",
        lambda: _placed(b"/Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Encrypt << /Filter /Standard >>"),
    )


def _placed(extra: bytes) -> bytes:
    return b"%PDF-1.5\n1 0 obj\n" + stream(b"\x01" * 70, extra) + b"\nendobj\nstartxref\n9\n%%EOF"


def filters() -> Iterator[tuple[str, Make]]:
    """Yield PDFs whose streams unpack to too much, or by filters with absurd settings."""
    zeros = zlib.compress(bytes(200_000_000), 9)
    for what, head, content in (
        ("200 MB of zeros", b"/Filter /FlateDecode", zeros),
        ("zeros packed twice", b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(zeros, 9)),
        ("a filter 10^4 times", b"/Filter [" + b"/ASCIIHexDecode " * 10_000 + b"]", b"41" * 999),
        ("10^9 columns", b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1000000000 >>", zlib.compress(b"a" * 999)),  # noqa: E501
        ("10^9 colours", b"/Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors 1000000000 >>", zlib.compress(b"a" * 99)),  # noqa: E501
        ("LZW", b"/Filter /LZWDecode", bytes(range(256)) * 9_000),
        ("run lengths", b"/Filter /RunLengthDecode", b"\x81a" * 400_000),
        ("run lengths of run lengths", b"/Filter [/RunLengthDecode /RunLengthDecode]", b"\x81\x81" * 300_000),
        ("ASCII85", b"/Filter /ASCII85Decode", b"z" * 4_000_000),
        ("fax", b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1000000000 >>", b"\x00" * 99_999),
        ("JBIG2", b"/Filter /JBIG2Decode", b"\x00\x00\x00\x01" * 9_999),
        ("an unknown filter", b"/Filter /A", b"a"),
    ):  # fmt: skip
        body = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)
        yield f"contents: {what}", lambda body=body: raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R"), body)


def drawings() -> Iterator[tuple[str, Make]]:
    """Yield PDFs that draw without end."""
    for what, content in (
        ("10^6 q", b"q " * 1_000_000),
        ("10^6 lines", b"0 0 m 9 9 l S " * 1_000_000),
        ("a grid", b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S " % ((n, n, n, n)) for n in range(900))),
        ("rectangles in rectangles", b"".join(b"%d %d 300 300 re S " % (n % 99, n % 97) for n in range(3_000))),
        ("letters", b"BT /F 9 Tf (" + b"a" * 900_000 + b") Tj ET"),
        ("letters in one place", b"BT /F 9 Tf 0 0 Td " + b"(a) Tj 1 0 0 1 9 9 Tm " * 30_000 + b"ET"),
        ("a number of 10^6 digits", b"9" * 1_000_000 + b" 0 m"),
        ("a name of 10^6 letters", b"/" + b"A" * 1_000_000 + b" gs"),
        ("a huge matrix", b"1e99 0 0 1e99 0 0 cm BT /F 9 Tf (a) Tj ET" * 99),
        ("no width", b"BT /F 9 Tf 0 Tz (aaa) Tj 0 0 0 0 0 0 Tm (aaa) Tj ET"),
        ("a font of 10^9 points", b"BT /F 1000000000 Tf (aaa) Tj ET"),
        ("an array of 10^6 pieces", b"BT /F 9 Tf [" + b"(a) -9 " * 1_000_000 + b"] TJ ET"),
        ("a picture in line", b"BI /W 1000000000 /H 1000000000 ID a EI " * 99),
        ("marks without end", b"/A BMC " * 200_000),
        ("hexadecimal", b"<" + b"4" * 2_000_000 + b"> Tj"),
        ("a form of the page", b"/X Do " * 9),
    ):  # fmt: skip
        fonts = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /X 5 0 R >> >>"
        form = stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + fonts)
        yield (
            f"drawn: {what}",
            lambda content=content, fonts=fonts, form=form: _tree(PAGES, page_of(b"4 0 R", fonts), content, form),
        )
