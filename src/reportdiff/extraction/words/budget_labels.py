"""年初预算, 预算执行数, 支出决算 …: labels that say which version of a budget item a figure is."""

from __future__ import annotations

import re

from reportdiff.extraction.words.matching import ending
from reportdiff.extraction.words.strip_words import MEASURES
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of

__all__ = ["REVISED", "base_name", "budget_item", "planned_item", "split_label", "with_version"]

REVISED = ("调整预算", "调整计划")  # how the name of a plan ends that was changed before it was carried out

_ITEM = re.compile(r"([^“”（）、，。；：\n]{1,40})（\d{0,7}项）")
_WIDER_ITEM = re.compile(r"(?:\d{1,2}[.、．]\s?)?([^“”（）、，。；：\n]{1,40})（\d{0,5}[类款]）(?:[。：:]|$)")
_CODED_ITEM = re.compile(
    r"（2\d\d）[^“”（），。；\n]{1,40}（(?:\d\d|2\d{4})）([^“”（）、，。；：\n]{1,40})（(?:\d\d|2\d{6})）"
)  # the codes alone, of two or of all digits
_GLUED_CODE = re.compile(r"\s*2\d{6}[ \t]?([^\W\d][^，。；：:\n（）]{1,30})[:：]")  # 2130314防汛：
_SIDES = {"决算": ("支出", "收入"), "预算": ("支出",)}  # labels before which the side of an account names nothing
_FIRST, _OF_YEAR = "年初", "全年预算"
_LABELS = re.compile("算|调整|执行|计划|追加")  # one of them is in every label
_KEPT = {  # what of a label stays in the name, so that plan, outcome and last year's outcome keep apart
    "年初预算": "年初预算",
    "全年预算": "全年预算",
    "预算执行数": "预算执行数",
    "执行数": "预算执行数",
    "年中追加": "追加预算",
}


def budget_item(folded: str, start: int, end: int) -> str | None:
    """Return the item that a line of the budget classification ends in: …（类）…（款）行政运行（项） → 行政运行.

    A line may end in a wider one: 教育支出（类）。
    """
    if folded.find("项）", start, end) >= 0:
        found = _ITEM.search(folded, start, end)
    elif folded.find("类）", start, end) >= 0 or folded.find("款）", start, end) >= 0:
        found = _WIDER_ITEM.search(folded, start, end)
    else:
        coded = folded.find("（2", start, end) >= 0
        found = _CODED_ITEM.search(folded, start, end) if coded else _GLUED_CODE.match(folded, start, end)
    return found[1] if found else None


def split_label(name: str) -> tuple[str, str] | None:
    """Return the name before a budget label, and what of the label stays in the name; None where there is no label.

    >>> split_label("“三公”经费支出年初预算"), split_label("支出决算"), split_label("行政运行")
    (('“三公”经费支出', '年初预算'), ('', ''), None)
    """
    if _LABELS.search(name) is None:
        return None
    if (ahead := phrase("label ahead").fullmatch(name)) is not None:
        return ahead["name"], _kept(ahead["label"])
    if name.endswith(("收入调整", "支出调整")):
        return name[:-2], REVISED[0]
    if name.endswith(("收入执行", "支出执行")):
        return name[:-2], ""
    if name.endswith("计划") and name[:-2].endswith(MEASURES):
        return name[:-2], ""  # 供水量计划8200万吨
    labelled = "算" in name or name.endswith(("执行数", "年中调整", "年中追加"))
    found = phrase("label of a budget item").search(name) if labelled else None
    if found is None:
        return None
    label, item = found["label"], name[: found.start()]
    if label == "预算" and item.startswith(_FIRST):  # 年初支出预算 is 支出年初预算
        label, item = _FIRST + label, item.removeprefix(_FIRST)
    if label == "预算" and item.endswith((*words_of("account"), *words_of("of several accounts"))):
        return None  # part of the name
    return "" if item in _SIDES.get(label, ()) else _without_side(item, label), _kept(label)


def with_version(name: str, words: str) -> str:
    """Return the name that the words before a plan give, with which plan of its item it is.

    >>> with_version("预算", "全年预算为"), with_version("教育支出年初", "教育支出年初安排")
    ('全年预算', '教育支出年初预算')
    """
    if _OF_YEAR.endswith(name) and words.startswith(_OF_YEAR):
        return _OF_YEAR
    return name + "预算" if name.endswith(_FIRST) and words.rstrip().endswith("安排") else name


def _kept(label: str) -> str:
    return REVISED[0] if phrase("revised label").fullmatch(label) is not None else _KEPT.get(label, "")


def _without_side(item: str, label: str) -> str:
    """Return an item without the side of its account that belongs to the label: 公务接待费|支出决算."""
    side = item[-2:] if item[-3:-2] == "费" else ""
    return item[:-2] if side in _SIDES.get(label, ()) else item


def base_name(name: str) -> str:
    """Return a name without its budget label; a name that is nothing else stays.

    >>> base_name("行政单位医疗年初预算"), base_name("公务接待费支出决算")
    ('行政单位医疗', '公务接待费')
    """
    found = phrase("label left out").search(name) if "算" in name or name.endswith("执行数") else None
    return name if found is None else _without_side(name[: found.start()], found[0].removesuffix("数")) or name


def planned_item(name: str) -> str:
    """Return what a plan is of: its name without the words that make it one."""
    base = base_name(name).removesuffix(REVISED[1])
    item = base.removesuffix(ending(base, "plan"))
    return item.removesuffix(ending(item, "year of a plan")) if item != base else base
