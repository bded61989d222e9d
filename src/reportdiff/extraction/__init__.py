"""Text and tables → metrics and claims: numerals, quantities, names, periods, relations and their operands."""

from reportdiff.extraction.claim_wordings import is_rank, without_ordinal
from reportdiff.extraction.extractor import Extracted, extract
from reportdiff.extraction.figures.scanner import read_figure
from reportdiff.extraction.single_claim import SingleClaim, read_single_claim

__all__ = ["Extracted", "SingleClaim", "extract", "is_rank", "read_figure", "read_single_claim", "without_ordinal"]
