"""Claims with known truth in sentences of our own: bases, 分别 lists, brackets, shares, plans and scopes.

A pair of reports holds one sentence of each kind. Its claims are right, or wrong on purpose with a cause that the
arithmetic can tell. The same number gives the same pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import TypeVar

from attrs import field, frozen

from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.arithmetic.evaluation import root_units

__all__ = ["ClaimPair", "PlantedClaim", "claim_pair"]

Row = TypeVar("Row")
_WRONG = 0.3  # of the claims
_SIZE = re.compile(r"[\d.]+(?:%|个百分点|倍)")
_COUNTS = (
    ("受理行政复议申请", "件"), ("查处违法案件", "起"), ("培训执法人员", "人"), ("新登记经营主体", "户"),
    ("接待群众来访", "批次"), ("改造老旧小区", "个"), ("办理法律援助案件", "件"), ("新建标准厂房", "栋"),
    ("检查食品企业", "家"), ("化解矛盾纠纷", "件"), ("开展应急演练", "场"), ("发放创业贷款", "笔"),
)  # fmt: skip
_MONEY = (
    "一般公共预算支出", "工业技改投资", "社会消费品零售额", "科技经费支出", "外贸出口额", "住户存款余额",
    "教育支出", "农业总收入", "公路建设投资", "技术合同成交额",
)  # fmt: skip
_RATES = ("城镇化率", "农村自来水普及率", "污水处理率", "群众满意率", "森林覆盖率")
_PARTS = (
    ("受理案件", "民事案件", "件"), ("新登记经营主体", "个体工商户", "户"), ("出动检查人员", "专业人员", "人次"),
    ("接到群众诉求", "咨询类诉求", "件"), ("收到提案", "经济类提案", "件"), ("发布信息", "政策类信息", "条"),
)  # fmt: skip
_WHOLES = (  # a name of the whole; a sentence in which the share names it otherwise; unit; least size
    ("收案", "全年新收各类案件{n}。民事案件{k}，占收案总数的{s}", "件", 500),
    ("评查", "全年评查行政执法案卷{n}，其中处罚案卷{k}，占评查案卷的{s}", "卷", 200),
    ("抽检", "全年抽检食品样品{n}，其中蔬菜样品{k}，占抽检样品的{s}", "批次", 300),
    ("生产总值", "全市实现地区生产总值{n}，其中服务业增加值{k}，占GDP的{s}", "亿元", 600),
    ("市场主体", "年末实有市场主体{n}，其中企业{k}，占市场主体总数的{s}", "户", 800),
    ("用电", "全社会用电量{n}。工业用电量{k}，占全社会用电量的{s}", "万千瓦时", 900),
)
_HALVES = (
    ("全年客运量", ("公路客运量", "铁路客运量"), "总客运量", "万人次"),
    ("建筑业总产值", ("建筑工程产值", "安装工程产值"), "总产值", "万元"),
    ("年末户籍总人口", ("城镇人口", "乡村人口"), "总人口", "万人"),
    ("农作物播种面积", ("粮食播种面积", "蔬菜播种面积"), "播种面积", "公顷"),
)


@frozen(kw_only=True)
class PlantedClaim:
    """The printed size of one claim, and its mistake: "" for a claim that is right."""

    kind: str
    size: str
    mistake: str = ""


@frozen(kw_only=True)
class ClaimPair:
    """Two reports of one issuer, and the claims of the later one."""

    prior: str
    current: str
    claims: tuple[PlantedClaim, ...]


@frozen
class _Writer:
    """One pair under construction."""

    random: Random
    before: list[str] = field(factory=list)
    after: list[str] = field(factory=list)
    claims: list[PlantedClaim] = field(factory=list)
    names: set[str] = field(factory=set)

    def name(self, rows: tuple[str, ...]) -> str:
        """Return a name that the pair does not use yet."""
        return self.once(rows, lambda row: row)

    def once(self, rows: tuple[Row, ...], key: Callable[[Row], str]) -> Row:
        """Return a row of which the pair does not use the name yet."""
        row = self.random.choice([row for row in rows if key(row) not in self.names])
        self.names.add(key(row))
        return row

    def levels(self, low: int = 200, high: int = 5000) -> tuple[int, int]:
        """Return last year's and this year's count, apart by a tenth at least."""
        before = self.random.randint(low, high)
        change = self.random.choice((-1, 1)) * self.random.randint(11, 60)
        return before, max(low // 4, before * (100 + change) // 100)

    def growth(self, kind: str, now: int, before: int) -> str:
        """Return the words of a stated growth, at times a wrong one, and take note of it."""
        rate = Fraction(now - before, before) * 100
        mistakes = {
            "": rate,
            "wrong_base": Fraction(now - before, now) * 100,
            "sign_flipped": -rate,
            "ratio_as_change": Fraction(now, before) * 100,
            "decimal_shift": rate / 10,
        }
        return self.stated(kind, rate, mistakes)

    def stated(self, kind: str, right: Fraction, mistakes: dict[str, Fraction]) -> str:
        """Return 增长12.34% or 下降12.34% for a right or a wrong rate."""
        wanted = self.random.choice([name for name in mistakes if name]) if self.random.random() < _WRONG else ""
        value = mistakes[wanted]
        size = decimal_text(abs(value), 2)
        if wanted and (size == decimal_text(abs(right), 2) != size or abs(value - right) < 2):
            wanted, value = "", right
            size = decimal_text(abs(value), 2)
        self.claims.append(PlantedClaim(kind=kind, size=f"{size}%", mistake=wanted))
        return f"{'下降' if value < 0 else self.random.choice(('增长', '上升'))}{size}%"

    def say(self, before: str, after: str) -> None:
        """Add a sentence to both reports; last year's may be empty."""
        if before:
            self.before.append(before + "。")
        self.after.append(after + "。")


