"""Checks of one report against itself and of repeated values over two years."""

__all__: list[str] = []
