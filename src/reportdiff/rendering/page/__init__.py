"""The offline HTML page and its parts."""

__all__: list[str] = []
