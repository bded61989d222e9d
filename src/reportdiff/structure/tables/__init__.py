"""Tables in a text: drawn grids, columns of blanks or tabs, row labels."""

__all__: list[str] = []
