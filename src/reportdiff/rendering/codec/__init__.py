"""JSON: encode a result and decode it again."""

__all__: list[str] = []
