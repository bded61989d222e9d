"""Which section became which: renamed, moved, split, merged, added, dropped."""

from __future__ import annotations

from random import Random

import numpy
from hypothesis import given
from hypothesis import strategies as st

from reportdiff.alignment import align_sections
from reportdiff.alignment.match_weights import SECTION_WEIGHTS
from reportdiff.alignment.sections import SectionMatcher, SectionSide
from reportdiff.model import Document, Report, Role, Section, SectionFate, Span
from reportdiff.structure import outline
from reportdiff.text.scorers import SCALE

LAW = "健全行政复议和行政应诉机制，推动行政争议实质性化解，加强执法监督和执法人员培训，公布重大行政决策目录。"
TRADE = "支持企业开拓国际市场，外贸进出口总额稳步增长，利用外资质量提升，自贸试验区建设取得进展，口岸通关更加便利。"
SCHOOL = "新建幼儿园和中小学校，增加学前教育学位，普通高中办学水平提高，职业教育产教融合深入推进，教师队伍不断壮大。"
FARM = "高标准农田建设稳步推进，粮食生产再获丰收，农村人居环境持续改善，乡村特色产业发展壮大，农民收入较快增长。"


def report(year: int, body: str) -> Report:
    """A report whose sections the outline finds."""
    document = Document(str(year), f"甲市{year}年工作报告\n{body}")
    found = outline(document)
    return Report(
        title=found.title,
        issuer=None,
        year=year,
        published=None,
        document=document,
        sections=found.sections,
        metrics=(),
        claims=(),
        reviewed=year,
        planned=year + 1,
    )


def relations(prior: Report, current: Report) -> dict[tuple[str | None, str | None], str]:
    """Heading to heading, with what became of it."""
    heads = ({s.id: s.heading for s in prior.sections}, {s.id: s.heading for s in current.sections})
    return {
        (heads[0].get(pair.prior or ""), heads[1].get(pair.current or "")): pair.relation.value
        for pair in align_sections(prior, current)
    }


def test_renamed_sections_are_the_same() -> None:
    """A section keeps its partner under another heading, and added and dropped ones have none."""
    prior = report(2022, f"一、推进依法行政\n{LAW}\n二、扩大对外开放\n{TRADE}")
    current = report(2023, f"一、建设法治政府\n{LAW}\n二、办好人民教育\n{SCHOOL}")
    assert relations(prior, current) == {
        ("推进依法行政", "建设法治政府"): "same",
        (None, "办好人民教育"): "none",
        ("扩大对外开放", None): "none",
    }


def test_reviews_pair_with_reviews_and_plans_with_plans() -> None:
    """Last year's review pairs with this year's and the plan with the plan, though they speak of the same things."""
    prior = report(2022, f"一、2022年工作回顾\n{LAW}\n二、2023年工作安排\n{LAW}")
    current = report(2023, f"一、2024年工作安排\n{LAW}\n二、2023年工作回顾\n{LAW}")
    assert set(relations(prior, current)) == {
        ("2022年工作回顾", "2023年工作回顾"),
        ("2023年工作安排", "2024年工作安排"),
    }


def test_a_section_in_another_place_has_moved() -> None:
    """Of four sections the one that went from the end to the front has moved; the others are the same."""
    prior = report(2022, f"一、依法行政\n{LAW}\n二、对外开放\n{TRADE}\n三、人民教育\n{SCHOOL}\n四、乡村振兴\n{FARM}")
    current = report(2023, f"一、乡村振兴\n{FARM}\n二、依法行政\n{LAW}\n三、对外开放\n{TRADE}\n四、人民教育\n{SCHOOL}")
    assert relations(prior, current) == {
        ("乡村振兴", "乡村振兴"): "moved",
        ("依法行政", "依法行政"): "same",
        ("对外开放", "对外开放"): "same",
        ("人民教育", "人民教育"): "same",
    }


