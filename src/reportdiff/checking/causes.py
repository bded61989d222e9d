"""Each diagnosis in words: what most likely happened, and what a reader should look at."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CAUSES", "VERDICT_WORDS", "cause"]

CAUSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sign_flipped": ("增减方向写反", "the direction is reversed"),
        "wrong_base": ("以本期数为分母计算", "it was divided by the current figure instead of the prior one"),
        "periods_swapped": ("本期与上期颠倒", "current and prior were exchanged"),
        "ratio_as_change": ("把“为上年的比例”写成了增幅", "the ratio to last year was printed as a change"),
        "change_as_ratio": ("把增幅写成了“为上年的比例”", "the change was printed as a ratio"),
        "points_as_percent": ("应为百分点，写成了%", "percentage points were printed as per cent"),
        "percent_as_points": ("应为%，写成了百分点", "per cent were printed as percentage points"),
        "stale_value": ("与上年报告所称相同，疑为沿用旧稿", "it equals what last year's report stated: left over"),
        "swapped_order": ("“分别”所列顺序错位", "the figures of the list stand in the wrong order"),
        "wrong_denominator": ("分母用了另一个合计", "another total was used as the denominator"),
        "operands_swapped": ("部分与总体颠倒", "part and whole were exchanged"),
        "absolute_as_percent": ("把增减量写成了百分比", "the absolute change was printed as per cent"),
        "decimal_shift": ("小数点错位", "the decimal point is misplaced"),
        "unit_mismatch": ("某个操作数的万、亿单位有误", "万 or 亿 was lost or added in an operand"),
        "digits_transposed": ("相邻两位数字写反", "two neighbouring digits are exchanged"),
        "operand_transposed": ("某个操作数相邻两位数字写反", "two neighbouring digits of an operand are exchanged"),
        "cumulative_as_average": ("把累计增幅写成了年均", "the cumulative rate was printed as the annual one"),
        "doubling_as_times": ("翻番与倍数混淆", "翻番 was mistaken for a multiple"),
        "truncated": ("直接舍去尾数，未四舍五入", "cut off instead of rounded"),
        "rounded_away": ("尾数一律进位", "rounded away from the nearest value"),
        "double_rounded": ("多次舍入", "rounded more than once"),
        "digit_error": ("疑有一位数字笔误，请核对", "one digit may be mistyped; please confirm"),
        "revised_base": ("上期数或经修订，请核对基数", "the prior may have been revised; please confirm the base"),
        "zero_base": ("基数为0，比率无意义", "the base is 0, so the rate has no meaning"),
        "negative_base": ("基数为负，增幅无意义", "the base is negative, so the rate has no meaning"),
        "multiple_of_decrease": ("“倍”不能用于减少", "a decrease cannot be stated in 倍"),
        "missing_operand": ("缺少可核对的操作数", "an operand is not printed"),
        "constant_price": (
            "增速按不变价格计算，与现价绝对数之比不同",
            "growth is at constant prices, levels are current",
        ),
        "comparable_basis": ("按可比口径计算，与所列数之比不同", "growth is on a comparable basis"),
        "other_basis": ("比较基期不是上年实际数", "the basis is not last year's figure"),
    }
)
"""Diagnosis → (Chinese, English). A test proves that every diagnosis has its words."""

VERDICT_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "consistent": ("相符", "consistent"),
        "within_precision": ("在未印出的位数内相符", "consistent within the digits that were not printed"),
        "rounding_difference": ("仅尾数不合", "off in the last place only"),
        "inconsistent": ("不符", "inconsistent"),
        "undefined": ("无法成立", "not defined"),
        "unchecked": ("未能核对", "not checked"),
    }
)
"""Verdict → (Chinese, English)."""


def cause(diagnosis: str, lang: str) -> str:
    """A diagnosis in words, in "zh" or "en".

    >>> cause("wrong_base", "en")
    'it was divided by the current figure instead of the prior one'
    """
    return CAUSES[diagnosis][lang == "en"]
