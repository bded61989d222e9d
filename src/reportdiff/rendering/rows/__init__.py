"""Rows of the tables of a result (changes, checks, claims, metrics, sections, ticks), shared by all formats."""

__all__: list[str] = []
