"""The measures: each times two things in turn, in this run and on this machine, and returns their ratio.

Work inside a process is counted in its processor time, whole processes by the clock. What a cache remembers of texts is
forgotten before each pass over the texts, so that none is read faster for having been read before.

    python bench/measures.py [--small]     print the ratios as JSON: how run.py measures another tree

measures.toml lists the ratios, with what is promised of each.
"""

from __future__ import annotations

import functools
import gc
import json
import logging
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from texts import LONG_RUNS, OWN, TABLE, pairs_of, passes_of, stretched

__all__ = ["ROUNDS", "ROWS", "Row", "batch_scaling", "memory", "own_ratios", "promise"]

ROUNDS = 5
Row = dict[str, str]
ROWS: dict[str, Row] = {name: row for row in TABLE["row"] for name in (row["name"], row.get("small")) if name}
"""The rows of measures.toml by name; what is measured on less text in the small run has two names."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:万|亿|千|百)?(?:元|件|人|个|项|家|吨|公里|平方米|%|％|[一-龥])?")
_CLAIMS = 1000
_RUN = 10_000  # characters

Seconds = Callable[[], float]


def own_ratios(small: bool) -> dict[str, float]:
    """Return every ratio of our own work to its floor, the median of `ROUNDS` rounds."""
    made = {
        "import / import attrs, rapidfuzz": _ratio(
            lambda: _fresh("import reportdiff"), lambda: _fresh("import attrs, rapidfuzz"), rounds=9
        ),
        **_reading(small),
        "compare, fresh process / jieba.initialize()": _cold(*pairs_of(small)[-1]),
        **_claims(),
        "cost per character, 100,000 / 3,000" if small else "cost per character, 1,000,000 / 3,000": _growth(small),
        "long runs, cost per character, 20,000 / 10,000": _long_runs(),
    }
    return {name: round(value, 3) for name, value in made.items()}


def _reading(small: bool) -> dict[str, float]:
    """Measure reading, checking and comparing against cutting the same texts into words with jieba as it comes."""
    import jieba

    import reportdiff as rd

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    texts, pairs = passes_of(small)
    held = [[rd.parse(text) for text in each] for each in texts]
    passes = functools.partial(_passes, texts)
    extract = passes(rd.parse)
    cut = passes(tokenizer.lcut)
    compare = _passes(pairs, lambda pair: rd.compare(rd.parse(pair[0]), rd.parse(pair[1])))
    cut_both = _passes(pairs, lambda pair: (tokenizer.lcut(pair[0]), tokenizer.lcut(pair[1])))
    made = {"extract / jieba.lcut": _ratio(extract, cut)}
    fast = _fast_words()
    if fast is not None:
        made["extract, words fast / jieba.lcut"] = _ratio(_inside(fast, extract), cut)
    scan = passes(lambda text: [_NUMBER.findall(text) for _ in range(20)])
    made["extract / a regex scan"] = 20 * _ratio(extract, scan)
    made["jieba.lcut / a regex scan"] = 20 * _ratio(cut, scan)
    made["check / jieba.lcut"] = _ratio(_passes(held, rd.check), cut)
    made["compare / jieba.lcut"] = _ratio(compare, cut_both)
    if fast is not None:
        made["compare, words fast / jieba.lcut"] = _ratio(_inside(fast, compare), cut_both)
    return made


def batch_scaling(count: int) -> dict[str, float]:
    """Return how much faster two workers are with `count` pairs than one: tables in a folder, and whole results."""
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
            "batch, two workers against one": lambda pool: batch(
                reports, Path(name) / f"out{next(turns)}", executor=pool
            ),
            "compare_many, two workers against one": lambda pool: [
                outcome.place for outcome in compare_many(pairs, executor=pool)
            ],
        }
        return {
            what: round(statistics.median(seconds(work, 1) / seconds(work, 2) for _ in range(ROUNDS)), 2)
            for what, work in works.items()
        }


def memory() -> dict[str, float]:
    """Return the peak memory in MB of a process that compares two reports, and of one that loads jieba's dictionary."""
    one, other = pairs_of(small=False)[-1]
    ours = f"import reportdiff as rd; rd.compare({str(one)!r}, {str(other)!r})"
    return {"compare, MB": _peak(ours), "jieba.initialize(), MB": _peak("import jieba; jieba.initialize()")}


def promise(name: str, value: object, *, on_open_reports: bool) -> str:
    """Return what is promised of a measure, and whether it is missed; "" where nothing is, or not of these texts.

    >>> promise("import / import attrs, rapidfuzz", 2.0, on_open_reports=False)
    '≤ 1.7, missed'
    """
    row = ROWS.get(name, {})
    promised = row.get("promised", "")
    if not promised or not isinstance(value, int | float) or (row.get("texts") == "open" and not on_open_reports):
        return ""
    sign, limit = promised.split()
    kept = value <= float(limit) if sign == "≤" else value >= float(limit)
    return promised if kept else f"{promised}, missed"


def _fast_words() -> Callable[[], AbstractContextManager[None]] | None:
    """Return a context manager that sets the compiled cutter; None where there is no such setting or no rjieba."""
    try:
        import rjieba  # noqa: F401

        from reportdiff.text.words import using_cutter
    except ImportError:
        return None
    return lambda: using_cutter("fast")


