"""The section tree: headings of every style, roles, and what only looks like a heading."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from reportdiff import parse
from reportdiff.lexicon.headings import HeadingTail, RoleRow, heading_tails, role_patterns
from reportdiff.model import Document, Outline, Role, Section
from reportdiff.structure import outline
from reportdiff.structure.heading_markers import ends_like_caption, ends_like_heading, heading_role
from strategies import PROSE, report_lines


def tree(text: str) -> list[tuple[int, str, str]]:
    """Level, number and words of each section."""
    return [(section.level, section.number, section.heading) for section in outline(Document("memo", text)).sections]


def test_numbered_levels_nest() -> None:
    """一、 holds （一）, which holds 1. and 一是; a heading's words end where its text begins."""
    text = (
        f"甲市2023年工作报告\n一、2023年工作回顾\n（一）加强领导。{PROSE}一是健全机制。{PROSE}二是压实责任。{PROSE}\n"
        f"（二）优化服务\n1.一网通办\n{PROSE}\n二、2024年工作思路\n{PROSE}"
    )
    assert tree(text) == [
        (1, "一", "2023年工作回顾"),
        (2, "一", "加强领导"),
        (3, "一", "健全机制"),
        (3, "二", "压实责任"),
        (2, "二", "优化服务"),
        (3, "1", "一网通办"),
        (1, "二", "2024年工作思路"),
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("一 综合", PROSE, "二\u3000农业", PROSE, "三  工业和建筑业", PROSE), ["综合", "农业", "工业和建筑业"]),
        (("一 综合", "（一）概貌", PROSE, "二 人口", PROSE), ["综合", "概貌", "人口"]),
        (("一 般公共预算收入", PROSE), []),
        (("二 农业", PROSE), []),
        (("一 营业收入", "二 营业成本", "三 净利润"), []),
        (("一 一 得 一", PROSE), []),
    ],
)
def test_a_numeral_and_a_blank(lines: tuple[str, ...], found: list[str]) -> None:
    """一 综合 is a heading where its number goes on and text follows, and no word goes across the blank."""
    assert [words for _, _, words in tree("\n".join(("甲市2023年统计公报", *lines)))] == found


def test_a_title_with_blanks_is_no_heading() -> None:
    """The first sign of a spaced year is no number of a section, and ends no front matter."""
    report = parse(f"甲 市\n二 〇 二 三 年 统 计 公 报\n一 综合\n{PROSE}")
    assert report.year == 2023
    assert [section.heading for section in report.sections] == ["综合"]


def test_parts_and_bare_headings() -> None:
    """第一部分 stands above 一、, and so does a heading without a number."""
    text = (
        f"甲局2024年度部门决算\n第三部分 决算情况说明\n一、收入决算情况说明\n{PROSE}\n名词解释\n"
        f"（一）基本支出：指日常支出。\n其他情况说明\n{PROSE}"
    )
    assert tree(text) == [
        (1, "三", "决算情况说明"),
        (2, "一", "收入决算情况说明"),
        (2, "", "名词解释"),
        (2, "", "其他情况说明"),
    ]


def test_full_width_blanks_and_brackets() -> None:
    """Indents of full-width or em spaces and half-width brackets change nothing."""
    text = f"甲市2023年工作报告\n　　一、工作回顾\n\u2003\u2003(一)加强领导。{PROSE}"
    assert tree(text) == [(1, "一", "工作回顾"), (2, "一", "加强领导")]


