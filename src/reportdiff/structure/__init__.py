"""`Document` → front matter, section tree, sentences, and tables."""

from reportdiff.structure.outline import outline

__all__ = ["outline"]
