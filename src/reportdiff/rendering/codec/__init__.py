"""JSON: encode a result, decode it again, and verify that it is whole."""

__all__: list[str] = []
