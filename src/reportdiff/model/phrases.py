"""A sentence before it is put into words: the code of a message with its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from reportdiff.model.record import Record

__all__ = ["Parameter", "Phrase"]

Parameter: TypeAlias = "str | int | Phrase | tuple[str | int | Phrase, ...]"
"""What fills a place of a message: a text or number of the report, another phrase, or several of these."""


@frozen
class Phrase(Record):
    """The code of a row in `messages/`, "findings.zero_plan", and the parameters that fill its text.

    A phrase belongs to no language; `messages.text` puts it into Chinese or English.
    """

    code: str
    parameters: Mapping[str, Parameter]
