"""The words around figures: names, verbs, relations, periods, status."""

__all__: list[str] = []
