"""The part and the whole of a share: by place first, by the printed name of the whole second."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from reportdiff.extraction.claims.binder import NEAR, Binder, operand_at
from reportdiff.extraction.claims.whole_of_all import count_of_act, heads_list, holds_act, is_only_count_of_all
from reportdiff.extraction.references import Reference
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.extraction.words.facets import facets_of_headings, issuer_named
from reportdiff.extraction.words.strip_words import without_scope
from reportdiff.lexicon.alignment import kept_apart
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.places import is_wider_than
from reportdiff.lexicon.reference_names import DENIALS, name_key
from reportdiff.lexicon.words import words_of
from reportdiff.model import Binding, Facets, Kind, Metric, PeriodKind, RelationKind
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["lists", "part_and_whole", "parts_of_wholes"]

_LEAST_SHORT = 4  # characters of a whole's name that is said in short


def parts_of_wholes(drafts: Sequence[ClaimDraft], names: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the metrics that are parts of a whole, by its words; a sentence may shorten those of its first share.

    终端销售额60亿元，占全国药品销售总额的60%；出口销售额4亿元，占销售总额的4%: the first is a part of both.
    """
    parts: dict[str, set[str]] = defaultdict(set)
    before: list[ClaimDraft] = []
    for draft in drafts:
        if draft.form is not RelationKind.SHARE or not draft.whole:
            continue
        before = [other for other in before if other.sentence == draft.sentence]
        key = name_key(draft.whole)
        longer = (other for other in before if len(key) >= _LEAST_SHORT and name_key(other.whole).endswith(key))
        parts[key].update(names.get(other.current or "", "") for other in (draft, *longer))
        before.append(draft)
    return parts


def part_and_whole(binder: Binder, draft: ClaimDraft) -> tuple[Reference | None, Reference | None]:
    """Return part and whole of a share, or outcome and plan of a completion."""
    part, whole = (operand_at(draft, binder.metric(key)) for key in (draft.current, draft.prior))
    if draft.form is RelationKind.COMPLETION:
        return part, whole
    ratio = binder.metric(draft.metric)
    if part is not None and ratio is not None and not _same_year(ratio, part.metric):
        part = None  # 五年投入140亿元，2023年占比达到1.6%: the share of one year is not that of five
    if part is None:
        part = _part(binder, draft, ratio)
    if part is not None and (of_years := _sum_of_years(binder, draft, part.metric)) is not None:
        return part, of_years
    if whole is not None and not draft.whole_printed:
        listed = part is not None and lists(binder.text, whole.metric, part.metric)
        return part, whole if listed else Reference(whole.metric, Binding.INFERRED)
    if whole is None and draft.whole:
        if not draft.whole.startswith(words_of("pointing")):  # 占该项业务收入总额的41%: not called by its own words
            whole = _whole(binder, draft, part.metric if part is not None else None)
        if whole is not None and part is not None and heads_list(binder.text, whole.metric, part.metric, draft.whole):
            whole = Reference(whole.metric, Binding.NAME)  # 播种面积90万亩。其中油料60万亩，占全部播种面积的…
        level = binder.metric(draft.listed)  # 占销售总额的24%；其中关联方…，占销售总额的6%: a part of it is not all
        if level is not None and part is not None and not _same_year(part.metric, level):
            level = None
        if level is not None and kept_apart(draft.whole, level.name):
            level = None  # 进出口19.5亿元，其中出口10.6亿元，占出口总额的…
        if whole is None and level is not None and level.id not in binder.parts[name_key(draft.whole)]:
            heads = part is not None and (
                heads_list(binder.text, level, part.metric, draft.whole)
                or is_only_count_of_all(binder.references, level, part.metric, draft.whole)
            )
            named = part is not None and holds_act(binder.references, level, part.metric, draft.whole)
            called = Binding.INFERRED if named else Binding.INHERITED
            whole = _shared(binder, draft, part, Reference(level, Binding.NAME if heads else called))
    return part, whole


def _shared(binder: Binder, draft: ClaimDraft, part: Reference | None, whole: Reference) -> Reference:
    """Return the whole of an earlier share of the sentence in the same words, which is that of this one too."""
    first = binder.shared.setdefault((draft.sentence, draft.whole), whole)
    fits = part is None or first.metric.figure.value >= part.metric.figure.value
    return first if fits and first.metric is not (part and part.metric) else whole


def lists(text: str, whole: Metric, part: Metric) -> bool:
    """Return whether 其中 makes one figure the first part of another: 收入120亿元，其中税收90亿元，占75%."""
    between = text[whole.figure.span.end : part.figure.span.start]
    return "其中" in between and not any(mark in between for mark in "。；;") and not any(map(str.isdigit, between))


