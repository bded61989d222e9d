"""Rows of templates.toml: text of a form that was left in a finished report."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["TemplateRow", "template_patterns"]


@frozen(kw_only=True)
class TemplateRow:
    """A kind of template text: its name, its pattern, and a faster pattern that every match holds."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    quick: str = ""


@lru_cache(maxsize=1)
def template_patterns() -> tuple[tuple[TemplateRow, re.Pattern[str], re.Pattern[str]], ...]:
    """Return each row with its compiled pattern and its faster pattern, in file order."""
    return tuple(
        (row, re.compile(row.pattern), re.compile(row.quick or row.pattern))
        for row in load_rows("templates", TemplateRow)
    )
