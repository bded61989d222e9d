"""Make an `Outline` of a `Document`: front matter with its issuer, section tree, sentences and tables."""

from reportdiff.structure.front_matter import FrontMatter, front_matter
from reportdiff.structure.outline import outline

__all__ = ["FrontMatter", "front_matter", "outline"]
