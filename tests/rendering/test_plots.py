"""The charts draw the right values, show Chinese labels, and say what is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sample_results import compared, hostile

from reportdiff import compare, parse, series
from reportdiff.errors import MissingExtraError, MissingFontError
from reportdiff.rendering import plots
from reportdiff.rendering.plots import fonts
from reportdiff.results import Comparison

YEARS = {2020: (90, ""), 2021: (101, ""), 2022: (132, ""), 2023: (287, "，同比上升171.42%")}


@pytest.fixture
def chinese() -> str:
    """Return an installed font that shows Chinese."""
    pytest.importorskip("matplotlib", reason="the extra plot is not installed")
    try:
        return plots.chinese_font()
    except MissingFontError as error:
        pytest.skip(str(error))


def texts(figure: Any) -> Iterator[str]:
    """Yield every text in a figure."""
    from matplotlib.text import Text

    return (item.get_text() for item in figure.findobj(Text) if item.get_text())


def test_bars_show_computed_and_stated_changes() -> None:
    """132 → 287 with the stated 117.42%, below 200 → 256 against the stated 82%; what stood still is out."""
    second, first = plots.change_bars(compared(), 20)
    assert (first.name, first.percent, first.stated, first.verdict) == (
        "受理行政复议申请",
        Fraction(15500, 132),
        Fraction("117.42"),
        "consistent",
    )
    assert (second.percent, second.stated) == (Fraction(28), Fraction(82))
    assert second.verdict == "inconsistent"


def test_a_wrong_bar_has_the_stated_change_written_beside(chinese: str) -> None:
    """What is stated stands in figures beside the bar that does not bear it out, and beside no other."""
    written = [text for text in texts(compare_of_two().plot(lang="zh")) if "%" in text]
    assert "+55.00%（文中所述 +65%）" in written
    assert "+117.42%" in written


def compare_of_two() -> Comparison:
    """Return a comparison with one change that is right and one that is wrong."""
    after = "全年受理信访件287件，同比增长117.42%。接待来访31批，同比增长65%。"
    return compare(parse("全年受理信访件132件。接待来访20批。", year=2022), parse(after, year=2023))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_label_of_a_bar_lies_on_a_name(chinese: str, lang: str) -> None:
    """What is written beside a wrong fall stands on the other side of zero; no text of the chart covers another."""
    before = "全年检查图书馆716处。维修剧场161处。新建公厕125处。"
    after = "全年检查图书馆245处，同比下降192.2%。维修剧场848处，同比增长426.7%。新建公厕12处，同比下降90%。"
    figure = compare(parse(before, year=2022), parse(after, year=2023)).plot(lang=lang)
    figure.canvas.draw()
    axes = figure.axes[0]
    boxes = [item.get_window_extent() for item in (*axes.texts, *axes.get_yticklabels()) if item.get_text()]
    assert not any(one.overlaps(two) for place, one in enumerate(boxes) for two in boxes[:place])


def test_a_wrong_change_is_among_the_slopes(chinese: str) -> None:
    """With room for one line it is the inconsistent one, though others changed more."""
    before, after = "全年检查图书馆90处。维修剧场100处。", "全年检查图书馆99处，同比增长90%。维修剧场900处。"
    lines = plots.slopes(compare(parse(before, year=2022), parse(after, year=2023)).result, 1)[1]
    assert [(line.name, line.verdict) for line in lines] == [("检查图书馆", "inconsistent")]


def test_panels_say_their_range(chinese: str) -> None:
    """Each of the small multiples names its lowest and its highest figure, as it has no scale."""
    counts = ((2021, "1250条"), (2022, "1190条"), (2023, "1300条"))
    figure = series(parse(f"全年公开信息{count}。", year=year) for year, count in counts).plot(lang="zh")
    assert any(text.endswith("1190条–1300条") for text in texts(figure))


def test_no_figure_of_a_panel_lies_on_its_line(chinese: str) -> None:
    """Where the line leaves upwards, the figure stands below its point."""
    counts = ((2021, "1200万条"), (2022, "1900万条"), (2023, "1500万条"))
    figure = series(parse(f"全年公开信息{count}。", year=year) for year, count in counts).plot(lang="zh")
    figure.canvas.draw()
    axes = figure.axes[0]
    drawn: list[tuple[Any, Any]] = [(line, line.get_xydata()) for line in axes.lines]
    lines = [line.get_transform().transform(points) for line, points in drawn if points.shape[0] == 2]
    for text in axes.texts:
        box = text.get_window_extent()
        for (left, bottom), (right, top) in lines:
            steps = [(left + (right - left) * part / 50, bottom + (top - bottom) * part / 50) for part in range(51)]
            assert not any(box.contains(*step) for step in steps), text.get_text()


def test_inconsistent_changes_are_always_drawn() -> None:
    """With room for one bar it is the inconsistent one."""
    assert [bar.verdict for bar in plots.change_bars(compared(), 1)] == ["inconsistent"]


def test_slopes_share_a_unit() -> None:
    """Most pairs are of 件, and a named unit takes its own."""
    unit, lines = plots.slopes(compared(), 12)
    assert (unit, [line.prior_text for line in lines]) == ("件", ["132件", "200件"])
    assert [line.name for line in plots.slopes(compared(), 12, "人次")[1]] == ["参加学法考试"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["changes", "slope"])
def test_a_comparison_is_drawn(chinese: str, kind: str, lang: str, tmp_path: Path) -> None:
    """Both charts hold the metrics' names and are written as PNG and SVG, no glyph missing (a warning is an error)."""
    figure = Comparison(compared()).plot(kind, lang=lang)
    assert any("受理行政复议申请" in text for text in texts(figure))
    for ending in ("png", "svg"):
        figure.savefig(tmp_path / f"chart.{ending}")
        assert (tmp_path / f"chart.{ending}").stat().st_size > 5_000
    assert figure._repr_png_().startswith(b"\x89PNG")  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_series_is_drawn_with_its_break(chinese: str, lang: str) -> None:
    """The year whose stated change contradicts last year's report is crossed, and the key says what that means."""
    made = series(
        parse(f"海棠市报告。全年受理行政复议申请{count}件{more}。", year=year) for year, (count, more) in YEARS.items()
    )
    figure = made.plot(lang=lang)
    figure.draw_without_rendering()
    assert any("受理行政复议申请" in text for text in texts(figure))
    assert any("上年报告" in text or "last year's report" in text for text in texts(figure))
    (panel,) = plots.panels(
        [(row.name, row.metrics, row.doubtful_years) for row in made.rows], [(2023, "受理行政复议申请")], 9
    )
    assert [point.year for point in panel.points if point.broken] == [2023]


