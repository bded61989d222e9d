"""Stated changes, shares and completions → claims with their operands."""

__all__: list[str] = []
