"""The level that a change is of, the base that it is measured against, and its verdict, by where they are printed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportdiff import check, compare, parse
from reportdiff.model import Check, Report

BEFORE, AFTER = "青禾县2022年工作报告\n", "青禾县2023年工作报告\n"


def _rows() -> list[dict[str, str]]:
    """Read the table: last year's text ("" for none), this year's, the size, its level, its base and the verdict."""
    with Path(__file__).with_name("operands_of_changes.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="	", quoting=csv.QUOTE_NONE))


def _read(prior: str, current: str) -> tuple[Report, tuple[Check, ...]]:
    prior, current = (text.replace("\\n", "\n") for text in (prior, current))
    if not prior:
        alone = check(parse(AFTER + current)).result
        return alone.report, alone.checks
    both = compare(parse(BEFORE + prior), parse(AFTER + current)).result
    return both.current.report, (*both.current.checks, *both.checks)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["current"])
def test_operands_and_verdict(row: dict[str, str]) -> None:
    """Each change finds its level and its base where they are printed, and is judged by them."""
    report, checks = _read(row["prior"], row["current"])
    claim = next(item for item in report.claims if item.figure is not None and item.figure.surface == row["size"])
    printed = {metric.id: metric.figure.surface for metric in report.metrics}
    operands = printed.get(claim.current or "", ""), printed.get(claim.prior or "", "")
    assert operands == (row["level"], row["base"])
    verdicts = {item.verdict.value for item in checks if item.claim == claim.id} - {"unchecked"}
    assert verdicts == ({row["verdict"]} if row["verdict"] else set())


SUBJECTS = [
    ("粮食，油料，蔬菜产量分别为12.5万吨、3.2万吨和40.1万吨。", {"12.5万吨": "粮食产量", "3.2万吨": "油料产量"}),
    ("城镇、农村常住居民人均收入分别为26510元、15230元。", {"26510元": "城镇常住居民人均收入"}),
    ("第一、二、三产业比重分别为12.1%、40.2%和47.7%。", {"12.1%": "第一产业比重", "40.2%": "第二产业比重"}),
]


@pytest.mark.parametrize(("text", "names"), SUBJECTS)
def test_each_item_of_a_list_has_its_name(text: str, names: dict[str, str]) -> None:
    """What the last item of a list prints for all of them belongs to each."""
    found = {metric.figure.surface: metric.name for metric in parse(AFTER + text).metrics}
    assert {surface: found[surface] for surface in names} == names


def test_the_wrong_order_of_a_list_is_the_first_cause() -> None:
    """Two sizes of a 分别 list that change places are explained by each other."""
    _, checks = _read("批准逮捕100人，提起公诉200人。", "批准逮捕120人，提起公诉260人，同比分别上升30.0%和20.0%。")
    failed = [item for item in checks if item.verdict.value == "inconsistent"]
    assert [item.diagnoses[0].value for item in failed] == ["swapped_order", "swapped_order"]


ALL = [
    ("受理投诉440件，办结330件，同比分别增长10.0%。", "10.0%", {"440件", "330件"}),
    ("新增就业6200人，再就业1480人，分别完成目标任务的124.0%。", "124.0%", {"6200人", "1480人"}),
    ("物流园区、冷链基地均增至5个。", "5个", {"5个"}),
]


@pytest.mark.parametrize(("text", "size", "levels"), ALL)
def test_one_size_of_several_levels(text: str, size: str, levels: set[str]) -> None:
    """分别 or 均 before one size gives it to each of the levels or subjects before it."""
    report = parse(AFTER + text)
    printed = {metric.id: metric.figure.surface for metric in report.metrics}
    claims = [item for item in report.claims if item.surface.endswith(size)]
    assert len(claims) == 2
    assert {printed[item.current or ""] for item in claims} == levels
