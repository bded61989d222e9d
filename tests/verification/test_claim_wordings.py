"""The wordings of a claim that `verify` takes, each with operands and a verdict that were computed by hand."""

from __future__ import annotations

import pytest

from reportdiff import verify, verify_total
from reportdiff.errors import AmbiguousFigureError, UnreadableFigureError
from running import ROOT

HOLDS = [  # 287/132 = 2.174242…: +117.42 %, 2.17 times, 1.17 times more
    ("同比上升117.42%", "287件", "132件"),
    ("同比+117.42%", "287件", "132件"),
    ("同比↑117.42%", "287件", "132件"),
    ("117.42%↑", "287件", "132件"),
    ("比2022年增长117.42%", "287件", "132件"),
    ("与上年同期相比增长117.42%", "287件", "132件"),
    ("同比大幅增长117.42%", "287件", "132件"),
    ("同比增幅达117.42%", "287件", "132件"),
    ("增速为117.42%", "287件", "132件"),
    ("環比增長117.42%", "287件", "132件"),
    ("低于预算3.0%", "97万元", "100万元"),
    ("高于上年同期3.0%", "103万元", "100万元"),
    ("较预算节约3.2万元", "96.8万元", "100万元"),
    ("超收3.0亿元", "103亿元", "100亿元"),
    ("短收3.0%", "97亿元", "100亿元"),
    ("增长1.17倍", "287件", "132件"),
    ("增长1倍多", "287件", "132件"),
    ("增加一倍多", "290件", "100件"),
    ("超额完成年度目标3.2%", "103.2亿元", "100.0亿元"),
    ("完成预算数107.1%", "107.1亿元", "100.0亿元"),
    ("占年初预算的36.7%", "36.7亿元", "100.0亿元"),
    ("是平均数的86.7%", "86.7元", "100.0元"),
    ("相当于年初预算的98.0%", "98.0亿元", "100.0亿元"),
    ("相当于去年同期的85.3%", "85.3件", "100.0件"),
    ("与第六次全国人口普查相比增长2.5%", "102.5万人", "100.0万人"),
    ("较上季末增加5.0亿元", "105.0亿元", "100.0亿元"),
    ("较上周下降5.0%", "95件", "100件"),
    ("少死亡11人", "11人", "22人"),
    ("上年的六成", "60件", "100件"),
    ("连续3年下降", "95件", "100件"),
    ("从年初的3.2%降至年末的2.1%", "2.1%", "3.2%"),
    ("是上年的2.17倍", "287件", "132件"),
    ("达到上年的217.42%", "287件", "132件"),
    ("增加155件", "287件", "132件"),
    ("同比净增155件", "287件", "132件"),
    ("翻番", "287件", "132件"),
    ("翻了一番", "287件", "132件"),
    ("实现倍增", "287件", "132件"),
    ("由132件增至287件", "287件", "132件"),
    ("由132件增至287件", None, None),
    ("同比略有增长", "287件", "280件"),
    ("连续五年下降", "280件", "287件"),
    ("下降3成", "140件", "200件"),
    ("下降三成", "140件", "200件"),
    ("减少两成五", "150件", "200件"),  # −25 %
    ("增长近三成", "258件", "200件"),  # +29 %
    ("减半", "60件", "120件"),
    ("同比减少一半", "60件", "120件"),
    ("减少四分之一", "90件", "120件"),
    ("两位数增长", "115件", "100件"),
    ("实现个位数增长", "105件", "100件"),
    ("相当于上年的六成", "120件", "200件"),
    ("为去年的八成五", "170件", "200件"),
    ("下降到上年的六成", "120件", "200件"),
    ("恢复到2019年的98.5%", "19.7亿元", "20.0亿元"),
    ("同比持平", "56件", "56件"),
    ("零增长", "56件", "56件"),
    ("少收2.0亿元", "30.0亿元", "32.0亿元"),
    ("多收2.0亿元", "34.0亿元", "32.0亿元"),
    ("提高1.3个百分点", "16.3%", "15.0%"),
    ("占比提高1.3个百分点", "16.3%", "15.0%"),
    ("比重下降1.3个百分点", "15.0%", "16.3%"),
    ("下降20个基点", "1.65%", "1.85%"),
    ("下降0.45个千分点", "6.20‰", "6.65‰"),
    ("由4.9%降到4.1%", "4.1%", "4.9%"),
    ("由1月的42.1%上升至12月的58.6%", "58.6%", "42.1%"),
    ("两年平均增长5.0%", "441.0亿千瓦时", "400.0亿千瓦时"),  # 1.05² = 1.1025
    ("五年累计增长46.9%", "146.9亿元", "100.0亿元"),
    ("四年年均增长10.0%", "292.8亿元", "200.0亿元"),  # 1.1⁴ = 1.4641
    ("超额完成3.2%", "51.6亿元", "50.0亿元"),
    ("超年度计划3.2%", "51.6亿元", "50.0亿元"),
    ("完成预算的103.2%", "51.6亿元", "50.0亿元"),
    ("为预算的103.2%", "51.6亿元", "50.0亿元"),
    ("占总数的31.2%", "312件", "1000件"),
    ("占三分之一", "100件", "300件"),
    ("办结率为88.50%", "254件", "287件"),
    ("扭亏为盈", "300万元", "-200万元"),
    ("由盈转亏", "-200万元", "300万元"),
    ("增速由负转正", "1.2%", "-0.8%"),
    ("亏损扩大50%", "-150万元", "-100万元"),
    ("亏损扩大50%", "150万元", "100万元"),
    ("亏损收窄10%", "-90万元", "-100万元"),
    ("亏损收窄10%", "90万元", "100万元"),
    ("增亏50%", "-150万元", "-100万元"),
    ("增长-5.2%", "474件", "500件"),
    ("负增长5.2%", "474件", "500件"),
]

