"""Sentences and labels for people, in Chinese and English."""

__all__: list[str] = []
