"""Pattern files of the lexicon: every example is recognised, and an unknown part is an error."""

from __future__ import annotations

import pytest

from reportdiff.errors import LexiconError
from reportdiff.lexicon.patterns import PatternRow as Row
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.rows import load_rows

FILES = ("characters", "front_matter", "head_words", "line_marks", "portals", "table_words", "unread_numerals")
ROWS = [(file, row) for file in FILES for row in load_rows(file, Row)]


@pytest.mark.parametrize(("file", "row"), ROWS, ids=[f"{file}-{row.part}-{row.examples[0]}" for file, row in ROWS])
def test_a_pattern_recognises_its_examples(file: str, row: Row) -> None:
    """A row that describes whole lines covers each example; another one matches a piece of it."""
    expression = pattern(file, row.part)
    for example in row.examples:
        match = expression.fullmatch(example) if row.whole else expression.search(example)
        assert match, example
        assert match[0]


def test_an_unknown_part_is_an_error() -> None:
    """A part that no row has raises an error instead of matching everywhere."""
    with pytest.raises(LexiconError, match="lines"):
        pattern("portals", "lines")
