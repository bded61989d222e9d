"""Excel workbooks: their cells as printed, sheet by sheet."""

from reportdiff.reading.workbook.reader import read_workbook

__all__ = ["read_workbook"]
