"""Text and tables → metrics and claims: numerals, quantities, names, periods, relations and their operands."""

from reportdiff.extraction.extractor import Extracted, extract
from reportdiff.extraction.figures.scanner import read_figure
from reportdiff.extraction.single_claim import SingleClaim, read_single_claim

__all__ = ["Extracted", "SingleClaim", "extract", "read_figure", "read_single_claim"]
