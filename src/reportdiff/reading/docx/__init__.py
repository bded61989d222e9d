"""Word files → `Document`."""

__all__: list[str] = []
