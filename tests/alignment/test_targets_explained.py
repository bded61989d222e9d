"""Last year's targets are paired with this year's actual figures, and the reasons of a pair are put into words."""

from __future__ import annotations

from synthetic import Line, report_of

from reportdiff.alignment import align_metrics, align_sections, align_targets, explain
from reportdiff.alignment.match_weights import CALIBRATION, PAIR_WEIGHTS, confidence
from reportdiff.model import Kind, Role, Status

PRIOR = report_of(
    2022,
    [
        ("工作回顾", Role.REVIEW, [Line("旅游收入", 40, "元", Kind.MONEY), Line("受理行政复议申请", 132)]),
        ("工作安排", Role.PLAN, [Line("旅游收入", 46, "元", Kind.MONEY, Status.TARGET, period="2023")]),
    ],
)
CURRENT = report_of(
    2023,
    [
        ("工作回顾", Role.REVIEW, [Line("旅游收入", 47, "元", Kind.MONEY), Line("收到行政复议申请", 287)]),
        ("工作安排", Role.PLAN, [Line("旅游收入", 50, "元", Kind.MONEY, Status.TARGET, period="2024")]),
    ],
)


def test_a_target_is_paired_with_the_actual_figure() -> None:
    """Last year's target is paired with this year's actual figure among the targets, and in no ordinary pair."""
    sections = align_sections(PRIOR, CURRENT)
    (followed,) = align_targets(PRIOR, CURRENT, sections)
    assert (followed.prior, followed.current) == ("m3", "m1")
    ordinary = {(pair.prior, pair.current) for pair in align_metrics(PRIOR, CURRENT, sections)}
    assert ordinary == {("m1", "m1"), ("m2", "m2"), ("m3", "m3")}


def test_every_reason_is_explained_in_words() -> None:
    """Every reason of a pair is named in both languages; a metric without a partner is said to have none."""
    pairs = align_metrics(PRIOR, CURRENT, align_sections(PRIOR, CURRENT))
    said = explain(PRIOR, CURRENT, pairs, "行政复议")
    assert said.startswith("受理行政复议申请 132件 → 收到行政复议申请 287件：可信度 ")
    for word in ("名称", "上下文", "所在章节", "数值大小", "单位", "其次可能的对应"):
        assert word in said
    assert "main word of the name" in explain(PRIOR, CURRENT, pairs, "行政复议", lang="en")
    alone = align_metrics(PRIOR, report_of(2023, []), ())
    assert explain(PRIOR, CURRENT, alone, "行政复议") == "受理行政复议申请 132件：无对应指标"
    assert "粮食" in explain(PRIOR, CURRENT, pairs, "粮食")


def test_calibration_is_monotonic() -> None:
    """A higher sum of reasons never gives a lower confidence, and the ends of the scale are kept."""
    values = [confidence(score) for score in range(0, 10001, 50)]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (0, 10000)
    assert all(confidence(score) == meaning for score, meaning in CALIBRATION)
    assert sum(PAIR_WEIGHTS.reasons.values()) == 100
