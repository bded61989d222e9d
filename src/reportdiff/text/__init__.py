"""Characters, numerals, scales and words: what every room reads text with."""

__all__: list[str] = []