@pytest.mark.parametrize(
    "line",
    [
        "一、受理申请287万元。",  # a figure with a unit is no heading
        "（一）基本支出：指为保障机构运转而发生的各项支出。",  # a definition
        "一、完善制度；",  # an item of a list
        "1.某局（本部）。\n2.某中心。",  # a list of bodies
        "一、" + "长" * 80,
        "共有三个方面",
        "3.5万件",
    ],
)
def test_what_only_looks_like_a_heading(line: str) -> None:
    """Items, definitions, long lines and lines with figures are no headings."""
    assert tree(f"甲市2023年工作报告\n{PROSE}\n{line}\n{PROSE}") == []


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_two_digits_are_numbers_of_headings(gap: str) -> None:
    """Digits before short words, or in a line above them, number headings as long as they count on."""
    text = f"甲市2023年统计公报\n01{gap}综合\n{PROSE}\n02{gap}农业\n{PROSE}\n07{gap}工业\n{PROSE}"
    assert tree(text) == [(1, "01", "综合"), (1, "02", "农业")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1\n", "2\n"),
        ("PART 01\n", "PART 02\n"),
        ("第1章\n", "第2章\n"),
        ("第一篇\n", "第二篇\n"),
        ("◆ ", "◆ "),
        ("■ ", "■ "),
        ("壹\n", "贰\n"),
        ("（壹）", "（贰）"),
        ("Ⅰ. ", "Ⅱ. "),
        ("一\n\n", "二\n\n"),
    ],
)
def test_other_numbers_of_headings(first: str, second: str) -> None:
    """A digit or 第1章 in a line of its own, PART 01, bullets, formal and Roman numerals mark headings as well."""
    prose = "全年新增企业120家。"
    text = f"甲市2023年统计公报\n{first}综合情况\n{prose}\n{second}农业生产\n{prose}"
    assert [words for *_, words in tree(text)] == ["综合情况", "农业生产"]
    assert [metric.figure.surface for metric in parse(text).metrics] == ["120家", "120家"]


def test_headings_in_boxes() -> None:
    """A line in 【】 is a heading; 【】 before other words names nothing."""
    text = "甲市2023年统计公报\n【综合】\n全年新增企业120家。\n【农业】\n【快报】粮食总产量36.4万吨。"
    assert [words for *_, words in tree(text)] == ["综合", "农业"]
    assert [metric.name for metric in parse(text).metrics] == ["新增企业", "粮食总产量"]


def test_numbered_duties_are_list_entries() -> None:
    """The numbered lines under 主要职能 are entries of a list, and the next bare heading is a section again."""
    text = (
        f"甲区2024年部门预算\n部门主要职能\n一、加强建设。{PROSE}\n二、统筹发展。{PROSE}\n"
        f"预算编制说明\n一、总体说明\n{PROSE}"
    )
    assert [words for _, _, words in tree(text)] == ["部门主要职能", "预算编制说明", "总体说明"]


def test_contents_are_no_sections() -> None:
    """A table of contents announces the sections and is none of them."""
    text = (
        f"甲区2024年部门预算\n目 录\n一、部门主要职能 ………3\n二、名词解释 ………5\n部门主要职能\n{PROSE}\n名词解释\n{PROSE}"
    )
    assert [words for _, _, words in tree(text)] == ["部门主要职能", "名词解释"]


@pytest.mark.parametrize("leaders", ["\t{}", " PAGEREF _Toc258 h {}", "（{}）", "......{}", "...... - {} -"])
def test_pages_of_contents_are_no_figures(leaders: str) -> None:
    """A line whose page goes on with those above is an entry, whatever leads to the page; sums behind dots are not."""
    lines = "\n".join(name + leaders.format(page) for name, page in (("公司治理", 35), ("财务报告", 118)))
    text = f"甲公司2023年年度报告\n目录\n{lines}\n一、经营\n办公费........1.8万元\n会议费........2.5万元"
    assert [(metric.name, metric.figure.surface) for metric in parse(text).metrics] == [
        ("办公费", "1.8万元"),
        ("会议费", "2.5万元"),
    ]


def test_pages_before_the_entries_of_contents() -> None:
    """A page may stand before its entry."""
    text = "甲公司2023年社会责任报告\n目录\n03 致辞\n12 绿色金融\n28 员工关爱\n致辞\n员工2360人。"
    assert [metric.figure.surface for metric in parse(text).metrics] == ["2360人"]


def test_a_grid_of_pages_is_a_table_of_contents() -> None:
    """A grid below 目录 whose pages do not fall is one, its sums below another heading are figures."""
    text = "甲公司2023年年度报告\n目录\n| 章节 | 页码 |\n|---|---|\n| 治理 | 3 |\n| 财务 | 21 |\n治理\n收入64.0万元。"
    assert [metric.figure.surface for metric in parse(text).metrics] == ["64.0万元"]
    assert len(parse(text.replace("| 财务 | 21 |", "| 财务 | 2 |")).metrics) > 1
    assert len(parse(text.replace("| 章节 | 页码 |\n|---|---|\n", "")).metrics) == 1


