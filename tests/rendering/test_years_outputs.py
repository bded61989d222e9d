"""A series as page and workbook: sparklines, breaks with their sentence, nothing hostile let through."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff import Comparison, MissingExtraError, ResultFormatError, parse, series, use_language
from reportdiff.panel import Series
from running import Cli

WHOLE: dict[str, str] = {}
LINES = {2020: (90, 150, ""), 2021: (101, 170, ""), 2022: (132, 200, ""), 2023: (287, 256, "，同比上升171.42%")}


@pytest.fixture
def made() -> Series:
    """Return four years of a town, the last stated change of which is wrong."""
    text = "海棠市报告。全年受理行政复议申请{}件{}。办理跨区通办{}件。"
    return series(
        parse(text.format(a, more, b), year=year, source=f"{year}.txt") for year, (a, b, more) in LINES.items()
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_rows_sparklines_and_breaks(made: Series, lang: str, tmp_path: Path) -> None:
    """One sparkline a metric that a screen reader can read, the break crossed, its sentence quoted."""
    text = made.to_html(lang=lang)
    assert text.count('class="spark"') == len(made.recurring())
    assert 'aria-label="2020 90件 → 2021 101件 → 2022 132件 → 2023 287件"' in text
    assert text.count('class="cross"') == 1
    assert "同比上升171.42%" in text
    assert {"zh": "2023.txt 第1行", "en": "2023.txt, line 1"}[lang] in text
    assert "http" not in text.replace("http-equiv", "")
    assert Path(made.to_html(tmp_path / "years.html", lang=lang)).read_text(encoding="utf-8") == text


def test_hostile_names_are_shown_as_text() -> None:
    """A report's markup, formula and control characters are shown as text."""
    name = "<script>alert(1)</script>"
    made = series(
        parse(f"=1+1{name}全年受理{name}申请{count}件。", year=year) for year, count in ((2022, 5), (2023, 6))
    )
    assert "<script" not in made.to_html()
    assert "\x1b" not in made.render("table")
    assert "<script" not in made._repr_html_()
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    for sheet in openpyxl.load_workbook(io.BytesIO(made.workbook())):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "4份报告，1处表述，1处已核对；发现的问题：错误 1；前后不一之处1。"),
        ("en", "reports: 4; claims: 1, decided: 1; findings: error 1; breaks between years: 1."),
    ],
)
def test_the_outcome_stands_first(made: Series, lang: str, said: str) -> None:
    """Every output for people says in one sentence how much was decided and what was found, above all else."""
    for format in ("table", "md", "html"):
        text = made.render(format, lang=lang)
        assert said in text, format
        assert text.index(said) < text.index("受理行政复议申请")
    use_language(lang)
    try:
        assert said in made._repr_html_()  # a notebook calls it
    finally:
        use_language(None)
    if find_spec("xlsxwriter") is not None:
        openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
        cover: Any = openpyxl.load_workbook(io.BytesIO(made.workbook(lang=lang))).worksheets[0]
        assert cover["A2"].value == said


