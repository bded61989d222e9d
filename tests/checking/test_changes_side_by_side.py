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
        ("车船税完成6693万元，增加2067万元，增长44.7%。", "增加2067万元"),
        ("全年审结案件1,210件，同比增加110件，上升10%。", "同比增加110件"),
        ("全年净利润8.40亿元，较上年减少1.60亿元，下降16.0%。", "较上年减少1.60亿元"),
        ("“十四五”期间，公共预算收入完成312亿元，较“十三五”期间增加36亿元、增长13%。", "较“十三五”期间增加36亿元"),
        (
            "公共预算收入250.0亿元，下降1.7%。税收收入增长2.2%，占公共预算收入的84.1%，较上年提升3.2个百分点。",
            "较上年提升3.2个百分点",
        ),
        ("受理案件2,400件，上升4.0%，审结2,280件，上升5.6%，结案率95.0%，同比提高1.4个百分点。", "同比提高1.4个百分点"),
        (
            "年末常住人口294.26万人，比上年末增加2.79万人。其中，城镇人口247.70万人，比上年末增加4.76万人；"
            "乡村人口46.56万人，比上年末减少1.97万人；城镇化率（城镇人口占常住人口比重）为84.18%，比上年末提高0.83个百分点。",
            "比上年末提高0.83个百分点",
        ),
    ],
)
def test_other_claims_bear_it_out(text: str, words: str) -> None:
    """An absolute change holds with the rate beside it, a move of a share with the changes of part and whole."""
    assert words in borne_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "车船税完成6693万元，增加2607万元，增长44.7%。",
        "公共预算收入250.0亿元，下降1.7%。税收收入增长2.2%，占公共预算收入的84.1%，较上年提升2.3个百分点。",
        "年末贷款增长12%，存款增长8%，存贷比72.9%，比上年末下降2.9个百分点。",
        "地区生产总值120.0亿元，增长4.0%。工业增加值48.0亿元，增长5.0%，占地区生产总值的40.0%，提高0.4个百分点。",
    ],
)
def test_nothing_is_borne_out_by_what_contradicts_or_says_nothing(text: str) -> None:
    """Claims that contradict each other, have no part or whole, or are at constant prices bear nothing out."""
    assert not borne_out(text)
