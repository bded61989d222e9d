"""The rows of templates.toml: what a template leaves behind in a finished report."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["TemplateRow", "template_patterns"]


@frozen(kw_only=True)
class TemplateRow:
    """One kind of leftover: its name and pattern, and a quicker pattern that every match holds."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    quick: str = ""


@lru_cache(maxsize=1)
def template_patterns() -> tuple[tuple[TemplateRow, re.Pattern[str], re.Pattern[str]], ...]:
    """Every row with its compiled pattern and the quicker one, in file order."""
    return tuple(
        (row, re.compile(row.pattern), re.compile(row.quick or row.pattern))
        for row in load_rows("templates", TemplateRow)
    )
