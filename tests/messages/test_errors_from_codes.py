"""An error carries its code and parameters: in both languages, through pickling, and inside another error."""

from __future__ import annotations

import errno
import pickle

import pytest

import reportdiff as rd
from reportdiff import errors
from reportdiff.corpus.outcomes import error_of, failure_of
from reportdiff.errors import ArgumentError, OutputError, ReportdiffError, ResultFormatError
from reportdiff.messages import Notice, error_text, phrase, reason_of, text

CLASSES = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_carries_its_phrase(kind: type[ReportdiffError]) -> None:
    """English is what `args[0]` holds, Chinese what `str` gives on demand, here and in another process."""
    raised = kind("errors.no_such_file", path="a.txt")
    for error in (raised, pickle.loads(pickle.dumps(raised))):
        assert type(error) is kind
        assert error.args == ("a.txt: there is no such file; check the path",)
        assert isinstance(error.args[0], Notice)
        assert str(error) == error.args[0]
        assert error_text(error.args[0], "zh") == "a.txt：没有这个文件；请检查路径"


@pytest.mark.parametrize("kind", CLASSES)
def test_a_finished_text_stays_as_it_is(kind: type[ReportdiffError]) -> None:
    """A text that is no code, none and several are kept as any exception keeps them."""
    for args in ((), ("a text",), ("errors. a text",), (2, "No such file")):
        assert kind(*args).args == args
    assert str(kind("a text")) == "a text"


def test_an_error_inside_another_speaks_its_language() -> None:
    """The reason of an error is what another error, the system or a library says."""
    inner = ArgumentError("errors.unknown_value", name="lang", value="'fr'", known=("zh", "en"))
    full = OSError(errno.ENOSPC, "No space left on device", "a.txt")
    for cause, zh, en in (
        (inner, "lang='fr'：没有这种取值；可用的有 zh、en", "lang='fr': known are zh, en"),
        (full, "磁盘已满", "no space left on device"),
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files", "Too many open files"),
        (ValueError("a NUL"), "a NUL", "a NUL"),
        (ValueError(), "ValueError", "ValueError"),
    ):
        outer = OutputError("errors.folder_unusable", folder="out", reason=reason_of(cause))
        assert outer.args[0] == f"out: cannot be used ({en}); name a new folder"
        assert error_text(outer.args[0], "zh") == f"out：不能使用（{zh}）；请另给一个新文件夹"


def test_standard_input_is_named_in_the_language_of_the_error() -> None:
    """Also where it stands in a message inside the message."""
    inner = phrase("errors.rule_place", path="standard input", rule="confirm", number=1)
    error = ResultFormatError("errors.rule_text", place=inner, key="prior")
    assert error_text(error.args[0], "zh") == "标准输入：confirm 第1条：prior：须为文字"


def test_a_failure_that_is_raised_after_all_speaks_the_chosen_language() -> None:
    """`compare_many` collects failures as English texts; raised, one is Chinese where Chinese was chosen."""
    failure = failure_of("a.txt", rd.UnreadableFileError("errors.empty_file", file="a.txt"))
    assert failure.message == "a.txt: is empty; check that it was saved or downloaded whole"
    raised = error_of(pickle.loads(pickle.dumps(failure)))
    assert isinstance(raised, rd.UnreadableFileError)
    rd.use_language("zh")
    try:
        assert str(raised) == "a.txt：是空文件；请检查是否保存或下载完整"
    finally:
        rd.use_language(None)


def test_the_parameters_of_a_wrong_code_are_refused() -> None:
    """A missing row or parameter is a developer's mistake, and told when the error is made."""
    with pytest.raises(rd.MessageError, match="no such row"):
        ArgumentError("errors.no_such_code")
    with pytest.raises(rd.MessageError, match="missing parameters"):
        ArgumentError("errors.no_such_file")
    assert text(phrase("errors.standard_input"), "en") == "standard input"
