"""`Document` → front matter, section tree, sentences with clauses, and tables."""

from reportdiff.structure.outline import outline

__all__ = ["outline"]
