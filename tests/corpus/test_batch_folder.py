"""The folder that a batch reads: which files are reports, of which issuer and year, and how the work is cut up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import pytest
from corpus_helpers import Serial, rows_of
from synthetic_reports import synthetic_pair, write_corpus

from reportdiff import Batch, OutputError, UnreadableFileError, batch, compare, corpus_view
from reportdiff.corpus.batch_rows import Chain, PackedRows, pack_rows
from running import Cli


def test_issuers_and_years_are_found_in_names_and_texts(tmp_path: Path) -> None:
    """Folders by year, files without a year, texts that name their issuer; what has no place is an error."""
    folder = tmp_path / "reports"
    texts = synthetic_pair(12)
    (folder / "2022").mkdir(parents=True)
    (folder / "2023").mkdir()
    (folder / "2022" / "甲市.txt").write_text(texts.prior, encoding="utf-8")
    (folder / "2023" / "甲市.txt").write_text(texts.current, encoding="utf-8")
    (folder / "scan-a.txt").write_text(texts.prior.replace(texts.issuer, "丙县人民政府"), encoding="utf-8")
    (folder / "scan-b.txt").write_text(texts.current.replace(texts.issuer, "丙县人民政府"), encoding="utf-8")
    (folder / "memo.txt").write_text("备忘：下周开会。", encoding="utf-8")
    (folder / "copy-of-甲市-2023.doc").write_bytes(b"old Word")
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    done = batch(folder, tmp_path / "out", executor=Serial())
    changes = rows_of(tmp_path / "out", "changes")
    assert {(row["issuer"], row["since"], row["year"]) for row in changes} == {
        ("甲市", 2022, 2023),
        ("丙县人民政府", 2022, 2023),
    }
    errors = {row["file"]: row["error"] for row in rows_of(tmp_path / "out", "errors") if row["level"] == "error"}
    assert errors == {"memo.txt": "UnplacedReportError", "copy-of-甲市-2023.doc": "UnsupportedFormatError"}
    assert (done.counts["issuers"], done.counts["reports"], done.counts["pairs"]) == (3, 6, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_names_in_another_encoding_and_pipes(tmp_path: Path) -> None:
    """Names from a Chinese archive are read as GB18030, others are escaped; a pipe or a device is no report."""
    texts, folder = synthetic_pair(12), tmp_path / "reports"
    folder.mkdir()
    for year, text in ((2022, texts.prior), (2023, texts.current)):
        Path(folder, os.fsdecode(f"慈溪市-{year}.txt".encode("gb18030"))).write_text(text, encoding="utf-8")
    Path(folder, os.fsdecode(b"\xff\xfe-2023.txt")).write_bytes(b"")
    os.mkfifo(folder / "乙市-2023.txt")
    (folder / "reportdiff.toml").symlink_to("reportdiff.toml")
    for _ in range(2):
        done = batch(folder, tmp_path / "out", executor=Serial(), pages="all")
        assert (done.counts["reports"], done.counts["pairs"], done.counts["broken"]) == (3, 1, 1)
    assert {row["file"] for row in rows_of(done.out, "changes")} == {"慈溪市-2023.txt"}
    (error,) = [row for row in rows_of(done.out, "errors") if row["level"] == "error"]
    assert error["file"] == r"\xff\xfe-2023.txt"
    assert "慈溪市" in done.index.read_text(encoding="utf-8")


def test_results_in_the_folder_are_no_reports(tmp_path: Path) -> None:
    """Pages, tables and texts that reportdiff wrote beside the reports are left out, an empty report is not."""
    texts = synthetic_pair(12)
    for name, text in (("甲市-2022.txt", texts.prior), ("甲市-2023.txt", texts.current), ("甲市-2024.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    diff = compare(tmp_path / "甲市-2022.txt", tmp_path / "甲市-2023.txt")
    diff.to_html(tmp_path / "甲市-2025.html")
    diff.to_markdown(tmp_path / "甲市-2026.md", lang="en")
    (tmp_path / "甲市-2027.txt").write_text(diff.render("table"), encoding="utf-8")
    done = batch(tmp_path, tmp_path / "out", executor=Serial())
    assert (done.counts["reports"], done.counts["broken"]) == (3, 1)


def test_reports_of_one_issuer_are_joined_under_other_titles(tmp_path: Path) -> None:
    """Years of one issuer under other titles and in other spellings are one; kinds of reports stay apart."""
    folder = tmp_path / "reports"
    texts = synthetic_pair(12)
    for name, text in (
        ("浙江省/甲市/2022年法治政府建设年度报告.txt", texts.prior),
        ("浙江省/甲市/2023年法治政府建设情况的报告.txt", texts.current),
        ("乙县人民政府关于2022年法治政府建设情况的报告.txt", texts.prior),
        ("乙县2023年度法治政府建设工作总结（定稿）.txt", texts.current),
        ("丙县2022年预算.txt", texts.prior),
        ("丙县2023年预算.txt", texts.current),
        ("丙县2022年决算.txt", texts.prior),
        ("丙县2023年部门决算报告.txt", texts.current),
        ("report-2022.txt", texts.prior),
        ("report-2023.txt", texts.current),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    batch(folder, tmp_path / "out", executor=Serial())
    changes = rows_of(tmp_path / "out", "changes")
    assert {row["issuer"] for row in changes} == {"浙江省/甲市", "乙县", "丙县 预算", "丙县 决算", texts.issuer}


def test_links_between_folders_are_followed_once(tmp_path: Path) -> None:
    """A linked folder is read, one that leads back to itself is not, and no report is there twice."""
    write_corpus(tmp_path / "elsewhere", 2)
    (tmp_path / "reports").mkdir()
    try:
        (tmp_path / "reports" / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (tmp_path / "reports" / "back").symlink_to(tmp_path / "reports", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be created here")
    assert batch(tmp_path / "reports", tmp_path / "out", executor=Serial()).counts["reports"] == 4


def test_a_second_report_of_a_year_is_an_error(tmp_path: Path) -> None:
    """Of two files for one issuer and year the first by name counts; the other is an error that names both."""
    write_corpus(tmp_path / "reports", 1)
    (tmp_path / "reports" / "city00000-2023.md").write_text(synthetic_pair(1).current, encoding="utf-8")
    batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    (row,) = [row for row in rows_of(tmp_path / "out", "errors") if row["level"] == "error"]
    assert (row["error"], row["file"]) == ("UnplacedReportError", "city00000-2023.txt")
    assert "city00000-2023.md" in row["message"]


def test_outputs_below_the_folder_are_not_read(tmp_path: Path) -> None:
    """The index page of this batch, or of an earlier one below the same folder, is not read."""
    write_corpus(tmp_path / "reports", 2)
    for name in ("first", "second", "second"):
        done = batch(tmp_path / "reports", tmp_path / "reports" / name, executor=Serial())
        assert (done.counts["reports"], done.counts["broken"]) == (4, 0)


def test_years_that_do_not_follow_are_not_compared(tmp_path: Path) -> None:
    """2020 and 2022 are both checked alone."""
    folder = tmp_path / "reports"
    write_corpus(folder, 1)
    (folder / "city00000-2023.txt").rename(folder / "city00000-2025.txt")
    done = batch(folder, tmp_path / "out", executor=Serial(), lang="en")
    assert (done.counts["reports"], done.counts["pairs"]) == (2, 0)
    warnings = [row["message"] for row in rows_of(tmp_path / "out", "errors")]
    assert any("its name says 2025, its text 2023" in message for message in warnings)


def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path, run_cli: Cli) -> None:
    """No folder, no reports, an output folder with other files, two kinds of workers: one line and exit code 2."""
    with pytest.raises(UnreadableFileError, match="is no folder"):
        batch(tmp_path / "none", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFileError, match="no report in it"):
        batch(tmp_path / "empty", tmp_path / "out")
    write_corpus(tmp_path / "reports", 1)
    with pytest.raises(OutputError, match="holds other files"):
        batch(tmp_path / "reports", tmp_path / "reports")
    with pytest.raises(UnreadableFileError, match="is no folder that a batch wrote"):
        corpus_view(tmp_path / "reports", "受理")
    for arguments in (
        ("none", "-o", "out"),
        ("reports", "-o", "reports"),
        ("reports", "-o", "out", "--jobs", "2", "--dask", "localhost:8786"),
        ("reports", "-o", "out", "--rules", "missing.toml"),
        ("reports", "-o", "out", "--rounding", "up"),
    ):
        done = run_cli("batch", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


def test_rules_are_applied_to_every_issuer(tmp_path: Path, run_cli: Cli) -> None:
    """A corrections file named with --rules forbids a pair in every issuer's reports."""
    write_corpus(tmp_path / "reports", 3)
    rules = tmp_path / "rules.toml"
    rules.write_text('[[forbid]]\nprior = "举办普法讲座"\ncurrent = "举办普法讲座"\n', encoding="utf-8")
    for name, more in (("plain", ()), ("ruled", ("--rules", rules))):
        done = run_cli("batch", "reports", "-o", name, "--jobs", 1, "--fail-on", "never", "-q", *more, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")

    def both(row: dict[str, Any]) -> bool:
        return row["metric"] == "举办普法讲座" and row["prior"] is not None and row["current"] is not None

    assert any(both(row) for row in rows_of(tmp_path / "plain", "changes"))
    assert not any(both(row) for row in rows_of(tmp_path / "ruled", "changes"))


def test_a_report_that_kills_its_process_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the chains that travelled together only the deadly one is an error, and the next run tries it again."""
    write_corpus(tmp_path / "reports", 8)

    def deadly(chains: tuple[Chain, ...]) -> PackedRows:
        if any(chain.reports[0].issuer == "city00003" for chain in chains):
            raise BrokenExecutor("the process died")
        return pack_rows(chains)

    with monkeypatch.context() as patched:
        patched.setattr("reportdiff.corpus.batch_run.map_ordered", pretend(deadly))
        done = batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    assert (done.counts["reports"], done.counts["broken"]) == (16, 2)
    errors = rows_of(tmp_path / "out", "errors")
    assert {(row["issuer"], row["error"]) for row in errors} == {("city00003", "WorkerDiedError")}
    assert batch(tmp_path / "reports", tmp_path / "out", executor=Serial()).counts["broken"] == 0


def pretend(deadly: Callable[[tuple[Chain, ...]], PackedRows]) -> Callable[..., Any]:
    """Return a `map_ordered` whose jobs crash where `deadly` says so."""

    def map_ordered(
        task: Callable[[Any], Any], jobs: Iterable[tuple[Any, bool]], *, crashed: Callable[[Any], Any], **_: object
    ) -> Iterator[tuple[Any, Any]]:
        for job, _needs_work in jobs:
            try:
                yield job, deadly(job)
            except BrokenExecutor:
                yield job, crashed(job)

    return map_ordered


def test_progress_counts_reports(tmp_path: Path) -> None:
    """The callback hears what is done, how many of how many reports are done, and how many are broken."""
    write_corpus(tmp_path / "reports", 12, broken=[11])
    calls: list[tuple[str, int, int, int]] = []
    done = batch(tmp_path / "reports", tmp_path / "out", executor=Serial(), progress=lambda *now: calls.append(now))
    assert isinstance(done, Batch)
    assert calls == [
        *(("placing", done, 24, 0) for done in range(1, 25)),
        *(("comparing", done, 24, broken) for done, broken in ((0, 0), (20, 0), (24, 1))),
    ]


def test_short_reports_share_a_job_and_long_ones_do_not(tmp_path: Path) -> None:
    """Many short reports are one piece of work, long ones are pieces of their own."""
    write_corpus(tmp_path / "short", 5)
    write_corpus(tmp_path / "long", 2)
    for path in (tmp_path / "long").iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "\n" + "　" * 40_000, encoding="utf-8")
    for name, pieces in (("short", 1), ("long", 2)):
        counting = Serial()
        batch(tmp_path / name, tmp_path / f"{name}-out", executor=counting)
        assert counting.submitted == pieces


def test_false_names_are_told_on_the_page(tmp_path: Path) -> None:
    """A file whose name says another year or issuer than its text is told in the table and on the page."""
    texts = synthetic_pair(12)
    for name, text in (("甲市-2022.txt", texts.prior), ("甲市-2023.txt", texts.current)):
        text = text.replace(texts.issuer, "余姚市人民政府" if "2023" in name else "甲市人民政府")
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "甲市-2022.txt").rename(tmp_path / "甲市-2021.txt")
    batch(tmp_path, tmp_path / "out", executor=Serial(), lang="zh")
    told = {row["message"] for row in rows_of(tmp_path / "out", "errors")}
    assert "甲市-2023.txt：文件名称甲市，正文为余姚市人民政府；以文件名为准，请核对是否放错了文件" in told
    assert "甲市-2021.txt：文件名称2021年，正文为2022年；以文件名为准，请核对哪个正确" in told
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert all(message in page for message in told)


def test_pages_are_written_on_demand(tmp_path: Path) -> None:
    """A finished batch gets a page for each pair with findings; one whose report changed gives way to its successor."""
    write_corpus(tmp_path / "reports", 3)
    batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    assert not (tmp_path / "out" / "pages").exists()
    before = rows_of(tmp_path / "out", "reports")
    batch(tmp_path / "reports", tmp_path / "out", executor=Serial(), pages="findings")
    pages = sorted(path.name for path in (tmp_path / "out" / "pages").iterdir())
    wrong = [row for row in before if row["since"] and row["error"] + row["warning"] + row["question"]]
    assert len(pages) == len(wrong) > 0
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="pages/{name}"' in index for name in pages)
    batch(tmp_path / "reports", tmp_path / "out", executor=Serial(), pages="all")
    assert len(list((tmp_path / "out" / "pages").iterdir())) == 3
    first = tmp_path / "reports" / "city00000-2023.txt"
    first.write_text(first.read_text(encoding="utf-8") + "\n新建公园3座。\n", encoding="utf-8")
    batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    assert len(list((tmp_path / "out" / "pages").iterdir())) == 2
    with pytest.raises(ValueError, match="known are findings, all"):
        batch(tmp_path / "reports", tmp_path / "out", pages="some")


def test_counts_of_reports_add_up(tmp_path: Path) -> None:
    """Claims, decided ones and findings of the reports are those of the tables and of the summary."""
    write_corpus(tmp_path / "reports", 4)
    done = batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    rows = rows_of(tmp_path / "out", "reports")
    checks = rows_of(tmp_path / "out", "checks")
    assert len(rows) == done.counts["reports"] == 8
    for name in ("error", "warning", "question", "note"):
        assert sum(row[name] for row in rows) == done.counts[name] == sum(check["severity"] == name for check in checks)
    assert sum(row["claims"] for row in rows) == done.counts["claims"] >= done.counts["decided"] > 0
    assert all(row["decided"] <= row["claims"] for row in rows)
