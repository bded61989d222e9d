"""Sentences and labels for people, in Chinese and English: rows of `messages/*.toml`, looked up by code."""

from reportdiff.messages.catalog import Notice, label, message, notice, phrase, phrase_of, sentence, text
from reportdiff.messages.error_texts import shown

__all__ = ["Notice", "label", "message", "notice", "phrase", "phrase_of", "sentence", "shown", "text"]
