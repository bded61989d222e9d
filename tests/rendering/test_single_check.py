"""One check alone is shown as a few lines or as the contract's JSON object."""

from __future__ import annotations

import json

from attrs import evolve
from sample_results import compared

from reportdiff.model import ImpliedPrior
from reportdiff.rendering.claim_text import render
from reportdiff.rendering.codec.encode import check_data


def test_the_verdict_comes_first_in_words() -> None:
    """The first line is the verdict with its mark, the second the message; cause and modes follow."""
    _, growth, wrong, _ = compared().checks
    assert render(wrong).splitlines() == [
        "× 不符",
        "200件→256件应为增长28%，文中写作82%。",
        "重算：28",
        "可能原因：相邻数字颠倒",
    ]
    assert render(growth, lang="en").splitlines()[0] == "√ consistent"
    assert "half up, half even, half down, truncate" in render(growth, lang="en")


def test_the_implied_prior_is_named() -> None:
    """The integers that can have been the prior are listed; without a list the interval is shown."""
    implied = compared().checks[0]
    assert implied.implied_prior is not None
    assert "上年数只可能是：132" in render(implied)
    loose = ImpliedPrior(implied.implied_prior.interval, None, False)
    assert "[131.9995, 132.0056]" in render(evolve(implied, implied_prior=loose))


def test_json_is_the_contracts_object() -> None:
    """The JSON of one check is the object that stands in `checks`."""
    check = compared().checks[2]
    assert json.loads(render(check, format="json")) == check_data(check)
