"""Pattern files of the lexicon: every example is recognised, and an unknown part is an error."""

from __future__ import annotations

import pytest

from reportdiff.errors import LexiconError
from reportdiff.lexicon.patterns import PatternRow as Row
from reportdiff.lexicon.patterns import pattern, phrase_in
from reportdiff.lexicon.rows import load_rows

FILES = (
    "characters",
    "front_matter",
    "head_words",
    "line_marks",
    "phrases",
    "portals",
    "table_words",
    "unread_numerals",
)
ROWS = [(file, row) for file in FILES for row in load_rows(file, Row)]


@pytest.mark.parametrize(("file", "row"), ROWS, ids=[f"{file}-{row.part}-{row.examples[0]}" for file, row in ROWS])
def test_a_pattern_recognises_its_examples(file: str, row: Row) -> None:
    """A row that describes whole lines covers each example; another one matches a piece of it."""
    expression = pattern(file, row.part)
    assert "@" not in expression.pattern
    for example in row.examples:
        match = expression.fullmatch(example) if row.whole else expression.search(example)
        if row.but:
            match = phrase_in(row.part, example)
        assert match, example
        assert match[0]


@pytest.mark.parametrize("row", [row for _, row in ROWS if row.but], ids=lambda row: row.part)
def test_a_longer_phrase_is_passed_over(row: Row) -> None:
    """A phrase is not found where only a longer one that contains it stands."""
    assert row.counterexamples
    for example in row.counterexamples:
        assert phrase_in(row.part, example) is None, example


def test_an_unknown_part_is_an_error() -> None:
    """A part that no row has raises an error instead of matching everywhere."""
    with pytest.raises(LexiconError, match="lines"):
        pattern("portals", "lines")
