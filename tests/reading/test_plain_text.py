"""Plain text: encodings, what is no text, and where the bytes come from."""

from __future__ import annotations

import codecs
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff import Checkup, check, parse
from reportdiff.errors import ReportdiffError, UnreadableFileError, UnsupportedFormatError
from reportdiff.reading import READERS, document_from_text, read_document
from reportdiff.rendering import RENDERERS

TEXT = "某市2023年度工作报告\r\n全年共受理行政复议申请２８７件，同比上升117.42%。\r\n这是为了大家的工作。\n"
TRADITIONAL = "本市過去一年的工作報告：我們在各個方面都有了新的進展，辦理案件二百件，比上年增長一成。" * 2

ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "gb18030": TEXT.encode("gb18030"),
    "utf-16-le with a mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16-be with a mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-32-le with a mark": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_every_encoding_gives_the_same_text(content: bytes) -> None:
    """A report reads the same in every encoding, line ends and full-width digits untouched, without the mark."""
    assert read_document(content, name="report.txt").text == TEXT


def test_big5_is_read() -> None:
    """A text in Big5 is told from one in GB18030 by how it reads."""
    assert read_document(TRADITIONAL.encode("big5"), name="report.txt").text == TRADITIONAL


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        ("正常的文字".encode() + b"\x00\x01\x02", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("これは日本語の文章です。今年の件数は多いです。".encode("euc_jp"), "unknown encoding"),
        ("한국어 보고서입니다".encode("euc_kr"), "unknown encoding"),
        ("Été à la façade où".encode("latin-1"), "unknown encoding"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41", "unknown encoding"),
    ],
)
def test_an_input_that_is_no_text_is_an_error_of_one_line(content: bytes, says: str) -> None:
    """Empty, binary and undecodable inputs are named, with what is wrong and what to do, in one line."""
    with pytest.raises(UnreadableFileError) as caught:
        read_document(content, name="report.txt")
    message = str(caught.value)
    assert message.startswith("report.txt: ")
    assert says in message
    assert "\n" not in message
    assert isinstance(caught.value, OSError)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A missing file and a folder are told apart."""
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="is a folder"):
        read_document(tmp_path)
    folder = tmp_path / "folder.docx"
    folder.mkdir()
    with pytest.raises(UnreadableFileError, match="is a folder"):
        read_document(folder)


@pytest.mark.parametrize("suffix", [".pptx", ".doc", ".rtf", ".ods"])
def test_unknown_formats_say_what_to_do(suffix: str) -> None:
    """A format without reader is refused by name, with a way out."""
    with pytest.raises(UnsupportedFormatError, match="save"):
        read_document(b"whatever", name=f"report{suffix}")


def test_suffixes_have_readers() -> None:
    """The plain-text suffixes are in the visible mapping, in any case of letters."""
    assert {".txt", ".md"} <= set(READERS)
    assert read_document(TEXT.encode(), name="REPORT.TXT").text == TEXT
    assert read_document(TEXT.encode(), name="report").text == TEXT


def test_paths_and_file_objects(tmp_path: Path) -> None:
    """A path, a binary file, a text file and bytes give one document, called by its own or the given name."""
    path = tmp_path / "甲.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    by_path = read_document(path)
    assert (by_path.text, by_path.source) == (TEXT, "甲.txt")
    assert read_document(str(path), name="乙.txt").source == "乙.txt"
    with path.open("rb") as binary:
        assert read_document(binary) == by_path
    assert read_document(io.BytesIO(TEXT.encode()), name="丙.txt").source == "丙.txt"
    assert read_document(io.StringIO(TEXT)).source == "standard input"


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    """Whatever the bytes are, the answer is a document or an error of ours."""
    try:
        document = read_document(content, name="any.txt")
    except ReportdiffError:
        return
    assert document.text


@given(
    st.text(alphabet="的一是在件，。\r\n\t 287％aé", min_size=1, max_size=80).filter(lambda text: bool(text.strip()))
)
@settings(max_examples=100)
def test_text_at_hand_keeps_every_character(text: str) -> None:
    """A text handed over as a string is the document's text, character by character."""
    assert document_from_text(text, "memo").text == text


@pytest.mark.parametrize("code", [0xD800, 0xDFFF])
def test_half_characters_are_damaged_ones(code: int) -> None:
    """Half of a surrogate pair is replaced, one character for one, and the report says so: every output can hold it."""
    half = chr(code)
    text = f"某市2023年工作报告\n受理{half}申请287件，同比增长12.3%。\n"
    report = parse(text, source=f"a{half}.txt")
    assert len(report.document.text) == len(text)
    assert report.warnings
    checkup = check(report)
    assert Checkup.from_json(checkup.to_json()) == checkup
    for name in RENDERERS:
        assert checkup.render(name).encode()


@pytest.mark.skipif(sys.platform == "win32", reason="no such name there")
def test_a_path_that_looks_like_a_text_is_read(tmp_path: Path) -> None:
    """A file is read whatever its name; only what is no path is taken for a text in its place."""
    path = tmp_path / "工作报告。\n第二行.txt"
    path.write_bytes(TEXT.encode())
    assert read_document(str(path)).text == TEXT
    with pytest.raises(UnreadableFileError, match="not the path"):
        read_document(f"{path}\n")