def _sum_of_years(binder: Binder, draft: ClaimDraft, part: Metric) -> Reference | None:
    """Return the sum of several years that 其中 takes one year out of: 五年培训90人，其中2025年培训18人，占20%."""
    at = bisect_left(binder.references.starts, part.figure.span.start)
    if not at or part.year is None:
        return None
    whole = binder.references.metrics[at - 1]
    between = binder.text[whole.figure.span.end : part.figure.span.start].lstrip("，,。；;（( ")
    years = whole.period is not None and whole.period.kind is PeriodKind.YEARS
    named = between.startswith((f"其中{part.year}年", f"其中，{part.year}年")) and part.name in whole.name
    said = check_words("total of several years").fullmatch(draft.whole) is not None
    meant = named and ((draft.whole in ("", whole.name) and whole.sentence == part.sentence) or said)
    return Reference(whole, Binding.NAME) if years and meant else None


def _part(binder: Binder, draft: ClaimDraft, ratio: Metric | None) -> Reference | None:
    """Return the part of a share by the name before 占: of the claim's sentence, else the same name close by."""
    name = draft.metric_name.rpartition("占")[0] or draft.metric_name

    def may_be(metric: Metric) -> bool:
        return metric.kind is not Kind.RATIO and (ratio is None or _same_year(ratio, metric))

    def of_sentence(metric: Metric) -> bool:
        return metric.sentence == draft.sentence and may_be(metric)

    def near(metric: Metric) -> bool:
        distance = draft.span.start - metric.figure.span.end
        return metric.status is draft.status and 0 <= distance < NEAR and may_be(metric)

    for accept, exact in ((of_sentence, False), (near, True)):
        if found := binder.references.named(name, draft.span.start, draft.facets, accept, exact=exact):
            sure = not exact or _says_whole(binder, draft, found.metric)
            return found if sure else Reference(found.metric, Binding.INFERRED)
    if not name or draft.metric_name.endswith("占比"):
        return None
    if (completed := _with_noun_of_whole(binder, draft, name, near)) is not None:
        return completed
    if (own := _ends_alone(binder, draft, name)) is not None and may_be(own):  # but not 三区合计, nor 起诉 of 不起诉
        return Reference(own, Binding.NAME)
    written_out = binder.references.written_out(name, draft.span.start)
    return written_out or binder.references.holding(name, draft.span.start, draft.facets, near, strict=True)


def _ends_alone(binder: Binder, draft: ClaimDraft, name: str) -> Metric | None:
    """Return the only figure of a claim's sentence whose name ends so: 发放助学金400万元，…，助学金占帮扶资金的32%."""
    at = bisect_left(binder.references.starts, draft.sentence.start)
    end = bisect_left(binder.references.starts, draft.span.start)
    own = [metric for metric in binder.references.metrics[at:end] if metric.name.endswith(name)]
    several = chinese_value(name[:1]) is not None or (own and own[0].name.removesuffix(name).endswith(tuple(DENIALS)))
    return own[0] if len(own) == 1 and len(name) > 1 and not several else None


def _with_noun_of_whole(
    binder: Binder, draft: ClaimDraft, name: str, accept: Callable[[Metric], bool]
) -> Reference | None:
    """Return the part that a share calls without the noun of its whole: 超限运输[违法行为]占查处违法行为总数的40%."""
    words = cut(draft.whole)
    for start in range(len(words)):
        called = name + "".join(words[start:])
        found = binder.references.named(called, draft.span.start, draft.facets, accept, exact=True)
        if found is not None and name_key(found.metric.name).startswith(name_key(name)):
            return found
    return None


def _says_whole(binder: Binder, draft: ClaimDraft, part: Metric) -> bool:
    """Return whether the share itself or the sentence of its part names the whole: 占在职职工的12%."""
    stated = binder.text[draft.span.start : draft.span.end] + binder.text[part.sentence.start : part.sentence.end]
    return draft.whole in stated


def _whole(binder: Binder, draft: ClaimDraft, part: Metric | None) -> Reference | None:
    """Return the whole of a share by its printed name: of the part's unit and year, and not smaller than the part."""
    summed, rest = draft.metric_name.startswith("合计占"), words_of("rest of a list")
    taken = binder.parts[name_key(draft.whole)] | binder.bases

    def accept(metric: Metric) -> bool:
        if metric is part or metric.kind is Kind.RATIO or metric.id in taken:
            return False
        if metric.name.startswith(rest) and not draft.whole.startswith(rest):
            return False  # 其他流动资产 is a part of 流动资产
        if part is None:
            return not summed or metric.figure.span.end <= draft.span.start
        return (
            metric.figure.unit == part.figure.unit
            and _same_year(part, metric)
            and metric.status is part.status
            and metric.figure.value >= part.figure.value
        )

    facets = part.facets if part is not None else draft.facets
    said = facets_of_headings([draft.whole], issuer_named(binder.outline))
    asked = Facets(
        area=said.area or facets.area, account=said.account or facets.account, entity=said.entity or facets.entity
    )

    if said.area and part is not None:
        of_scope = binder.references.of_wider_area(draft.whole, part, draft.span.start, asked, accept)
        if of_scope is not None:
            return of_scope

    def accept_account(metric: Metric) -> bool:
        return accept(metric) and said.account in (None, metric.facets.account)

    of_year = check_words("of the whole year").search(binder.text, draft.span.start, draft.span.end) is not None
    if of_year and part is not None and name_key(part.name).endswith(name_key(draft.whole)):
        of_part = binder.references.named(part.name, draft.span.start, asked, accept_account, exact=True)
        if of_part is not None:
            return of_part  # 12月中央本级支出60亿元，占全年支出的10%: of its own year
        found = binder.references.holding(draft.whole, draft.span.start, asked, accept_account)
        return None if found is None else Reference(found.metric, Binding.INFERRED)
    found = _by_words(binder, draft, part, asked, accept_account)
    found = _nearer_or_wider(binder, draft, asked, accept, found)
    if found is not None and _of_less(found.metric, said.area, draft.whole, issuer_named(binder.outline)):
        return None
    if found is not None:
        return _of_its_place(binder, found, part) if part is not None else found
    of_act = count_of_act(binder.text, binder.references, part, draft.whole) if part is not None else None
    return Reference(of_act, Binding.NAME) if of_act is not None and accept_account(of_act) else None


