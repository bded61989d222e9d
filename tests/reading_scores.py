"""Score figures, names, claims and pairs on a gold set of other genres: python tests/reading_scores.py a|b [--show]

tests/gold_reading holds passages of budget reports, communiqués and company reports, read by hand before the
program's output was looked at. Half `a` is worked on and may be shown; half `b` is scored alone. The comparison of
numbers, units, names and verdicts is that of ../shared/bench/score.py.
"""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from running import SHARED

__all__ = ["GOLD", "TABLES", "read_rows", "score"]

GOLD = Path(__file__).resolve().parent / "gold_reading"
TABLES = ("figures", "claims", "pairs", "passages")
Row = dict[str, str]
Scores = dict[str, dict[str, float]]
_NAMED = {"count", "money", "measure", "ratio", "target"}  # a stated change takes its name from its claim


def score(half: str, *, show: bool = False) -> Scores:
    """Return the figures of one half by table; `show` prints every row that is wrong."""
    bench = _load_bench()
    program = bench.Program(f"{sys.executable} -m reportdiff", SHARED / "reports")
    return {
        "figures": _score_figures(half, bench, program, show=show),
        "claims": _score_claims(half, bench, program, show=show),
        "pairs": _score_pairs(half, bench, program, show=show),
    }


def read_rows(half: str, table: str) -> list[Row]:
    """Return the rows of one table of one half."""
    with (GOLD / half / f"{table}.tsv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _load_bench() -> Any:
    """Return ../shared/bench/score.py as a module."""
    spec = importlib.util.spec_from_file_location("bench_score", SHARED / "bench" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "bench" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _documents(half: str, table: str) -> Iterator[tuple[str, list[Row], list[tuple[int, int]]]]:
    """Yield each document with its gold rows and the extents of its passages."""
    rows, extents = defaultdict(list), defaultdict(list)
    for row in read_rows(half, table):
        rows[row["file"]].append(row)
    for passage in read_rows(half, "passages"):
        if passage["table"] == table:
            extents[passage["file"]].append((int(passage["start"]), int(passage["end"])))
    for file in sorted(extents):
        yield file, rows[file], extents[file]


def _inside(item: dict[str, Any], extents: list[tuple[int, int]]) -> bool:
    return any(start <= item["start"] and item["end"] <= end + 2 for start, end in extents)


def _score_figures(half: str, bench: Any, program: Any, *, show: bool) -> dict[str, float]:
    tally: Counter[str] = Counter()
    for file, rows, extents in _documents(half, "figures"):
        gold = [row for row in rows if row["kind"] != "none"]
        lures = [row for row in rows if row["kind"] == "none"]
        got = [figure for figure in bench.figures(program.ask("extract", file), False) if _inside(figure, extents)]

        def fits(row: Row, figure: dict[str, Any]) -> bool:
            unit_fits = bench.same_unit(row["unit"], figure.get("unit")) or row["kind"] == "change"
            return bool(bench.same_number(row["value"], figure["value"]) and unit_fits)

        pairs = [(i, j) for i, j in bench.pair_up(gold, got, fits) if fits(gold[i], got[j])]
        tally.update(gold=len(gold), found=len(got), hit=len(pairs), lures=len(lures))
        for i, j in pairs:
            if gold[i]["kind"] in _NAMED:
                value = bench.name_score(gold[i]["metric"], got[j].get("name"))
                tally.update(named=1, exact=value == 100, lax=value >= 80)
                if value < 100:
                    mark = "name (lax)" if value >= 80 else "name"
                    _print(show, mark, gold[i], f"{gold[i]['metric']} | got {got[j].get('name')}")
        hit_gold, hit_got = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, row in enumerate(gold):
            if i not in hit_gold:
                _print(show, "missed", row, row["metric"])
        for j, figure in enumerate(got):
            if j not in hit_got:
                span = (figure["start"], figure["end"])
                taken = any(bench.overlap(span, (int(row["start"]), int(row["end"]))) for row in lures)
                tally["lures_read"] += taken
                _print(show, "lure read" if taken else "extra", {"file": file, **figure}, str(figure.get("name")))
    return {
        "gold": tally["gold"],
        "found": tally["found"],
        **bench.prf(tally["hit"], tally["gold"], tally["found"]),
        "name_exact": bench.share(tally["exact"], tally["named"]),
        "name_lax": bench.share(tally["lax"], tally["named"]),
        "lures": tally["lures"],
        "lures_read": tally["lures_read"],
    }


def _score_claims(half: str, bench: Any, program: Any, *, show: bool) -> dict[str, float]:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    found = 0
    for file, gold, extents in _documents(half, "claims"):
        data = program.ask("check", file)
        metrics = {metric["id"]: metric for metric in data["metrics"]}
        checks = defaultdict(list)
        for check in data["checks"]:
            checks[check.get("claim")].append(check)
        got = [claim for claim in data["claims"] if not claim.get("table") and _inside(claim, extents)]

        def fits(row: Row, claim: dict[str, Any]) -> bool:
            sized = bench.same_number(row["size"], claim.get("size")) if row["size"] else not claim.get("size")
            directed = row["form"] not in bench.DIRECTED or row["direction"] == claim["direction"]
            return bool(row["form"] == claim["form"] and directed and sized)

        pairs = [(i, j) for i, j in bench.pair_up(gold, got, fits) if fits(gold[i], got[j])]
        asked["claims"], found = asked["claims"] + len(gold), found + len(got)
        right["claims"] += len(pairs)
        for i, j in pairs:
            row, claim = gold[i], got[j]
            name = claim.get("metric_name") or metrics.get(claim.get("metric"), {}).get("name")
            answers = {
                "basis": (row["basis"], str(claim.get("basis")), row["basis"] == claim.get("basis")),
                "metric": (row["metric"], str(name), bench.name_score(row["metric"], name) >= 80),
                **_operand_answers(row, claim, metrics),
            }
            said = bench.verdict_of(checks[claim["id"]])
            answers["verdict"] = (row["verdict_alone"], said, row["verdict_alone"] == said)
            if row["verdict_alone"] != "unchecked":
                answers["verdict_decided"] = answers["verdict"]
            if row["verdict_alone"] in ("consistent", "within_precision"):
                alarm = said in ("inconsistent", "rounding_difference")
                answers["no_false_alarm"] = (row["verdict_alone"], said, not alarm)
            for field, (wanted, answer, good) in answers.items():
                asked[field] += 1
                right[field] += good
                _print(show and not good, field, row, f"{wanted!r} | got {answer!r}")
        hit_gold, hit_got = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, row in enumerate(gold):
            _print(show and i not in hit_gold, "missed", row, f"{row['form']} {row['direction']}")
        for j, claim in enumerate(got):
            _print(show and j not in hit_got, "extra", {"file": file, **claim}, f"{claim['form']} {claim['direction']}")
    shares = {field: bench.share(right[field], asked[field]) for field in asked if field != "claims"}
    return {"gold": asked["claims"], "found": found, **bench.prf(right["claims"], asked["claims"], found), **shares}


def _operand_answers(row: Row, claim: dict[str, Any], metrics: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    """Return what was wanted and got of the operands: printed ones at their place, none where none is printed."""
    answers = {}
    for side in ("current", "prior"):
        operand = metrics.get(str(claim.get(side)))
        surface = operand["surface"] if operand else ""
        if row[side]:
            good = operand is not None and (surface == row[side] or _stands_at(operand, int(row[f"{side}_start"])))
            answers[f"{side}_right"] = (row[side], surface, good)
        else:
            answers[f"{side}_absent"] = ("", surface, operand is None)
    return answers


def _spans(metric: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield where a metric is printed: its own place, then the repetitions."""
    yield metric["start"], metric["end"]
    for place in metric.get("places") or ():
        yield (place["start"], place["end"]) if isinstance(place, dict) else (place[0], place[1])


def _stands_at(metric: dict[str, Any], position: int) -> bool:
    return any(start <= position < end for start, end in _spans(metric))


def _score_pairs(half: str, bench: Any, program: Any, *, show: bool) -> dict[str, float]:
    tally: Counter[str] = Counter()
    by_issuer = defaultdict(list)
    for row in read_rows(half, "pairs"):
        by_issuer[row["prior_file"], row["current_file"]].append(row)
    for (prior, current), rows in by_issuer.items():
        data = program.ask("compare", prior, current)
        sides = {side: [m for m in data[side]["metrics"] if not m.get("table")] for side in ("prior", "current")}

        def ids(row: Row, side: str, sides: dict[str, list[dict[str, Any]]] = sides) -> set[str]:
            # a qualifier may be inside the surface: the last digit's place is inside the program's span too
            position = int(row[f"{side}_start"]) + max(i for i, c in enumerate(row[f"{side}_surface"]) if c.isdigit())
            return {metric["id"] for metric in sides[side] if _stands_at(metric, position)}

        same: dict[tuple[str, str], Row] = {}
        lures: dict[tuple[str, str], Row] = {}
        for row in rows:
            keys = {(a, b) for a in ids(row, "prior") for b in ids(row, "current")}
            table = same if row["relation"] == "same" else lures
            table.update(dict.fromkeys(keys, row))
            tally["gold" if row["relation"] == "same" else "lures"] += 1
            _print(show and not keys, "unread", _as_place(row), row["metric_current"])
        known = {a for a, _ in same}, {b for _, b in same}
        names = {side: {metric["id"]: metric for metric in metrics} for side, metrics in sides.items()}
        got = {(p["prior"], p["current"]) for p in data["pairs"]}
        got = {(a, b) for a, b in got if a in names["prior"] and b in names["current"]}
        judged = {(a, b) for a, b in got if a in known[0] or b in known[1]}
        right = {id(same[key]) for key in judged if key in same}
        tally.update(found=len(judged), hit=len(right), lures_paired=len({id(lures[key]) for key in got & set(lures)}))
        for a, b in sorted((judged | got & set(lures)) - set(same)):
            mark = "lure" if (a, b) in lures else "wrong"
            texts = [
                f"{names[side][key]['surface']} {names[side][key]['name']}"
                for side, key in zip(sides, (a, b), strict=True)
            ]
            _print(show, mark, {"file": prior, "start": names["prior"][a]["start"], "surface": texts[0]}, texts[1])
        for row in rows:
            if row["relation"] == "same" and id(row) not in right:
                _print(show, "missed", _as_place(row), f"{row['current_surface']} {row['metric_current']}")
    return {
        "gold": tally["gold"],
        "found": tally["found"],
        **bench.prf(tally["hit"], tally["gold"], tally["found"]),
        "lures": tally["lures"],
        "lures_paired": tally["lures_paired"],
    }


def _as_place(row: Row) -> dict[str, Any]:
    return {"file": row["prior_file"], "start": row["prior_start"], "surface": row["prior_surface"]}


def _print(show: bool, mark: str, row: Row | dict[str, Any], text: str) -> None:
    if show:
        print(f"{mark}  {row['file'][:14]}:{row['start']} {row['surface']}  {text}")


def main() -> None:
    """Print the figures of the half that the command line names."""
    halves = [argument for argument in sys.argv[1:] if argument in ("a", "b")]
    if not halves:
        sys.exit("usage: python reading_scores.py a|b [--show]")
    for half in halves:
        for table, figures in score(half, show="--show" in sys.argv).items():
            print(half, table, *(f"{field}={value}" for field, value in figures.items()))


if __name__ == "__main__":
    main()
