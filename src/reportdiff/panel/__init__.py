"""Many years of one issuer: reports → a panel of metric × year, its gaps, and what does not follow from what."""

from reportdiff.panel.breaks import YearCheck
from reportdiff.panel.chains import Gap, Row
from reportdiff.panel.year_series import Series, joined, series

__all__ = ["Gap", "Row", "Series", "YearCheck", "joined", "series"]
