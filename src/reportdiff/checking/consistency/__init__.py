"""Checks of what is printed more than once: in one report, in its tables and text, and over two years."""

__all__: list[str] = []
