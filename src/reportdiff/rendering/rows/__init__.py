"""Rows of the change and claim tables, shared by all formats."""

__all__: list[str] = []
