"""Changes whose base last year's report prints in other words: the arithmetic proves it, or a slip is asked about."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse

NOW, THEN = "滨江局2025年工作报告\n\n2025年，", "滨江局2024年工作报告\n\n2024年，"

CHANGES = [  # this year, last year, the size, a size that slipped or None where nothing can be asked
    ("全年接待到馆读者48.62万人次，同比增长12.7%。", "进馆人次达43.14万人次，举办展览12场。", "12.7%", None),
    ("公布失联企业名单1352家次，同比少276家次。", "列入经营异常名录的失联企业1628家次。", "少276家次", "多276家次"),
    ("报废车辆142辆，较上年增加17辆。", "淘汰老旧车辆125辆，新购车辆160辆。", "17辆", None),
    ("商标注册申请量达到8642件。全年商标申请增长6.8%。", "商标注册申请8092件，专利申请1204件。", "6.8%", None),
    ("收治流浪动物1846只，下降11.3%。", "救助流浪猫狗2081只，绝育手术640例。", "下降11.3%", "增长11.3%"),
]

OTHERS = [  # this year, and last year's figures of other things
    ("全年接待到馆读者48.62万人次，同比增长12.7%。", "举办讲座吸引读者3.62万人次，数字资源访问52.10万人次。"),
    ("线路跳闸217次，比上年少38次。", "消除线路缺陷179次，巡视线路2255次。"),
    ("派出学生386人，下降9.2%。", "资助学生452人，接收学生245人。"),
    ("报废车辆142辆，较上年增加17辆。", "新购车辆152辆，租赁车辆159辆。"),
    ("收入总计比上年多392.79万元，增长4.7%。", "收入总计8348.21万元。"),  # the level is a change itself
]


def _said(now: str, then: str, size: str) -> tuple[set[str], set[str]]:
    """Return the verdicts and the severities of what is said of the claim with this size."""
    result = compare(parse(THEN + then), parse(NOW + now))
    claims = {claim.id for claim in result.current.claims if size in claim.surface}
    checks = [one for one in result.result.checks if one.claim in claims]
    return {one.verdict.value for one in checks}, {one.severity.value for one in checks if one.severity}


@pytest.mark.parametrize(("now", "then", "right", "wrong"), CHANGES, ids=[row[2] for row in CHANGES])
def test_a_base_in_other_words_is_proved(now: str, then: str, right: str, wrong: str | None) -> None:
    """The only figure over which a change holds decides it; a slip over the likest one is a question, no error."""
    assert "consistent" in _said(now, then, right)[0]
    assert not _said(now, then, right)[1]
    if wrong is not None:
        assert _said(now.replace(right, wrong), then, wrong)[1] == {"question"}


@pytest.mark.parametrize(("now", "then"), OTHERS)
def test_figures_of_other_things_ask_nothing(now: str, then: str) -> None:
    """A change over no figure of last year's report is left open."""
    result = compare(parse(THEN + then), parse(NOW + now)).result
    assert not [one.message.zh for one in result.checks if one.severity is not None]


def test_sizes_of_a_list_that_are_exchanged() -> None:
    """Each size holds over the base of the other level."""
    now, then = (
        "突出整治违建，拆除842处1524户，处数、户数同比分别上升{}、{}。",
        "拆除违法建筑613处1168户，新建公厕12座。",
    )
    assert _said(now.format("37.4%", "30.5%"), then, "37.4%") == ({"consistent", "unchecked"}, set())
    for size in ("30.5%", "37.4%"):
        assert _said(now.format("30.5%", "37.4%"), then, size)[1] == {"question"}


SHARES = [  # this year, last year, the change of the share, one that slipped or None where nothing can be asked
    (
        "全年受理投诉1264件，其中网络投诉842件，占66.6%，比上年提高4.2个百分点。",
        "接到消费投诉1120件，网上投诉699件，回访412人。",
        "提高4.2个百分点",
        None,
    ),
    (
        "采购总额4826万元，其中中小企业中标3378万元，占70.0%，同比下降1.6个百分点。",
        "政府采购合计4510万元，授予中小企业合同3229万元。",
        "下降1.6个百分点",
        "上升1.6个百分点",
    ),
    (
        "监测断面186个，其中优良断面158个，优良断面占84.9%，较上年提高2.6个百分点。",
        "设置监测断面186个，达到优良的断面153个。",
        "提高2.6个百分点",
        "提高2.6%",
    ),
]


@pytest.mark.parametrize(("now", "then", "right", "wrong"), SHARES, ids=[row[2] for row in SHARES])
def test_a_share_of_last_year_in_other_words(now: str, then: str, right: str, wrong: str | None) -> None:
    """Last year's part and whole make the share that the change starts from."""
    assert "consistent" in _said(now, then, right)[0]
    assert not _said(now, then, right)[1]
    if wrong is not None:
        assert _said(now.replace(right, wrong), then, wrong)[1]


def test_a_share_of_last_year_behind_its_own() -> None:
    """It is held against the figures of last year's report too."""
    then = "发出整改建议61份，采纳整改建议55份，约谈17次。"
    now = "制发整改通知76份，获采纳72份，采纳率94.7%（上年{}）。"
    for size, verdicts in (("90.2%", {"consistent"}), ("87.5%", set())):
        result = compare(parse(THEN + then), parse(NOW + now.format(size)))
        start = result.current.document.text.index(size)
        made = [one for one in result.result.checks if any(at.span.start == start for at in one.evidence[:1])]
        assert {one.verdict.value for one in made} - {"unchecked"} == verdicts
        assert not [one for one in made if one.severity is not None]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全市渔业总产值90.8亿元。与2018年的42.6亿元相比，总产值扩大到2.13倍。", "consistent"),
        ("全市渔业总产值90.8亿元。与2018年的42.6亿元相比，总产值扩大到2.53倍。", None),
        ("受理投诉480件，上年办结400件，增长20.0%。", None),  # of another verb
    ],
)
def test_a_base_of_its_own_report(text: str, verdict: str | None) -> None:
    """A base of the report itself is told of by its name, or by the year that the change names."""
    checks = check(parse(NOW + text)).result.checks
    assert {one.verdict.value for one in checks} - {"unchecked"} == ({verdict} if verdict else set())


MULTIPLES = [  # a base inside the multiple, whose level stands before other changes
    ("新收申请2846件，较2024年的2315件增加531件，增幅22.9%，是2020年684件的{}。", "4.2倍", "8.2倍"),
    ("全年发电量86.42亿千瓦时，比上年的79.13亿千瓦时增长9.2%，为2018年41.35亿千瓦时的{}。", "2.1倍", "2.7倍"),
    ("专利授权1264件，增长12.0%，相当于2019年486件的{}。", "2.6倍", "3.6倍"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), MULTIPLES)
def test_a_base_inside_a_multiple(text: str, right: str, wrong: str) -> None:
    """The level before the changes is what the multiple is of."""
    for size, severities in ((right, set()), (wrong, {"error"})):
        result = check(parse(NOW + text.format(size)))
        claims = {claim.id for claim in result.report.claims if size in claim.surface}
        made = [one for one in result.result.checks if one.claim in claims]
        assert {one.severity.value for one in made if one.severity} == severities
        assert ("consistent" in {one.verdict.value for one in made}) is (size == right)
