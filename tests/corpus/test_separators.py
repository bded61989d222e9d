"""Paths of another system: backslashes in paths and messages, and names that no file of Windows may have."""

from __future__ import annotations

import os
import re
from pathlib import Path, PureWindowsPath
from typing import cast

import pytest
from corpus_helpers import Serial, rows_of
from synthetic_reports import synthetic_pair

from reportdiff import UnreadableFileError, batch, read
from reportdiff.corpus.filenames import parse_filename
from reportdiff.corpus.outcomes import failure_of

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^(?:CON|NUL|AUX|PRN|COM\d|LPT\d)(?:\.|$)', re.IGNORECASE)


def test_paths_below_a_folder_are_written_with_slashes() -> None:
    """A path of Windows below the folder says issuer and year as one of POSIX does."""
    folder = PureWindowsPath(r"C:\reports")
    below = (folder / "2023" / "甲市.txt").relative_to(folder).as_posix()
    assert below == "2023/甲市.txt"
    assert parse_filename(below) == parse_filename("2023/甲市.txt")
    assert parse_filename(below).year == 2023


def test_messages_name_a_file_by_its_path_below_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the reports is left out of a message, whatever the separator."""
    monkeypatch.setattr(os, "sep", "\\")
    error = UnreadableFileError(r"C:\reports\2023\甲市.txt: is empty")
    failure = failure_of("2023/甲市.txt", error, cast("Path", PureWindowsPath(r"C:\reports")))
    assert failure.message == r"2023\甲市.txt: is empty"


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_names_of_pages_are_those_of_any_system(tmp_path: Path) -> None:
    """Pages of issuers whose names hold separators, colons or reserved words have names that Windows takes."""
    texts, folder = synthetic_pair(12), tmp_path / "reports"
    folder.mkdir()
    for issuer in (r"浙江省\甲市", "乙市：“试点”?*", "CON", "aux.", 'a"b<c>|'):
        for year, text in ((2022, texts.prior), (2023, texts.current)):
            (folder / f"{issuer}-{year}.txt").write_text(text, encoding="utf-8")
    done = batch(folder, tmp_path / "out", executor=Serial(), pages="all")
    pages = [path.name for path in (done.out / "pages").iterdir()]
    assert len(pages) == done.counts["pairs"] > 0
    assert [name for name in pages if FORBIDDEN.search(name)] == []
    for path in done.out.rglob("*"):
        assert FORBIDDEN.search(path.name) is None
    assert {row["file"] for row in rows_of(done.out, "reports")} == {path.name for path in folder.iterdir()}


def test_a_report_is_called_by_its_name_alone(tmp_path: Path) -> None:
    """What a result calls a report has no folder in it, given as a path or under a name."""
    path = tmp_path / "甲市-2023.txt"
    path.write_text("全年受理申请287件。", encoding="utf-8")
    assert read(path).source == read(str(path)).source == "甲市-2023.txt"
