"""One sentence cut at its figures: what stands before and behind each, and which figures form a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define

from reportdiff.extraction.words.matching import find_words, is_verb, vocabulary
from reportdiff.extraction.words.stated_relations import form_of_size, relation_before
from reportdiff.extraction.words.verbs import last_verb, verb_at_head
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.qualifiers import qualifier_words
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import word_at_tail, words_of
from reportdiff.model import STATED_CHANGES, Figure, RelationKind, Span
from reportdiff.text.words import cut, tag_of

__all__ = ["BLANK", "FigureSlot", "blank_asides", "list_end", "mask", "split_at_figures", "turned_end"]
__all__ += ["without_apposed"]

_STRONG = re.compile(r"[，,；;：:。！？!?（）—](?:(?<!—)|—)")  # a lone dash is none
_CONJUNCTIONS = frozenset(("、", "以及", "和", "及", "与", "并"))
_JOINING = frozenset("、和及与并")  # one of them is in each
_SEPARATOR_ONLY = re.compile(r"(?:[、，,；;]|和|及|与|以及|并)+(?:人民币|港币)?|[:：]|、\+")
_PROPORTION = frozenset(":：")  # 5.2:40.1:54.7
_QUOTED = re.compile(r"“[^“”\n]{0,40}”|《[^《》\n]{0,60}》|‘[^‘’\n]{0,30}’|「[^「」\n]{0,40}」|\"[^\"\n]{0,40}\"")
_BRACKETED = re.compile(r"（[^（）\n]{0,60}）|〔[^〔〕\n]{0,20}〕|【[^【】\n]{0,30}】|\[[^\[\]\n]{0,30}\]")
_BOUNDS = frozenset(("at_least", "at_most"))  # senses of a qualifier that make a figure a condition
_LEAST_NAME = 2  # characters of a name
_BESIDE = 3  # figures: a bound, what it counts, and the share of that
_OPENING = re.compile('[“（《"〔【]')
_NO_NOUN = frozenset("fmucpd")  # parts of speech with which no name begins
_MODIFIERS = frozenset("vbad")  # parts of speech of what goes before a measure: 平均|浓度, 客运|总量
_TO = ("至", "到")
BLANK = "\ue000"


@define
class FigureSlot:
    """A figure in its sentence.

    `words` are those before it that belong to it, inside its clause, and `start` is where they begin; the words behind
    it end at `stop`. `opens` says that the clause begins with it, `listed` that only a separator stands between the
    figure before and this one.
    """

    figure: Figure
    start: int
    words: str
    opens: bool
    listed: bool
    clause: int
    linked: bool = False  # the words before were cut off the figure before by 、 or 和
    stop: int = -1  # known with the next figure
    is_class: bool = False  # a bound that tells apart what the next figure counts: 144平方米以上|436笔

    @property
    def end(self) -> int:
        """Where the words before the figure end: at the figure, or at the blank before it."""
        return self.start + len(self.words)


def mask(folded: str, figures: Sequence[Figure], start: int, end: int) -> str:
    """`folded[start:end]` with quoted and bracketed stretches that hold no figure blanked out, offsets kept."""
    part = folded[start:end]
    if _OPENING.search(part) is None:
        return part
    taken = [(figure.span.start - start, figure.span.end - start) for figure in figures]

    def blank(found: re.Match[str]) -> str:
        if any(found.start() < stop and begin < found.end() for begin, stop in taken):
            return found[0]
        return BLANK * len(found[0])

    return _BRACKETED.sub(blank, _QUOTED.sub(blank, part))


def blank_asides(words: str) -> str:
    """`words` with bracketed asides blanked out, offsets kept."""
    if "（" not in words:
        return words
    return _BRACKETED.sub(lambda found: BLANK * len(found[0]), words)


def without_apposed(said: str) -> str:
    """Return a sentence with brackets blanked out that hold no more than the figure of the noun before them."""
    if "（" not in said:
        return said
    found = phrase("apposed figure").search(said)
    while found is not None:
        first, last = found.start("open"), found.start("close")
        said = f"{said[:first]} {said[first + 1 : last]}、{said[last + 1 :]}"
        found = phrase("apposed figure").search(said, last)
    return said


def split_at_figures(folded: str, figures: Sequence[Figure], span: Span) -> list[FigureSlot]:
    """The slots of the sentence `span`, one a figure, in order."""
    if not figures:
        return []
    masked = mask(folded, figures, span.start, span.end)
    slots: list[FigureSlot] = []
    edge = span.start  # where the free text before the next figure begins
    clause = 0
    for index, figure in enumerate(figures):
        gap_start, gap_end = edge, figure.span.start
        gap = masked[gap_start - span.start : gap_end - span.start]
        linked = False
        listed = index > 0 and _SEPARATOR_ONLY.fullmatch(_without_currency(gap.strip())) is not None
        first = None if listed and gap.strip() in _PROPORTION else _STRONG.search(gap)
        if first is not None:
            *_, last = first, *_STRONG.finditer(gap, first.end())
            before, behind_stop = gap_start + last.end(), gap_start + first.start()
            clause += 1
            opens = True
        elif index == 0:
            before, behind_stop, opens = gap_start, gap_start, True
        elif _is_condition(figures[index - 1], gap) or _is_middle_class(figures, index - 1, gap):
            # 单价100万元以上设备0台: the first figure is a condition on what the second one counts
            before, behind_stop, opens = slots[-1].start, gap_end, slots[-1].opens
        elif _runs_on(gap, figures[index - 1], figure):
            before, behind_stop, opens = gap_start, gap_start, True
            clause += 1
        else:
            words = gap.rstrip()
            cut, resume = 0, 0
            if not _done_next(slots[-1], words):
                cut, resume = _soft_cut(blank_asides(words), figures[index - 1].unit, figure.unit)
            before, behind_stop = gap_start + resume, gap_start + cut
            opens, linked = False, resume > cut
        if slots:
            slots[-1].stop = max(gap_start, behind_stop)
            of_next = before == slots[-1].start and not listed
            slots[-1].is_class = of_next and (gap in ("", "的") or _states_change(slots[-1]))
        before, words = _trimmed(folded, before, gap_end)
        slots.append(FigureSlot(figure, before, words, opens, listed, clause, linked))
        edge = figure.span.end
    stop = _STRONG.search(masked, edge - span.start)
    slots[-1].stop = span.start + (stop.start() if stop else len(masked))
    return slots


def _without_currency(gap: str) -> str:
    """Return the words between two amounts without the currency of the second: 500百万元及|人民币|100百万元."""
    return gap.removesuffix(word_at_tail("currency", gap))


def _done_next(slot: FigureSlot, gap: str) -> bool:
    """Return whether a verb behind a figure begins what the next one counts: 受理投诉20件|办结18件.

    The first one must have its object before it: 新增12件|办结案件 has not.
    """
    words = cut(gap) if gap[:1].isalpha() and "的" not in gap and kind_of_unit(slot.figure.unit) == "count" else ()
    acts = words and len(words[0]) > 1 and (is_verb(words[0]) or verb_at_head(words))
    own = cut(slot.words) if acts else ()
    return 0 < verb_at_head(own) < len(own)


def _is_condition(figure: Figure, gap: str) -> bool:
    """Return whether a figure is a bound (100万元以上) or an age of those whom the figure behind it counts."""
    senses = qualifier_words()
    if gap in ("", "的"):
        bound = senses[2].get(figure.qualifier or "") in _BOUNDS and figure.surface.endswith(figure.qualifier or " ")
        return bound or figure.unit in words_of("age")  # 144平方米以上|436笔
    if figure.qualifier in senses[0] and gap[:1] == "的" and len(gap) > 1 and gap.endswith(words_of("there are")):
        return True
    bound = figure.qualifier is not None and senses[2].get(figure.qualifier) in _BOUNDS
    return bound and len(gap) > 1 and (gap[1:].endswith("的") or not _conjunctions(gap))


def _is_middle_class(figures: Sequence[Figure], at: int, gap: str) -> bool:
    """Return whether a range tells apart what the next figure counts, as bounds beside it do: 90至144平方米住房|3套."""
    figure, senses = figures[at], qualifier_words()[2]
    if figure.has_point_value or figure.qualifier is not None or _conjunctions(gap):
        return False
    beside = (*figures[max(0, at - _BESIDE) : at], *figures[at + 1 : at + 1 + _BESIDE])
    like = [other for other in beside if other.unit == figure.unit]
    ends = {end for other in like for end in (other.interval.low, other.interval.high)}
    bounded = any(senses.get(other.qualifier or "") in _BOUNDS for other in like)
    return bounded or not ends.isdisjoint((figure.interval.low, figure.interval.high))


def _states_change(slot: FigureSlot) -> bool:
    """Return whether a bound is of a change, and tells what the next figure counts: 增速超过20%的|行业有8个."""
    relation = relation_before(slot.words, slot.figure.unit)
    return relation is not None and relation.form in STATED_CHANGES


def _runs_on(gap: str, before: Figure, figure: Figure) -> bool:
    """Return whether the name of an amount follows a rate without a mark: 完成预算96.4%契税1460万元."""
    if before.unit != "%" or kind_of_unit(figure.unit) != "money" or len(gap) < _LEAST_NAME or "的" in gap:
        return False
    if gap[0].isspace() or _conjunctions(gap) or relation_before(gap, figure.unit) is not None:
        return False
    words = cut(gap)
    if verb_at_head(words) or tag_of(words[0])[:1] in _NO_NOUN:
        return False
    return gap.endswith(words_of("account noun")) or tag_of(words[-1])[:1] != "v"


def _soft_cut(gap: str, unit_before: str, unit: str) -> tuple[int, int]:
    """Where the words behind the left figure end and those before the right one begin: no strong mark between."""
    if gap.strip() in _PROPORTION:
        return 0, len(gap)
    if gap[:1] in _TO and gap[1:].removeprefix("约") in words_of("currency"):
        return 0, len(gap)  # to a level, behind a change
    joined = _conjunctions(gap)
    if joined and gap.endswith("的") and joined[0][0] > 0 and "、" not in gap:
        return len(gap) - 1, len(gap)  # 15个国家和地区的260家企业: all before 的 is counted by the left figure
    if unit_before == "%" and gap.startswith("的") and len(gap) > 2 and _names_amount(gap, unit):
        return 0, 1  # 提取10%的|法定盈余公积520万元
    if joined:
        return joined[0] if joined[0][0] == 0 else joined[-1]
    if gap.endswith("等") and "的" in gap:
        return len(gap), gap.rindex("的") + 1  # 投资9600万元实施的某学校等6个项目: the examples name both
    relation = relation_before(gap, unit)
    if relation is not None:
        things = _counted_things(gap[: relation.start]) if kind_of_unit(unit_before) == "count" else None
        return (relation.start, relation.start) if things is None else (things, 0)
    if kind_of_unit(unit_before) == "time" and _names_something(gap):
        words = cut(gap)
        return 0, len("".join(words[: vocabulary("behind a span").at_head(words)]))  # 近3年[来]|研发投入5亿元
    if kind_of_unit(unit_before) == "money" and "的" not in gap:
        words = cut(gap)
        if verb_at_head(words):
            return 0, 0  # 投资460万元|新建灌溉渠道2310米
        purpose = vocabulary("purpose").at_head(words)
        if purpose + 1 < len(words) and tag_of(words[purpose])[:1] == "v":
            return len(gap), len("".join(words[:purpose]))  # 资金2亿元[用于|改造棚户区]36万平方米
    verb, end = last_verb(gap)
    if not end and kind_of_unit(unit_before) == "count" and unit != "%" and "的" not in gap:
        verb = end = 0 if gap.endswith(words_of("sign of a measure")) else _said_of_things(gap)
    return (verb, verb) if end and not gap.endswith("的") else (len(gap), len(gap))


def _names_something(gap: str) -> bool:
    """Return whether words behind a span of time name what is measured next, and not only what became of it: 稳定在."""
    nouns = [word for word in cut(gap) if tag_of(word)[:1] == "n" or word.endswith(words_of("sign of a measure"))]
    return any(len(word) > 1 for word in nouns)


def _said_of_things(gap: str) -> int:
    """Return where begins what is said of counted things, 0 where nothing is: 8支基金|带动投资9亿元."""
    words = cut(gap)
    said = (at for at in range(1, len(words)) if len(words[at]) > 1 and is_verb(words[at]))
    at = next((at for at in said if tag_of(words[at - 1])[:1] == "n"), 0)
    at -= at > 1 and words[at - 1] in words_of("manner")  # 向6名对象|定向增发9万股
    return len("".join(words[:at]))


def _counted_things(words: str) -> int | None:
    """Return where the things end that a figure counts, None where what changed is not a measure of them.

    38家上市银行|净利润增长1.59%: the change is of what they earned. 数量 is their number itself.
    """
    if not words.endswith(words_of("sign of a measure")) or words.endswith(words_of("number alone")):
        return None
    parts = cut(words)
    at = len(parts) - 1 - (len(parts) > 2 and parts[-1] in words_of("measure alone"))  # 线路|客运总量
    while at > 0 and tag_of(parts[at - 1])[:1] in _MODIFIERS:
        at -= 1
    return len("".join(parts[:at])) if at > 0 or words.endswith(words_of("names money")) else None


def _names_amount(gap: str, unit: str) -> bool:
    """Return whether words behind a rate name the amount before which they stand: 下降20%的|采伐量为."""
    if kind_of_unit(unit) == "money":
        return True
    reached = phrase("changed and reached").match(gap + "0")
    return unit != "%" and reached is not None and reached["what"].endswith(words_of("sign of a measure"))


def _conjunctions(gap: str) -> list[tuple[int, int]]:
    """Where the conjunctions of a gap begin and end: 和 as a word of its own, not in 和谐."""
    return [] if _JOINING.isdisjoint(gap) else find_words(gap, _CONJUNCTIONS)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, str]:
    """The words of a stretch without blanks and separators around them, and where they begin."""
    while start < end and folded[start] in " \n\t、":
        start += 1
    currencies = words_of("currency")  # they belong to the amount
    while end > start and (folded[end - 1] in " \n\t" or folded.endswith(currencies, start, end)):
        end -= next((len(word) for word in currencies if folded.endswith(word, start, end)), 1)
    return start, folded[start:end]


def list_end(slots: Sequence[FigureSlot], index: int, *, mixed: bool) -> int:
    """The end of the list of figures that begins at `index`: nothing but separators between them.

    `mixed`: 分别 goes before, so that the sizes may be of several sorts (1.5倍、3.3倍和72.6%).
    """
    first, end = form_of_size(slots[index].figure.unit), index + 1
    while end < len(slots) and slots[end].listed:
        sort = form_of_size(slots[end].figure.unit)
        if sort != first and not (mixed and RelationKind.ABSOLUTE not in (sort, first)):
            break
        if slots[end].opens and slots[end].stop > slots[end].figure.span.end and "分别" not in slots[index].words:
            break  # 项目签约476亿元，9批次外国客商来访
        if end + 1 < len(slots) and slots[end + 1].start == slots[end].start:
            break  # 30岁以下120人，其他36人; 100万元以上案件12件，10万元以上20件: bounds of what the next figure counts
        end += 1
    return end


def turned_end(slots: Sequence[FigureSlot], index: int, end: int) -> int:
    """The end of a list of changes that goes on with another direction: 分别上升5.2%、1.0%和下降3.1%、2.0%."""
    while end < len(slots) and slots[end].linked and slots[end].clause == slots[index].clause:
        relation = relation_before(slots[end].words, slots[end].figure.unit)
        alike = form_of_size(slots[end].figure.unit) is form_of_size(slots[end - 1].figure.unit)
        goes_on = slots[end].listed and alike
        if relation is None and not goes_on:
            break
        if relation and (relation.start > 0 or relation.form in (RelationKind.SHARE, RelationKind.LEVEL_TO_LEVEL)):
            break
        end += 1
    return end
