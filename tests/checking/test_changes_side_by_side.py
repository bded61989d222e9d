"""Claims that no printed base decides, and that other claims about the same figures bear out."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import CheckName, Verdict

HELD = (Verdict.CONSISTENT, Verdict.WITHIN_PRECISION)


def borne_out(text: str) -> set[str]:
    """Return the words of the claims that other claims bear out, where no base is printed."""
    result = check(parse(f"石浦市2025年工作报告\n{text}")).result
    held = {item.claim for item in result.checks if item.verdict in HELD and item.check is CheckName.IMPLIED_PRIOR}
    return {claim.surface for claim in result.report.claims if claim.id in held}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("车船税完成7248万元，增加1935万元，增长36.4%。", "增加1935万元"),
        ("全年审结案件1,210件，同比增加110件，上升10%。", "同比增加110件"),
        ("全年净利润8.40亿元，较上年减少1.60亿元，下降16.0%。", "较上年减少1.60亿元"),
        ("“十四五”期间，公共预算收入完成312亿元，较“十三五”期间增加36亿元、增长13%。", "较“十三五”期间增加36亿元"),
        (
            "公共预算收入250.0亿元，下降1.4%。税收收入增长2.6%，占公共预算收入的78.4%，较上年提升3.1个百分点。",
            "较上年提升3.1个百分点",
        ),
        ("受理案件2,400件，上升4.0%，审结2,280件，上升5.6%，结案率95.0%，同比提高1.4个百分点。", "同比提高1.4个百分点"),
        (
            "年末常住人口312.40万人，比上年末增加2.31万人。其中，城镇人口251.10万人，比上年末增加4.12万人；"
            "乡村人口61.30万人，比上年末减少1.81万人；城镇化率（城镇人口占常住人口比重）为80.38%，比上年末提高0.73个百分点。",
            "比上年末提高0.73个百分点",
        ),
    ],
)
def test_other_claims_bear_it_out(text: str, words: str) -> None:
    """An absolute change holds with the rate beside it, a move of a share with the changes of part and whole."""
    assert words in borne_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "车船税完成7248万元，增加1395万元，增长36.4%。",
        "公共预算收入250.0亿元，下降1.4%。税收收入增长2.6%，占公共预算收入的78.4%，较上年提升1.3个百分点。",
        "年末贷款增长12%，存款增长8%，存贷比68.4%，比上年末下降1.7个百分点。",
        "地区生产总值120.0亿元，增长4.0%。工业增加值48.0亿元，增长5.0%，占地区生产总值的40.0%，提高0.4个百分点。",
    ],
)
def test_nothing_is_borne_out_by_what_contradicts_or_says_nothing(text: str) -> None:
    """Claims that contradict each other, have no part or whole, or are at constant prices bear nothing out."""
    assert not borne_out(text)
