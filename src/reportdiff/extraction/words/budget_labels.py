"""年初预算, 预算执行数, 支出决算 …: labels that say which version of a budget item a figure is."""

from __future__ import annotations

import re

from reportdiff.extraction.words.strip_words import MEASURES

__all__ = ["base_name", "budget_item", "split_label"]

_ITEM = re.compile(r"([^“”（）、，。；：\n]{1,40})（\d{0,7}项）")
_CODED_ITEM = re.compile(r"（2\d\d）[^“”（），。；\n]{1,40}（\d\d）([^“”（）、，。；：\n]{1,40})（\d\d）")
_LABEL = re.compile(
    r"(?:当年)?(年初预算|年中追加|全年预算|调整预算|调整后预算|预算调整|年中调整|变动预算|(?:预算)?执行数|预算安排|"
    r"(?:(?<=费)|^)(?:支出决算|收入决算|支出预算)|决算|(?<!代编)预算)(?:数|总额)?$"
)
_AHEAD = re.compile(r"(年初预算|全年预算|调整预算|调整后预算|调整后)([^，。；]{0,12}(?:收入|支出))(?:预算)?")
_BASE = re.compile(r"(?:年初预算|全年预算|调整预算|追加预算|(?:预算)?执行数|预算安排|(?:(?<=费)支出)?决算数?|预算数)$")
_FUNDS = ("一般公共", "政府性基金", "国有资本经营", "社会保险基金")  # a fund's 预算 is part of its name
_WITHOUT_SUM = ("执行数", "年中调整", "年中追加")
_KEPT = {  # what of a label stays in the name, so that plan, outcome and last year's outcome keep apart
    "年初预算": "年初预算",
    "年中追加": "追加预算",
    "全年预算": "年初预算",
    "预算执行数": "预算执行数",
    "执行数": "预算执行数",
    "调整预算": "调整预算",
    "调整后预算": "调整预算",
    "调整后": "调整预算",
    "年中调整": "调整预算",
    "变动预算": "调整预算",
    "预算调整": "调整预算",  # 支出预算调整为500万元
}


def budget_item(folded: str, start: int, end: int) -> str | None:
    """The item that a line of the budget classification ends in: …（类）…（款）行政运行（项） → 行政运行."""
    if folded.find("项）", start, end) >= 0:
        found = _ITEM.search(folded, start, end)
    else:
        found = _CODED_ITEM.search(folded, start, end) if folded.find("（2", start, end) >= 0 else None
    return found[1] if found else None


def split_label(name: str) -> tuple[str, str] | None:
    """The name before a budget label, and what of the label stays in the name; None where there is no label.

    >>> split_label("“三公”经费支出年初预算"), split_label("支出决算"), split_label("行政运行")
    (('“三公”经费支出', '年初预算'), ('', ''), None)
    """
    if (ahead := _AHEAD.fullmatch(name)) is not None:
        return ahead[2], _KEPT[ahead[1]]
    if name.endswith(("收入调整", "支出调整")):
        return name[:-2], "调整预算"
    if name.endswith(("收入执行", "支出执行")):
        return name[:-2], ""
    if name.endswith("计划") and name[:-2].endswith(MEASURES):
        return name[:-2], ""  # 供水量计划8200万吨
    found = _LABEL.search(name) if "算" in name or name.endswith(_WITHOUT_SUM) else None
    if found is not None and found[1] == "预算" and name[: found.start()].endswith(_FUNDS):
        return None
    return (name[: found.start()], _KEPT.get(found[1], "")) if found else None


def base_name(name: str) -> str:
    """A name without its budget label; a name that is nothing else stays.

    >>> base_name("行政单位医疗年初预算"), base_name("公务接待费支出决算")
    ('行政单位医疗', '公务接待费')
    """
    return (_BASE.sub("", name) or name) if "算" in name or name.endswith("执行数") else name