def _inside(setting: Callable[[], AbstractContextManager[None]], work: Seconds) -> Seconds:
    def seconds() -> float:
        with setting():
            return work()

    return seconds


def _passes(passes: list[list[Any]], work: Callable[[Any], object]) -> Seconds:
    """Return what times `work` over every item of every pass; caches are emptied before each pass."""

    def seconds() -> float:
        spent = 0.0
        for items in passes:
            for cache in _caches_of_texts():
                cache.cache_clear()
            gc.collect()
            begun = time.process_time()
            for item in items:
                work(item)
            spent += time.process_time() - begun
        return spent

    return seconds


@functools.cache
def _modules_seen(count: int) -> list[Any]:
    """Return our caches that remember many things, such as names and clauses, with `count` modules loaded."""
    return [
        item
        for item in gc.get_objects()
        if isinstance(item, functools._lru_cache_wrapper)
        and (getattr(item, "__module__", None) or "").startswith("reportdiff")
        and (item.cache_info().maxsize or 0) > 1  # tables that are made once have 1 or no limit
    ]


def _caches_of_texts() -> list[Any]:
    return _modules_seen(len(sys.modules))


def _cpu(work: Callable[[], object]) -> Seconds:
    return _passes([[None]], lambda _: work())


def _ratio(ours: Seconds, floor: Seconds, *, rounds: int = ROUNDS) -> float:
    """Return the median of the rounds' ratios; each round times both, so that a slow moment hits both."""
    ours(), floor()
    return statistics.median(ours() / floor() for _ in range(rounds))


def _warm(_: int) -> int:
    import reportdiff as rd

    return len(rd.compare(rd.parse("全年受理1件。", year=2022), rd.parse("全年受理2件。", year=2023)).result.pairs)


def _fresh(code: str) -> float:
    program = f"from time import perf_counter as now\nstart = now()\n{code}\nprint(now() - start)"
    return float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)


def _cold(one: Path, other: Path) -> float:
    with tempfile.TemporaryDirectory() as name:
        order = ["compare", str(one), str(other), "--quiet", "-o", f"{name}/out.json"]
        compare = [sys.executable, "-m", "reportdiff", *order]
        load = [sys.executable, "-c", "import jieba; jieba.initialize()"]
        return _ratio(lambda: _process(compare), lambda: _process(load), rounds=7)


def _process(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - begun


def _claims() -> dict[str, float]:
    """Measure a thousand random claims one by one, right and wrong, and a table of the right ones."""
    import jieba

    import reportdiff as rd

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    seed = OWN[-1].read_text(encoding="utf-8")
    cut = _cpu(lambda: [tokenizer.lcut(seed) for _ in range(10)])
    right, wrong = _rows(wrong=False), _rows(wrong=True)
    table = [dict(zip(("change", "now", "before"), row, strict=True)) for row in right]
    one_by_one = _cpu(lambda: _verify(right))
    return {
        "verify_table / verify": _ratio(
            _cpu(lambda: rd.verify_table(table, current="now", prior="before", stated="change")), one_by_one
        ),
        "verify, 1,000 right claims / jieba.lcut of the seed": 10 * _ratio(one_by_one, cut),
        "verify, 1,000 wrong claims / jieba.lcut of the seed": 10 * _ratio(_cpu(lambda: _verify(wrong)), cut),
    }


def _rows(*, wrong: bool) -> list[tuple[str, str, str]]:
    """Return a thousand random claims: stated, current, prior."""
    dice, rows = random.Random("claims"), []
    for _ in range(_CLAIMS):
        current, prior = dice.randint(10, 99999), dice.randint(10, 99999)
        size = 100 * (current - prior) / prior
        if wrong:
            size = size * dice.uniform(1.1, 1.9) + 1
        rows.append((f"{size:+.{dice.choice([1, 2])}f}%", f"{current}件", f"{prior}件"))
    return rows


def _verify(rows: list[tuple[str, str, str]]) -> None:
    import reportdiff as rd

    for stated, current, prior in rows:
        rd.verify(stated, current=current, prior=prior)


def _growth(small: bool) -> float:
    """Return what a long text costs against the same text in pieces of 3,000 characters."""
    import reportdiff as rd

    size = 100_000 if small else 1_000_000
    long = stretched(size)
    pieces = [long[start : start + 3_000] for start in range(0, size, 3_000)]
    return _ratio(_passes([[long]], rd.parse), _passes([pieces], rd.parse))


def _long_runs() -> float:
    """Return what a character costs in a text that repeats one piece, against half the text, at the worst piece."""
    import reportdiff as rd

    def parsed(piece: str, size: int) -> Seconds:
        return _passes([[TABLE["long_runs"]["head"] + piece * (size // len(piece))]], rd.parse)

    return max(_ratio(parsed(piece, 2 * _RUN), parsed(piece, _RUN), rounds=3) for piece in LONG_RUNS) / 2


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


if __name__ == "__main__":
    print(json.dumps(own_ratios("--small" in sys.argv[1:]), ensure_ascii=False))
