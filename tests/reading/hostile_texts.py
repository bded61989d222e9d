"""Pages, tables and texts that are made to break readers, each with what it does."""

# mypy: disable-error-code="misc"
# A lambda whose value is bound early (`lambda size=size: …`) has no type that mypy can infer.

from __future__ import annotations

from collections.abc import Callable, Iterator
from encodings.aliases import aliases

from made_files import WORDS, html

__all__ = ["charsets", "pages", "tables", "texts"]

Make = Callable[[], bytes]


def pages() -> Iterator[tuple[str, Make]]:  # long: one page a line
    """Yield web pages whose elements are hostile."""
    for what, body in (
        ("10^5 div", "<div>" * 100_000),
        ("4,000 div", "<div>" * 4_000 + WORDS),
        ("lines of pre", "<pre>" + "1\n" * 900_000 + "</pre>"),
        ("blank lines of pre", "<pre>" + "\n" * 1_500_000 + "</pre>"),
        ("pre in div", "<div>" * 100 + "<pre>" + "1\n" * 400_000 + "</pre>"),
        ("10^6 br", "<br>" * 1_000_000),
        ("10^5 br in 100 div", "<div>" * 100 + "1<br>" * 100_000),
        ("10^5 p", "<p>1" * 100_000),
        ("10^5 tables", "<table><tr><td>1" * 100_000),
        ("tables in tables", "<table><tr><td>" * 900 + WORDS),
        ("a span of 10^9", "<table><tr><td colspan=999999999 rowspan=999999999>1" + "<tr><td>1" * 999),
        ("spans without end", "<table>" + "<tr><td rowspan=65534 colspan=1000>1" * 300),
        ("10^5 cells", "<table><tr>" + "<td>1" * 100_000),
        ("10^5 attributes", "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">"),
        ("an attribute of 3 MB", "<p title='" + "a" * 3_000_000 + "'>"),
        ("an open comment", "<!--" * 300_000),
        ("comments", "<!-- -->" * 200_000),
        ("links in links", "<a href='#'>1" * 50_000),
        ("fonts in fonts", "<font>" * 50_000 + WORDS),
        ("lists in lists", "<ul><li>" * 3_000 + WORDS),
        ("forms", "<form><select><option>1" * 30_000),
        ("scripts", "<script>" * 100_000 + "</script>"),
        ("an open script", "<script>" + "1" * 2_000_000),
        ("styles", "<style>" + "a{}" * 500_000 + "</style>"),
        ("entities", "&#9999999999;&#x110000;&#0;&zz;" * 50_000),
        ("an entity of 10^6 digits", "&#" + "1" * 1_000_000 + ";"),
        ("open brackets", "<" * 1_000_000),
        ("open tags", "<p" * 500_000),
        ("closing tags", "</p>" * 500_000),
        ("quotes", "<p a='" * 300_000),
        ("a picture", "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>"),
        ("pictures", "data:image/png;base64," * 100_000),
        ("CDATA", "<![CDATA[" * 200_000),
        ("SVG", "<svg>" * 30_000 + "<math>" * 3_000),
        ("frames", "<frameset><iframe>" * 30_000),
        ("meta", "<meta name='title' content='x'>" * 100_000),
        ("titles", "<title>a</title><h1>b</h1>" * 50_000),
        ("hidden", "<p style='display:none'>" * 3_000 + WORDS),
        ("headings", "<h1>一、" * 50_000),
        ("one word of 3 MB", "1" * 3_000_000),
        ("blanks", "&nbsp;" * 500_000),
        ("directions", "\u202e\u200b" * 500_000),
        ("a base", "<base href='file:///etc/'><link rel=stylesheet href='http://127.0.0.1:9/'>" * 999),
    ):  # fmt: skip
        yield what, lambda body=body: html(body)
    yield "NULs", lambda: html(WORDS).replace(b"p", b"\x00p\x00")
    yield "UTF-16 without a mark", lambda: html(WORDS).decode().encode("utf-16-le")
    yield "a half character", lambda: html(WORDS)[:-20].replace("件".encode(), b"\xe4\xbb")
    yield "prologues", lambda: b"<?xml version='1.0'?>" * 20_000 + html(WORDS)
    yield "doctypes", lambda: b"<!DOCTYPE html>" * 50_000 + html(WORDS)


def charsets() -> Iterator[tuple[str, Make]]:
    """Pages that name each encoding that Python knows, some of which are none and some of which take forever."""
    for name in sorted({*aliases.values(), "punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"}):
        text = f"<html><meta charset={name}><body>{WORDS * 20}".encode("gb18030")
        yield f"charset {name}", lambda text=text: text + b"\xff-" + b"a" * 200_000


def tables(separator: str = ",") -> Iterator[tuple[str, Make]]:
    """Yield tables of values that are hostile, in two encodings."""
    for what, text in (
        ("quotes", '"' * 1_000_000),
        ("an open quote", '甲,"' + "1\n" * 500_000),
        ("separators", "," * 400_000),
        ("a field of 10^6 signs", "甲," + '"' + "1" * 1_000_000 + '"'),
        ("a line that names the separator", "sep=;\n甲;1\n" * 9_999),
        ("formulas", "=1+1,@SUM(1),+1,-1\n" * 9_999),
        ("other separators", ",;\t|，；" * 50_000),
        ("lines", "\n" * 1_000_000),
        ("carriage returns", "甲,1\r" * 100_000),
        ("a line of 2 MB", "甲," + "1" * 1_990_000),
        ("rows of one more field", "\n".join("1," * number for number in range(400))),
        ("one column", "甲\n" * 300_000),
        ("NULs", "甲,1\x00\n" * 999),
        ("a mark in each line", "\ufeff甲,1\n" * 9_999),
        ("figures", "甲,1,2,3,4,5\n" * 30_000),
        ("quotes in fields", '甲,"1""",""\n' * 30_000),
        ("blanks", " , , \n" * 90_000),
    ):  # fmt: skip
        text = text.replace(",", separator)
        yield what, lambda text=text: text.encode()
        yield f"{what}, GB18030", lambda text=text: (f"事项{separator}本年\n" + text).encode("gb18030")


def texts() -> Iterator[tuple[str, Make]]:
    """Yield plain texts that are hostile."""
    for text in (
        "1",
        " ",
        "\n",
        "*",
        "|",
        "-",
        "一",
        "（",
        "“",
        "\u3000",
        "1 ",
        "|1",
        "#",
        ".",
        "甲",
        "\u200b",
        "\ue000",
        "。",
        "亿",
    ):
        yield f"{text!r} 200,000 times", lambda text=text: (WORDS + text * 200_000).encode()
    for codec in ("utf-16", "utf-32", "gb18030", "big5", "utf-8-sig"):
        yield f"in {codec}", lambda codec=codec: ("某市报告\n" + "受理申请1件。\n" * 9_999).encode(codec, "replace")
    yield "NULs", lambda: WORDS.encode() + b"\x00" * 5_000_000
    yield "surrogates", lambda: WORDS.encode() + b"\xed\xa0\x80" * 99_999
    yield "a broken mark", lambda: b"\xff\xfe\x00" + WORDS.encode()
    yield "all bytes", lambda: bytes(range(256)) * 9_999
    yield "8 MB", lambda: b"1" * 8_100_000
    yield "accents", lambda: (WORDS + "e\u0301" * 300_000).encode()