def _by_words(
    binder: Binder, draft: ClaimDraft, part: Metric | None, asked: Facets, accept: Callable[[Metric], bool]
) -> Reference | None:
    """Return the figure that the words of a whole name, list the part by the end of their name, or count."""
    found = binder.references.holding(draft.whole, draft.span.start, asked, accept)
    called = draft.metric_name.rpartition("占")[2]  # 起诉人数
    if found is None and part is not None and called.startswith(draft.whole):  # 工会会员90万人，其中女…占会员总数的
        found = binder.references.holding(called, draft.span.start, asked, accept)
        found = found if found and heads_list(binder.text, found.metric, part, draft.whole) else None
    if found is not None and found.binding is Binding.NAME:
        return found
    counted = binder.references.counted(called, draft.span.start, asked, accept, within=NEAR)
    surer = counted is not None and found is not None and counted.metric is found.metric  # 投资完成额: 完成投资
    return counted if found is None or surer else found


def _of_its_place(binder: Binder, whole: Reference, part: Metric) -> Reference | None:
    """Return the whole, of a list that prints it several times for no time that is known the one at the part's place.

    报告期各期末，负债总额分别为A、B、C。应交税费分别为D、E、F，占总负债的比重分别为…. None: the lists are not as long.
    """
    wholes, parts = (_listed(binder, metric) for metric in (whole.metric, part))
    if len(wholes) < 2 or len({metric.period for metric in wholes}) > 1:
        return whole
    return Reference(wholes[parts.index(part)], whole.binding) if len(wholes) == len(parts) else None


def _listed(binder: Binder, metric: Metric) -> list[Metric]:
    """Return the figures of a metric's sentence that have its name and unit."""
    own, sentence = (metric.name, metric.figure.unit), metric.sentence
    near = binder.figures_between(sentence.start, sentence.end)
    return [other for other in near if (other.name, other.figure.unit) == own]


def _of_less(whole: Metric, area: str | None, words: str, issuer: str | None) -> bool:
    """Return whether a share's words name a wider area than the issuer's, and a figure is of no area that is named.

    江城市中级人民法院: 收案2500件，占全省行政诉讼案件的四分之一
    """
    if area is None or whole.facets.area == area or name_key(whole.name) == name_key(words):
        return False
    return whole.facets.area is None and is_wider_than(area, issuer)


def _nearer_or_wider(
    binder: Binder, draft: ClaimDraft, asked: Facets, accept: Callable[[Metric], bool], found: Reference | None
) -> Reference | None:
    """Return the whole that a sentence's lead names before one of another sentence, or the budget that 财政支出 is."""
    lead = check_words("lead of parts").match(binder.text, draft.sentence.start)  # 在…诉讼中，
    if found is not None and lead is not None and found.metric.sentence != draft.sentence:
        within = binder.references.named(lead["of"], draft.span.start, asked, accept, exact=True)
        return Reference(within.metric, Binding.INFERRED) if within and within.metric is not found.metric else found
    if found is None and without_scope(draft.whole) in words_of("public purse"):
        general = "一般公共预算"

        def of_budget(metric: Metric) -> bool:
            return accept(metric) and metric.facets.account == general and metric.name.endswith(draft.whole[-2:])

        purse = binder.references.named(general + draft.whole[-2:], draft.span.start, asked, of_budget, exact=True)
        return None if purse is None else Reference(purse.metric, Binding.INFERRED)
    return found


def _same_year(one: Metric, other: Metric) -> bool:
    """Return whether two figures can be of one year, as a part and its whole must be."""
    periods = [period for period in (one.period, other.period) if period is not None and period.year is not None]
    return len({(period.year, period.kind is PeriodKind.YEARS) for period in periods}) < 2
