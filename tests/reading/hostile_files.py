"""Files that are made to break readers, by name: each takes all memory or never ends where a reader trusts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hostile_office_files import packages, sheet_parts, sheets, word_bodies, word_parts
from hostile_pdfs import drawings, filters, fonts, structures
from hostile_results import corrections, results
from hostile_texts import charsets, pages, tables, texts

from reportdiff import Comparison, Limits, check, compare, parse, read
from reportdiff.alignment import load_corrections
from reportdiff.rendering import RENDERERS

__all__ = ["hostile", "hostile_files", "take"]


@cache
def hostile_files() -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file, by a name that begins with its format ("pdf: …")."""
    return {
        f"{kind}: {what}": make
        for kind, found in (
            ("pdf", (*fonts(), *structures(), *filters(), *drawings())),
            ("docx", (*word_bodies(), *packages("word/document.xml", word_parts()))),
            ("xlsx", (*sheets(), *packages("xl/workbook.xml", sheet_parts("<row/>")))),
            ("html", (*pages(), *charsets())),
            ("csv", tables()),
            ("tsv", tables("\t")),
            ("txt", texts()),
            ("json", results()),
            ("toml", corrections()),
        )
        for what, make in found
    }


def hostile(name: str) -> bytes:
    """Return the bytes of one of the files."""
    return hostile_files()[name]()


def take(name: str, content: bytes, limits: Limits) -> None:
    """Do with a file what it is for: read and check a report, load and write a result, compare under corrections."""
    kind = name.partition(":")[0]
    if kind == "json":
        result = Comparison.from_json(content.decode("utf-8", "surrogatepass")).result
        for render in RENDERERS.values():
            render(result)
    elif kind == "toml":
        before, after = (parse(text, year=year) for year, text in _YEARS.items())
        with TemporaryDirectory() as folder:
            path = Path(folder, "reportdiff.toml")
            path.write_bytes(content)
            compare(before, after, rules=load_corrections(path))
    else:
        check(read(content, name=f"a.{kind}", limits=limits))


_YEARS = {2022: "全年受理申请132件，办结100件。", 2023: "全年受理申请287件，同比增长117.42%，办结200件。"}
