"""`batch` and `reportdiff batch`: a folder becomes tables and an index, an interrupted run is resumed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from corpus_helpers import Serial, rows_of, start_batch, wait_until
from made_reports import made_pair, write_corpus

from reportdiff import Batch, OutputError, UnreadableFileError, batch, compare, corpus_view
from reportdiff.corpus.batch_rows import COLUMNS, TABLES, Chain, PackedRows, pack_rows
from reportdiff.corpus.parquet_parts import Parts
from running import ROOT, Cli

PAIRS = 260  # three parts
BROKEN = (3, 50, 101, 130, 259)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred pairs, a few of them broken."""
    folder = tmp_path_factory.mktemp("reports")
    write_corpus(folder, PAIRS, broken=BROKEN)
    return folder


@pytest.fixture(scope="module")
def serial(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of them in one go."""
    out = tmp_path_factory.mktemp("serial") / "out"
    batch(reports, out, executor=Serial())
    return out


def bytes_of(out: Path) -> dict[str, bytes]:
    """Every file of the tables, and the page."""
    paths = [out / "index.html", *(path for table in TABLES for path in (out / f"{table}.parquet").iterdir())]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def sorted_rows(out: Path, table: str) -> list[str]:
    """Every row as text, in an order that does not depend on the parts."""
    return sorted(json.dumps(row, ensure_ascii=False) for row in rows_of(out, table))


def finished(out: Path) -> list[Path]:
    """What counts as finished."""
    return sorted((out / "finished").glob("part-*.json"))


def test_the_tables_hold_every_report_once(serial: Path, reports: Path) -> None:
    """Each pair's changes, each report's metrics and each broken file are there, as `compare` has them."""
    changes, metrics = rows_of(serial, "changes"), rows_of(serial, "metrics")
    whole = [number for number in range(PAIRS) if number not in BROKEN]
    assert sorted({row["issuer"] for row in changes}) == [f"city{number:05d}" for number in whole]
    assert Counter(row["year"] for row in metrics).keys() == {2022, 2023}
    errors = [row for row in rows_of(serial, "errors") if row["level"] == "error"]
    assert [row["issuer"] for row in errors] == [f"city{number:05d}" for number in BROKEN]
    assert all(row["file"] in row["message"] and row["error"].endswith("Error") for row in errors)
    diff = compare(reports / "city00007-2022.txt", reports / "city00007-2023.txt")
    mine = [row for row in changes if row["issuer"] == "city00007"]
    assert [(row["metric"], row["since"], row["stated"]) for row in mine] == [
        (name, 2022, stated) for name, stated in zip(diff.changes["metric"], diff.changes["stated"], strict=True)
    ]
    checks = [row for row in rows_of(serial, "checks") if row["issuer"] == "city00007" and row["year"] == 2023]
    assert Counter(row["verdict"] for row in checks) == Counter(diff.checks["verdict"])


def test_every_part_has_the_columns_that_the_docs_name(serial: Path) -> None:
    """Names, order and types of the columns are the same in every part, and those of the documentation."""
    from pyarrow import parquet

    page = (ROOT / "docs" / "howto-thousands.md").read_text(encoding="utf-8")
    for table, columns in COLUMNS.items():
        (line,) = [line for line in page.splitlines() if line.startswith(f"| `{table}.parquet` |")]
        told = re.sub(r" \([^)]*\)", "", line.strip("| ").split(" | ")[2])
        assert told.split(", ") == list(columns)
        schemas = [parquet.read_schema(path) for path in (serial / f"{table}.parquet").iterdir()]
        kinds = {"string": "string", "float64": "double", "int32": "int32", "int64": "int64"}
        for schema in schemas:
            assert [(each.name, str(each.type)) for each in schema] == [(k, kinds[v]) for k, v in columns.items()]


def test_the_tables_hold_exact_values(serial: Path) -> None:
    """The printed figures and the exact change stand beside the floats, and ids lead to the metrics."""
    metrics = {(row["issuer"], row["year"], row["id"]): row for row in rows_of(serial, "metrics")}
    paired = [row for row in rows_of(serial, "changes") if row["prior_id"] and row["current_id"]]
    assert len(paired) > 1000
    for row in paired:
        before = metrics[row["issuer"], row["since"], row["prior_id"]]
        after = metrics[row["issuer"], row["year"], row["current_id"]]
        assert (row["prior_surface"], row["current_surface"]) == (before["surface"], after["surface"])
        if row["percent_exact"]:
            growth = Fraction(after["value"]) / Fraction(before["value"]) * 100 - 100
            assert Fraction(row["percent_exact"]) == growth
            assert row["percent"] == pytest.approx(float(growth))


def test_exactly_the_wrong_changes_are_inconsistent_in_the_tables(serial: Path) -> None:
    """Exactly the changes that were made wrong are inconsistent."""
    accused = {(row["issuer"], row["metric"]) for row in rows_of(serial, "checks") if row["verdict"] == "inconsistent"}
    guilty = [
        (f"city{number:05d}", item.name)
        for number in range(PAIRS)
        if number not in BROKEN
        for item in made_pair(number).items
        if item.wrong
    ]
    assert len(guilty) == len(accused) > 50
    assert all(any(issuer == where and name in metric for where, metric in accused) for issuer, name in guilty)


def test_two_processes_write_the_same_bytes_as_one(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Two processes write what one does, byte for byte."""
    batch(reports, tmp_path / "out", workers=2)
    assert bytes_of(tmp_path / "out") == bytes_of(serial)


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed the POSIX way")
def test_a_killed_run_is_resumed(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Killed after its first part, the same command resumes: nothing is done twice, every row is there once."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    before = {path: path.stat().st_mtime_ns for path in (out / "metrics.parquet").iterdir() if path.name[0] != "."}
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is False
    assert not (out / "index.html").exists()
    resumed = start_batch(reports, "-o", out, "--jobs", 2)
    resumed.communicate()
    assert resumed.returncode == 1
    first = out / "metrics.parquet" / "part-00000.parquet"
    assert first.stat().st_mtime_ns == before[first]
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is True
    assert bytes_of(out) == bytes_of(serial)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_says_how_to_resume(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and one line; what was done is kept, and the same command gives every row once."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate()
    assert running.returncode == 130
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("interrupted; what is done is kept")
    resumed = start_batch(reports, "-o", out, "--jobs", 2)
    printed, _ = resumed.communicate()
    assert resumed.returncode == 1
    assert printed.splitlines()[0] == f"{PAIRS} 个发文单位，{2 * PAIRS} 份报告，255 对相邻年份；未能读取 5 份"
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(serial, table)


def test_changed_new_and_removed_reports_are_updated(tmp_path: Path) -> None:
    """After a changed, a new and a removed report the tables equal those of a fresh run."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 6)
    batch(folder, out, executor=Serial())
    (folder / "city00001-2023.txt").write_text(made_pair(9).current, encoding="utf-8")
    (folder / "city00003-2022.txt").unlink()
    (folder / "newtown-2023.txt").write_text(made_pair(8).current, encoding="utf-8")
    batch(folder, out, executor=Serial())
    batch(folder, tmp_path / "fresh", executor=Serial())
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(tmp_path / "fresh", table)


def test_unfinished_parts_are_removed(tmp_path: Path) -> None:
    """Parts that were not finished, and files half written, do not count and are removed."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 3)
    batch(folder, out, executor=Serial())
    whole = bytes_of(out)
    shutil.copy(out / "changes.parquet" / "part-00000.parquet", out / "changes.parquet" / "part-00001.parquet")
    (out / "checks.parquet" / ".part-00001.parquet.x.part").write_bytes(b"half")
    again = Serial()
    batch(folder, out, executor=again)
    assert again.submitted == 0
    assert bytes_of(out) == whole
    (out / "checks.parquet" / "part-00000.parquet").unlink()  # lost: its part is made again
    batch(folder, out, executor=again)
    assert again.submitted == 1  # the three travel together
    assert bytes_of(out) == whole


def test_a_file_that_needs_an_extra_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that installing something mends does not stay in the tables."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 1)
    (folder / "page-2023.html").write_text(f"<html><body><p>{made_pair(2).current}</p></body></html>", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "lxml", None)
        patched.setitem(sys.modules, "lxml.html", None)
        batch(folder, out, executor=Serial())
        assert [row["error"] for row in rows_of(out, "errors")] == ["MissingExtraError"]
    assert batch(folder, out, executor=Serial()).counts["broken"] == 0


def test_issuers_and_years_are_found_in_names_and_texts(tmp_path: Path) -> None:
    """Folders by year, files without a year, texts that name their issuer; what has no place is an error."""
    folder = tmp_path / "reports"
    texts = made_pair(12)
    (folder / "2022").mkdir(parents=True)
    (folder / "2023").mkdir()
    (folder / "2022" / "甲市.txt").write_text(texts.prior, encoding="utf-8")
    (folder / "2023" / "甲市.txt").write_text(texts.current, encoding="utf-8")
    (folder / "scan-a.txt").write_text(texts.prior.replace(texts.issuer, "丙县人民政府"), encoding="utf-8")
    (folder / "scan-b.txt").write_text(texts.current.replace(texts.issuer, "丙县人民政府"), encoding="utf-8")
    (folder / "memo.txt").write_text("备忘：下周开会。", encoding="utf-8")
    (folder / "copy-of-甲市-2023.doc").write_bytes(b"old Word")
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    made = batch(folder, tmp_path / "out", executor=Serial())
    changes = rows_of(tmp_path / "out", "changes")
    assert {(row["issuer"], row["since"], row["year"]) for row in changes} == {
        ("甲市", 2022, 2023),
        ("丙县人民政府", 2022, 2023),
    }
    errors = {row["file"]: row["error"] for row in rows_of(tmp_path / "out", "errors") if row["level"] == "error"}
    assert errors == {"memo.txt": "UnplacedReportError", "copy-of-甲市-2023.doc": "UnsupportedFormatError"}
    assert (made.counts["issuers"], made.counts["reports"], made.counts["pairs"]) == (3, 6, 2)


def test_reports_of_one_issuer_are_joined_under_other_titles(tmp_path: Path) -> None:
    """Years of one issuer under other titles and in other spellings are one; kinds of reports stay apart."""
    folder = tmp_path / "reports"
    texts = made_pair(12)
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


def test_issuers_and_years_found_in_texts_are_kept(tmp_path: Path) -> None:
    """Interrupted while it looks for issuers and years, a batch keeps those that it found."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 3)
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(folder / f"scan-{number}.txt")

    def interrupt(stage: str, done: int, total: int, broken: int) -> None:
        """Ctrl-C after the fourth."""
        assert (stage, total, broken) == ("placing", 6, 0)
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch(folder, out, executor=Serial(), progress=interrupt)
    again = Serial()
    assert batch(folder, out, executor=again).counts["pairs"] == 3
    assert again.submitted == 2 + 1  # two texts to ask, and the work


def test_links_between_folders_are_followed_once(tmp_path: Path) -> None:
    """A linked folder is read, one that leads back to itself is not, and no report is there twice."""
    write_corpus(tmp_path / "elsewhere", 2)
    (tmp_path / "reports").mkdir()
    try:
        (tmp_path / "reports" / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (tmp_path / "reports" / "back").symlink_to(tmp_path / "reports", target_is_directory=True)
    except OSError:
        pytest.skip("no links can be made here")
    assert batch(tmp_path / "reports", tmp_path / "out", executor=Serial()).counts["reports"] == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_twice_leaves_no_half_state(reports: Path, serial: Path, tmp_path: Path) -> None:
    """A second Ctrl-C in its last moments ends it with 130, and the resumed run has every row once."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGINT)
    os.kill(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in told
    start_batch(reports, "-o", out, "--jobs", 2).communicate()
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(serial, table)


def test_a_second_report_of_a_year_is_an_error(tmp_path: Path) -> None:
    """Of two files for one issuer and year the first by name counts; the other is an error that names both."""
    write_corpus(tmp_path / "reports", 1)
    (tmp_path / "reports" / "city00000-2023.md").write_text(made_pair(1).current, encoding="utf-8")
    batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    (row,) = [row for row in rows_of(tmp_path / "out", "errors") if row["level"] == "error"]
    assert (row["error"], row["file"]) == ("UnplacedReportError", "city00000-2023.txt")
    assert "city00000-2023.md" in row["message"]


def test_outputs_below_the_folder_are_not_read(tmp_path: Path) -> None:
    """The index page of this batch, or of an earlier one below the same folder, is not read."""
    write_corpus(tmp_path / "reports", 2)
    for name in ("first", "second", "second"):
        made = batch(tmp_path / "reports", tmp_path / "reports" / name, executor=Serial())
        assert (made.counts["reports"], made.counts["broken"]) == (4, 0)


def test_years_that_do_not_follow_are_not_compared(tmp_path: Path) -> None:
    """2020 and 2022 are both checked alone."""
    folder = tmp_path / "reports"
    write_corpus(folder, 1)
    (folder / "city00000-2023.txt").rename(folder / "city00000-2025.txt")
    made = batch(folder, tmp_path / "out", executor=Serial())
    assert (made.counts["reports"], made.counts["pairs"]) == (2, 0)
    warnings = [row["message"] for row in rows_of(tmp_path / "out", "errors")]
    assert any("its name says 2025, its text 2023" in message for message in warnings)


def test_corpus_view_shows_one_metric_over_issuers_and_years(serial: Path) -> None:
    """Levels by issuer and year, and the stated changes that are farthest from the recomputed ones first."""
    view = corpus_view(serial, "受理行政复议申请")
    made = made_pair(0)
    (item,) = [item for item in made.items if item.name == "受理行政复议申请"]
    assert [str(year) for year in view.levels.columns] == ["2022", "2023"]
    assert view.levels.loc[("city00000", "件"), 2022] == item.prior
    gaps = view.outliers["gap"].abs()
    assert len(gaps) > 3
    assert list(gaps) == sorted(gaps, reverse=True)
    assert gaps.min() > 6
    wider = corpus_view(serial, "行政复议", contains=True)
    assert len(wider.levels) >= len(view.levels)
    assert "outliers" in repr(view)


def test_the_page_names_every_issuer_and_error(serial: Path) -> None:
    """One offline page: all issuers, the findings, the broken files; nothing from elsewhere, no script."""
    page = (serial / "index.html").read_text(encoding="utf-8")
    assert "city00011" in page
    assert "city00003-2023" in page
    assert "<script" not in page
    assert "http://" not in page


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
        if any(chain.files[0].issuer == "city00003" for chain in chains):
            raise BrokenExecutor("the process died")
        return pack_rows(chains)

    with monkeypatch.context() as patched:
        patched.setattr("reportdiff.corpus.batch_run.spread", pretend(deadly))
        made = batch(tmp_path / "reports", tmp_path / "out", executor=Serial())
    assert (made.counts["reports"], made.counts["broken"]) == (16, 2)
    errors = rows_of(tmp_path / "out", "errors")
    assert {(row["issuer"], row["error"]) for row in errors} == {("city00003", "WorkerDiedError")}
    assert batch(tmp_path / "reports", tmp_path / "out", executor=Serial()).counts["broken"] == 0


def pretend(deadly: Callable[[tuple[Chain, ...]], PackedRows]) -> Callable[..., Any]:
    """The engine, with a job that dies where `deadly` says so."""

    def spread(
        task: Callable[[Any], Any], jobs: Iterable[tuple[Any, bool]], *, died: Callable[[Any], Any], **_: object
    ) -> Iterator[tuple[Any, Any]]:
        for job, _to_do in jobs:
            try:
                yield job, deadly(job)
            except BrokenExecutor:
                yield job, died(job)

    return spread


def test_progress_counts_reports(tmp_path: Path) -> None:
    """The callback hears what is done, how many of how many reports are done, and how many are broken."""
    write_corpus(tmp_path / "reports", 12, broken=[11])
    heard: list[tuple[str, int, int, int]] = []
    made = batch(tmp_path / "reports", tmp_path / "out", executor=Serial(), progress=lambda *now: heard.append(now))
    assert isinstance(made, Batch)
    assert heard == [
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


def test_orphaned_processes_end(reports: Path, tmp_path: Path) -> None:
    """When only the parent is killed, its processes end by themselves and the folder is free again."""
    if not Path("/proc").is_dir():
        pytest.skip("processes are looked up in /proc")
    running = start_batch(reports, "-o", tmp_path / "out", "--jobs", 2)
    wait_until(lambda: len(finished(tmp_path / "out")) >= 1)
    group = running.pid
    running.kill()
    running.communicate()
    wait_until(lambda: _members(group) == [], 20)
    assert Parts.take_up(tmp_path / "out", set()).done == set()


def _members(group: int) -> list[int]:
    """The processes of a group that still run."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                state, _, its_group = (path / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(its_group) == group and state != "Z":
                found.append(int(path.name))
    return found
