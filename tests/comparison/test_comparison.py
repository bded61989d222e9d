"""The pipeline from texts to results, and the results that users hold."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import reportdiff as rd
from reportdiff.model import Verdict

PRIOR = "海棠市人民政府关于2022年度依法办事情况的报告\n一、主要工作\n全年受理行政复议申请132件。接听热线电话900个。\n"
CURRENT = (
    "海棠市人民政府关于2023年度依法办事情况的报告\n一、主要工作\n全年受理行政复议申请287件，同比上升117.42%。"
    "新设法治驿站9个。\n"
)


@pytest.fixture(scope="module")
def diff() -> rd.Comparison:
    """132 → 287, one metric dropped, one added."""
    return rd.compare(rd.parse(PRIOR, source="prior.txt"), rd.parse(CURRENT, source="current.txt"))


def test_read_takes_paths_files_and_bytes(tmp_path: Path) -> None:
    """A path, a text or binary file object and bytes give the same report."""
    path = tmp_path / "report.txt"
    path.write_bytes(CURRENT.encode())
    with path.open("rb") as handle:
        reports = [rd.read(path), rd.read(str(path)), rd.read(handle), rd.read(CURRENT.encode(), name="report.txt")]
    reports.append(rd.read(io.StringIO(CURRENT), name="report.txt"))
    assert all(report == reports[0] for report in reports)
    assert (reports[0].year, reports[0].issuer, reports[0].source) == (2023, "海棠市人民政府", "report.txt")


def test_the_year_can_be_given() -> None:
    """`year` stands for the one that the text does not name, and overrides the one that it does."""
    assert rd.parse("全年受理申请287件。", year=2020).year == 2020
    assert rd.parse(CURRENT, year=2021).year == 2021


def test_the_change_is_computed_and_its_claim_checked(diff: rd.Comparison) -> None:
    """132 → 287 is +155 and +117.42%, and the stated change is consistent."""
    row = diff.changes.set_index("metric").loc["受理行政复议申请"]
    assert (row["prior"], row["current"], row["absolute"], row["verdict"]) == (132, 287, 155, "consistent")
    assert round(row["percent"], 2) == 117.42
    growth = [check for check in diff.result.checks if check.check == "growth"]
    assert [check.verdict for check in growth] == [Verdict.CONSISTENT]


def test_dropped_and_added_metrics_are_listed(diff: rd.Comparison) -> None:
    """A metric of one year alone has a row with an empty side, and its place in the Markdown."""
    frame = diff.changes
    assert frame[frame["current"].isna()]["prior"].tolist() == [900.0]
    assert frame[frame["prior"].isna()]["current"].tolist() == [9.0]
    text = diff.to_markdown()
    assert text.index("本年新出现的指标") < text.index("9个") < text.index("本年未再出现的指标") < text.index("900个")


def test_check_ids_are_unique(diff: rd.Comparison) -> None:
    """The current report's own checks and those of the pairs never share an id."""
    ids = [check.id for check in diff.result.checks]
    assert len(set(ids)) == len(ids) > len(diff.result.current.checks)


def test_results_load_back_from_their_json(diff: rd.Comparison) -> None:
    """from_json(to_json(x)) == x for both kinds of result."""
    assert rd.Comparison.from_json(diff.to_json()) == diff
    checkup = rd.check(diff.current)
    assert rd.Checkup.from_json(checkup.to_json()) == checkup
    assert checkup.report == diff.current


def test_formats_are_returned_or_written(diff: rd.Comparison, tmp_path: Path) -> None:
    """Without a path the text comes back; with one it is written and the path comes back."""
    for name, method in (
        ("x.md", diff.to_markdown),
        ("x.json", diff.to_json),
        ("x.csv", diff.to_csv),
        ("x.html", diff.to_html),
    ):
        path = tmp_path / name
        assert method(path) == str(path)
        assert path.read_bytes().decode("utf-8") == method()
    assert diff.to_csv(table="sections").startswith("\ufeff上年,本年,关系")
    assert diff.to_markdown(lang="en").startswith("# Report comparison")


def test_an_unknown_format_is_refused(diff: rd.Comparison) -> None:
    """The error names the formats that there are."""
    with pytest.raises(rd.UnsupportedFormatError, match="json"):
        diff.render("yaml")


def test_results_have_a_summary_and_a_notebook_view(diff: rd.Comparison) -> None:
    """repr is a summary with coverage; a notebook gets the change table."""
    assert "2022 → 2023" in repr(diff)
    assert "1处表述：1处相符。" in repr(diff)
    assert "117.42%" in diff._repr_html_()
    assert "<Checkup" in repr(rd.check(diff.current))


def test_a_doubtful_order_of_reports_is_a_warning() -> None:
    """The same year twice, the years exchanged and different issuers are warned of; the comparison is made as asked."""
    prior, current = rd.parse(PRIOR, source="a.txt"), rd.parse(CURRENT, source="b.txt")
    assert rd.compare(prior, current).warnings == ()
    same = rd.compare(current, current)
    assert "both reports are of 2023" in same.warnings[0]
    back = rd.compare(current, prior)
    assert "wrong order" in back.warnings[0]
    assert back.result.changes[0].absolute == -155
    other = rd.compare(rd.parse(PRIOR.replace("海棠市", "芙蓉县")), current)
    assert "different issuers: 芙蓉县人民政府" in other.warnings[0]


def test_a_report_that_is_not_chinese_is_a_warning() -> None:
    """An English text is read, with a warning that names it in a comparison."""
    english = rd.parse("In 2022 the office received 132 applications and answered all of them.\n", source="en.txt")
    assert any("Chinese" in warning for warning in english.warnings)
    warned = rd.compare(english, rd.parse(CURRENT)).warnings
    assert any(warning.startswith("en.txt: ") and "Chinese" in warning for warning in warned)
    assert rd.parse(CURRENT).warnings == ()


def test_results_are_plain_data(diff: rd.Comparison) -> None:
    """Two calls give equal results, and looking at one changes nothing."""
    before = rd.compare(diff.prior, diff.current)
    _ = (before.changes, before.checks, before.sections, before.metrics, before.claims)
    assert before == diff
    assert before.coverage == diff.coverage


def test_a_report_can_be_given_as_a_path(tmp_path: Path, diff: rd.Comparison) -> None:
    """compare and check take whatever read takes."""
    paths = tmp_path / "prior.txt", tmp_path / "current.txt"
    for path, text in zip(paths, (PRIOR, CURRENT), strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    assert rd.compare(*paths) == diff
    assert rd.check(str(paths[1])).report == diff.current