def test_the_workbook_holds_numbers_and_breaks(made: Series, tmp_path: Path) -> None:
    """Numbers as numbers with the printed figure as a note, the break in its own sheet; the same bytes each time."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book: Any = openpyxl.load_workbook(made.to_excel(tmp_path / "years.xlsx", lang="en"))
    assert book.sheetnames == ["Coverage", "Metrics by year", "Breaks between years"]
    sheet = book["Metrics by year"]
    assert [cell.value for cell in sheet[1]] == ["metric", "unit", 2020, 2021, 2022, 2023]
    assert [cell.value for cell in sheet[2]] == ["受理行政复议申请", "件", 90, 101, 132, 287]
    assert "287件" in sheet["F2"].comment.text
    assert "last year's report" in sheet["F2"].comment.text
    assert book["Breaks between years"]["A2"].value == 2023
    assert made.workbook() == made.workbook()


def test_without_the_extra_the_error_says_what_to_install(made: Series, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"reportdiff\[xlsx\]"):
        made.workbook()


def test_the_command_writes_every_kind(run_cli: Cli, tmp_path: Path) -> None:
    """`series -o` and `compare -o` write what the ending says; one report makes no chart."""
    paths = []
    for year, (a, b, more) in LINES.items():
        path = tmp_path / f"{year}.txt"
        path.write_text(f"海棠市{year}年报告\n全年受理行政复议申请{a}件{more}。办理跨区通办{b}件。\n", encoding="utf-8")
        paths.append(path)
    starts = {"html": b"<!DOCTYPE html>", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<?xml"}
    for ending, start in starts.items():
        out = tmp_path / f"out.{ending}"
        done = run_cli("series", *paths, "-o", out)
        assert done.returncode == 1, done.stderr
        assert out.read_bytes().startswith(start)
    for ending in ("png", "svg"):
        first, second = tmp_path / f"one.{ending}", tmp_path / f"two.{ending}"
        for out in (first, second):
            assert run_cli("compare", *paths[-2:], "-o", out).returncode == 1
        assert first.read_bytes() == second.read_bytes()
    refused = run_cli("check", paths[0], "-o", tmp_path / "no.png")
    assert (refused.returncode, "compare" in refused.stderr) == (2, True)
    assert not (tmp_path / "no.png").exists()


def test_a_notebook_shows_the_table(made: Series) -> None:
    """Metrics by year and the break, as a small table."""
    shown = made._repr_html_()
    assert ">287件</td>" in shown
    assert "<li>2023 · " in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(run_cli: Cli, shell: str) -> None:
    """The script for each shell asks the program, and the program answers."""
    done = run_cli("completion", shell)
    assert done.returncode == 0
    assert re.search(rf"_REPORTDIFF_COMPLETE={shell}_complete", done.stdout)


def test_a_series_tells_sources_coverage_findings_and_changes(made: Series) -> None:
    """Each year has its source, counts and findings; changes are numbers, and nothing is an empty text."""
    assert made.sources == {year: f"{year}.txt" for year in LINES}
    coverage = made.coverage.set_index("year")
    assert list(coverage.columns[:4]) == ["source", "figures", "claims", "decided"]
    assert (coverage.loc[2023, "claims"], coverage.loc[2023, "error"], coverage.loc[2022, "error"]) == (1, 1, 0)
    findings = made.findings
    assert findings[["year", "severity", "verdict"]].to_dict("records") == [
        {"year": 2023, "severity": "error", "verdict": "inconsistent"}
    ]
    assert list(findings.columns) == list(made.checks.columns)
    assert findings["since"].tolist() == [2022]
    changes = made.changes.set_index(["metric", "year"])
    assert changes.loc[("受理行政复议申请", 2023), "percent"] == pytest.approx(15500 / 132)
    assert changes.loc[("受理行政复议申请", 2023), "absolute"] == 155
    for frame in (made.coverage, findings, made.changes):
        assert {str(kind) for kind in frame.dtypes} <= {"Int64", "Float64", "string", "boolean"}
        assert not (frame == "").any().any()


@pytest.mark.parametrize(
    ("name", "figures", "absolute", "percent", "told"),
    [
        ("年末企业", ("20家", "30个"), 10, 50, False),
        ("年末企业", ("超过20家", "30家"), None, None, True),
        ("结案率", ("20%", "30%"), 10, None, False),
        ("净利润", ("-20万元", "30万元"), 500_000, None, True),
    ],
)
def test_changes_of_a_series_are_those_of_a_comparison(
    name: str, figures: tuple[str, str], absolute: float | None, percent: float | None, told: bool
) -> None:
    """Over a year that leaves the metric out too, then for review; without a change the reason is told."""
    first, last = (f"全市{name}{figure}。" for figure in figures)
    near = series([parse(first, year=2022), parse(last, year=2023)])
    far = series([parse(first, year=2021), parse("办结申请5件。", year=2022), parse(last, year=2023)])
    for made, since, review in ((near, 2022, False), (far, 2021, True)):
        (row,) = made.changes.astype(object).where(made.changes.notna(), None).to_dict("records")
        assert (row["since"], row["review"]) == (since, review)
        assert (row["absolute"], row["percent"], row["reason"] is not None) == (absolute, percent, told)
    paired = near.comparisons[0].changes
    shared = ["prior", "current", "absolute", "percent", "reason"]
    assert near.changes[shared].equals(paired[paired["state"] == "paired"][shared].reset_index(drop=True))


def test_a_series_is_filtered(made: Series) -> None:
    """By name, by how many years print a metric, and by breaks; every output holds what is left."""
    assert [row.name for row in made.filtered("通办").rows] == ["办理跨区通办"]
    broken = made.filtered(broken=True)
    assert [row.name for row in broken.rows] == ["受理行政复议申请"]
    assert made.filtered(least=5).rows == ()
    assert [len(made.filtered(name).breaks) for name in ("通办", "受理")] == [0, 1]
    assert made.filtered("通办").coverage.equals(made.coverage)
    with pytest.raises(TypeError, match="name=3"):
        made.filtered(3)  # type: ignore[arg-type]
    assert "办理跨区通办" not in broken.to_csv() + broken.to_markdown() + broken.to_html()
    assert [row["metric"] for row in json.loads(broken.to_json())["metrics"]] == ["受理行政复议申请"]


def test_a_series_is_written_as_text(made: Series, tmp_path: Path) -> None:
    """`to_csv`, `to_markdown` and `to_json` return the text or write it and return the path; JSON is exact."""
    assert made.to_csv().splitlines()[1] == "受理行政复议申请,90件,101件,132件,287件"
    assert "| 受理行政复议申请 |" in made.to_markdown()
    whole = json.loads(made.to_json())
    assert whole["metrics"][0]["years"]["2023"] == {
        "surface": "287件",
        "value": "287",
        "review": False,
        "id": "m1",
    }
    assert [(item["year"], item["since"], item["check"]["verdict"]) for item in whole["breaks"]] == [
        (2023, 2022, "inconsistent")
    ]
    for ending, write in (("csv", made.to_csv), ("md", made.to_markdown), ("json", made.to_json)):
        assert write(tmp_path / f"years.{ending}") == str(tmp_path / f"years.{ending}")
        assert (tmp_path / f"years.{ending}").read_bytes().decode("utf-8-sig") == write()


def test_the_command_says_what_it_wrote_and_fails_as_compare_does(run_cli: Cli, tmp_path: Path) -> None:
    """It names the file; exit code 1 for an inconsistent figure, and never with --fail-on never."""
    paths = []
    for year, (a, _, more) in LINES.items():
        paths.append(tmp_path / f"{year}.txt")
        paths[-1].write_text(f"海棠市{year}年报告\n全年受理行政复议申请{a}件{more}。\n", encoding="utf-8")
    done = run_cli("series", *paths, "-o", tmp_path / "out.json", "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == ["Breaks between years 1", f"→ {tmp_path / 'out.json'}"]
    assert run_cli("series", *paths, "--fail-on", "never").returncode == 0
    assert run_cli("series", *paths[:3]).returncode == 0
    assert run_cli("series", *paths, "-q", "-o", tmp_path / "out.json").stderr == ""


FAR = {year: f"全年受理申请{count}件。" for year, count in ((2019, 100), (2020, 110), (2021, 120), (2022, 130))}


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("全年受理申请150件，比2019年增长50%。", []),
        ("全年受理申请150件，比2019年增长80%。", [(2023, 2019, "growth", "inconsistent")]),
        ("全年受理申请150件，比2019年的100件增长80%。", [(2023, None, "growth", "inconsistent")]),
    ],
)
def test_what_reports_far_apart_contradict_is_a_finding_once(last: str, found: list[tuple[object, ...]]) -> None:
    """It is among the findings, counted once beside what last year's report could not say or the text itself shows."""
    made = series(parse(text, year=year) for year, text in {**FAR, 2023: last}.items())
    errors = [
        (item["year"], item["since"], str(item["check"]["check"]), item["check"]["verdict"])
        for item in json.loads(made.to_json())["findings"]
    ]
    assert [item for item in errors if item[3] == "inconsistent"] == found
    assert len(errors) == len(found) == len(made.findings)
    assert made.coverage["error"].sum() + made.coverage["warning"].sum() + made.coverage["question"].sum() == len(found)
    assert made.filtered("x").findings.equals(made.findings)


