"""Texts that are English and know their phrase, so that they can be shown in Chinese too: errors, warnings, notes."""

from __future__ import annotations

import errno

from reportdiff.errors import ReportdiffError
from reportdiff.messages.catalog import label, text
from reportdiff.messages.finished_texts import in_chinese
from reportdiff.messages.language import explicit_language
from reportdiff.model import Phrase
from reportdiff.model.phrases import Parameter

__all__ = ["Notice", "error_text", "notice", "phrase_of", "reason_of", "shown"]

_STANDARD_INPUT = "standard input"  # the name of a report that has none

_SYSTEM_REASONS = {
    errno.ENOENT: "not_found",
    errno.EEXIST: "exists",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "folder",
    errno.EACCES: "no_permission",
    errno.EPERM: "not_permitted",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "long_name",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "quota",
    errno.EIO: "input_output",
}


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


def phrase_of(warning: str) -> str | Phrase:
    """Return the phrase of a notice, to stand inside another message; a text that is none stays as it is."""
    return warning.phrase if isinstance(warning, Notice) else warning


def reason_of(error: BaseException) -> str | Phrase:
    """Return why something failed, to stand inside a message: what an error of ours, the system or a library says.

    >>> text(reason_of(FileNotFoundError(errno.ENOENT, "gone", "a.txt")), "en"), reason_of(ValueError("a NUL"))
    ('no such file or directory', 'a NUL')
    """
    if isinstance(error, ReportdiffError) and len(error.args) == 1:
        return phrase_of(error.args[0])
    if isinstance(error, OSError) and error.errno is not None:
        reason = _SYSTEM_REASONS.get(error.errno)
        return label("system_reason", reason) if reason else error.strerror or str(error)
    return " ".join(str(error).split()) or type(error).__name__


def error_text(given: object, lang: str | None = None) -> str:
    """Return what an error says, given its first argument; without `lang` in the language that was chosen, if any.

    >>> error_text(notice("errors.no_such_file", path="a.txt"), "zh")
    'a.txt：没有这个文件；请检查路径'
    """
    lang = lang or explicit_language() or "en"
    if isinstance(given, Notice):
        return text(_named(given.phrase), lang)
    return in_chinese(str(given)) if lang == "zh" else str(given)


def _named(phrase: Phrase) -> Phrase:
    """Return a phrase in which standard input is named in the language of the text."""
    held = {
        name: Phrase("errors.standard_input", {})
        if value == _STANDARD_INPUT
        else _named(value)
        if isinstance(value, Phrase)
        else value
        for name, value in phrase.parameters.items()
    }
    return Phrase(phrase.code, held)


def shown(warning: str, lang: str) -> str:
    """Return a warning or note in `lang`; one that was loaded from JSON is known by its English text."""
    return error_text(warning, lang)
