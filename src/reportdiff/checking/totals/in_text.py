"""Totals and their parts in running text: 其中 …, 分别为 …, 共计 ….

A list after 其中 need not be complete, so a sum that falls short is no error by itself. It becomes a question where one
slip would make the sum right (sum_slips.py), and where a part exceeds its whole. Where the names of the parts say
that there are no others (出口 and 进口 of 进出口总额), the sum must hold. Sums that the text declares (合计 at its
end) are those of declared_sums.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import decided, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.checking.totals.sum_slips import TRANSPOSED, slipped
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.name_parts import name_parts
from reportdiff.lexicon.partitions import PartitionRow
from reportdiff.lexicon.rows import rows_with
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Kind, Metric, Severity, Status, Verdict
from reportdiff.text.words import cut

__all__ = ["bracket_depth", "wholes"]

_OTHER_SIDE = {"收入": "支出", "支出": "收入"}
_LEAST_WITH_REST = 3  # parts of a list that its last one, 其他, completes
_MARKS = ("parts", "parts by kind")
_PER = "/"  # in the unit of a price
_OPEN, _CLOSE = "（(", "）)"


def wholes(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every figure whose parts its sentence lists (其中 …)."""
    before: Sequence[Metric] = ()
    for metrics in index.by_sentence.values():
        listed = [*_continued(index, before, metrics), *metrics]
        before = metrics
        for position, whole in enumerate(listed[:-1]):
            parts = _parts(index, whole, listed[position + 1 :])
            if parts and (whole.sentence == metrics[0].sentence or _all_parts(index, whole, parts)):
                check = _judge(index, whole, parts)
                if check is not None:
                    yield check


def _all_parts(index: ReportIndex, whole: Metric, parts: Sequence[Metric]) -> bool:
    """Return whether the parts in the next sentence are all: by their names, or as their sum tells but for a slip."""
    if _complete(whole, parts) or (len(parts) > 1 and _has_rest(index, parts)):
        return True
    outcome = evaluate_sum(whole.figure, (operand_of(part.figure) for part in parts))
    return agrees(outcome.verdict) or _slipped(whole, parts, outcome)


def _slipped(whole: Metric, parts: Sequence[Metric], outcome: Outcome) -> bool:
    several = sum(part.figure.value != 0 for part in parts) > 1 and whole.kind is not Kind.RATIO
    return several and slipped(whole.figure, [part.figure for part in parts], outcome)


def _has_rest(index: ReportIndex, parts: Sequence[Metric]) -> bool:
    """Return whether the last of some parts is all that the others are not: 其他支出5亿元, 城建税等10亿元."""
    if len(parts) < _LEAST_WITH_REST:
        return False
    before, last = parts[-2:]
    between = index.text[before.span.end : last.span.start]
    rest = last.name.startswith(words_of("rest of a list")) or check_words("and the rest").search(last.name) is not None
    return rest or check_words("rest named").search(between) is not None


def _continued(index: ReportIndex, before: Sequence[Metric], metrics: Sequence[Metric]) -> Sequence[Metric]:
    """Return the whole in the sentence before one that lists its parts: 进出口总额196.4亿元。其中，出口…."""
    same = [metric for metric in before if metric.figure.unit == metrics[0].figure.unit]
    start = metrics[0].sentence.start
    by_kind = check_words("parts by kind").match(index.text, max(0, start - 1))
    if len(same) != 1 or not (by_kind or check_words("parts").match(index.text, start)):
        return ()
    return same if "\n" not in index.text[same[0].span.end : metrics[0].sentence.start] else ()


def _parts(index: ReportIndex, whole: Metric, following: Sequence[Metric]) -> list[Metric]:
    """Return the figures of the whole's unit that a mark behind it (其中) introduces, on one level of brackets."""
    text, parts = index.text, list[Metric]()
    start = _list_start(index, whole, following[0])
    if start is None:
        return []
    depth = bracket_depth(text, whole.span.end, start)
    if depth < 0:  # the figure stands in a bracket that ends before the mark: the list is not its own
        return []
    level, place, nested = depth, start, False
    outer = index.text[whole.sentence.start : whole.span.start].rpartition("；")[2]
    is_part = check_words("parts").search(outer) is not None
    for nth, metric in enumerate(following, 1):
        level += bracket_depth(text, place, metric.span.start)
        inside = text[place : metric.span.start]
        place = metric.span.start
        if level < depth or (level == depth and depth > 0 and _closed(inside)):
            break
        if parts and "；" in inside and (is_part or _is_whole(metric, following[nth:])):
            break  # the next part of what the whole is itself a part of, or a whole with parts of its own
        if level == depth:  # 出口100亿元，其中一般贸易60亿元；进口60亿元
            opens = bool(parts) and check_words("parts").search(inside) is not None
            nested = "；" not in inside and (nested or opens)
        if level == depth and not nested:
            if _ends_list(whole, parts, metric, inside):
                break
            one_year = None in (metric.year, whole.year) or metric.year == whole.year  # （上年分别为40件和60件）
            if metric.figure.unit == whole.figure.unit and metric.kind is whole.kind and one_year:
                parts.append(metric)
    return parts


