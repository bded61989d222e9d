"""The errors that reportdiff raises: one class a mistake, each also a built-in class that a caller would expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportdiff.model.phrases import Parameter

__all__ = ["AmbiguousFigureError", "ArgumentError", "ArgumentTypeError", "LexiconError", "LimitError", "MessageError"]
__all__ += ["MissingColumnError"]
__all__ += ["MissingExtraError", "MissingFontError", "OutputError", "ReportdiffError", "ResultFormatError"]
__all__ += [
    "UnknownCutterError",
    "UnknownRelationError",
    "UnknownRoundingError",
    "UnplacedReportError",
    "UnreadableFigureError",
]
__all__ += ["UnreadableFileError", "UnsupportedFormatError", "WorkerDiedError"]


_CODE = "errors."


class ReportdiffError(Exception):
    """The base of every error that reportdiff raises on purpose; its text says what is wrong and what to do.

    It is raised with the code of a row in `messages/errors.toml` and the parameters of that row. A text that is no code
    stays as it is: what an earlier run kept, and mistakes in the data files that ship with reportdiff.

    The text is in the language chosen with `use_language` or REPORTDIFF_LANG, in English where none was chosen;
    `args[0]` is always the English one.

    >>> str(ArgumentError("errors.unknown_value", name="lang", value="'fr'", known=("zh", "en")))
    "lang='fr': known are zh, en"
    """

    def __init__(self, *what: object, **parameters: Parameter) -> None:
        if len(what) == 1 and isinstance(what[0], str) and _is_code(what[0]):
            from reportdiff.messages.notices import notice  # late: this floor imports none above it

            what = (notice(what[0], **parameters),)
        super().__init__(*what)

    def __str__(self) -> str:
        from reportdiff.messages.notices import error_text  # late, too

        return error_text(self.args[0]) if len(self.args) == 1 else super().__str__()


def _is_code(text: str) -> bool:
    return text.startswith(_CODE) and text.removeprefix(_CODE).isidentifier()


class ArgumentError(ReportdiffError, ValueError):
    """An argument has a value that the function does not take; the text names it and says what to give."""


class ArgumentTypeError(ReportdiffError, TypeError):
    """An argument is of a type that the function does not take; the text names it and says what to give."""


class UnreadableFileError(ReportdiffError, OSError):
    """An input cannot be read: it is missing, a folder, empty, binary or of unknown encoding."""


class LimitError(UnreadableFileError):
    """An input exceeds one of the `Limits`; the text names the limit and says how to raise it."""


class UnsupportedFormatError(ReportdiffError, ValueError):
    """A format of input or output that this version does not know."""


class MissingExtraError(ReportdiffError, ImportError):
    """A format needs a library that an optional extra installs."""


class MissingFontError(ReportdiffError, LookupError):
    """A chart has Chinese labels and no installed font shows them; the text says what to install."""


class UnreadableFigureError(ReportdiffError, ValueError):
    """A figure or claim given to `verify` or a function like it cannot be read."""


class AmbiguousFigureError(UnreadableFigureError):
    """A stated claim can be read in two ways, and the relation is not named."""


class MissingColumnError(ReportdiffError, ValueError):
    """A table given to `verify_table` lacks a column that was named."""


class UnknownRoundingError(ReportdiffError, ValueError):
    """A rounding mode that does not exist; the text lists those that do."""


class UnknownCutterError(ReportdiffError, ValueError):
    """A word cutter that does not exist; the message lists those that do."""


class UnplacedReportError(ReportdiffError, ValueError):
    """A report of a folder has no known issuer or year, or is a second one of the same issuer and year."""


class UnknownRelationError(ReportdiffError, ValueError):
    """A relation given to `verify` has a name that no formula has."""


class LexiconError(ReportdiffError, ValueError):
    """A row of a lexicon file is wrong; the text names file, row and key."""


class MessageError(ReportdiffError, LookupError):
    """A message is asked for by a code that no row has, or with parameters that its row does not name."""


class ResultFormatError(ReportdiffError, ValueError):
    """A JSON text is not a result that this version of reportdiff can load."""


class OutputError(ReportdiffError, OSError):
    """A result cannot be written where it was asked for; nothing was written."""


class WorkerDiedError(ReportdiffError, RuntimeError):
    """A worker process crashed while it processed a report; of an executor, the text says what was under way."""
