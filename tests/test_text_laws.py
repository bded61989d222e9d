"""Laws of whole texts: damaged ones keep their offsets, other spellings say the same, threads change nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from hypothesis import given, settings

from reportdiff import Checkup, Report, check, compare, parse
from running import ILLUSTRATIVE, ROOT, SEED
from strategies import seeds

OWN = [path.read_text(encoding="utf-8") for path in (SEED, *sorted((ROOT / "tests/data/twins").glob("*.txt")))]
SIGNS = "\u200b\u202e\ufeff\u3000\u00a0\u2009\r\n\t一〇零○１％⼀件、，。；：（）“”|-−~同比增长下降占由至的9.,0亿"
SIGNS += "\U00020bb7\ue000e\u0301"


def mutated(text: str, chance: random.Random) -> str:
    """A part of a text with pieces left out, doubled, exchanged, or with signs between."""
    start = chance.randrange(max(1, len(text) - 1_500))
    part = text[start : start + 1_500]
    for _ in range(chance.randint(1, 12)):
        at, size = chance.randrange(len(part) + 1), chance.choice((1, 2, 5, 30, 200))
        piece = part[at : at + size]
        how = chance.randrange(4)
        if how == 0:
            part = part[:at] + part[at + size :]
        elif how == 1:
            part = part[:at] + piece * 2 + part[at:]
        elif how == 2:
            part = part[:at] + "".join(chance.choices(SIGNS, k=chance.randint(1, 6))) + part[at:]
        else:
            part = part[at + size :] + piece + part[:at]
    return part or "件"


@settings(max_examples=60)
@given(seeds)
def test_offsets_of_damaged_texts(seed: int) -> None:
    """In real texts that were damaged every figure, claim and unread number is a slice of the text, and in order."""
    chance = random.Random(seed)
    report = parse(f"某市2023年工作报告\n{mutated(chance.choice(OWN), chance)}", year=2023)
    text = report.document.text
    for metric in report.metrics:
        assert metric.figure.span.of(text) == metric.figure.surface
        low, high = metric.figure.interval.low, metric.figure.interval.high
        assert low is None or high is None or low <= high
        if metric.figure.has_point_value:
            assert low is None or low <= metric.figure.value
            assert high is None or metric.figure.value <= high
    for claim in report.claims:
        assert claim.span.of(text) == claim.surface
        assert claim.figure is None or claim.figure.span.of(text) == claim.figure.surface
    assert all(unread.span.of(text) == unread.surface for unread in report.unread)
    for section in report.sections:
        assert 0 <= section.span.start <= section.span.end <= len(text)
    checkup = check(report)
    assert type(checkup).from_json(checkup.to_json()) == checkup


PLAIN = """某市2023年工作报告
一、总体情况
全年受理行政复议申请287件，同比增长117.42%。办结254件，占88.50%。一般公共预算收入58.6万元，比上年增加3.2万元。
二、支出情况
见底户数由132户增至1200余户。二〇二二年末共有学校一百二十三所，住院4283人次。
"""
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
RADICALS = str.maketrans("一二见长支户", "⼀⼆⻅⻓⽀⼾")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "full width": lambda text: text.translate(WIDE),
    "digits of another script": lambda text: text.translate({0x30 + digit: 0x660 + digit for digit in range(10)}),
    "digits of a bold alphabet": lambda text: text.translate({0x30 + digit: 0x1D7CE + digit for digit in range(10)}),
    "zero as 零": lambda text: text.replace("〇", "零"),
    "zero as ○": lambda text: text.replace("〇", "○"),
    "carriage returns": lambda text: text.replace("\n", "\r"),
    "both line ends": lambda text: text.replace("\n", "\r\n"),
    "radicals": lambda text: text.replace("一、", "壹").translate(RADICALS).replace("壹", "一、"),
    "no-break blanks": lambda text: text.replace("287件", "287\u00a0件").replace("3.2万", "3.2\u00a0万"),
    "thin blanks": lambda text: text.replace("287件", "287\u2009件").replace("254件", "254\u202f件"),
    "unseen marks": lambda text: text.replace("287", "2\u200b87").replace("88.50", "88\u2060.50"),
    "a mark at the start": lambda text: "\ufeff" + text,
    "indents": lambda text: text.replace("\n", "\n\u3000\u3000"),
}


def facts(report: Report) -> list[tuple[object, ...]]:
    """What a report says, without its spelling."""
    zeros = str.maketrans("零○", "〇〇")
    metrics = [
        (metric.name.translate(zeros), metric.figure.value, metric.figure.unit, metric.period)
        for metric in report.metrics
    ]
    claims = [(claim.form, claim.metric_name, claim.figure and claim.figure.value) for claim in report.claims]
    return [*metrics, *claims]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_spelling_changes_no_figure(spelling: str) -> None:
    """Widths, zeros, blanks, line ends, radicals and unseen marks leave names, values, units and claims as they are."""
    expected = facts(parse(PLAIN))
    assert len(expected) >= 10
    report = parse(SPELLINGS[spelling](PLAIN))
    assert facts(report) == expected
    assert Checkup.from_json(check(report).to_json()) == check(report)


def test_eight_threads_read_alike() -> None:
    """Eight reports that are read, checked and compared at once give what they give one after the other."""
    pairs = [(OWN[place % len(OWN)], OWN[(place + 1) % len(OWN)]) for place in range(8)]

    def work(texts: tuple[str, str]) -> str:
        before, after = (parse(text, source=str(place)) for place, text in enumerate(texts))
        return check(after).to_json() + compare(before, after).to_json()

    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(work, pairs))
    assert at_once == [work(pair) for pair in pairs]


def test_exchanged_reports_give_mirrored_changes() -> None:
    """The changes from one report to another are those from the other to the one, with the sign exchanged."""
    one, other = parse(ILLUSTRATIVE.read_text(encoding="utf-8")), parse(OWN[0])

    def changes(before: Report, after: Report) -> dict[tuple[str, str], Fraction | None]:
        return {(each.prior, each.current): each.absolute for each in compare(before, after).result.changes}

    there, back = changes(one, other), changes(other, one)
    assert len(there) >= 5
    assert there == {(prior, current): None if each is None else -each for (current, prior), each in back.items()}