def _is_whole(metric: Metric, following: Sequence[Metric]) -> bool:
    """Return whether the figures behind one make it: 复议9件，其中维持7件；诉讼4件，维持3件，其余1件."""
    parts = [other.figure.value for other in following if other.figure.unit == metric.figure.unit]
    return len(parts) > 1 and sum(parts) == metric.figure.value


def _list_start(index: ReportIndex, whole: Metric, following: Metric) -> int | None:
    """Return where the list of a figure's parts begins; None where none does."""
    marks = (check_words(part).search(index.text, whole.span.end, following.span.start) for part in _MARKS)
    mark = next(filter(None, marks), None)
    if _made_of(index, whole, following) or _opens(index, whole):
        return whole.span.end
    if mark is None or whole.status is Status.TARGET is not following.status:
        return None
    if whole.name in words_of("carried stock") or check_words("average").search(whole.name):
        return None  # what follows is not of the cases carried over; a part's average may exceed that of all
    between = index.text[whole.span.end : mark.start()].rstrip("。")
    if mark[0][:2] == "分别" and len(between.strip("，,、 ")) > 1:
        return None  # 授权专利80件，其中发明20件，院校、企业的专利分别为30件、50件
    return None if "。" in between or "；" in between else mark.end()


def _opens(index: ReportIndex, whole: Metric) -> bool:
    """Return whether a colon behind a figure opens the list of what it is made of."""
    return whole.kind is not Kind.RATIO and index.text.startswith(("：", ":"), whole.span.end)


def _made_of(index: ReportIndex, whole: Metric, part: Metric) -> bool:
    """Return whether a figure begins the list of all parts of a whole: 总量88.5亿元，由当年收入60.2亿元、…构成."""
    if part.sentence != whole.sentence:
        return False
    lead, rest = index.text[whole.span.end : part.span.start], index.text[part.span.start : part.sentence.end]
    if check_words("made of").search("".join(lead.split())) is None or check_words("open list").search(rest):
        return False
    return check_words("make up").search(rest) is not None


def _ends_list(whole: Metric, parts: Sequence[Metric], metric: Metric, between: str) -> bool:
    """Return whether a list of parts ends before a metric; `between` stands before it."""
    if metric.name.endswith(_OTHER_SIDE.get(whole.name[-2:], "\n")):
        return True  # 收入12亿元，其中税收9亿元；支出20亿元
    if not parts:
        return False
    if check_words("another total").search(between):
        return True
    if "；" in between and check_words("total account").search(metric.name):
        return True  # 总收入合计40亿元，其中税收…；总支出合计40亿元
    if sum(part.figure.value for part in parts) == whole.figure.value:
        return True
    completes = sum(part.figure.value for part in (*parts, metric)) == whole.figure.value
    if "；" in between and len(parts) > 1 and _complete(whole, parts) and not completes:
        return True  # 其中城镇人口20万人，乡村人口36万人；男性人口29万人
    ends = "；" in between and metric.figure.value > whole.figure.value  # 招聘86人，其中硕士21人；全区职工5124人
    alike = len(parts) > 1 and len({part.name[-1:] for part in (*parts, metric)}) == 1  # 寿险…；健康险…；财产险
    return ends and not alike and not _complete(whole, [*parts, metric], so_far=True)


def _closed(between: str) -> bool:
    """Return whether the text leaves a bracket before it enters one."""
    return any(mark in between for mark in _CLOSE) and not between.lstrip().startswith(tuple(_OPEN))


def bracket_depth(text: str, start: int, end: int) -> int:
    """Return how many more brackets a part of the text opens than it closes."""
    return sum(text.count(mark, start, end) for mark in _OPEN) - sum(text.count(mark, start, end) for mark in _CLOSE)


