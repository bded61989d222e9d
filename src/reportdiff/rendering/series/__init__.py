"""Outputs of a series of years: text, workbook, page."""

__all__: list[str] = []
