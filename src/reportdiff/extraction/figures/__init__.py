"""Printed figures: numerals, scales, qualifiers and units → `Figure`."""

__all__: list[str] = []
