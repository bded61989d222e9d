"""Sentences and labels for people, in Chinese and English: rows of `messages/*.toml`, looked up by code."""

from reportdiff.messages.catalog import label, message, phrase, sentence, text
from reportdiff.messages.notices import Notice, error_text, notice, phrase_of, reason_of, shown

__all__ = [
    "Notice",
    "error_text",
    "label",
    "message",
    "notice",
    "phrase",
    "phrase_of",
    "reason_of",
    "sentence",
    "shown",
]
__all__ += ["text"]
