"""Write results in every format that people and programs read: one file a format, named in `RENDERERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering import csv, excel, markdown, plots, terminal
from reportdiff.rendering.atomic_write import write_whole
from reportdiff.rendering.codec import encode
from reportdiff.rendering.codec.decode import load_checked, load_compared
from reportdiff.rendering.output_file import files_of, guard_output, write_output
from reportdiff.rendering.page import html

__all__ = ["BINARY_RENDERERS", "RENDERERS", "Result", "files_of", "guard_output", "load_checked", "load_compared"]
__all__ += ["write_output", "write_whole"]

Result = Report | CheckResult | ComparisonResult

# Each takes a result and `lang=` ("zh" or "en") and returns the whole text.
RENDERERS: Mapping[str, Callable[..., str]] = {
    "table": terminal.render,
    "md": markdown.render,
    "csv": csv.render,
    "json": encode.render,
    "html": html.render,
}

# The same for formats that are bytes, not text.
BINARY_RENDERERS: Mapping[str, Callable[..., bytes]] = {
    "xlsx": excel.render,
    "png": partial(plots.render, format="png"),
    "svg": partial(plots.render, format="svg"),
}
