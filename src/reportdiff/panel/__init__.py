"""Many years of one issuer: reports → a panel of metric × year, its gaps, and what does not follow from what."""

from reportdiff.panel.breaks import YearCheck
from reportdiff.panel.face import Series, joined, series
from reportdiff.panel.rows import Gap, Row

__all__ = ["Gap", "Row", "Series", "YearCheck", "joined", "series"]
