"""What applies to every row of every lexicon file; the tests of each room show what a row's examples mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportdiff.errors import LexiconError
from reportdiff.lexicon.alignment import name_words
from reportdiff.lexicon.check_words import CheckWordsRow, check_words
from reportdiff.lexicon.claim_wordings import ClaimWordingRow, usual_wording
from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.templates import TemplateRow, template_patterns
from reportdiff.lexicon.words import words_of

LEXICON = Path(__file__).resolve().parent.parent / "src" / "reportdiff" / "lexicon"
FILES = sorted(LEXICON.glob("*.toml"))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a lexicon file."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["row"]
    return rows


def test_there_are_lexicon_files() -> None:
    """The lexicon is not empty, so that the tests over its files prove something."""
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_has_examples(path: Path) -> None:
    """Each row shows at least one example, and every example is a text that is not empty."""
    rows = rows_of(path)
    assert rows
    for number, row in enumerate(rows, start=1):
        examples = row.get("examples")
        assert isinstance(examples, list), f"row {number}: {row}: no examples"
        assert examples, f"row {number}: {row}: no examples"
        assert all(isinstance(example, str) and example.strip() for example in examples), f"row {number}: {row}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_row_is_repeated(path: Path) -> None:
    """No two rows of a file say the same."""
    seen: dict[str, int] = {}
    for number, row in enumerate(rows_of(path), start=1):
        key = repr(sorted((name, value) for name, value in row.items() if name not in {"examples", "note"}))
        assert key not in seen, f"row {number} repeats row {seen[key]}: {row}"
        seen[key] = number


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_its_rows_mean(path: Path) -> None:
    """Each file begins with a comment, so that a newcomer can add a row without reading code."""
    assert path.read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize("row", template_patterns(), ids=lambda row: row[0].name)
def test_template_rows_find_their_examples(row: tuple[TemplateRow, re.Pattern[str], re.Pattern[str]]) -> None:
    """A row finds each of its examples, and so does the quicker pattern that is tried first."""
    for example in row[0].examples:
        assert row[1].search(example)
        assert row[2].search(example)


@pytest.mark.parametrize("row", load_rows("check_words", CheckWordsRow), ids=lambda row: row.part)
def test_check_words_find_their_examples(row: CheckWordsRow) -> None:
    """A row's own words and patterns find each of its examples, and so does its part as a whole."""
    for example in row.examples:
        assert re.search(row.pattern, example)
        assert check_words(row.part).search(example)


@pytest.mark.parametrize("row", load_rows("claim_wordings", ClaimWordingRow), ids=lambda row: row.becomes)
def test_claim_wordings_become_their_examples(row: ClaimWordingRow) -> None:
    """What is said without a numeral becomes what the row says in figures."""
    for claim, figures in (example.split(" → ") for example in row.examples):
        assert usual_wording(claim) == figures


@pytest.mark.parametrize("look_up", [words_of, check_words, name_words])
def test_an_unknown_part_is_an_error(look_up: Callable[[str], object]) -> None:
    """A part that no row has makes no pattern that matches everywhere."""
    with pytest.raises(LexiconError, match="no row has part 'averag'"):
        look_up("averag")
