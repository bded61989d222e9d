"""The rows of filenames.toml: what the names of report files hold besides issuer and year."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from reportdiff.errors import LexiconError
from reportdiff.lexicon.rows import load_rows

__all__ = ["FilenameRow", "filename_rows", "filename_words", "kind_of_words"]


@frozen(kw_only=True)
class FilenameRow:
    """The words that play one part in the names of report files."""

    part: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    name: str = ""


def filename_rows() -> tuple[FilenameRow, ...]:
    """Return every row, in file order."""
    return load_rows("filenames", FilenameRow)


@cache
def filename_words(part: str) -> tuple[str, ...]:
    """Return the words of `part`; raise `LexiconError` for a part that no row has.

    >>> filename_words("body")
    ('人民政府', '政府')
    """
    words = tuple(word for row in filename_rows() if row.part == part for word in row.words)
    if not words:
        raise LexiconError(f"filenames.toml: no row of part {part!r}")
    return words


@cache
def kind_of_words(words: str) -> str:
    """Return the kind of report that the words of a name say, "" for other words.

    >>> kind_of_words("部门决算"), kind_of_words("依法行政"), kind_of_words("工作")
    ('决算', '法治政府', '')
    """
    return next((row.name for row in filename_rows() if row.part == "kind" and words in row.words), "")