def test_a_section_is_split_or_merged() -> None:
    """A section of two subjects that became two is split; with the reports swapped, two are merged."""
    whole = report(2022, f"一、工作回顾\n（一）对外开放和人民教育\n{TRADE}{SCHOOL}\n（二）依法行政\n{LAW}")
    parts = report(2023, f"一、工作回顾\n（一）对外开放\n{TRADE}\n（二）人民教育\n{SCHOOL}\n（三）依法行政\n{LAW}")
    expected = {("对外开放和人民教育", "对外开放"), ("对外开放和人民教育", "人民教育")}
    found = relations(whole, parts)
    assert {pair for pair, relation in found.items() if relation == SectionFate.SPLIT} == expected
    back = relations(parts, whole)
    assert {(one, other) for (other, one), relation in back.items() if relation == SectionFate.MERGED} == expected


def test_swapping_mirrors_sections() -> None:
    """Swapping the reports gives the mirrored pairs."""
    prior = report(2022, f"一、工作回顾\n（一）对外开放\n{TRADE}\n（二）人民教育\n{SCHOOL}\n（三）乡村振兴\n{FARM}")
    current = report(2023, f"一、工作回顾\n（一）人民教育\n{SCHOOL}\n（二）依法行政\n{LAW}\n（三）扩大开放\n{TRADE}")
    there, back = relations(prior, current), relations(current, prior)
    assert set(there) == {(one, other) for other, one in back}


@st.composite
def sides(draw: st.DrawFn) -> SectionSide:
    """A report's sections, each at the top or inside of an earlier one, some of them run in."""
    parents = [draw(st.integers(-1, at - 1)) for at in range(draw(st.integers(1, 5)))]
    levels: list[int] = []
    for parent in parents:
        levels.append(1 if parent < 0 else levels[parent] + 1)
    made = Report(
        title="",
        issuer=None,
        year=None,
        published=None,
        document=Document("", "一是"),
        sections=tuple(
            Section(
                id=f"s{at}",
                parent=None if parent < 0 else f"s{parent}",
                level=level,
                number=draw(st.sampled_from(["", "二"])),
                heading="",
                role=Role.REVIEW,
                span=Span(0, 0),
            )
            for at, (parent, level) in enumerate(zip(parents, levels, strict=True))
        ),
        metrics=(),
        claims=(),
    )
    return SectionSide.of(made)


def around(prior: SectionSide, current: SectionSide, pair: tuple[int, int], known: set[tuple[int, int]]) -> int:
    """Return what the sections around two sections say of them, one pair at a time."""
    up, down = (side.sections[place].parent for side, place in zip((prior, current), pair, strict=True))
    if up is None and down is None:
        return 0
    cost = SECTION_WEIGHTS.run_in if (pair[0] in prior.run_in) != (pair[1] in current.run_in) else 0
    parents = None if up is None else prior.places[up], None if down is None else current.places[down]
    if parents in known:
        return SECTION_WEIGHTS.same_parents - cost
    moved = (parents[0], pair[1]) in known or (pair[0], parents[1]) in known
    return -cost if moved else -SECTION_WEIGHTS.other_parents - cost


@given(sides(), sides(), st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))), st.randoms())
def test_neighbouring_sections_change_the_score_within_bounds(
    prior: SectionSide, current: SectionSide, known: set[tuple[int, int]], dice: Random
) -> None:
    """The sections around two sections raise or lower their score within (0, 1], and never to 0."""
    height, width = len(prior.sections), len(current.sections)
    known = {(row, column) for row, column in known if row < height and column < width}
    likeness = numpy.array(
        [[dice.choice([0, 900, 5000, SCALE]) for _ in range(width)] for _ in range(height)], dtype=numpy.int32
    )
    matcher = SectionMatcher(
        prior=prior, current=current, likeness=likeness, weights=SECTION_WEIGHTS, scores=dict.fromkeys(known, SCALE)
    )
    made = matcher.scores_with_parents(range(height), range(width))
    for row in range(height):
        for column in range(width):
            score = int(likeness[row, column])
            raised = min(max(score + around(prior, current, (row, column), known), 1), SCALE)
            assert made[row, column] == (raised if score else 0)


def test_reports_without_sections() -> None:
    """Reports without headings have no section pairs."""
    bare, full = report(2022, LAW), report(2023, f"一、依法行政\n{LAW}")
    assert align_sections(bare, bare) == ()
    assert [pair.relation for pair in align_sections(bare, full)] == [SectionFate.NONE]
