"""Characters, numerals, scales, words and how alike two texts are: what every room reads text with."""

__all__: list[str] = []
