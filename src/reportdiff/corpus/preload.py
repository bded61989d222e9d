"""Load the pipeline and the word dictionary on import: the fork server imports this module before it forks workers."""

from reportdiff import pipeline  # noqa: F401  loaded for the workers
from reportdiff.text import words

__all__: list[str] = []

words.load()