@pytest.mark.parametrize("marks", [("03｜", "04｜"), ("01 | ", "02 | "), ("Chapter 2 ", "Chapter 3 ")])
def test_marked_numbers_may_begin_amid_a_report(marks: tuple[str, str]) -> None:
    """A number with a bar behind it, or with a word before it, needs no heading that comes before it."""
    text = f"甲局2023年工作报告\n\n{marks[0]}预报服务\n\n发布预警88次。\n\n{marks[1]}防灾减灾\n\n建设站点12个。"
    assert [words for _, _, words in tree(text)] == ["预报服务", "防灾减灾"]
    assert [metric.figure.surface for metric in parse(text).metrics] == ["88次", "12个"]


def test_phrases_at_the_head_of_paragraphs_are_sections() -> None:
    """Two or more paragraphs that open with a short phrase are sections where no （一） stands; one alone is not."""
    head = "甲区2013年工作报告\n一、过去一年工作回顾\n"
    assert [words for _, _, words in tree(f"{head}实力明显增强。{PROSE}\n水平显著提升。{PROSE}")] == [
        "过去一年工作回顾",
        "实力明显增强",
        "水平显著提升",
    ]
    assert len(tree(f"{head}实力明显增强。{PROSE}\n{PROSE}")) == 1


def test_roles() -> None:
    """A section's role is what its heading says, else what the section around it is for; after the plan comes plan."""
    text = (
        f"甲市2024年政府工作报告\n一、2023年工作回顾\n（一）加强领导\n{PROSE}\n（二）存在的困难和问题\n{PROSE}\n"
        f"二、2024年工作安排\n（一）加强领导\n{PROSE}\n三、加强自身改革\n{PROSE}"
    )
    sections = outline(Document("memo", text)).sections
    assert [section.role for section in sections] == [
        Role.REVIEW,
        Role.REVIEW,
        Role.PROBLEMS,
        Role.PLAN,
        Role.PLAN,
        Role.PLAN,
    ]


@pytest.mark.parametrize("row", heading_tails(), ids=lambda row: row.tail)
def test_examples_of_heading_tails(row: HeadingTail) -> None:
    """Each example of headings.toml is recognised, as a caption where the row says so."""
    for example in row.examples:
        assert ends_like_heading(example)
        assert ends_like_caption(example) == row.caption


@pytest.mark.parametrize("row", [row for row, _ in role_patterns()], ids=lambda row: f"{row.role}-{row.words[0]}")
def test_examples_of_roles(row: RoleRow) -> None:
    """Each example of roles.toml has its row's role."""
    for example in row.examples:
        assert heading_role(example) is row.role


def holds(outer: Section, inner: Section) -> bool:
    """Whether one section's span holds another's."""
    return outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


@given(report_lines)
@settings(max_examples=150)
def test_every_outline_is_a_tree(lines: list[str]) -> None:
    """Whatever the lines, sections nest by their spans, sentences do not overlap, and no sentence lies in a table."""
    text = "甲市2023年工作报告\n" + "\n".join(lines)
    result: Outline = outline(Document("memo", text))
    by_id = {section.id: section for section in result.sections}
    for section in result.sections:
        if section.parent is not None:
            parent = by_id[section.parent]
            assert holds(parent, section)
            assert parent.level == section.level - 1
    spans = [sentence.span for sentence in result.sentences]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for sentence in result.sentences:
        assert not any(table.span.overlaps(sentence.span) for table in result.tables)
        if sentence.section is not None:
            assert by_id[sentence.section].span.holds(sentence.span)


def test_a_short_heading_above_a_longer_sentence() -> None:
    """A sentence below a shorter line is text under it; a shorter rest of a line is what it was wrapped to."""
    headed = outline(Document("memo", "某县工作报告\n1. 宣传培训\n举办培训班36期。\n2. 组织领导\n全年成立专班4个。"))
    assert [section.heading for section in headed.sections] == ["宣传培训", "组织领导"]
    wrapped = outline(Document("memo", "某县工作报告\n1. 贯彻执行国家有关法律法规和\n方针政策。"))
    assert not wrapped.sections
