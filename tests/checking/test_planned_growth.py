"""A plan's growth over last year's outcome, printed in the other part of the report: when it is asked, when accused."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Severity, Verdict

TITLE = "青禾市2023年预算执行情况和2024年预算草案的报告\n"
BOOKS = ("一般公共预算收入", "一般公共预算支出", "政府性基金预算收入", "政府性基金预算支出")
MORE = ("国有资本经营预算收入", "国有资本经营预算支出", "社会保险基金预算收入", "社会保险基金预算支出")


def _severities(books: tuple[str, ...], rates: dict[str, str], level: str = "110,250") -> list[Severity | None]:
    """Return the severities of what fails or is asked of the plans: each book grows from 105,000万元 by 5%."""
    done = "".join(f"全市{book}105,000万元。" for book in books)
    plans = "".join(
        f"全市{book}{level if book in rates else '110,250'}万元，增长{rates.get(book, '5%')}。" for book in books
    )
    text = f"{TITLE}一、2023年预算执行情况\n{done}\n二、2024年预算草案\n{plans}"
    checks = check(parse(text)).result.checks
    return [item.severity for item in checks if item.severity in (Severity.ERROR, Severity.WARNING, Severity.QUESTION)]


def test_one_that_fails_among_many_that_hold_is_a_finding() -> None:
    """Where seven plans grow from the outcome of their name as stated, the eighth that does not is a warning."""
    assert _severities(BOOKS + MORE, {BOOKS[0]: "8.6%"}) == [Severity.WARNING]


def test_what_holds_is_no_finding() -> None:
    """Eight plans that grow as stated are neither accused nor asked about."""
    assert _severities(BOOKS + MORE, {}) == []


@pytest.mark.parametrize("rates", [{BOOKS[0]: "8.6%"}, {BOOKS[0]: "8.6%", BOOKS[1]: "2.9%"}])
def test_among_few_it_is_asked(rates: dict[str, str]) -> None:
    """Four plans are too few to show that their growth is over the outcome: it may be over last year's budget."""
    assert _severities(BOOKS, rates) == [Severity.QUESTION] * len(rates)


def test_where_several_fail_they_are_asked() -> None:
    """Two of eight that fail show that the report does not always measure against the outcome."""
    rates = {BOOKS[0]: "8.6%", BOOKS[2]: "2.9%"}
    assert _severities(BOOKS + MORE, rates) == [Severity.QUESTION, Severity.QUESTION]


def test_a_base_of_another_size_is_asked() -> None:
    """A growth that implies more than twice the outcome is over another figure."""
    assert _severities(BOOKS + MORE, {BOOKS[0]: "4%"}, level="310,000") == [Severity.QUESTION]


def test_a_rate_is_held_against_the_change_beside_it_over_the_same_base() -> None:
    """比上年完成数增加 and 同比增长 have one base: one finding, no question beside it."""
    text = (
        f"{TITLE}一、2023年预算执行情况\n市本级一般公共预算收入84,000万元，增长3.1%。\n二、2024年预算草案\n"
        "市本级一般公共预算收入86,100万元，比上年完成数增加2,100万元，同比增长5.2%。"
    )
    checks = check(parse(text)).result.checks
    found = [(item.verdict, item.severity) for item in checks if item.severity is not None]
    assert found == [(Verdict.INCONSISTENT, Severity.ERROR)]


def test_a_share_of_a_named_whole_is_accused_whatever_account_was_spoken_of_before() -> None:
    """占一般公共预算支出的 names its whole with its account; the clause before may be about another account."""
    text = (
        "青禾市2023年国民经济和社会发展统计公报\n全年一般公共预算支出480亿元，增长6.1%；政府性基金预算支出210亿元。"
        "全年民生领域支出360亿元，比上年增长7.5%，占一般公共预算支出的比重{}。"
    )
    shares = {
        share: [item.verdict for item in check(parse(text.format(share))).result.checks if item.check == "share"]
        for share in ("75.0%", "57.0%")
    }
    assert shares == {"75.0%": [Verdict.CONSISTENT], "57.0%": [Verdict.INCONSISTENT]}


def test_the_change_that_alone_disagrees_is_the_wrong_one() -> None:
    """Level, outcome and rate agree with one another: the absolute change is the error, and not the rate."""
    done = "".join(f"全市{book}105,000万元。" for book in BOOKS + MORE)
    plans = "".join(f"全市{book}110,250万元，增长5%。" for book in BOOKS + MORE[:3])
    odd = f"全市{MORE[3]}98,700万元，比上年减少6,030万元，下降6.0%。"
    text = f"{TITLE}一、2023年预算执行情况\n{done}\n二、2024年预算草案\n{plans}{odd}"
    result = check(parse(text)).result
    surfaces = {claim.id: claim.surface for claim in result.report.claims}
    found = [(surfaces[item.claim or ""], item.severity) for item in result.checks if item.severity is not None]
    assert found == [("比上年减少6,030万元", Severity.ERROR)]
