"""Wrong digits in a report of our own, as the measure on real reports plants them."""

from __future__ import annotations

import random

from planted_in_reports import planted, wrong_number

TEXT = """青禾市2023年国民经济和社会发展统计公报
年末常住人口200.4万人。其中，城镇人口122.3万人，乡村人口78.1万人，城镇化率61.03%。
全年进出口总额160.25亿元，增长6.7%。其中，出口100.13亿元，增长11.1%；进口60.12亿元，增长0.2%。
"""


def test_a_wrong_number_has_as_many_digits_and_differs() -> None:
    """One digit is replaced or two are exchanged; the unit and the number of digits stay."""
    chosen = random.Random(3)
    for printed in ("117.42%", "1,234,567万元", "9.8%"):
        wrong = wrong_number(printed, chosen)
        assert wrong is not None
        assert wrong != printed
        assert len(wrong) == len(printed)
    assert wrong_number("翻番", chosen) is None


def test_what_is_planted_is_found() -> None:
    """Each wrong size and each wrong level of the text is accused or asked about."""
    found = list(planted(TEXT, 4, random.Random(5)))
    assert {kind for kind, _, _ in found} == {"size", "level"}
    assert [sentence for _, outcome, sentence in found if outcome == "silent"] == []
