"""The words for codes (verdicts, checks, diagnoses, columns, headings), in Chinese and English: rows of labels.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from reprlib import repr as shortened

from reportdiff.errors import ArgumentError

__all__ = ["LANGUAGES", "check_language", "labels", "word", "words"]

LANGUAGES = ("zh", "en")


@cache
def labels(kind: str) -> Mapping[str, tuple[str, str]]:
    """Return the words of one kind: code → (Chinese, English), in file order.

    >>> labels("severity")["note"]
    ('提示', 'note')
    """
    return {code: (zh, en) for code, (zh, en) in _tables()[kind].items()}


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    import tomllib  # late: `import reportdiff` must not pay for it

    return tomllib.loads(resources.files("reportdiff.messages").joinpath("labels.toml").read_text(encoding="utf-8"))


def check_language(lang: str) -> str:
    """Return `lang` itself.

    Raises:
        ArgumentError: It is not one of `LANGUAGES`.
    """
    if not isinstance(lang, str) or lang not in LANGUAGES:
        raise ArgumentError("errors.unknown_value", name="lang", value=shortened(lang), known=LANGUAGES)
    return lang


def word(kind: str, code: str, lang: str) -> str:
    """Return the word for `code`; a code without one, such as a check of one's own, is shown as it is.

    Args:
        kind: A table of labels.toml; an unknown one raises `KeyError`.
        code: A code of that table.
        lang: "zh" or "en".

    >>> word("verdict", "inconsistent", "zh"), word("check", "a_new_check", "en")
    ('不符', 'a new check')
    """
    entry = labels(kind).get(code)
    return entry[LANGUAGES.index(lang)] if entry is not None else code.replace("_", " ")


def words(kind: str, codes: tuple[str, ...], lang: str) -> str:
    """Return the words for several codes in one line, separated as `lang` does."""
    return ("、" if lang == "zh" else ", ").join(word(kind, code, lang) for code in codes)