def claim_pair(number: int) -> ClaimPair:
    """Return the pair of that number."""
    writer = _Writer(Random(number))
    kinds = list(_KINDS)
    writer.random.shuffle(kinds)
    for kind in kinds:
        kind(writer)
    current = "\n".join(["青禾市2023年政府工作报告", "一、2023年工作回顾", *writer.after])
    sizes = Counter(_SIZE.findall(current))
    return ClaimPair(
        prior="\n".join(["青禾市2022年政府工作报告", "一、2022年工作回顾", *writer.before]),
        current=current,
        claims=tuple(claim for claim in writer.claims if sizes[claim.size] == 1),  # looked up by what they print
    )


def _against_last_report(writer: _Writer) -> None:
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before, now = writer.levels()
    lead = writer.random.choice(("同比", "比上年", "较上年"))
    writer.say(f"全年{name}{before}{unit}", f"全年{name}{now}{unit}，{lead}{writer.growth('last report', now, before)}")


def _bracket_between(writer: _Writer) -> None:
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before, now = writer.levels()
    aside = writer.random.choice(("其中城区{}", "含乡镇{}", "不含市直{}")).format(f"{now // 3}{unit}")
    stated = writer.growth("bracket between", now, before)
    writer.say(f"全年{name}{before}{unit}", f"全年{name}{now}{unit}（{aside}），同比{stated}")


def _printed_base(writer: _Writer) -> None:
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before, now = writer.levels()
    form = writer.random.choice(
        (
            "全年{name}{now}，上年为{before}，{stated}",
            "全年{name}{now}（上年同期{before}），{stated}",
            "全年{name}{now}，同比{stated}（上年同期：{before}）",
            "全年{name}{now}，比上年的{before}{stated}",
            "全年{name}由上年的{before}变为{now}，{stated}",
        )
    )
    stated = writer.growth("printed base", now, before)
    writer.say("", form.format(name=name, now=f"{now}{unit}", before=f"{before}{unit}", stated=stated))


