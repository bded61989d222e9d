"""Checks of stated changes and shares: against the same report, last year's, and several years'."""

__all__: list[str] = []
