"""Report pairs with known truth, in sentences of our own.

Metrics are reworded, moved, dropped and rescaled, and stated changes are right, or wrong on purpose. The same number
gives the same pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

from attrs import evolve, field, frozen

from reportdiff.arithmetic.decimal_text import decimal_text

__all__ = ["BROKEN", "Item", "SyntheticPair", "synthetic_pair", "write_corpus"]

YEARS = (2022, 2023)
BROKEN = (b"", b"\x00\x01\x02\x03" * 64, b"%PDF-1.7 cut off", b"PK\x03\x04 no archive")
"""Files that cannot be read, each in a way of its own."""

_ISSUERS = "甲乙丙丁戊己庚辛壬癸"
_SECTIONS = ("依法行政", "法治宣传", "公共服务", "执法监督")
# Name, unit, order of magnitude, and two ways to say it; {n} is the figure.
_COUNTS = (
    ("受理行政复议申请", "件", 300, ("全年受理行政复议申请{n}", "一年来共受理行政复议申请{n}")),
    ("调解矛盾纠纷", "件", 9000, ("各级组织调解矛盾纠纷{n}", "全年共调解矛盾纠纷{n}")),
    ("培训执法人员", "人", 1500, ("分批培训执法人员{n}", "全年培训执法人员{n}")),
    ("审查规范性文件", "份", 80, ("审查规范性文件{n}", "全年审查规范性文件{n}")),
    ("举办普法讲座", "场", 120, ("举办普法讲座{n}", "面向基层举办普法讲座{n}")),
    ("新增法律顾问", "名", 60, ("新增法律顾问{n}", "全年新增法律顾问{n}")),
    ("办理法律援助案件", "件", 2400, ("办理法律援助案件{n}", "共办理法律援助案件{n}")),
    ("检查经营主体", "家", 700, ("联合检查经营主体{n}", "全年检查经营主体{n}")),
)
_MONEY = (
    ("财政专项投入", 40_000, ("财政专项投入{n}", "全年财政专项投入{n}")),
    ("减免企业费用", 20_000, ("减免企业费用{n}", "累计减免企业费用{n}")),
)


@frozen(kw_only=True)
class Item:
    """One metric of a pair: its levels in base units (None where a year leaves it out) and what was done to it.

    `stated` is the growth in % as printed in the current report, None where it says nothing; `wrong` says that it is no
    possible rounding of the true growth.
    """

    name: str
    unit: str
    prior: Fraction | None
    current: Fraction | None
    stated: str | None = None
    wrong: bool = False
    reworded: bool = False
    moved: bool = False
    rescaled: bool = False


@frozen(kw_only=True)
class SyntheticPair:
    """Two reports of one issuer and what is true of them."""

    issuer: str
    prior: str
    current: str
    items: tuple[Item, ...]

    @property
    def texts(self) -> tuple[str, str]:
        """Both reports, last year's first."""
        return self.prior, self.current


def synthetic_pair(number: int) -> SyntheticPair:
    """Return the pair of that number."""
    maker = _Maker(Random(number))
    issuer = f"{_ISSUERS[number % 10]}{_ISSUERS[number // 10 % 10]}{_ISSUERS[number // 100 % 10]}市人民政府"
    items = [*(maker.count(*row) for row in _COUNTS), *(maker.money(*row) for row in _MONEY)]
    prior, current = _text(issuer, YEARS[0], maker.before), _text(issuer, YEARS[1], maker.after)
    return SyntheticPair(issuer=issuer, prior=prior, current=current, items=tuple(items))


