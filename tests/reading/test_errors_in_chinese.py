"""Files that cannot be read say why in the chosen language, alone and in a batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportdiff import read
from reportdiff.corpus.outcomes import crash_failure, failure_of
from reportdiff.errors import ReportdiffError
from reportdiff.messages import shown
from reportdiff.reading import Limits

FILES = {
    "a.txt": (b"", "空文件"),
    "b.txt": (b"\x00\x01abc\x00", "二进制文件"),
    "c.csv": (b"%PDF-1.4", "PDF"),
    "d.docx": (b"PK", "不是 Word 文件"),
    "e.xlsx": (b"\xd0\xcf\x11\xe0rest", "旧版 Excel 工作簿"),
    "f.html": (b"<html></html>", "没有文字"),
    "g.doc": (b"x", "另存为 .docx"),
    "h.pdf": (b"%PDF-1.4\nx", "文件损坏"),
    "i.txt": ("全年受理申请287件。".encode() * 20, "超过上限"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    """The error knows its Chinese text, which a batch writes into its tables."""
    content, words = FILES[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReportdiffError) as caught:
        read(tmp_path / name, limits=Limits(characters=100))
    assert words in shown(caught.value.args[0], "zh")
    failure = failure_of(name, caught.value, tmp_path, "zh")
    assert words in failure.message
    assert str(tmp_path) not in failure.message


def test_a_crash_in_chinese() -> None:
    """A process that died and an error of the program itself are told in Chinese too."""
    assert "进程中断" in crash_failure("a.pdf", "zh").message
    assert failure_of("a.pdf", KeyError("x"), lang="zh").message.startswith("内部错误")
