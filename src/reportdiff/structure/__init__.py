"""`Document` → front matter, section tree, sentences, and tables."""

from reportdiff.structure.front_matter import Front, front_matter
from reportdiff.structure.outline import outline

__all__ = ["Front", "front_matter", "outline"]
