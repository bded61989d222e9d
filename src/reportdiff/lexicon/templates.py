"""The rows of templates.toml: what a template leaves behind in a finished report."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["TemplateRow", "template_patterns"]


@frozen
class TemplateRow:
    """One kind of leftover: its pattern and what is said about it."""

    name: str
    pattern: str
    message: str
    english: str
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def template_patterns() -> tuple[tuple[TemplateRow, re.Pattern[str]], ...]:
    """Every row with its compiled pattern, in file order."""
    return tuple((row, re.compile(row.pattern)) for row in load_rows("templates", TemplateRow))
