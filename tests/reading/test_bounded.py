"""Files whose readers nothing bounds are read by a process that ends at its limits; no other file pays for one."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hostile_files import hostile, hostile_files, take
from made_files import WORDS, drawing, html, paragraph, word_file

from reportdiff import Limits
from reportdiff.errors import LimitError, ReportdiffError, UnreadableFileError
from reportdiff.reading import read_document
from reportdiff.reading.bounded import close_workers, read_in_worker
from running import Cli

ENDLESS = "pdf: bfrange of 10^9 codes"


@pytest.mark.parametrize("enforcement", ["system", "watchdog"])
@pytest.mark.parametrize(
    ("limits", "named"), [(Limits(seconds=1), "seconds=1"), (Limits(memory=60_000_000), "memory=60000000")]
)
def test_an_endless_file_ends_at_its_limit(enforcement: str, limits: Limits, named: str) -> None:
    """The operating system ends a file that takes too much, and a watchdog does where it cannot; the next is read."""
    with pytest.raises(LimitError, match=named):
        read_in_worker(hostile(ENDLESS), "a.pdf", limits, enforcement=enforcement)
    page = drawing(lambda canvas: canvas.drawString(72, 700, "Permits 287"))
    assert "287" in read_in_worker(page, "a.pdf", Limits(), enforcement=enforcement).text


def test_an_endless_file_is_one_line_on_the_command_line(run_cli: Cli, tmp_path: Path) -> None:
    """A file that would never end gives exit 2 and one line that names the limit."""
    (tmp_path / "a.pdf").write_bytes(hostile(ENDLESS))
    done = run_cli("--limit", "seconds=1", "check", str(tmp_path / "a.pdf"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--limit seconds=" in done.stderr


def test_every_format_is_read_alike_by_a_worker() -> None:
    """A worker reads what this process reads, the errors included."""
    files = {
        "a.txt": WORDS.encode(),
        "a.html": html(""),
        "a.docx": word_file(paragraph(WORDS)),
        "a.csv": "甲,1".encode(),
    }
    for name, content in files.items():
        assert read_in_worker(content, name, Limits()) == read_document(content, name=name)
    with pytest.raises(UnreadableFileError, match=r"a\.docx: "):
        read_in_worker(b"PK\x03\x04", "a.docx", Limits())


def test_a_page_with_a_tag_of_many_attributes_is_bounded() -> None:
    """Such a tag costs the square of its attributes, so that the page is read by a process that ends at its limit."""
    page = hostile("html: 10^5 attributes")
    with pytest.raises(LimitError, match="seconds=1"):
        read_document(page, name="a.html", limits=Limits(seconds=1))


def test_one_worker_reads_one_file_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has read a file reads the next one; only one that reached a limit is followed by another."""
    close_workers()
    started: list[Any] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *command: Any, **how: Any) -> None:
            started.append(command)
            super().__init__(*command, **how)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    page = drawing(lambda canvas: canvas.drawString(72, 700, "Permits 287"))
    for _ in range(3):
        assert "287" in read_document(page, name="a.pdf").text
    assert len(started) == 1
    with pytest.raises(LimitError, match="seconds=1"):
        read_document(hostile(ENDLESS), name="a.pdf", limits=Limits(seconds=1))
    for _ in range(2):
        assert "287" in read_document(page, name="a.pdf").text
    assert len(started) == 2


def test_a_process_that_cannot_be_started_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system starts no process more, or Python is embedded, the error names the file and says why."""
    close_workers()
    monkeypatch.setattr(sys, "executable", "")
    page = drawing(lambda canvas: canvas.drawString(72, 700, "Permits 287"))
    with pytest.raises(UnreadableFileError, match=r"^a\.pdf: the process that reads it cannot be started"):
        read_document(page, name="a.pdf")


def test_small_files_start_no_process() -> None:
    """A plain text, a small page and a small Word file are read in the process that asked."""
    code = (
        "import subprocess, sys; subprocess.Popen = None\n"
        f"sys.path[:0] = {[str(Path(__file__).parent), str(Path(__file__).parents[1])]!r}\n"
        "from reportdiff.reading import read_document\n"
        "from made_files import WORDS, html, paragraph, word_file\n"
        "files = {'a.txt': WORDS.encode(), 'a.html': html(''), 'a.docx': word_file(paragraph(WORDS))}\n"
        "[read_document(content, name=name) for name, content in files.items()]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_has_workers_of_its_own() -> None:
    """A process that was forked after a file was read does not use the worker of the process before it."""
    page = drawing(lambda canvas: canvas.drawString(72, 700, "Permits 287"))
    read_document(page, name="a.pdf")
    child = os.fork()
    if not child:
        os._exit(0 if "287" in read_document(page, name="a.pdf").text else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert "287" in read_document(page, name="a.pdf").text
    close_workers()


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "undefined", "unicode_escape", "utf_7", "zlib", "rot13", "cp037"]
)
def test_only_encodings_of_text_are_tried(charset: str) -> None:
    """What a page declares counts only where it is an encoding of Chinese or Latin text."""
    text = html("").replace(b"<body>", f"<meta charset={charset}><body>".encode()).decode().encode("gb18030")
    assert WORDS in read_document(text, name="a.html").text


@pytest.mark.parametrize("name", [name for place, name in enumerate(hostile_files()) if place % 24 == 5])
def test_hostile_files_end(name: str) -> None:
    """A twelfth of the hostile files; hostile_run.py reads them all and measures what each takes."""
    with suppress(ReportdiffError, UnicodeDecodeError):
        take(name, hostile(name), Limits(seconds=20))


def test_there_are_hostile_files_of_every_kind() -> None:
    """At least 300 files, and every format among them."""
    kinds = [name.partition(":")[0] for name in hostile_files()]
    assert len(kinds) >= 300
    assert set(kinds) == {"pdf", "docx", "xlsx", "html", "csv", "tsv", "txt", "json", "toml"}
