"""Look up a message by its code, fill in its parameters, and raise where the two do not fit.

The rows stand in `messages/*.toml`; the code "findings.zero_plan" is the row `zero_plan` of findings.toml. The text of
a row has three signs:

    {name}        the parameter of that name
    {name|、}     a parameter of several values, joined by the text behind the bar
    [ … ]         left out where a parameter inside is not given or empty
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from attrs import fields, frozen

from reportdiff.errors import MessageError
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Message, Phrase
from reportdiff.model.phrases import Parameter

__all__ = ["MessageRow", "label", "message", "phrase", "rows", "sentence", "text"]

_LABEL = "labels."
_PIECE = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
_PLACE = re.compile(r"([^{}]*)(?:\{(\w+)(?:\|([^{}]*))?\})?")  # a text, and the parameter behind it


@frozen(kw_only=True)
class MessageRow:
    """One message in both languages.

    `examples` are tables of `given`, `zh` and `en`: parameters, and the two texts that they make. `foreign` lists the
    words of the other language that the row means to show ("万").
    """

    code: str
    zh: str
    en: str
    examples: tuple[Mapping[str, Any], ...] = ()
    foreign: tuple[str, ...] = ()


@frozen(kw_only=True)
class _Piece:
    """A part of a text that is shown or left out as a whole.

    `optional` names the parameters without which it is left out; `parts` are texts, each followed by a parameter and
    the separator of its values, or by nothing.
    """

    optional: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...]


@frozen(kw_only=True)
class _Template:
    """The text of one row in one language, taken apart, and the parameters that it names."""

    pieces: tuple[_Piece, ...]
    required: frozenset[str]
    known: frozenset[str]


def phrase(code: str, **parameters: Parameter) -> Phrase:
    """Return the message of this code with its parameters, in no language yet."""
    return Phrase(code, parameters)


def label(kind: str, code: str) -> Phrase:
    """Return the word for a code (`labels.word`) as a phrase, to stand inside a message."""
    return Phrase(f"{_LABEL}{kind}.{code}", {})


def sentence(code: str, lang: str, **parameters: Parameter) -> str:
    """Return the message of this code in `lang`.

    >>> sentence("findings.itself", "en", year="2024")
    '2024 is compared with itself: a wrong year?'
    """
    return text(Phrase(code, parameters), lang)


def message(phrase: Phrase) -> Message:
    """Return the phrase in both languages; the message keeps it, so that it can be made anew with another verdict."""
    return Message(zh=text(phrase, "zh"), en=text(phrase, "en"), source=phrase)


def text(phrase: Phrase, lang: str) -> str:
    """Return a phrase in `lang`.

    Raises:
        MessageError: No row has the code, a required parameter is missing, or one is given that the row does not name.
    """
    code, given = phrase.code, phrase.parameters
    if code.startswith(_LABEL):
        return _label_text(code, lang)
    template = _template(code, lang)
    if not template.required <= given.keys() <= template.known:
        missing, extra = sorted(template.required - given.keys()), sorted(given.keys() - template.known)
        raise MessageError(f"{code}: missing parameters: {missing}; unknown parameters: {extra}")
    texts: list[str] = []
    for piece in template.pieces:
        for name in piece.optional:
            if not given.get(name):
                break
        else:
            for before, name, separator in piece.parts:
                texts.append(before)
                if name:
                    texts.append(_value(given[name], separator, lang))
    return "".join(texts)


def _value(value: Parameter, separator: str, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Phrase):
        return text(value, lang)
    if isinstance(value, tuple):
        return separator.join([_value(item, separator, lang) for item in value])
    return str(value)


@lru_cache(maxsize=1 << 10)  # of every check: its verdict and its unit
def _label_text(code: str, lang: str) -> str:
    kind, _, name = code.removeprefix(_LABEL).partition(".")
    return word(kind, name, lang)


@cache
def _template(code: str, lang: str) -> _Template:
    file, _, name = code.partition(".")
    row = rows(file).get(name)
    if row is None:
        raise MessageError(f"{code}: messages/{file}.toml has no such row")
    pieces, required, known = [], set[str](), set[str]()
    for match in _PIECE.finditer(row.zh if check_language(lang) == "zh" else row.en):
        parts = tuple(
            (part[1], part[2] or "", part[3] or "") for part in _PLACE.finditer(match[1] or match[2]) if part[0]
        )
        names = [name for _, name, _ in parts if name]
        known.update(names)
        if match[1] is None:
            required.update(names)
        pieces.append(_Piece(optional=() if match[1] is None else tuple(names), parts=parts))
    return _Template(pieces=tuple(pieces), required=frozenset(required), known=frozenset(known))


@cache
def rows(file: str) -> Mapping[str, MessageRow]:
    """Return the rows of `messages/<file>.toml` by code.

    Raises:
        MessageError: There is no such file, or a row of it is wrong; the text names file and row.
    """
    import tomllib  # late: `import reportdiff` must not pay for it

    try:
        source = resources.files("reportdiff.messages").joinpath(f"{file}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise MessageError(f"{file}: there is no messages/{file}.toml") from None
    found: dict[str, MessageRow] = {}
    known = {attribute.name for attribute in fields(MessageRow)}
    for number, table in enumerate(tomllib.loads(source)["row"], start=1):
        if unknown := table.keys() - known:
            raise MessageError(f"{file}.toml: row {number}: {sorted(unknown)[0]}: no such key")
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        try:
            row = MessageRow(**values)
        except TypeError as error:
            raise MessageError(f"{file}.toml: row {number}: {error}") from error
        if found.setdefault(row.code, row) is not row:
            raise MessageError(f"{file}.toml: row {number}: {row.code}: a row of this code stands above")
    return found
