"""`compare_many` and `series_many`: the same results as one by one, in order, kept and resumed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_helpers import Serial
from synthetic_reports import synthetic_pair, write_corpus

import reportdiff as rd
from reportdiff import OutputError, ResultFormatError, UnreadableFileError, compare, compare_many, parse, series_many

PAIRS = 12
BROKEN = (4, 7)


@pytest.fixture
def pairs(tmp_path: Path) -> list[tuple[Path, Path]]:
    """A dozen pairs of files, two of them broken."""
    return write_corpus(tmp_path / "reports", PAIRS, broken=BROKEN)


def test_results_equal_those_of_compare(pairs: list[tuple[Path, Path]]) -> None:
    """On processes each outcome is what `compare` gives, in the order of the pairs; broken files are failures."""
    outcomes = list(compare_many(pairs))
    assert [outcome.place for outcome in outcomes] == list(range(PAIRS))
    for pair, outcome in zip(pairs, outcomes, strict=True):
        assert outcome.inputs == tuple(map(str, pair))
        if outcome.place in BROKEN:
            assert outcome.result is None
            assert [failure.file for failure in outcome.failures] == [str(pair[1])]
        else:
            assert outcome.failures == ()
            assert outcome.result == compare(*pair)


def test_pairs_may_be_reports_bytes_and_open_files() -> None:
    """Whatever `compare` takes is taken."""
    pair = synthetic_pair(1)
    report = parse(pair.prior, source="text")
    current = pair.current.encode()
    found = list(compare_many([(report, current), (report, io.BytesIO(current))], executor=Serial()))
    assert [len(outcome.result.changes) for outcome in found if outcome.result] == [
        len(compare(report, current).changes)
    ] * 2


def test_pairs_are_read_lazily(pairs: list[tuple[Path, Path]]) -> None:
    """Only as many pairs are taken as the window holds."""
    taken = 0

    def endless() -> Iterator[tuple[Path, Path]]:
        nonlocal taken
        while True:
            taken += 1
            yield pairs[0]

    working = compare_many(endless(), executor=Serial(), window=3)
    assert [next(working).place for _ in range(5)] == list(range(5))
    assert taken <= 8
    working.close()  # type: ignore[attr-defined]


def test_errors_may_be_raised(pairs: list[tuple[Path, Path]]) -> None:
    """With on_error="raise" the first broken report ends the work with its own error."""
    working = compare_many(pairs, executor=Serial(), on_error="raise")
    assert [next(working).place for _ in range(4)] == list(range(4))
    with pytest.raises(UnreadableFileError, match="city00004-2023"):
        next(working)


def test_errors_that_were_kept_are_raised(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """With on_error="raise" a failure that an earlier call collected and kept is raised with its own error."""
    list(compare_many(pairs, executor=Serial(), resume=tmp_path / "kept"))
    with pytest.raises(UnreadableFileError, match="city00004-2023"):
        list(compare_many(pairs, executor=Serial(), resume=tmp_path / "kept", on_error="raise"))


def test_an_unknown_on_error_is_refused_before_any_work() -> None:
    """A typing error is told before any work."""
    with pytest.raises(ValueError, match="known are collect, raise"):
        compare_many([], on_error="ignore")  # type: ignore[arg-type]


def test_an_interrupted_run_is_resumed(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """What was finished is not done again, and all outcomes are there once, equal to the first ones."""
    first = Serial()
    whole = list(compare_many(pairs, executor=Serial()))
    working = compare_many(pairs, executor=first, resume=tmp_path / "kept", window=2)
    for _ in range(6):
        next(working)
    working.close()  # type: ignore[attr-defined]
    second = Serial()
    assert list(compare_many(pairs, executor=second, resume=tmp_path / "kept")) == whole
    assert second.submitted == PAIRS - 6
    third = Serial()
    assert list(compare_many(pairs, executor=third, resume=tmp_path / "kept")) == whole
    assert third.submitted == 0


def test_a_changed_file_is_done_anew(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """A pair whose file changed since is compared again; corrections beside it count as a change."""
    kept = tmp_path / "kept"
    list(compare_many(pairs, executor=Serial(), resume=kept))
    pairs[4][1].write_text(synthetic_pair(4).current, encoding="utf-8")
    again = Serial()
    outcomes = list(compare_many(pairs, executor=again, resume=kept))
    assert again.submitted == 1
    assert outcomes[4].result == compare(*pairs[4])
    (pairs[0][1].parent / "reportdiff.toml").write_text('[[forbid]]\nprior = "甲"\ncurrent = "乙"\n', encoding="utf-8")
    all_again = Serial()
    list(compare_many(pairs, executor=all_again, resume=kept))
    assert all_again.submitted == PAIRS


def test_the_manifest_lists_inputs_version_and_settings(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """Inputs with their SHA-256, version and settings; complete only at the end."""
    kept = tmp_path / "kept"
    working = compare_many(pairs, executor=Serial(), resume=kept, rounding=["half_up"])
    next(working)
    assert json.loads((kept / "manifest.json").read_text())["complete"] is False
    list(working)
    manifest = json.loads((kept / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["version"], manifest["settings"], manifest["complete"]) == (
        rd.__version__,
        {"rounding": ["half_up"]},
        True,
    )
    assert [row["file"] for row in manifest["inputs"]] == [str(path) for pair in pairs for path in pair]
    assert all(len(row["sha256"]) == 64 for row in manifest["inputs"])
    assert [path.name for path in kept.iterdir() if path.name.endswith(".part")] == []


def test_a_folder_of_another_run_is_refused(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """Other settings, another kind of work, foreign files, or a run that is under way: an error that says so."""
    kept = tmp_path / "kept"
    working = compare_many(pairs, executor=Serial(), resume=kept)
    next(working)
    with pytest.raises(OutputError, match="another run"):
        list(compare_many(pairs, executor=Serial(), resume=kept))
    list(working)
    with pytest.raises(OutputError, match="was begun with settings"):
        list(compare_many(pairs, executor=Serial(), resume=kept, rounding=["truncate"]))
    with pytest.raises(OutputError, match="was begun with kind"):
        list(series_many([pairs[0]], executor=Serial(), resume=kept))
    with pytest.raises(OutputError, match="holds other files"):
        list(compare_many(pairs, executor=Serial(), resume=pairs[0][0].parent))


def test_a_damaged_result_is_named(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """A saved result that somebody changed is an error that names the file."""
    list(compare_many(pairs[:1], executor=Serial(), resume=tmp_path / "kept"))
    (saved,) = (tmp_path / "kept" / "results").rglob("*.json.gz")
    saved.write_bytes(saved.read_bytes()[:50])
    with pytest.raises(ResultFormatError, match=saved.name):
        list(compare_many(pairs[:1], executor=Serial(), resume=tmp_path / "kept"))


def test_series_are_chained_and_kept(tmp_path: Path) -> None:
    """A group becomes what `series` makes of it, also when taken up; a broken year is a failure, the others chain."""
    years = []
    for year, count in ((2020, 80), (2021, 90), (2022, 132)):
        path = tmp_path / f"a-{year}.txt"
        path.write_text(
            f"甲市人民政府关于{year}年度法治政府建设情况的报告\n全年受理行政复议申请{count}件。", encoding="utf-8"
        )
        years.append(path)
    groups = [years, [*years[:2], tmp_path / "missing.txt"], years[:1], [*years, years[0]]]
    for _ in range(2):
        whole, partly, alone, twice = series_many(groups, executor=Serial(), resume=tmp_path / "kept")
        assert whole.result == rd.series(years)
        assert partly.result == rd.series(years[:2])
        assert [failure.error for failure in partly.failures] == ["UnreadableFileError"]
        assert (alone.result, twice.result) == (None, None)
        assert "at least two" in alone.failures[0].message
        assert "a second report of 2020" in twice.failures[0].message


def test_workers_use_the_cutter_of_the_call(pairs: list[tuple[Path, Path]], tmp_path: Path) -> None:
    """The cutter in use where `compare_many` is called holds in worker processes, and other kept results do not."""
    kept = tmp_path / "kept"
    with rd.using_cutter("full"):
        working = compare_many(pairs[:2], resume=kept)
    assert [outcome.result and outcome.result.result.settings["cutter"] for outcome in working] == ["full", "full"]
    assert json.loads((kept / "manifest.json").read_text(encoding="utf-8"))["settings"]["cutter"] == "full"
    with pytest.raises(OutputError, match="was begun with settings"):
        list(compare_many(pairs[:2], executor=Serial(), resume=kept))