def _older_base(writer: _Writer) -> None:
    name = writer.name(_MONEY)
    before, now = writer.levels(3000, 9000)
    year = writer.random.choice(("2019年", "2018年", "“十三五”末", "2020年"))
    stated = writer.growth("older base", now, before)
    levels = [f"{decimal_text(Fraction(level, 10), 1)}亿元" for level in (now, before)]
    writer.say("", f"{name}达到{levels[0]}，{writer.random.choice('比较')}{year}的{levels[1]}{stated}")


def _change_and_rate(writer: _Writer) -> None:
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before, now = writer.levels()
    moved = f"{'增加' if now > before else '减少'}{abs(now - before)}{unit}"
    rate = Fraction(now - before, before) * 100
    mistakes = {"": rate, "wrong_base": Fraction(now - before, now) * 100, "decimal_shift": rate / 10}
    writer.say("", f"全年{name}{now}{unit}，比上年{moved}，{writer.stated('change and rate', rate, mistakes)}")


def _list(writer: _Writer) -> None:
    rows = [writer.once(_COUNTS, lambda row: row[0]) for _ in range(2)]
    levels = [writer.levels() for _ in rows]
    rates = [Fraction(now - before, before) * 100 for before, now in levels]
    if min(map(abs, rates)) == max(map(abs, rates)) or abs(rates[0] - rates[1]) < 3:
        levels[1] = (levels[1][0], levels[1][0] * 2 + 7)
        rates[1] = Fraction(levels[1][1] - levels[1][0], levels[1][0]) * 100
    swapped = writer.random.random() < _WRONG
    printed = rates[::-1] if swapped else rates
    words = []
    for rate in printed:
        size = decimal_text(abs(rate), 2)
        words.append(f"{'下降' if rate < 0 else '上升'}{size}%")
        writer.claims.append(PlantedClaim(kind="list", size=f"{size}%", mistake="swapped_order" if swapped else ""))
    said = [f"{name}{{}}{unit}" for name, unit in rows]
    before = "、".join(text.format(level[0]) for text, level in zip(said, levels, strict=True))
    after = "、".join(text.format(level[1]) for text, level in zip(said, levels, strict=True))
    writer.say(f"全年{before}", f"全年{after}，同比分别{'和'.join(words)}")


def _level_behind(writer: _Writer) -> None:
    name = writer.name(_MONEY)
    before, now = writer.levels(3000, 9000)
    levels = [f"{decimal_text(Fraction(level, 10), 1)}亿元" for level in (before, now)]
    writer.say(f"{name}{levels[0]}", f"{name}{writer.growth('level behind', now, before)}，达到{levels[1]}")


def _share(writer: _Writer) -> None:
    whole_name, part_name, unit = writer.once(_PARTS, lambda row: row[1])
    whole = writer.random.randint(400, 9000)
    part = whole * writer.random.randint(15, 85) // 100
    right = Fraction(part, whole) * 100
    wrong = writer.random.random() < _WRONG
    size = decimal_text(Fraction(whole, part) * 10 if wrong else right, 2)
    form = writer.random.choice(
        (
            "全年{w}{n}，其中{p}{k}，占{s}",
            "全年{w}{n}。其中，{p}{k}，占{w}总数的{s}",
            "全年{w}{n}，其中{p}{k}，占比{s}",
            "全年{w}{n}，{p}{k}，占全部的{s}",
        )
    )
    if abs(Fraction(size) - right) < 2 and wrong:
        size, wrong = decimal_text(right, 2), False
    writer.claims.append(PlantedClaim(kind="share", size=f"{size}%", mistake="any" if wrong else ""))
    writer.say("", form.format(w=whole_name, n=f"{whole}{unit}", p=part_name, k=f"{part}{unit}", s=f"{size}%"))


def _plan(writer: _Writer) -> None:
    name = writer.name(_MONEY)
    plan = writer.random.randint(3000, 9000)
    done = plan * writer.random.randint(70, 130) // 100
    right, wrong = Fraction(done, plan) * 100, writer.random.random() < _WRONG
    size = decimal_text(Fraction(plan, done) * 100 if wrong else right, 2)
    if abs(Fraction(size) - right) < 2:
        size, wrong = decimal_text(right, 2), False
    writer.claims.append(PlantedClaim(kind="plan", size=f"{size}%", mistake="operands_swapped" if wrong else ""))
    levels = [f"{decimal_text(Fraction(level, 10), 1)}亿元" for level in (plan, done)]
    writer.say("", f"{name}年初预算为{levels[0]}，实际完成{levels[1]}，完成年初预算的{size}%")


