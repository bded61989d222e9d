"""Statements by form: which lines of a table are which items, and whether the identities between them hold."""

__all__: list[str] = []
