"""Look up a message by its code, fill in its parameters, and raise where the two do not fit.

The rows stand in `messages/*.toml`; the code "findings.zero_plan" is the row `zero_plan` of findings.toml. The text of
a row has three signs:

    {name}        the parameter of that name
    {name|、}     a parameter of several values, joined by the text behind the bar
    [ … ]         left out where a parameter inside is not given or empty
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from attrs import fields, frozen

from reportdiff.errors import MessageError
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Message, Phrase
from reportdiff.model.phrases import Parameter

__all__ = [
    "MessageRow",
    "Notice",
    "label",
    "message",
    "notice",
    "phrase",
    "phrase_of",
    "rows",
    "sentence",
    "shown",
    "text",
]

_LABEL = "labels."
_PART = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
_PLACE = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")


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


@frozen
class _Place:
    """A place for a parameter; several values are joined by `separator`."""

    name: str
    separator: str


@frozen
class _Template:
    """The text of one row in one language, taken apart: pieces, each with whether it may be left out."""

    pieces: tuple[tuple[bool, tuple[str | _Place, ...]], ...]
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
        kind, _, name = code.removeprefix(_LABEL).partition(".")
        return word(kind, name, lang)
    template = _template(code, lang)
    if not template.required <= given.keys() <= template.known:
        missing, extra = sorted(template.required - given.keys()), sorted(given.keys() - template.known)
        raise MessageError(f"{code}: missing parameters: {missing}; unknown parameters: {extra}")
    return "".join(_filled(template, given, lang))


def _filled(template: _Template, given: Mapping[str, Parameter], lang: str) -> Iterator[str]:
    for optional, piece in template.pieces:
        if optional and not all(given.get(part.name) for part in piece if isinstance(part, _Place)):
            continue
        for part in piece:
            yield part if isinstance(part, str) else _value(given[part.name], part.separator, lang)


def _value(value: Parameter, separator: str, lang: str) -> str:
    if isinstance(value, Phrase):
        return text(value, lang)
    if isinstance(value, tuple):
        return separator.join(_value(item, separator, lang) for item in value)
    return str(value)


class Notice(str):
    """A text in English, as JSON prints it, that knows its phrase and can be shown in Chinese too."""

    __slots__ = ("phrase",)

    phrase: Phrase

    def __new__(cls, phrase: Phrase) -> Notice:
        """Put the phrase into English."""
        made = super().__new__(cls, text(phrase, "en"))
        made.phrase = phrase
        return made

    def __reduce__(self) -> tuple[type[Notice], tuple[Phrase]]:
        return Notice, (self.phrase,)


def notice(code: str, **parameters: Parameter) -> Notice:
    """Return the message of this code as a text of a report or result: a warning, a note.

    >>> shown(notice("warnings.same_year", year=2023, prior="a.txt", current="b.txt"), "zh")
    '两份报告都是2023年的（a.txt、b.txt）；比对需要两个不同年份的报告'
    """
    return Notice(Phrase(code, parameters))


def phrase_of(text: str) -> str | Phrase:
    """Return the phrase of a notice, to stand inside another message; a text that is none stays as it is."""
    return text.phrase if isinstance(text, Notice) else text


def shown(notice: str, lang: str) -> str:
    """Return a notice in `lang`; a text that is none, because it was loaded from JSON, stays as it is."""
    return text(notice.phrase, lang) if isinstance(notice, Notice) else notice


@cache
def _template(code: str, lang: str) -> _Template:
    file, _, name = code.partition(".")
    row = rows(file).get(name)
    if row is None:
        raise MessageError(f"{code}: messages/{file}.toml has no such row")
    pieces, required, known = [], set[str](), set[str]()
    for match in _PART.finditer(row.zh if check_language(lang) == "zh" else row.en):
        optional = match[1] is not None
        piece = tuple(_parts(match[1] if optional else match[2]))
        names = {part.name for part in piece if isinstance(part, _Place)}
        known |= names
        required |= set() if optional else names
        pieces.append((optional, piece))
    return _Template(tuple(pieces), frozenset(required), frozenset(known))


def _parts(piece: str) -> Iterator[str | _Place]:
    end = 0
    for place in _PLACE.finditer(piece):
        if place.start() > end:
            yield piece[end : place.start()]
        yield _Place(place[1], place[2] or "")
        end = place.end()
    if end < len(piece):
        yield piece[end:]


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
