"""The words that results are shown in: verdicts, severities, checks, diagnoses and headings, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LANGUAGES", "WORDS", "check_language", "word", "words"]

LANGUAGES = ("zh", "en")

# kind → code → (中文, English)
WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "verdict": {
        "consistent": ("相符", "consistent"),
        "within_precision": ("精度范围内相符", "within precision"),
        "rounding_difference": ("尾差", "rounding difference"),
        "inconsistent": ("不符", "inconsistent"),
        "undefined": ("不适用", "undefined"),
        "unchecked": ("未核对", "unchecked"),
    },
    "mark": {  # a shape beside the word, so that no verdict is told by colour alone
        "consistent": ("✓", "✓"),
        "within_precision": ("≈", "≈"),
        "rounding_difference": ("△", "△"),
        "inconsistent": ("✗", "✗"),
        "undefined": ("∅", "∅"),
        "unchecked": ("?", "?"),
    },
    "severity": {
        "error": ("错误", "error"),
        "warning": ("警告", "warning"),
        "question": ("疑问", "question"),
        "note": ("提示", "note"),
    },
    "check": {
        "growth": ("增长率", "growth"),
        "points": ("百分点", "percentage points"),
        "absolute": ("增减额", "absolute change"),
        "multiple": ("倍数", "multiple"),
        "doubling": ("翻番", "doubling"),
        "flat": ("持平", "flat"),
        "annual_average": ("年均增长", "annual average"),
        "narrowed_loss": ("减亏", "narrowed loss"),
        "level_to_level": ("由A至B", "level to level"),
        "share": ("占比", "share"),
        "completion": ("完成率", "completion"),
        "total": ("合计", "total"),
        "subset": ("部分与整体", "part and whole"),
        "stock_flow": ("存量与流量", "stock and flow"),
        "agreement": ("前后一致", "agreement"),
        "direction": ("增减方向", "direction"),
        "implied_prior": ("隐含的上年数", "implied prior"),
        "template": ("套用旧文", "template"),
        "self_reference": ("自称年份", "self-reference"),
        "carry_over": ("与上年数字相同", "carry-over"),
        "prior_restated": ("上年数有调整", "prior restated"),
        "target_met": ("目标完成情况", "target met"),
    },
    "diagnosis": {
        "sign_flipped": ("增减方向写反", "direction reversed"),
        "wrong_base": ("除以了本年数", "divided by the current year"),
        "periods_swapped": ("两年数字颠倒", "the two years are swapped"),
        "ratio_as_change": ("把本年与上年之比写成了增幅", "ratio given as a change"),
        "change_as_ratio": ("把增幅写成了倍数", "change given as a ratio"),
        "points_as_percent": ("百分点写成了%", "points written as percent"),
        "percent_as_points": ("%写成了百分点", "percent written as points"),
        "stale_value": ("沿用了上年所述的数字", "last year's stated figure"),
        "swapped_order": ("“分别”的次序有误", "order of a list mixed up"),
        "wrong_denominator": ("分母用错", "another denominator"),
        "operands_swapped": ("部分与整体颠倒", "part and whole exchanged"),
        "absolute_as_percent": ("把增减额写成了%", "absolute change written as percent"),
        "decimal_shift": ("小数点移位", "decimal point shifted"),
        "unit_mismatch": ("单位差万或亿", "a scale of 万 or 亿 lost or added"),
        "digits_transposed": ("相邻数字颠倒", "neighbouring digits exchanged"),
        "operand_transposed": ("原数相邻数字颠倒", "neighbouring digits of an operand exchanged"),
        "cumulative_as_average": ("把累计写成了年均", "cumulative given as average"),
        "doubling_as_times": ("翻番与倍数混淆", "doubling given as times"),
        "truncated": ("直接舍去了尾数", "cut off"),
        "rounded_away": ("向上进位", "rounded away from zero"),
        "double_rounded": ("两次四舍五入", "rounded twice"),
        "digit_error": ("个别数字有误", "a digit is wrong"),
        "revised_base": ("上年基数可能有调整", "the base may have been revised"),
        "zero_base": ("基数为零", "base of zero"),
        "negative_base": ("基数为负", "negative base"),
        "multiple_of_decrease": ("“减少若干倍”没有定义", "a multiple of a decrease"),
        "missing_operand": ("文中没有所需的数字", "operand not printed"),
        "constant_price": ("增速按不变价计算", "constant prices"),
        "comparable_basis": ("按可比口径计算", "comparable basis"),
        "other_basis": ("与上年数以外的基数相比", "another basis"),
    },
    "relation": {
        "same": ("对应", "same"),
        "moved": ("移动", "moved"),
        "merged": ("合并", "merged"),
        "split": ("拆分", "split"),
        "added": ("新增", "added"),
        "dropped": ("删去", "dropped"),
        "none": ("无对应", "none"),
    },
    "column": {
        "metric": ("指标", "metric"),
        "unit": ("单位", "unit"),
        "year": ("年份", "year"),
        "prior": ("上年", "prior"),
        "current": ("本年", "current"),
        "absolute": ("增减", "change"),
        "percent": ("增减%", "change %"),
        "stated": ("文中所述", "stated"),
        "verdict": ("核对结果", "verdict"),
        "section": ("章节", "section"),
        "quote": ("原文", "quote"),
        "check": ("检查", "check"),
        "severity": ("级别", "severity"),
        "recomputed": ("重算", "recomputed"),
        "diagnosis": ("可能原因", "likely cause"),
        "message": ("说明", "message"),
        "where": ("位置", "where"),
        "relation": ("关系", "relation"),
        "score": ("相似度", "score"),
        "value": ("数值", "value"),
        "low": ("下限", "low"),
        "high": ("上限", "high"),
        "surface": ("原文数字", "surface"),
        "period": ("时期", "period"),
        "kind": ("类别", "kind"),
        "status": ("性质", "status"),
        "scope": ("口径", "scope"),
        "qualifier": ("修饰", "qualifier"),
        "id": ("编号", "id"),
        "form": ("形式", "form"),
        "direction": ("方向", "direction"),
        "size": ("幅度", "size"),
        "basis": ("比较基准", "basis"),
        "start": ("起", "start"),
        "end": ("止", "end"),
    },
    "mode": {
        "half_up": ("四舍五入", "half up"),
        "half_even": ("四舍六入五成双", "half even"),
        "half_down": ("五舍六入", "half down"),
        "truncate": ("舍去", "truncate"),
        "away": ("进位", "away from zero"),
    },
    "kind": {
        "count": ("计数", "count"),
        "money": ("金额", "money"),
        "measure": ("计量", "measure"),
        "ratio": ("比率", "ratio"),
    },
    "status": {"actual": ("实际", "actual"), "target": ("目标", "target")},
    "basis": {
        "previous_year": ("上年", "previous year"),
        "budget": ("预算", "budget"),
        "budget_execution": ("上年执行数", "budget execution"),
        "previous_five_years": ("前五年", "previous five years"),
        "annual_average": ("年均", "annual average"),
        "target": ("目标", "target"),
        "other_region": ("其他地区", "other region"),
        "other_total": ("其他总量", "other total"),
        "unknown": ("未说明", "unknown"),
    },
    "form": {
        "percent": ("百分比", "percent"),
        "points": ("百分点", "points"),
        "absolute": ("增减额", "absolute"),
        "times_more": ("增长…倍", "times more"),
        "times": ("是…的…倍", "times"),
        "doubling": ("翻番", "doubling"),
        "level_to_level": ("由A至B", "level to level"),
        "flat": ("持平", "flat"),
        "share": ("占比", "share"),
        "completion": ("完成率", "completion"),
        "rate": ("比率", "rate"),
    },
    "direction": {"up": ("上升", "up"), "down": ("下降", "down"), "flat": ("持平", "flat"), "none": ("—", "—")},
    "heading": {
        "comparison": ("年度报告比对", "Report comparison"),
        "checkup": ("年度报告核对", "Report check"),
        "extract": ("年度报告数据", "Report figures"),
        "findings": ("发现的问题", "Findings"),
        "changes": ("指标变化", "Changes"),
        "dropped": ("本年未再出现的指标", "Dropped metrics"),
        "added": ("本年新出现的指标", "Added metrics"),
        "sections": ("章节对应", "Sections"),
        "metrics": ("指标", "Metrics"),
        "claims": ("文中所述的变化与占比", "Stated changes and shares"),
        "checks": ("核对记录", "Checks"),
        "coverage": ("覆盖情况", "Coverage"),
        "warnings": ("提醒", "Warnings"),
        "unread": ("未能读懂的内容", "Unread"),
        "prior_findings": ("上年报告自身的问题", "Findings within the prior report"),
        "series": ("各年指标", "Metrics by year"),
        "breaks": ("前后不一之处", "Breaks between years"),
    },
    "gap": {
        "not_yet": ("—", "—"),
        "not_printed": ("未列", "not printed"),
        "dropped": ("×", "×"),
    },
    "phrase": {
        "points": ("个百分点", " points"),
        "no_findings": ("未发现问题。", "Nothing found wrong."),
        "none": ("无", "none"),
        "unknown_issuer": ("发文单位不详", "issuer unknown"),
        "unknown_year": ("年份不详", "year unknown"),
        "likely": ("可能原因", "Likely cause"),
        "recomputed": ("重算", "Recomputed"),
        "implied": ("上年数只可能是", "The prior can only be"),
        "implied_cell": ("推算", "implied "),
        "implied_range": ("上年数应在", "The prior must be in"),
        "modes": ("能得出该数的舍入方式", "Rounding modes that reproduce it"),
        "review": ("待人工确认", "to be reviewed"),
        "not_comparable": ("不可直接比较", "not comparable"),
    },
    "page": {
        "skip": ("跳到指标表", "Skip to the table"),
        "search": ("查找", "Search"),
        "search_hint": ("指标、章节、原文（按 / 键）", "metric, section, wording (press /)"),
        "all": ("全部", "all"),
        "state": ("范围", "which"),
        "paired": ("两年都有", "in both years"),
        "added": ("本年新出现", "added"),
        "dropped": ("未再出现", "dropped"),
        "clear": ("清除筛选", "Clear filters"),
        "shown": ("符合 {shown} / {total} 行", "{shown} of {total} rows match"),
        "more": ("继续显示", "Show more"),
        "texts": ("两年原文", "The two texts"),
        "text": ("原文", "The text"),
        "hide": ("收起原文", "Hide the texts"),
        "show": ("展开原文", "Show the texts"),
        "row_hint_single": (
            "点选一行或按回车，显示所在句子；点选原文中的数字，回到所在的行。↑ ↓ 换行，Esc 清除筛选。",
            "Click a row, or press Enter on it, to see its sentence; click a figure in the text to see its row. "
            "↑ ↓ move between rows, Esc clears the filters.",
        ),
        "row_hint": (
            "点选一行或按回车，两份原文同时显示所在句子；点选原文中的数字，回到所在的行。↑ ↓ 换行，Esc 清除筛选。",
            "Click a row, or press Enter on it, to see both sentences; click a figure in a text to see its row. "
            "↑ ↓ move between rows, Esc clears the filters.",
        ),
        "methods": ("方法与设置", "Methods and settings"),
        "method_text": (
            "每个印出的数字代表一个区间（按其末位与单位）；所述变化与按印出数字重算的区间精确比较，不用浮点数。",
            "Every printed figure stands for an interval, by its last place and unit. A stated change is compared "
            "exactly with the interval recomputed from the printed figures; no floating point takes part.",
        ),
        "version": ("版本", "version"),
        "source": ("文件", "file"),
        "published": ("发布日期", "published"),
        "none_stated": ("未述及", "nothing stated"),
        "nothing": ("没有符合条件的行", "No row matches"),
        "see": ("查看原文", "See the text"),
        "picture": ("两年章节对应图，左为上年，右为本年", "Sections: last year's left, this year's right"),
        "rounding_modes": ("所考虑的舍入方式", "rounding modes considered"),
        "legend": ("核对结果的含义", "What the verdicts mean"),
    },
    "meaning": {
        "consistent": ("按印出的数字重算，与所述一致", "the printed figures give what is stated"),
        "within_precision": (
            "只有未印出的尾数才能使两者一致",
            "only the digits that were not printed can reconcile the two",
        ),
        "rounding_difference": ("相差不到末位一个单位", "off by less than one unit in the last printed place"),
        "inconsistent": ("印出的数字得不出所述的数", "the printed figures cannot give what is stated"),
        "undefined": ("基数为零或为负等，无从计算", "not defined, for instance for a base of zero"),
        "unchecked": ("缺少所需的数字，或另有口径", "a figure is missing, or another basis is declared"),
    },
    "plot": {
        "changes": (
            "较上年变化：条为由两年数字算得，符号为文中所述",
            "change on last year: bars as computed, signs as stated",
        ),
        "slope": ("上年 → 本年（单位：{unit}）", "last year → this year, in {unit}"),
        "log": ("，对数刻度", ", logarithmic"),
        "years": ("历年数字", "over the years"),
        "stated": ("所述：{verdict}", "stated: {verdict}"),
        "broken": ("与上年报告接不上", "does not follow from last year's report"),
        "guessed": ("对应关系待确认", "pair to be confirmed"),
        "empty": ("没有可画的数字", "nothing to draw"),
    },
    "coverage": {
        "line": (
            "共读出{figures}个数字、{claims}处可核对的表述；已核对{decided}处，未能核对{open}处",
            "{figures} figures and {claims} checkable claims read; {decided} decided, {open} not",
        ),
        "pairs": (
            "两年对应{paired}项指标，本年新出现{added}项，未再出现{dropped}项",
            "{paired} metrics paired, {added} added, {dropped} dropped",
        ),
        "unread": ("另有{count}处未能读懂", "{count} more could not be read"),
    },
    "reason": {
        "operand not printed": ("文中没有所需的数字", "operand not printed"),
        "not checked": ("未作核对", "not checked"),
        "growth at constant prices": ("增速按不变价计算", "growth at constant prices"),
        "growth on a comparable basis": ("按可比口径计算", "growth on a comparable basis"),
        "another basis than last year's figure": ("基数不是上年数", "another basis than last year's figure"),
        "planned, not yet reached": ("属计划目标", "planned, not yet reached"),
    },
}


def check_language(lang: str) -> str:
    """`lang` itself if it is one of `LANGUAGES`; raises `ValueError` otherwise."""
    if lang not in LANGUAGES:
        raise ValueError(f"lang {lang!r}: known are {' and '.join(LANGUAGES)}")
    return lang


def word(kind: str, code: str, lang: str) -> str:
    """What `code` of that `kind` is called in `lang`; a code without an entry is shown as it is.

    >>> word("verdict", "inconsistent", "zh"), word("check", "a_new_check", "en")
    ('不符', 'a new check')
    """
    entry = WORDS[kind].get(code)
    return entry[LANGUAGES.index(lang)] if entry is not None else code.replace("_", " ")


def words(kind: str, codes: tuple[str, ...], lang: str) -> str:
    """Several codes in one line, separated as `lang` does."""
    return ("、" if lang == "zh" else ", ").join(word(kind, code, lang) for code in codes)
