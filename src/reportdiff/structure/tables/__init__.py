"""Tables in a text: rows between bars or wide blanks, rows of plain text, row labels."""

__all__: list[str] = []