def write_corpus(folder: Path, count: int, *, broken: Sequence[int] = ()) -> list[tuple[Path, Path]]:
    """Write `count` pairs into a folder and return their paths; of the pairs in `broken` the current file is broken."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs = []
    for number in range(count):
        pair = synthetic_pair(number)
        paths = (folder / f"city{number:05d}-{YEARS[0]}.txt", folder / f"city{number:05d}-{YEARS[1]}.txt")
        for path, text in zip(paths, pair.texts, strict=True):
            path.write_text(text, encoding="utf-8")
        if number in broken:
            content = BROKEN[number % len(BROKEN)]
            paths[1].unlink()
            suffix = {b"%PD": ".pdf", b"PK\x03": ".docx"}.get(content[:3], ".txt")
            paths = (paths[0], paths[1].with_suffix(suffix))
            paths[1].write_bytes(content)
        pairs.append(paths)
    return pairs


@frozen
class _Maker:
    """One pair under construction: its random numbers, and the sentences of both years by section."""

    random: Random
    before: dict[str, list[str]] = field(factory=lambda: {section: [] for section in _SECTIONS})
    after: dict[str, list[str]] = field(factory=lambda: {section: [] for section in _SECTIONS})

    def count(self, name: str, unit: str, size: int, ways: tuple[str, str]) -> Item:
        prior = self.random.randint(size // 2, size * 2)
        current = max(1, prior * self.random.randint(60, 180) // 100)
        item = Item(name=name, unit=unit, prior=Fraction(prior), current=Fraction(current))
        return self.place(item, (f"{prior}{unit}", f"{current}{unit}"), ways)

    def money(self, name: str, size: int, ways: tuple[str, str]) -> Item:
        """An amount in 万元, at times in 亿元 in the second year."""
        prior, current = (self.random.randint(size // 2, size * 2) for _ in range(2))
        rescaled = self.random.random() < 0.4
        if rescaled:
            current = max(100, round(current, -2))  # what two decimals of 亿元 can say
        later = f"{decimal_text(Fraction(current, 10_000), 2)}亿元" if rescaled else f"{current}万元"
        levels = Fraction(prior * 10_000), Fraction(current * 10_000)
        item = Item(name=name, unit="元", prior=levels[0], current=levels[1], rescaled=rescaled)
        return self.place(item, (f"{prior}万元", later), ways)

    def place(self, item: Item, printed: tuple[str, str], ways: tuple[str, str]) -> Item:
        """Write the metric into both years, or one of them, and say what became of it."""
        chance = self.random
        home, fate = chance.choice(_SECTIONS), chance.choices(("both", "dropped", "added"), (90, 5, 5))[0]
        if fate != "added":
            self.before[home].append(ways[0].format(n=printed[0]))
        if fate == "dropped":
            return evolve(item, current=None)
        item = evolve(item, reworded=chance.random() < 0.3, moved=chance.random() < 0.2)
        there = chance.choice([section for section in _SECTIONS if section != home]) if item.moved else home
        words = ways[int(item.reworded)].format(n=printed[1])
        if fate == "added":
            item = evolve(item, prior=None, moved=False)
        elif chance.random() < 0.7 and item.current != item.prior:
            item, words = self.state(item, words)
        self.after[there].append(words)
        return item

    def state(self, item: Item, words: str) -> tuple[Item, str]:
        """Add the stated growth, at times a wrong one."""
        assert item.prior is not None
        assert item.current is not None
        growth = (item.current - item.prior) / item.prior * 100
        wrong = self.random.random() < 0.1
        if wrong:
            growth += self.random.choice((7, 13, 31))
        stated = decimal_text(growth, 2)
        verb = "下降" if stated.startswith("-") else "增长"
        return evolve(item, stated=stated, wrong=wrong), f"{words}，同比{verb}{stated.lstrip('-')}%"


def _text(issuer: str, year: int, parts: dict[str, list[str]]) -> str:
    lines = [f"{issuer}关于{year}年度法治政府建设情况的报告", ""]
    for number, (section, sentences) in enumerate(parts.items()):
        lines.append(f"{'一二三四'[number]}、{section}")
        lines += [f"{sentence}。" for sentence in sentences] or ["有关工作按计划推进。"]
        lines.append("")
    return "\n".join(lines)
