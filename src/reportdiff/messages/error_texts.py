"""Put finished English texts of errors and warnings into Chinese.

`error_texts.toml` has a row for each text that is made in English; a text of `errors.toml` or `warnings.toml` whose
code is gone, because it was loaded from JSON or came from another process, is found by the form of its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from reportdiff.messages.catalog import Notice, rows, text
from reportdiff.messages.language import explicit_language
from reportdiff.model import Phrase

__all__ = ["Patterns", "error_rows", "error_text", "in_chinese", "patterns_of", "shown", "translated"]

Patterns = tuple[tuple[re.Pattern[str], str], ...]

_NOTES = ("same_period", "unit_changed")  # of changes that are not computed
_STANDARD_INPUT = "standard input"  # the name of a report that has none

_PLACE = re.compile(r"\{(\w+)\}")
_SEVERAL = re.compile(r"\{(\w+)\|[^{}]*\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NESTED = frozenset(  # places that hold a text which has a row itself
    {*("error", "format", "kind", "meaning", "message", "more", "old"), *("program", "reason", "remedy", "wanted")}
    | {"warning", "what"}
)


def error_text(given: object, lang: str | None = None) -> str:
    """Return what an error says, given its first argument; without `lang` in the language that was chosen, if any.

    >>> error_text("schema: is missing", "zh")
    'schema：缺少'
    """
    lang = lang or explicit_language() or "en"
    if isinstance(given, Notice):
        parameters = {
            name: Phrase("errors.standard_input", {}) if value == _STANDARD_INPUT else value
            for name, value in given.phrase.parameters.items()
        }
        return text(Phrase(given.phrase.code, parameters), lang)
    return in_chinese(str(given)) if lang == "zh" else str(given)


def shown(warning: str, lang: str) -> str:
    """Return a warning or note in `lang`; one that was loaded from JSON is known by its English text."""
    return error_text(warning, lang)


def in_chinese(given: str) -> str:
    """Return the English text of an error or warning in Chinese, where a row has its form.

    >>> in_chinese("a.pdf: page 4 holds pictures and no text; it was left out")
    'a.pdf：第4页只有图片，没有文字，未予读取'
    """
    return translated(given, _patterns())


def translated(given: str, patterns: Patterns) -> str:
    """Return a text in Chinese, where one of the patterns fits it.

    A row without words of its own ("{source}: {warning}") fits only where what it holds has a row.
    """
    for pattern, chinese in patterns:
        match = pattern.fullmatch(given)
        if match:
            values = match.groupdict()
            held = {name: translated(value, patterns) for name, value in values.items() if name in _NESTED}
            if re.search(r"[^\W\d_]", _PLACE.sub("", chinese)) or all(
                values[name] != new for name, new in held.items()
            ):
                return chinese.format_map({**values, **held})
    return given


def patterns_of(texts: Mapping[str, str]) -> Patterns:
    """Return rows as patterns, first those that begin with words of their own, and of these those with more."""
    ordered = sorted(texts.items(), key=lambda row: (row[0].startswith("{"), -len(_PLACE.sub("", row[0]))))
    return tuple((_pattern(english), chinese) for english, chinese in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of the texts that a template makes; a place that it names again holds the same again."""
    parts, named = [], set[str]()
    for number, part in enumerate(_PLACE.split(template)):
        if number % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in named else f"(?P<{part}>.+?)")
            named.add(part)
    return re.compile("".join(parts), re.DOTALL)


@cache
def error_rows() -> Mapping[str, str]:
    """Return the English and Chinese texts of errors and warnings: those made in English, then the catalogue's."""
    import tomllib  # late: `import reportdiff` must not pay for it

    source = resources.files("reportdiff.messages").joinpath("error_texts.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(source)["errors"]
    notes = [rows("findings")[code] for code in _NOTES]
    for row in (*rows("errors").values(), *rows("warnings").values(), *notes):
        found.update(zip(_forms(row.en), _forms(row.zh), strict=True))
    return found


def _forms(template: str) -> Iterator[str]:
    """Yield a row's text with its optional pieces and without them, piece by piece."""
    piece = _OPTIONAL.search(template)
    if piece is None:
        yield _SEVERAL.sub(r"{\1}", template)
        return
    for held in (piece[1], ""):
        yield from _forms(template[: piece.start()] + held + template[piece.end() :])


@cache
def _patterns() -> Patterns:
    return patterns_of(error_rows())
