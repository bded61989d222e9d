"""Word files and workbooks that are made to break readers, each with what it does."""

# mypy: disable-error-code="misc"
# A lambda whose value is bound early (`lambda size=size: …`) has no type that mypy can infer.

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from made_files import WORDS, paragraph, word_file

__all__ = ["packages", "sheet_parts", "sheets", "word_bodies", "word_parts"]

Make = Callable[[], bytes]
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _in_utf16(content: bytes) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-16"?>' + content.decode().partition("?>")[2]).encode("utf-16")


def _repacked(packed: bytes, change: Mapping[str, bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive with some of its parts exchanged or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w", level) as after:
        for entry in before.infolist():
            if entry.filename not in change:
                after.writestr(entry.filename, before.read(entry))
        for name, content in change.items():
            after.writestr(name, content)
    return out.getvalue()


def _encrypted(packed: bytes) -> bytes:
    """The archive with the bit set that says of each part that a password is needed."""
    changed = bytearray(packed)
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := packed.find(head, at + 1)) >= 0:
            changed[at + place] |= 1
    return bytes(changed)


def packages(main: str, valid: Callable[[], bytes]) -> Iterator[tuple[str, Make]]:
    """Archives that are damaged or lie, around a main part."""
    yield "cut off", lambda: valid()[:-300]
    yield "cut off early", lambda: valid()[:500]
    yield "another's bytes", lambda: valid()[:200] + b"\x00" * 400 + valid()[600:]
    yield "70,000 parts", lambda: _repacked(valid(), {f"a/{number}": b"" for number in range(70_000)})
    yield "a part of 250 MB", lambda: _repacked(valid(), {main: b"<a/>".ljust(250_000_000)})
    yield "a part of 400 MB", lambda: _repacked(valid(), {"a.bin": bytes(400_000_000)})
    yield "absolute paths", lambda: _repacked(valid(), {"/etc/passwd": b"a", "../../../a": b"b", "C:\\a": b"c"})
    yield "marked as encrypted", lambda: _encrypted(valid())
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_STORED):
        yield f"packed by method {method}", lambda method=method: _repacked(valid(), {"a": b"a" * 9_999}, level=method)
    yield "a comment of 60 KB", lambda: valid()[:-2] + b"\x60\xea" + b"PK\x05\x06" * 15_000
    yield "names in capitals", lambda: valid().replace(b"word/", b"WORD/").replace(b"xl/", b"XL/")
    yield "an empty part", lambda: _repacked(valid(), {main: b""})
    yield "no XML", lambda: _repacked(valid(), {main: b"PK\x03\x04" * 999})
    yield "deep", lambda: _repacked(valid(), {main: b"<a>" * 100_000})
    yield (
        "attributes",
        lambda: _repacked(valid(), {main: b"<a " + b"".join(b'a%d="" ' % n for n in range(99_999)) + b"/>"}),
    )
    yield "one attribute of 10 MB", lambda: _repacked(valid(), {main: b'<a b="' + b"a" * 10_000_000 + b'"/>'})
    yield "entities", lambda: _repacked(valid(), {main: b'<!DOCTYPE a [<!ENTITY a "a">]><a>&a;</a>'})
    yield (
        "entities in UTF-16",
        lambda: _repacked(
            valid(),
            {main: ('<!DOCTYPE a [<!ENTITY a "' + "a" * 999 + '">]><a>' + "&a;" * 9_999 + "</a>").encode("utf-16")},
        ),
    )
    yield "a comment of 10 MB", lambda: _repacked(valid(), {main: b"<!--" + b"a" * 10_000_000 + b"--><a/>"})
    yield "instructions", lambda: _repacked(valid(), {main: b"<?a?>" * 500_000 + b"<a/>"})
    yield "an unknown encoding", lambda: _repacked(valid(), {main: b'<?xml version="1.0" encoding="punycode"?><a/>'})
    yield (
        "types without end",
        lambda: _repacked(valid(), {"[Content_Types].xml": b"<Types>" + b"<Override/>" * 500_000 + b"</Types>"}),
    )
    for name in ("_rels/.rels", f"{main.partition('/')[0]}/_rels/{main.partition('/')[2]}.rels"):
        relation = b'<Relationship Id="r%d" Type="a" Target="%s"/>'
        for target in (b"document.xml", b"../../../../etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/", b""):
            head = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            body = head + b"".join(relation % (number, target) for number in range(99)) + b"</Relationships>"
            yield f"{name} to {target!r}", lambda name=name, body=body: _repacked(valid(), {name: body})


