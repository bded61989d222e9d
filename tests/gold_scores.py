"""Score the program on every open gold table, each report and pair run once.

    python tests/gold_scores.py      prints the figures, and raises those stored in gold_scores.json that got better

`tests/test_gold.py` fails where a figure is below the stored one.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from running import ROOT, SHARED

__all__ = ["COUNTS", "FEWER_IS_BETTER", "STORED", "all_tables", "load", "score_all"]

STORED = Path(__file__).resolve().parent / "gold_scores.json"
COUNTS = {"gold", "found", "precision", "recall"}  # f1 holds the two last; one may be traded for the other
FEWER_IS_BETTER = {"traps_taken"}

Scores = dict[str, dict[str, float | None]]

_KINDS = ("quantities", "claims", "alignment", "sections")


def all_tables(shared: Path) -> list[tuple[str, Path]]:
    """Return the gold tables to score, each with the kind that the scorer calls it."""
    return [
        (kind, table)
        for table in sorted((shared / "gold").glob("*/*.tsv"))
        for kind in _KINDS
        if table.stem in (kind, f"{kind}-tables")
    ]


def key_of(table: Path) -> str:
    """Return the name under which a table's figures are stored: "seed/claims"."""
    return f"{table.parent.name}/{table.stem}"


def load() -> Scores:
    """Return the stored figures."""
    stored: Scores = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
    return stored


def score_all(shared: Path) -> Scores:
    """Return the figures of every open gold table by "set/table"; two sets are scored at a time."""
    sets: dict[str, list[tuple[str, Path]]] = {}
    for kind, table in all_tables(shared):
        sets.setdefault(table.parent.name, []).append((kind, table))

    with tempfile.TemporaryDirectory() as cache, ThreadPoolExecutor(max_workers=2) as pool:
        command = shlex.join([sys.executable, str(Path(__file__).resolve()), "--cached", cache])

        def run(tables: list[tuple[str, Path]]) -> Scores:
            return {
                key_of(table): _score(shared, kind, _two_sided(table, Path(cache)), command) for kind, table in tables
            }

        done: Scores = {}
        for part in pool.map(run, sorted(sets.values(), key=lambda tables: -tables[0][1].stat().st_size)):
            done.update(part)
    return {key: done[key] for key in sorted(done)}


def _two_sided(table: Path, folder: Path) -> Path:
    """Return the table without the rows that leave a file's name empty (a section of one year alone).

    They count for nothing in the scorer, which would look for a report without a name.
    """
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    names = [place for place, column in enumerate(head.split("\t")) if column.endswith("file")]
    kept = [row for row in rows if all(row.split("\t")[place] for place in names)]
    if len(kept) == len(rows):
        return table
    copy = folder / table.parent.name / table.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    return copy


def _score(shared: Path, kind: str, table: Path, command: str) -> dict[str, float | None]:
    arguments = [str(shared / "bench" / "score.py"), kind, str(table), str(shared), "--cli", command, "--json"]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"{key_of(table)}: {done.stderr.strip()}")
    figures: dict[str, float | None] = json.loads(done.stdout)
    return figures


def _cached(folder: Path, arguments: list[str]) -> int:
    """Print what `python -m reportdiff` prints, from `folder` where the same arguments were given before."""
    stem = folder / hashlib.sha256("\0".join(arguments).encode()).hexdigest()
    answer = stem.with_suffix(".out")
    if not answer.exists():
        done = subprocess.run([sys.executable, "-m", "reportdiff", *arguments], stdout=subprocess.PIPE, cwd=ROOT)
        if done.returncode not in (0, 1):
            return done.returncode
        stem.with_suffix(f".{done.returncode}").touch()
        stem.with_suffix(".tmp").write_bytes(done.stdout)
        stem.with_suffix(".tmp").replace(answer)
    sys.stdout.buffer.write(answer.read_bytes())
    return int(stem.with_suffix(".1").exists())


def _raise_stored() -> int:
    stored = load()
    scores = score_all(SHARED)
    for key, figures in scores.items():
        print(key, *(f"{name}={value}" for name, value in figures.items()))
        before = stored.setdefault(key, {})
        for name, value in figures.items():
            old = before.get(name)
            better = min if name in FEWER_IS_BETTER else max
            if name not in COUNTS and value is not None:
                before[name] = value if old is None else better(old, value)
    STORED.write_text(json.dumps(dict(sorted(stored.items())), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_cached(Path(sys.argv[2]), sys.argv[3:]) if sys.argv[1:2] == ["--cached"] else _raise_stored())
