"""The golden files of the renderers; `python tests/rendering/golden_files.py` writes them anew."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import openpyxl
from sample_results import checked, compared, current_report, hostile

from reportdiff._version import __version__
from reportdiff.model import CheckResult, ComparisonResult
from reportdiff.rendering import BINARY_RENDERERS, RENDERERS, Result, notebook
from reportdiff.rendering.plots import change_bars, slopes

__all__ = ["GOLDEN", "render", "renderings", "unversioned", "without_assets"]

GOLDEN = Path(__file__).parent / "golden"

_RESULTS: Mapping[str, Callable[[], Result]] = {
    "compared": compared,
    "checked": checked,
    "report": current_report,
    "hostile": hostile,
}
_SUFFIXES = {"table": "txt"}


def workbook(result: Result, *, lang: str) -> str:
    """Return every cell of the workbook that is not empty: place, value, number format, link and note."""
    book = openpyxl.load_workbook(io.BytesIO(BINARY_RENDERERS["xlsx"](result, lang=lang)))
    return "".join(f"{line}\n" for sheet in book.worksheets for line in _cells(sheet))


def _cells(sheet: Any) -> Iterator[str]:
    yield f"== {sheet.title} {sheet.dimensions} frozen {sheet.freeze_panes} filter {sheet.auto_filter.ref}"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                link = f" -> {cell.hyperlink.location}" if cell.hyperlink is not None else ""
                note = f" note {cell.comment.text!r}" if cell.comment is not None else ""
                yield f"{cell.coordinate} {cell.value!r} [{cell.number_format}]{link}{note}"


def cell_of_notebook(result: Result, *, lang: str) -> str:
    """Return the HTML that a notebook shows."""
    assert isinstance(result, CheckResult | ComparisonResult)
    return notebook.render(result, lang=lang) + "\n"


def drawn(result: Result, *, lang: str) -> str:
    """Return the data of the charts; their pixels depend on the machine's fonts."""
    assert isinstance(result, ComparisonResult)
    unit, lines = slopes(result, 12)
    return "".join(f"{item}\n" for item in (*change_bars(result, 20), unit, *lines))


# Formats that are no text by themselves, or none of the command line: suffix → (renderer, results).
_OTHERS: Mapping[str, tuple[Callable[..., str], tuple[str, ...]]] = {
    "xlsx.txt": (workbook, ("compared", "checked", "report", "hostile")),
    "notebook.html": (cell_of_notebook, ("compared", "checked", "hostile")),
    "plots.txt": (drawn, ("compared",)),
}


def renderings() -> dict[str, tuple[str, str, str]]:
    """Return result, format and language of every golden file, by the file's name."""
    found = {}
    for result in _RESULTS:
        for format_ in RENDERERS:
            for lang in ("zh",) if format_ == "json" else ("zh", "en"):
                found[f"{result}.{lang}.{_SUFFIXES.get(format_, format_)}"] = (result, format_, lang)
    for suffix, (_, results) in _OTHERS.items():
        for result in results:
            for lang in ("zh",) if suffix == "plots.txt" else ("zh", "en"):
                found[f"{result}.{lang}.{suffix}"] = (result, suffix, lang)
    return found


def render(result: str, format_: str, lang: str) -> str:
    """Return the text of one golden file as the program writes it now."""
    write = _OTHERS[format_][0] if format_ in _OTHERS else RENDERERS[format_]
    return without_assets(unversioned(write(_RESULTS[result](), lang=lang)))


def unversioned(text: str) -> str:
    """Return the text without the package's version, so that a release changes no golden file."""
    return text.replace(f'"version": "{__version__}"', '"version": "VERSION"').replace(
        f"reportdiff {__version__}", "reportdiff VERSION"
    )


def without_assets(page: str) -> str:
    """Return a page with the names of its style and script in place of their text and of its digest."""
    for name in ("page.css", "page.js"):
        text = resources.files("reportdiff.rendering").joinpath("templates", name).read_text(encoding="utf-8")
        digest = b64encode(sha256(text.encode()).digest()).decode()
        page = page.replace(text, name).replace(digest, name)
    return page


if __name__ == "__main__":
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, order in renderings().items():
        (GOLDEN / name).write_text(render(*order), encoding="utf-8", newline="")
    print(f"{len(renderings())} golden files written to {GOLDEN}")