def word_parts() -> Callable[[], bytes]:
    """Return what makes a valid Word file."""
    return lambda: word_file(paragraph(WORDS))


def word_bodies() -> Iterator[tuple[str, Make]]:
    """Yield Word files whose bodies are hostile, each as UTF-16 too."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr>" + paragraph("甲") + "</w:tc>"
    for what, body in (
        ("a span of 10^9", f'<w:tbl><w:tr>{cell.format("<w:gridSpan w:val=" + chr(34) + "9" * 9 + chr(34) + "/>")}</w:tr></w:tbl>'),  # noqa: E501
        ("a span below 0", f'<w:tbl><w:tr>{cell.format("<w:gridSpan w:val=" + chr(34) + "-9" + chr(34) + "/>")}</w:tr></w:tbl>'),  # noqa: E501
        ("merged without a start", "<w:tbl>" + f"<w:tr>{cell.format('<w:vMerge/>')}</w:tr>" * 9_000 + "</w:tbl>"),
        ("a row of 10^5 cells", "<w:tbl><w:tr>" + cell.format("") * 100_000 + "</w:tr></w:tbl>"),
        ("10^5 rows", "<w:tbl>" + f"<w:tr>{cell.format('')}</w:tr>" * 100_000 + "</w:tbl>"),
        ("tables in tables", "<w:tbl><w:tr><w:tc>" * 40 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 40),
        ("10^5 paragraphs", paragraph("") * 100_000 + paragraph(WORDS)),
        ("10^5 runs", "<w:p>" + "<w:r><w:t>1</w:t></w:r>" * 100_000 + "</w:p>"),
        ("a run of 3 MB", paragraph("1" * 3_000_000)),
        ("tabs", paragraph("</w:t>" + "<w:tab/>" * 300_000 + "<w:t>")),
        ("list levels", '<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * 99),  # noqa: E501
        ("lists without end", '<w:p><w:pPr><w:numPr><w:numId w:val="-1"/></w:numPr></w:pPr></w:p>' * 9_999),
        ("a style of itself", '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>' * 9_999),
        ("boxes in boxes", "<w:p><w:r><w:pict><w:txbxContent>" * 60 + "</w:txbxContent></w:pict></w:r></w:p>" * 60),
        ("fields", '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 99_999),
        ("deleted ends", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>" * 30_000),
        ("choices", "<mc:AlternateContent xmlns:mc='a'><mc:Choice/></mc:AlternateContent>" * 9_999),
    ):  # fmt: skip
        yield what, lambda body=body: word_file(body)
        yield (
            f"{what}, UTF-16",
            lambda body=body: _repacked(
                word_file(body), {"word/document.xml": _in_utf16(b"?>" + _part(word_file(body), "word/document.xml"))}
            ),
        )


def _part(packed: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return opened.read(name)


@cache
def _workbook() -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active.append(["事项", "本年"])
    book.active.append(["许可", 287])
    book.save(out)
    return out.getvalue()


def sheet_parts(rows: str, more: str = "") -> Callable[[], bytes]:
    """Return what makes a workbook with these rows."""
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()
    return lambda: _repacked(_workbook(), {"xl/worksheets/sheet1.xml": sheet})


def sheets() -> Iterator[tuple[str, Make]]:
    """Yield workbooks whose sheets, styles or names are hostile."""
    row = '<row r="{}"><c r="{}"{}><v>{}</v></c></row>'
    shared = ' t="s"'
    for what, rows, more in (
        ("a far cell", row.format(1_048_576, "XFD1048576", "", 1), ""),
        ("a row of 10^9", row.format(10**9, "A1000000000", "", 1), ""),
        ("a row below 0", row.format(-1, "A-1", "", 1), ""),
        ("a cell in no row", '<row><c><v>1</v></c></row>' * 9_999, ""),
        ("one row again and again", row.format(1, "A1", "", 1) * 99_999, ""),
        ("a far column", row.format(1, "ZZZZZZ1", "", 1), ""),
        ("not a number", row.format(1, "A1", "", "nan") + row.format(2, "A2", "", "inf"), ""),
        ("a number of 10^6 digits", row.format(1, "A1", "", "9" * 1_000_000), ""),
        ("a large exponent", row.format(1, "A1", "", "1e308") + row.format(2, "A2", "", "1e999999999"), ""),
        ("a style of 10^9", row.format(1, "A1", ' s="1000000000"', 1), ""),
        ("a style below 0", row.format(1, "A1", ' s="-1"', 1), ""),
        ("no shared text", row.format(1, "A1", shared, 10**9), ""),
        ("shared text below 0", row.format(1, "A1", shared, -1), ""),
        ("an unknown kind", row.format(1, "A1", ' t="zz"', 1), ""),
        ("a date of year 10^9", row.format(1, "A1", ' t="d"', "1000000000-01-01"), ""),
        ("a formula of itself", '<row r="1"><c r="A1"><f>A1+A1</f></c></row>', ""),
        ("shared formulas", '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">A1</f></c></row>', ""),
        ("one cell merged over all", row.format(1, "A1", "", 1), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),  # noqa: E501
        ("10^4 merged ranges", row.format(1, "A1", "", 1), "<mergeCells>" + '<mergeCell ref="A1:CV100"/>' * 10_000 + "</mergeCells>"),  # noqa: E501
        ("merged backwards", row.format(1, "A1", "", 1), '<mergeCells><mergeCell ref="Z9:A1"/><mergeCell ref="A"/></mergeCells>'),  # noqa: E501
        ("hidden columns", row.format(1, "A1", "", 1), '<cols><col min="1" max="1000000000" hidden="1"/></cols>'),
        ("columns below 0", row.format(1, "A1", "", 1), '<cols><col min="-5" max="x" hidden="1"/></cols>'),
        ("10^5 cells", "".join(row.format(n, f"A{n}", "", n) for n in range(1, 100_000)), ""),
        ("a text of 3 MB", '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "1" * 3_000_000 + "</t></is></c></row>", ""),
        ("rich text", '<row r="1"><c r="A1" t="inlineStr"><is>' + "<r><t>1</t></r>" * 99_999 + "</is></c></row>", ""),
    ):  # fmt: skip
        yield what, sheet_parts(rows, more)
    for what, part, content in (
        ("10^9 shared texts", "xl/sharedStrings.xml", f'<sst xmlns="{SHEET}" count="1000000000" uniqueCount="1000000000"/>'),  # noqa: E501
        ("a shared text of 50 MB", "xl/sharedStrings.xml", f'<sst xmlns="{SHEET}"><si><t>{"1" * 50_000_000}</t></si></sst>'),  # noqa: E501
        ("10^6 shared texts", "xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{"<si><t>1</t></si>" * 1_000_000}</sst>'),
        ("a format of 10^5 signs", "xl/styles.xml", f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="' + "#,##0" * 20_000 + '"/></numFmts></styleSheet>'),  # noqa: E501
        ("no styles", "xl/styles.xml", "<a/>"),
        ("sheets without end", "xl/workbook.xml", f'<workbook xmlns="{SHEET}"><sheets>' + '<sheet name="a" sheetId="1"/>' * 50_000 + "</sheets></workbook>"),  # noqa: E501
        ("a name of all", "xl/workbook.xml", f'<workbook xmlns="{SHEET}"><definedNames><definedName name="_xlnm.Print_Area">' + "A:XFD," * 99_999 + "</definedName></definedNames></workbook>"),  # noqa: E501
    ):  # fmt: skip
        yield what, lambda part=part, content=content: _repacked(_workbook(), {part: content.encode()})