def _judge(index: ReportIndex, whole: Metric, parts: Sequence[Metric]) -> Check | None:
    """Return the check of a whole over its parts; None where nothing can be told, or the parts need not be all."""
    if len(parts) == 1:
        return None if whole.kind is Kind.RATIO else _subset(index, whole, parts[0])
    outcome = evaluate_sum(whole.figure, (operand_of(part.figure) for part in parts))
    context = index.sum_context(whole, parts, check=CheckName.TOTAL)
    stated = stated_value_of(whole.figure)
    if agrees(outcome.verdict):
        trivial = sum(1 for part in parts if part.figure.has_point_value and part.figure.value) < 2
        return None if trivial else make_check(outcome, context, stated)
    narrowed = any(index.text[part.figure.span.start - 1] in "）)" for part in parts)  # 城镇（限额以上企业）14亿元
    if whole.kind is not Kind.RATIO and not narrowed and _complete(whole, parts):
        return make_check(outcome, context, stated, severity=Severity.WARNING)
    if whole.kind is not Kind.RATIO and _made_of(index, whole, parts[0]):
        return decided(ask(outcome, Reservation.LISTED_SUM_FAILS), context, stated)
    if _slipped(whole, parts, outcome):
        exchanged = not TRANSPOSED.isdisjoint(outcome.diagnoses)
        reservation = Reservation.DIGITS_EXCHANGED if exchanged else Reservation.LISTED_SUM_FAILS
        return decided(ask(outcome, reservation), context, stated)
    if whole.kind is not Kind.RATIO and _has_rest(index, parts):  # there are no others
        return decided(ask(outcome, Reservation.LISTED_SUM_FAILS), context, stated)
    if _exceed(index, whole, parts, outcome):
        return decided(ask(outcome, Reservation.SUM_FAILS_HERE), context, stated)
    return _subset(index, whole, max(parts, key=lambda part: part.figure.value))


def _exceed(index: ReportIndex, whole: Metric, parts: Sequence[Metric], outcome: Outcome) -> bool:
    """Return whether the sums of money that one clause lists as the parts of a total come to more than it."""
    if not (_opens(index, whole) or check_words("total account").search(whole.name)) or outcome.exact is None:
        return False
    between = index.text[parts[0].span.end : parts[-1].span.end]
    inner = check_words("parts").search(between) is not None or any(mark in between for mark in "；;。（(")
    return not inner and outcome.exact > whole.figure.value + sum(part.figure.last_place for part in parts)


def _complete(whole: Metric, parts: Sequence[Metric], *, so_far: bool = False) -> bool:
    """Return whether the names of the parts say that there are no others: 出口 and 进口 of 进出口总额.

    `so_far`: some of such parts are enough.
    """
    names = [check_words("filling of a name").sub("", part.name) for part in parts]
    for row in rows_with("partitions", PartitionRow):
        if len(names) > len(row.parts) or (len(names) < len(row.parts) and not so_far):
            continue
        if any(word in whole.name for word in row.never):
            continue
        called = any(word in whole.name for word in row.whole)
        for order in permutations(row.parts, len(names)):
            pairs = zip(order, names, strict=True)
            others = [(part in name, name.replace(part, "")) for part, name in pairs]  # 外贸进出口总值 and 外贸总值
            if all(it and (called or all(word in whole.name for word in cut(rest))) for it, rest in others):
                return True
    return False


def _subset(index: ReportIndex, whole: Metric, part: Metric) -> Check | None:
    """Return the question about a part that exceeds its whole; None where it does not."""
    low, high = part.figure.interval.low, whole.figure.interval.high
    if low is None or high is None or low <= high or whole.kind is Kind.RATIO or whole.figure.value < 0:
        return None  # of a loss a part may well be a profit
    if _PER in whole.figure.unit or whole.name.endswith(words_of("ratio noun")):
        return None  # prices and indices
    if whole.name.endswith(words_of("off its plan")):
        return None  # 短收2亿元，其中土地出让收入6亿元: a part of the income
    mark = check_words("parts").search(index.text, whole.span.end, part.span.start)
    between = index.text[whole.span.end if mark is None else mark.end() : part.span.start]
    kind = name_parts(whole.name).object  # 现有党员9名，其中女党员2名，老党员12名; 各项|贷款余额
    kind = kind.removeprefix(word_at_head("of every kind", kind))
    goes_on = any(map(str.isdigit, between)) and any(mark in between for mark in "，,")
    of_kind = part.name != kind != "" and part.name.endswith(kind)
    if any(mark in between for mark in "；;。") or (goes_on and not of_kind):
        return None  # 其中 ends with its clause: a figure behind another one may be of something else
    if check_words("counted in").match(index.text, part.span.end):
        return None  # 土地出让收入50亿元（含转列一般公共预算2亿元）: not all of it is in the whole
    context = evolve(index.metric_context(whole, part, check=CheckName.SUBSET), digits="")  # no size is recomputed
    hints = (phrase("findings.part_exceeds_whole", part=part.name, figure=metric_text(part)),)
    stated = stated_value_of(whole.figure)
    return make_check(Outcome(Verdict.UNCHECKED), context, stated, severity=Severity.QUESTION, hints=hints)