def _points(writer: _Writer) -> None:
    name = writer.name(_RATES)
    before = writer.random.randint(400, 900)
    now = before + writer.random.choice((-1, 1)) * writer.random.randint(12, 80)
    wrong = writer.random.random() < _WRONG
    moved = abs(now - before) + (writer.random.randint(11, 40) if wrong else 0)
    size = f"{decimal_text(Fraction(moved, 10), 1)}个百分点"
    writer.claims.append(PlantedClaim(kind="points", size=size, mistake="any" if wrong else ""))
    verb = "提高" if now > before else "下降"
    levels = [f"{decimal_text(Fraction(level, 10), 1)}%" for level in (before, now)]
    writer.say(f"{name}{levels[0]}", f"{name}{levels[1]}，比上年{verb}{size}")


def _scopes(writer: _Writer) -> None:
    name = writer.name(_MONEY)
    whole, own = writer.levels(30_000, 90_000), writer.levels(3000, 9000)
    before, after = ([f"{decimal_text(Fraction(pair[place], 10), 1)}亿元" for pair in (whole, own)] for place in (0, 1))
    stated = [writer.growth("scopes", pair[1], pair[0]) for pair in (whole, own)]
    writer.say(
        f"全市{name}{before[0]}；市本级{name}{before[1]}",
        f"全市{name}{after[0]}，{stated[0]}；市本级{name}{after[1]}，{stated[1]}",
    )


def _other_words(writer: _Writer) -> None:
    """A share of a whole that is named by its verb, by a shorter name, or by another word for it."""
    _, form, unit, low = writer.once(_WHOLES, lambda row: row[0])
    whole = writer.random.randint(low, 9 * low)
    part = whole * writer.random.randint(12, 85) // 100
    right = Fraction(part, whole) * 100
    value = Fraction(whole, part) * 10 if writer.random.random() < _WRONG else right
    if abs(value - right) < 2 or value > 100:
        value = right
    size = decimal_text(value, 2)
    writer.claims.append(PlantedClaim(kind="other words", size=f"{size}%", mistake="any" if value != right else ""))
    writer.say("", form.format(n=f"{whole}{unit}", k=f"{part}{unit}", s=f"{size}%"))


def _parts_of_whole(writer: _Writer) -> None:
    """Shares of two parts that make their whole, in the same words."""
    whole_name, (one, two), words, unit = writer.once(_HALVES, lambda row: row[0])
    parts = [writer.random.randint(300, 900), writer.random.randint(300, 900)]
    rights = [Fraction(part, sum(parts)) * 100 for part in parts]
    wrong = writer.random.random() < _WRONG
    sizes = [decimal_text(rights[0], 2), decimal_text(rights[1] - 9 if wrong else rights[1], 2)]
    for size, mistake in zip(sizes, ("", "any" if wrong else ""), strict=True):
        writer.claims.append(PlantedClaim(kind="parts of a whole", size=f"{size}%", mistake=mistake))
    writer.say(
        "",
        f"{whole_name}{sum(parts)}{unit}。从构成看，{one}{parts[0]}{unit}，占{words}的{sizes[0]}%；"
        f"{two}{parts[1]}{unit}，占{words}的{sizes[1]}%",
    )


def _yearly_average(writer: _Writer) -> None:
    name = writer.name(_MONEY)
    first = writer.random.randint(2015, 2019)
    before, now = writer.random.randint(2000, 4000), writer.random.randint(4800, 9000)
    years = 2023 - first
    ratio = Fraction(now, before)
    right, total = root_units(ratio, years, Fraction(1, 10)), (ratio - 1) * 100
    wrong = writer.random.random() < _WRONG
    size = decimal_text(total if wrong else right, 1)
    mistake = "cumulative_as_average" if wrong else ""
    writer.claims.append(PlantedClaim(kind="yearly average", size=f"{size}%", mistake=mistake))
    levels = [f"{decimal_text(Fraction(level, 10), 1)}亿元" for level in (before, now)]
    verb = writer.random.choice(("增加到", "增长到", "提高到"))
    writer.say("", f"{name}由{first}年的{levels[0]}{verb}2023年的{levels[1]}，年均增长{size}%")