FAILS = [
    ("同比+54.01%", "287件", "132件"),
    ("同比↓117.42%", "287件", "132件"),
    ("下降7成", "140件", "200件"),
    ("减半", "90件", "120件"),
    ("翻番", "200件", "132件"),
    ("两位数增长", "105件", "100件"),
    ("同比略有增长", "280件", "287件"),
    ("由132件降至287件", "287件", "132件"),
    ("为去年的八成五", "120件", "200件"),
    ("恢复到2019年的89.5%", "19.7亿元", "20.0亿元"),
    ("少收4.0亿元", "30.0亿元", "32.0亿元"),
    ("两年平均增长9.0%", "441.0亿千瓦时", "400.0亿千瓦时"),
    ("超额完成13.2%", "51.6亿元", "50.0亿元"),
    ("扭亏为盈", "300万元", "200万元"),
    ("扭亏为盈", "-100万元", "-200万元"),
    ("亏损扩大33.3%", "-150万元", "-100万元"),
    ("同比持平", "66件", "56件"),
    ("同比减少-30%", "287件", "132件"),
]

TABLE = ROOT / "tests" / "data" / "claim-wordings.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]

REFUSED = ["同期无", "翻几番", "14.8%−5.2%", "同比增长12.5%，高于全省2个百分点", "增长", "全年收到投诉"]


@pytest.mark.parametrize(("stated", "current", "prior"), HOLDS)
def test_a_wording_that_holds(stated: str, current: str | None, prior: str | None) -> None:
    """The claim is read, and agrees with its operands."""
    assert verify(stated, current=current, prior=prior).verdict.value == "consistent"


@pytest.mark.parametrize(("stated", "current", "prior"), FAILS)
def test_a_wording_that_fails(stated: str, current: str, prior: str) -> None:
    """The claim is read, and its operands refute it."""
    assert verify(stated, current=current, prior=prior).verdict.value == "inconsistent"


@pytest.mark.parametrize(("stated", "current", "prior", "verdict"), ROWS)
def test_a_wording_of_the_table(stated: str, current: str, prior: str, verdict: str) -> None:
    """Ordinary wordings of change, share, completion and rank have the verdict that was computed by hand."""
    if verdict == "error":
        with pytest.raises(UnreadableFigureError):
            verify(stated, current=current, prior=prior)
    else:
        assert verify(stated, current=current, prior=prior).verdict.value == verdict


@pytest.mark.parametrize("figure", ["亿", "万", "千", "万亿元", "亿元", "百件"])
def test_a_magnitude_is_no_figure(figure: str) -> None:
    """A scale without a number does not say how many; 十件, 百余件, 百分之五 and 上亿元 do."""
    with pytest.raises(UnreadableFigureError, match="not a figure"):
        verify("+10%", current=figure, prior="100")
    for known in ("十件", "百余件", "百分之五", "上亿元", "一亿"):
        assert verify("+10%", current=known, prior="1").verdict.value == "inconsistent"


def test_a_change_of_changes_names_its_operands() -> None:
    """多增 over figures that refute it says that they are to be the increases of both years."""
    message = verify("同比多增12亿元", current="62亿元", prior="52亿元").message
    assert "余额" in message.zh
    assert "not the levels" in message.en


@pytest.mark.parametrize("stated", REFUSED)
def test_a_wording_that_is_refused(stated: str) -> None:
    """What states no single relation is an error that shows how to write one."""
    with pytest.raises(UnreadableFigureError, match="write for example"):
        verify(stated, current=287, prior=132)


@pytest.mark.parametrize("stated", ["稳中有升", "提质增效", "保持稳定"])
def test_words_without_a_number_are_named(stated: str) -> None:
    """What says neither how much nor which way is refused with this reason."""
    with pytest.raises(UnreadableFigureError, match="states no number"):
        verify(stated, current=102, prior=100)


@pytest.mark.parametrize(
    ("stated", "current", "prior"), [("同比减少-117.42%", "287件", "132件"), ("同比减少-54%", "46件", "100件")]
)
def test_a_double_sign_is_noted(stated: str, current: str, prior: str) -> None:
    """减少 with a minus can be read in two ways: where one of them holds, the claim is asked about."""
    check = verify(stated, current=current, prior=prior)
    assert (check.verdict.value, str(check.severity)) == ("unchecked", "question")
    assert "minus" in check.message.en


def test_printed_levels_that_are_other_figures() -> None:
    """由A增至B over other operands than A and B is no claim about them."""
    with pytest.raises(AmbiguousFigureError, match="132件"):
        verify("由132件增至287件", current="287件", prior="140件")


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        ("5件", ["2件", "3人"], "unchecked"),
        ("5件", ["2件", "3件"], "consistent"),
        ("5公里", ["2公里", "3000米"], "consistent"),
        ("5公里", ["2公里", "2000米"], "inconsistent"),
        ("5家", ["2个", "3家"], "consistent"),
        ("5", ["2件", "3件"], "consistent"),
        ("5元", ["2元", "3美元"], "unchecked"),
    ],
)
def test_a_total_and_its_units(total: str, parts: list[str], verdict: str) -> None:
    """Units that convert are converted; what measures another thing is no part of the sum."""
    assert verify_total(total, parts).verdict.value == verdict
