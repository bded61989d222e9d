"""The words around figures: names, verbs, relations, periods, status, and whose figure it is."""

__all__: list[str] = []
