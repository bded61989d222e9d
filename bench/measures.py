"""The measures: each a function that returns one ratio of two things timed in turn, in this run and on this machine.

Work inside a process is counted in its processor time, whole processes by the clock.
"""

from __future__ import annotations

import gc
import logging
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from texts import pairs_of, stretched, texts_of

__all__ = ["PROMISED", "ROUNDS", "SCALING", "batch_scaling", "memory", "own_ratios", "promise"]

ROUNDS = 5
SCALING = "batch, two workers against one"
PROMISED = {
    "import / import attrs, rapidfuzz": ("≤", 1.7),
    "extract / jieba.lcut": ("≤", 0.35),
    "compare / jieba.lcut": ("≤", 0.6),
    "compare, fresh process / jieba.initialize()": ("≤", 1.5),
    "cost per character, 1,000,000 / 3,000": ("≤", 1.3),
    SCALING: ("≥", 1.8),
    "recognizers-text, number with unit": ("≥", 25.0),
}
"""What the project promises of a ratio, or of a peer's time against ours."""
_OF_OPEN_REPORTS = ("extract / jieba.lcut", "compare / jieba.lcut", "recognizers-text, number with unit")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:万|亿|千|百)?(?:元|件|人|个|项|家|吨|公里|平方米|%|％|[一-龥])?")
_CELLS = 1000


def own_ratios(small: bool) -> dict[str, float]:
    """Every ratio of our own work to its floor, the median of `ROUNDS` rounds."""
    import jieba

    import reportdiff as rd

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    texts, pairs = texts_of(small), pairs_of(small)
    repeated = [(one.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) for one, other in pairs]
    both = (repeated * 12)[: max(len(repeated), 12)]
    held = [rd.parse(text) for text in texts]
    cut = lambda: [tokenizer.lcut(text) for text in texts]  # noqa: E731
    made = {
        "import / import attrs, rapidfuzz": _ratio(
            lambda: _fresh("import reportdiff"), lambda: _fresh("import attrs, rapidfuzz"), rounds=9
        ),
        "extract / jieba.lcut": _ratio(_cpu(lambda: [rd.parse(text) for text in texts]), _cpu(cut)),
        "extract / a regex scan": _ratio(
            _cpu(lambda: [rd.parse(text) for text in texts]),
            _cpu(lambda: [_NUMBER.findall(text) for _ in range(20) for text in texts]),
        )
        * 20,
        "check / jieba.lcut": _ratio(_cpu(lambda: [rd.check(report) for report in held]), _cpu(cut)),
        "compare / jieba.lcut": _ratio(
            _cpu(lambda: [rd.compare(rd.parse(one), rd.parse(other)) for one, other in both]),
            _cpu(lambda: [(tokenizer.lcut(one), tokenizer.lcut(other)) for one, other in both]),
        ),
        "compare, fresh process / jieba.initialize()": _cold(*pairs[-1]),
        "verify_table / verify": _table(),
        "cost per character, 1,000,000 / 3,000" if not small else "cost per character, 100,000 / 3,000": _flat(small),
    }
    return {name: round(value, 3) for name, value in made.items()}


def batch_scaling(count: int) -> dict[str, float]:
    """How much faster two workers are with `count` pairs than one: for tables in a folder, and for whole results."""
    from concurrent.futures import Executor, ProcessPoolExecutor

    from reportdiff import batch, compare_many

    with tempfile.TemporaryDirectory() as name:
        reports, turns = Path(name) / "reports", iter(range(1000))
        reports.mkdir()
        pairs = []
        for number in range(count):
            sides = (reports / f"city{number}-2022.txt", reports / f"city{number}-2023.txt")
            for path in sides:
                title = f"甲{number}市{path.stem[-4:]}年度工作报告\n"
                path.write_text(title + stretched(20_000), encoding="utf-8")
            pairs.append(sides)

        def seconds(work: Callable[[Executor], object], workers: int) -> float:
            with ProcessPoolExecutor(workers) as pool:
                list(pool.map(_warm, range(workers)))
                begun = time.perf_counter()
                work(pool)
                return time.perf_counter() - begun

        works: dict[str, Callable[[Executor], object]] = {
            SCALING: lambda pool: batch(reports, Path(name) / f"out{next(turns)}", executor=pool),
            "compare_many, two workers against one": lambda pool: [
                outcome.place for outcome in compare_many(pairs, executor=pool)
            ],
        }
        return {
            what: round(statistics.median(seconds(work, 1) / seconds(work, 2) for _ in range(ROUNDS)), 2)
            for what, work in works.items()
        }