def _multiple(writer: _Writer) -> None:
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before = writer.random.randint(200, 3000)
    now = before * writer.random.randint(160, 480) // 100
    ratio = Fraction(now, before)
    wrong = writer.random.random() < _WRONG
    size = f"{decimal_text(ratio - 1 if wrong else ratio, 2)}倍"
    writer.claims.append(PlantedClaim(kind="multiple", size=size, mistake="change_as_ratio" if wrong else ""))
    form = writer.random.choice(("，为上年的{}", "，是上年的{}", "，相当于上年的{}"))
    writer.say(f"全年{name}{before}{unit}", f"全年{name}{now}{unit}{form.format(size)}")


def _revised_plan(writer: _Writer) -> None:
    name = writer.name(_MONEY)
    plan = writer.random.randint(3000, 6000)
    revised = plan + writer.random.randint(400, 1500)
    done = revised * writer.random.randint(80, 99) // 100
    named, base = writer.random.choice((("年初预算", plan), ("调整预算", revised)))
    right, wrong = Fraction(done, base) * 100, writer.random.random() < _WRONG
    size = decimal_text(Fraction(base, done) * 100 if wrong else right, 2)
    if abs(Fraction(size) - right) < 2:
        size, wrong = decimal_text(right, 2), False
    mistake = "operands_swapped" if wrong else ""
    writer.claims.append(PlantedClaim(kind="revised plan", size=f"{size}%", mistake=mistake))
    levels = [f"{decimal_text(Fraction(level, 10), 1)}亿元" for level in (plan, revised, done)]
    writer.say("", f"{name}年初预算{levels[0]}，调整预算为{levels[1]}，实际完成{levels[2]}，完成{named}的{size}%")


def _two_changes(writer: _Writer) -> None:
    """A change, a rate and a multiple of a level whose base is printed nowhere: the one that contradicts is wrong."""
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before, now = writer.levels(400)
    now = max(now, before + before // 4)
    rate, ratio = Fraction(now - before, before) * 100, Fraction(now, before)
    wrong = writer.random.random() < _WRONG
    size = f"{decimal_text(ratio + Fraction(3, 10) if wrong else ratio, 2)}倍"
    rated = f"{decimal_text(rate, 2)}%"
    writer.claims.append(PlantedClaim(kind="two changes", size=rated))
    writer.claims.append(PlantedClaim(kind="two changes", size=size, mistake="any" if wrong else ""))
    writer.say("", f"全年{name}{now}{unit}，比上年增加{now - before}{unit}，增长{rated}，是上年的{size}")


def _cut_off(writer: _Writer) -> None:
    """A growth over the wrong base that was cut off besides: two steps, of which the base comes first."""
    name, unit = writer.once(_COUNTS, lambda row: row[0])
    before, now = writer.levels()
    now = max(now, before + before // 3)
    right, wrong = Fraction(now - before, before) * 100, writer.random.random() < _WRONG
    value = Fraction(int(Fraction(now - before, now) * 10**4), 100) if wrong else right
    size = f"{decimal_text(value, 2)}%"
    writer.claims.append(PlantedClaim(kind="cut off", size=size, mistake="wrong_base" if wrong else ""))
    writer.say("", f"全年{name}{now}{unit}，上年为{before}{unit}，增长{size}")


_KINDS = (
    _other_words, _parts_of_whole, _yearly_average, _multiple, _revised_plan, _two_changes, _cut_off,
    _against_last_report, _bracket_between, _printed_base, _older_base, _change_and_rate, _list, _level_behind, _share,
    _plan, _points, _scopes,
)  # fmt: skip
