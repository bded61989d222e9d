"""What reportdiff knows about the language of reports, as TOML rows that a newcomer can edit."""

from reportdiff.lexicon.rows import load_rows

__all__ = ["load_rows"]
