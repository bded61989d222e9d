"""Read hostile files, each with its processor time and memory: hostile_run.py, or --sample 60 for some of them.

Each must end within 60 seconds of processor time and below 1 GB, with a report that can be checked or an error of ours.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest does for the tests

from hostile_files import hostile_files, take

from reportdiff import Limits
from reportdiff.errors import ReportdiffError
from reportdiff.reading.bounded import close_workers

__all__ = ["main"]

SECONDS, MEGABYTES = 60, 1_000


def _used() -> tuple[float, float]:
    """Return the processor time of this process and of its workers that ended, and the most that one of them took."""
    uses = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in uses), max(each.ru_maxrss for each in uses) / 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files one after the other; 1 where one of them takes too much or breaks something."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--named", default="", help="only files whose name holds this")
    options.add_argument("--seconds", type=int, default=SECONDS, help="the limit of processor time")
    given = options.parse_args(arguments)
    names = [name for name in hostile_files() if given.named in name]
    if given.sample:
        names = random.Random(given.seed).sample(names, min(given.sample, len(names)))
    failures, most, outcomes = 0, (0.0, ""), dict[str, str]()
    for name in names:
        before = _used()[0]
        content = hostile_files()[name]()
        made = _used()[0]
        wrong = ""
        try:
            take(name, content, Limits(seconds=given.seconds))
            outcome = "read"
        except (ReportdiffError, UnicodeDecodeError) as error:  # bytes that are no text are no JSON
            outcome = f"{type(error).__name__}: {str(error)[:90]}"
        except Exception:
            outcome = wrong = traceback.format_exc()
        outcomes[name] = outcome.partition(":")[0] if not wrong else "failed"
        close_workers()  # so that what they took is known
        seconds, memory = _used()[0] - made, _used()[1]
        most = max(most, (seconds, name))
        if seconds > given.seconds + 10 or memory > MEGABYTES:
            wrong += f"took {seconds:.0f} seconds, {memory:.0f} MB"
        if wrong:
            failures += 1
            print(f"FAILED {name}: {wrong}", flush=True)
        elif seconds > 10:
            print(f"{name}: {seconds:.0f} s (made in {made - before:.0f} s), {outcome}", flush=True)
    kinds = Counter((name.partition(":")[0], outcome) for name, outcome in outcomes.items())
    for (kind, outcome), count in sorted(kinds.items()):
        print(f"{kind}\t{outcome}\t{count}")
    print(f"{len(names)} files, {failures} failures, at most {most[0]:.0f} s ({most[1]}), {memory:.0f} MB")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
