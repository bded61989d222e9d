"""Checks of sums: in the text, in tables, of lists and of stocks."""

__all__: list[str] = []