def test_a_series_is_loaded_without_loss(made: Series) -> None:
    """All with `least=1`, else the metrics that it holds; what is computed of it is the same."""
    far = series(parse(text, year=year) for year, text in {**FAR, 2023: "全年受理申请150件，比2019年增长80%。"}.items())
    for whole in (made, far, made.filtered("受理")):
        loaded = Series.from_json(whole.to_json(least=1))
        assert loaded == whole
        assert loaded.to_json() == whole.to_json()
        assert loaded.findings.equals(whole.findings)
        assert loaded.changes.equals(whole.changes)
        assert loaded.to_markdown() == whole.to_markdown()
    assert Series.from_json(made.to_json(least=5)).rows == ()
    for item in json.loads(made.to_json())["comparisons"]:
        assert Comparison.from_json(json.dumps(item)) in made.comparisons


DAMAGES = [
    ("schema", lambda data: data.update(schema="reportdiff/2"), "schema: 'reportdiff/2' cannot be loaded"),
    ("comparison", lambda data: data.update(schema="reportdiff/1", prior={}), "load it with Comparison.from_json"),
    ("no comparisons", lambda data: data.pop("comparisons"), "comparisons: is missing"),
    ("one comparison", lambda data: data["comparisons"].pop(), "comparisons: 2 of them for 4 years"),
    ("order", lambda data: data["comparisons"].reverse(), r"comparisons\[1\].prior: is not the report"),
    (
        "inside",
        lambda data: data["comparisons"][1]["pairs"][0].update(prior="m9"),
        r"comparisons\[1\].pairs\[0\].prior",
    ),
    ("years", lambda data: data.update(sources=dict(reversed(data["sources"].items()))), "sources: the years do not"),
    (
        "metric",
        lambda data: data["metrics"][0]["years"]["2021"].update(id="m9"),
        r"metrics\[0\].years.2021.id: there is no",
    ),
    ("gap", lambda data: data["metrics"][0]["years"].update({"2021": {"gap": "x"}}), "gap: 'x' is unknown"),
    ("year of a metric", lambda data: data["metrics"][0]["years"].pop("2021"), r"metrics\[0\].years: are not those"),
    ("since", lambda data: data["checks"][0].update(since=1999), r"checks\[0\].since: there is no 1999"),
    ("check", lambda data: data["checks"][0]["check"].update(verdict="good"), r"checks\[0\].check.verdict: 'good'"),
    ("evidence", lambda data: data["checks"][0]["check"]["evidence"][0].update(end=10**6), "lies outside the text"),
    ("learned", lambda data: data.update(learned=[{"names": 3}]), r"learned\[0\].names: expected a list"),
    ("list", lambda data: data.update(metrics={}), "metrics: expected a list"),
]


@pytest.mark.parametrize(("damage", "says"), [pytest.param(*item[1:], id=item[0]) for item in DAMAGES])
def test_a_damaged_series_is_refused(made: Series, damage: Callable[[dict[str, Any]], object], says: str) -> None:
    """The error names the place; with Chinese chosen it is Chinese."""
    data = json.loads(made.to_json())
    damage(data)
    with pytest.raises(ResultFormatError, match=says):
        Series.from_json(json.dumps(data))


@settings(max_examples=30, deadline=None)
@given(place=st.integers(0, 10**6), other=st.sampled_from(["", "0", '"', "}", "null", "-1", "\\ud800"]))
def test_a_mangled_series_is_loaded_or_refused(place: int, other: str) -> None:
    """A text in which characters are replaced loads, or ResultFormatError says why not."""
    text = WHOLE.setdefault("text", series(parse(t, year=y) for y, t in list(FAR.items())[:2]).to_json())
    at = place % len(text)
    with suppress(ResultFormatError):
        Series.from_json(text[:at] + other + text[at + 1 :])