def test_nothing_to_draw_says_so(chinese: str) -> None:
    """Two reports that share no figure give a chart that says it."""
    diff = compare(parse("全年受理申请132件。", year=2022), parse("新设驿站9个。", year=2023))
    for kind in ("changes", "slope"):
        assert "没有可画的数字" in list(texts(diff.plot(kind)))


def test_hostile_names_are_drawn_as_they_are(chinese: str, tmp_path: Path) -> None:
    """Dollar signs are no formula and control characters reach no file."""
    name = "经费$\\frac{1$\x1b[31m"
    panel = plots.Panel(
        name, "件", (plots.Point(year=2022, value=Fraction(1), text="1件", broken=False, doubtful=False),) * 2
    )
    figure = plots.plot_years([panel], [2022, 2023], heading=hostile().report.title)
    figure.savefig(tmp_path / "chart.svg")
    text = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "\x1b" not in text


def test_drawing_changes_no_setting_of_matplotlib(chinese: str) -> None:
    """The user's matplotlib is as it was."""
    import matplotlib

    before = dict(matplotlib.rcParams)
    Comparison(compared()).plot()
    assert dict(matplotlib.rcParams) == before


def test_without_a_font_the_error_says_what_to_install(chinese: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No known font: the error names packages for several systems; a named font that is absent is named."""
    with pytest.raises(MissingFontError, match=r"'No Such Font' is not installed.*fonts-noto-cjk"):
        Comparison(compared()).plot(font="No Such Font")
    monkeypatch.setattr(fonts, "KNOWN_FONTS", ())
    with pytest.raises(MissingFontError, match=r"apt install fonts-noto-cjk.*brew install"):
        Comparison(compared()).plot()


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"reportdiff\[plot\]"):
        Comparison(compared()).plot()
