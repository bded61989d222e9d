"""Many years of one issuer: a table of metric by year, its gaps, and the levels that do not follow from each other."""

from reportdiff.panel.breaks import YearCheck
from reportdiff.panel.chains import Gap, SeriesRow
from reportdiff.panel.year_series import Series, series, series_of_comparisons

__all__ = ["Gap", "Series", "SeriesRow", "YearCheck", "series", "series_of_comparisons"]