def promise(name: str, value: object, *, on_open_reports: bool) -> str:
    """What is promised of a ratio, and whether it is missed; "" where nothing is, or not of these texts."""
    if name not in PROMISED or not isinstance(value, int | float) or (name in _OF_OPEN_REPORTS and not on_open_reports):
        return ""
    sign, limit = PROMISED[name]
    kept = value <= limit if sign == "≤" else value >= limit
    return f"{sign} {limit:g}{'' if kept else ', missed'}"


def memory() -> dict[str, float]:
    """Peak memory in MB of a process that compares two reports, and of one that loads jieba's dictionary."""
    one, other = pairs_of(small=False)[-1]
    ours = f"import reportdiff as rd; rd.compare({str(one)!r}, {str(other)!r})"
    return {"compare, MB": _peak(ours), "jieba.initialize(), MB": _peak("import jieba; jieba.initialize()")}


def _warm(_: int) -> int:
    import reportdiff as rd

    return len(rd.compare(rd.parse("全年受理1件。", year=2022), rd.parse("全年受理2件。", year=2023)).result.pairs)


def _cpu(work: Callable[[], object]) -> Callable[[], float]:
    def seconds() -> float:
        gc.collect()
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return seconds


def _ratio(ours: Callable[[], float], floor: Callable[[], float], *, rounds: int = ROUNDS) -> float:
    """The median of the rounds' ratios; each round times both, so that a slow moment hits both."""
    ours(), floor()
    return statistics.median(ours() / floor() for _ in range(rounds))


def _fresh(code: str) -> float:
    program = f"from time import perf_counter as now\nstart = now()\n{code}\nprint(now() - start)"
    return float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)


def _cold(one: Path, other: Path) -> float:
    with tempfile.TemporaryDirectory() as name:
        compare = [
            sys.executable,
            "-m",
            "reportdiff",
            "compare",
            str(one),
            str(other),
            "--quiet",
            "-o",
            f"{name}/o.json",
        ]
        load = [sys.executable, "-c", "import jieba; jieba.initialize()"]
        return _ratio(lambda: _process(compare), lambda: _process(load), rounds=7)


def _process(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - begun


def _table() -> float:
    """A table of a thousand claims against a thousand single claims."""
    import pandas

    import reportdiff as rd

    dice = random.Random(1)
    rows = []
    for _ in range(_CELLS):
        prior, current = dice.randint(100, 9000), dice.randint(100, 9000)
        rows.append((f"{100 * (current - prior) / prior:+.2f}%", f"{current}件", f"{prior}件"))
    frame = pandas.DataFrame(rows, columns=["同比", "今年", "去年"])
    return _ratio(
        _cpu(lambda: rd.verify_table(frame, current="今年", prior="去年", stated="同比")),
        _cpu(lambda: [rd.verify(stated, current=now, prior=before) for stated, now, before in rows]),
    )


def _flat(small: bool) -> float:
    """What a character of a long text costs against one of a short text."""
    import reportdiff as rd

    long = stretched(100_000 if small else 1_000_000)
    short = stretched(3_000)
    times = len(long) // len(short)
    return _ratio(_cpu(lambda: rd.parse(long)), _cpu(lambda: [rd.parse(short) for _ in range(times)]))


def _peak(code: str) -> float:
    # Linux hands the peak of the starting process on to the started one; its own stands in /proc.
    program = f"""{code}
import resource, sys
try:
    status = open("/proc/self/status").read()
    print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return round(float(done.stdout.split()[-1]), 1)
