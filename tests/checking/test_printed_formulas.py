"""Formulas that tables print for their columns and rows, which the table itself must bear out."""

from __future__ import annotations

import pytest
from reports_of_tables import bars, held, raised

NUMBERED: tuple[str, ...] = (
    "片区 甲类 乙类 丙类 丁类",
    "栏次 1 2 3=1+2 4=2/3×100",
    "东片 182 622 804 77.4",
    "西片 778 133 {} {} ",
)
NUMBERED += ("南片 711 344 1055 32.6", "北片 738 601 1339 44.9")
IN_HEADS = ("片区 在编数① 聘用数② 共有③=①+② 新增④", "一片 70 15 85 7", "二片 68 13 {} 7", "三片 94 21 115 6")
OF_ROWS: tuple[str, ...] = ("项目 行次 2023年 2022年", "主营收入 1 820.50 790.30", "主营成本 2 610.20 600.10")
OF_ROWS += ("主营毛益 3=1-2 210.30 190.20", "其他毛益 4 12.40 10.10", "毛益共有 5=3+4 222.70 {}")
LETTERED: tuple[str, ...] = ("项目 2023年 2022年", "经营所得（A） 520.00 480.00", "利息所付（B） 80.00 64.00")
LETTERED += ("付息前所得（C=A+B） 600.00 {}", "保障倍数（D=C/B） 7.50 8.50")


@pytest.mark.parametrize(
    ("rows", "right", "wrong"),
    [
        (NUMBERED, ("911", "14.6"), ("951", "14.6")),
        (NUMBERED, ("911", "14.6"), ("911", "18.6")),
        (IN_HEADS, ("81",), ("91",)),
        (OF_ROWS, ("200.30",), ("208.30",)),
        (LETTERED, ("544.00",), ("584.00",)),
    ],
)
@pytest.mark.parametrize("spaced", [False, True])
def test_a_printed_formula_is_believed_where_lines_bear_it_out(
    rows: tuple[str, ...], right: tuple[str, ...], wrong: tuple[str, ...], spaced: bool
) -> None:
    """Between bars and between single blanks the line that deviates is found, and a right table is silent."""
    made = ["\n".join(rows) if spaced else bars(*rows)] * 2
    good, bad = (text.format(*figures) for text, figures in zip(made, (right, wrong), strict=True))
    assert raised(good) == []
    assert held(good) >= 2
    assert any(wrong[-1] in str(made.stated) or wrong[0] in made.message.zh for made in raised(bad))


@pytest.mark.parametrize("formula", ["3=2-1", "3=1×2", "3=合计", "3=1+4"])
def test_a_formula_that_no_line_bears_out_says_nothing(formula: str) -> None:
    """It was misprinted, or is of a kind that is not read."""
    rows = ("片区 甲类 乙类 丙类", f"栏次 1 2 {formula}", "东片 182 622 804", "西片 778 133 911", "南片 711 344 1050")
    assert not [made for made in raised(bars(*rows)) if made.check == "tie_out"]


def test_rows_with_blank_cells_are_left_out_between_blanks() -> None:
    """Their columns are not known: the third figure may stand in the fourth column."""
    rows = ("片区 甲类 乙类 丙类 丁类", "栏次 1 2 3=1+2 4", "东片 182 100 282 5", "西片 77 13 90 6", "南片 71 71 4")
    assert raised("\n".join((*rows, "北片 34 34 7", "中片 20 5 25 1", "外片 30 6 36 2"))) == []


def test_a_difference_without_its_minus_is_asked_about() -> None:
    """It may be printed as an amount: 300 - 310 = 10."""
    rows = (
        "街区 应收 已收 差额",
        "栏次 1 2 3=1-2",
        "东片 300 310 10",
        "西片 500 200 300",
        "南片 80 50 30",
        "北片 90 50 40",
    )
    assert [made.severity for made in raised(bars(*rows))] == ["question"]


def test_what_a_wrong_figure_makes_is_not_found_wrong_too() -> None:
    """951 is found; the ratio beside it, which is right for 911, is not."""
    table = bars(*(row.format("951", "14.6") for row in NUMBERED))
    assert ["951" in str(made.stated) for made in raised(table) if made.check == "tie_out"] == [True]
