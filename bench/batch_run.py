"""Run a long batch by hand: 10,000 synthetic pairs, 20 broken, killed once and resumed; measure memory and scaling.

    .venv/bin/python bench/batch_run.py [PAIRS] [FOLDER]

Prints the measurements and ends with 1 where a promise is broken: every row there once and equal to the serial run,
memory flat after the first 500 pairs (within 15%), two workers at least 1.8 times one. Linux alone (/proc).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "corpus"))

from corpus_helpers import Serial, finished, rows_of, sorted_rows, start_batch
from synthetic_reports import write_corpus

from reportdiff import batch
from reportdiff.corpus.batch_rows import TABLES

PAGE = os.sysconf("SC_PAGE_SIZE") / 1e6  # MB
SCALING_PAIRS = 6_000  # so many that starting, which both have to do, counts for little


def group_memory(group: int) -> tuple[float, float]:
    """Return the resident memory of a process group in MB: its leader's, and that of all processes together."""
    leader = total = 0.0
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                its_group = int((path / "stat").read_text().rpartition(")")[2].split()[2])
                resident = int((path / "statm").read_text().split()[1]) * PAGE
            except (OSError, IndexError, ValueError):
                continue
            if its_group == group:
                total += resident
                leader += resident if int(path.name) == group else 0
    return leader, total


def done_reports(out: Path) -> int:
    """Return how many reports the finished parts hold."""
    return sum(json.loads(path.read_text())["counts"]["reports"] for path in finished(out))


def watch(running: subprocess.Popen[str], out: Path, until: int | None) -> list[tuple[int, float, float]]:
    """Return samples of (pairs done, leader's MB, all MB) until the run ends, or `until` pairs are done."""
    samples = []
    while running.poll() is None:
        pairs = done_reports(out) // 2 if (out / "finished").is_dir() else 0
        samples.append((pairs, *group_memory(running.pid)))
        if until is not None and pairs >= until:
            break
        time.sleep(0.25)
    return samples


def memory_lines(samples: Sequence[tuple[int, float, float]]) -> tuple[list[str], float]:
    """Return lines with the highest memory by 1,000 pairs, and its growth after the first 500 pairs."""
    lines, step = [], 1000
    for start in range(0, max(pairs for pairs, *_ in samples) + 1, step):
        stretch = [item for item in samples if start <= item[0] < start + step]
        if stretch:
            leader, total = max(item[1] for item in stretch), max(item[2] for item in stretch)
            lines.append(
                f"  {start:6d}–{start + step:6d} pairs: leader {leader:6.1f} MB, all processes {total:6.1f} MB"
            )
    first = min(pairs for pairs, *_ in samples) + 500
    about = [total for pairs, _, total in samples if pairs <= first]
    later = [total for pairs, _, total in samples if pairs > first]
    growth = max(later) / max(about) - 1 if about and later else 0.0
    return lines, growth


def kill_and_resume(reports: Path, out: Path, pairs: int) -> Iterator[str]:
    """Run a batch, kill it when half is done, resume it; yield what is wrong."""
    begin = time.perf_counter()
    running = start_batch(reports, "-o", out, "--jobs", 2, "-q")
    until_kill = watch(running, out, pairs // 2)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    print(f"killed with {done_reports(out) // 2} pairs done after {time.perf_counter() - begin:.1f} s")
    kept = {path: path.stat().st_mtime_ns for path in finished(out)}
    begin = time.perf_counter()
    running = start_batch(reports, "-o", out, "--jobs", 2, "-q")
    resumed = watch(running, out, None)
    printed, messages = running.communicate()
    took = time.perf_counter() - begin
    print(f"resumed, exit code {running.returncode} after {took:.1f} s: {printed.splitlines()[0]}")
    if running.returncode != 1 or messages:
        yield f"the resumed run ended with {running.returncode}: {messages}"
    if any(path.stat().st_mtime_ns != when for path, when in kept.items()):
        yield "finished parts were written again"
    for name, samples in (("until the kill", until_kill), ("after it", resumed)):
        lines, growth = memory_lines(samples)
        print(f"memory {name} (highest of each stretch; growth after the first 500 {growth:+.1%}):", *lines, sep="\n")
        if growth > 0.15:
            yield f"memory grew by {growth:.1%} {name}"


def compare_with_serial(reports: Path, out: Path, serial: Path, broken: int) -> Iterator[str]:
    """Run the same batch in this process and compare the rows; yield what is wrong."""
    begin = time.perf_counter()
    batch(reports, serial, executor=Serial())
    print(f"serially in this process: {time.perf_counter() - begin:.1f} s")
    for table in TABLES:
        rows = sorted_rows(out, table)
        same = rows == sorted_rows(serial, table)
        print(f"  {table}: {len(rows)} rows, {'equal to' if same else 'DIFFERENT from'} the serial run")
        if not same:
            yield f"{table} differs from the serial run"
    errors = [row["file"] for row in rows_of(out, "errors") if row["level"] == "error"]
    if len(set(errors)) != broken or len(errors) != broken:
        yield f"{len(errors)} errors for {broken} broken files"


def scale(folder: Path) -> Iterator[str]:
    """Time one worker and two, by turns, so that a busy moment of the machine hits both; yield what is wrong."""
    write_corpus(folder / "scaling", SCALING_PAIRS)
    times: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(3):
        for jobs in (1, 2):
            begin = time.perf_counter()
            start_batch(folder / "scaling", "-o", folder / f"scaled-{jobs}-{turn}", "--jobs", jobs, "-q").communicate()
            times[jobs].append(time.perf_counter() - begin)
    one, two = (sorted(times[jobs])[1] for jobs in (1, 2))
    print(f"load of the machine while measuring: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{SCALING_PAIRS} pairs: one worker {one:.1f} s, two {two:.1f} s, {one / two:.2f} times (medians of 3)")
    if one / two < 1.8:
        yield f"two workers are {one / two:.2f} times one"


def main(pairs: int, folder: Path) -> int:
    """Run all parts; return 0 where every promise holds."""
    broken = [pairs * number // 20 + 7 for number in range(20)]
    reports, out = folder / "reports", folder / "out"
    begin = time.perf_counter()
    write_corpus(reports, pairs, broken=broken)
    print(f"{pairs} pairs ({2 * pairs} files, {len(broken)} broken) written in {time.perf_counter() - begin:.1f} s")
    wrong = [
        *kill_and_resume(reports, out, pairs),
        *compare_with_serial(reports, out, folder / "serial", len(broken)),
        *scale(folder),
    ]
    print(*(f"WRONG: {line}" for line in wrong), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if len(sys.argv) > 2:
        sys.exit(main(amount, Path(sys.argv[2])))
    with tempfile.TemporaryDirectory() as place:
        code = main(amount, Path(place))
    sys.exit(code)
