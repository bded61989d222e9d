"""One sentence: its figures and their words, the names that it inherits, and the ledger of what was read."""

__all__: list[str] = []
