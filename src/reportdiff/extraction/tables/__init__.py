"""Figures of tables: cells → metrics and claims, and the columns that a column of changes, shares or rates relates."""

__all__: list[str] = []
