"""Looking only at the figures close to a claim finds what looking at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import reportdiff as rd
from reportdiff.extraction.references import References
from reportdiff.model import NO_FACETS, Metric

CLAUSES = (
    "受理民商事案件{}件",
    "新收民商事案件{}件",
    "批准逮捕嫌疑人{}人",
    "提起公诉{}人",
    "建成道路{}公里",
    "情况如前",
)
TEXTS = st.lists(st.tuples(st.sampled_from(CLAUSES), st.integers(1, 9)), min_size=1, max_size=30)


@given(TEXTS, st.integers(0, 400), st.sampled_from([0, 5, 40, 120]), st.sampled_from(["民商事收案", "批捕人数"]))
def test_a_count_is_looked_for_close_by(clauses: list[tuple[str, int]], before: int, within: int, name: str) -> None:
    """`within` only says what `accept` refuses anyway, so that fewer figures are asked."""
    text = "。".join(clause.format(number) for clause, number in clauses) + "。"
    references = References(rd.parse(text, year=2023).metrics)

    def near(metric: Metric) -> bool:
        return abs(before - metric.figure.span.end) < within

    found, of_all = (
        references.counted(name, before, NO_FACETS, near, within=reach) for reach in (within, before + len(text))
    )
    assert found == of_all
