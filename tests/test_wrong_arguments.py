"""Arguments that no function can take: one line that names the argument, as an error of ours."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy
import pandas
import pytest

import reportdiff as rd

POOL = ThreadPoolExecutor(1)
REPORT = rd.parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
PRIOR = rd.parse("全年受理行政复议申请132件。", year=2022)


class Broken:
    """An open file whose source is gone."""

    def read(self, _size: int = -1) -> bytes:
        """Fail as a network does."""
        raise RuntimeError("connection lost")


class Numbers:
    """A file that reads no bytes."""

    def read(self, _size: int = -1) -> int:
        """Return what is no content."""
        return 12


def closed() -> io.BytesIO:
    """Return a file that was closed."""
    file = io.BytesIO(b"287")
    file.close()
    return file


def claim(stated: Any = "+117.42%", current: Any = "287件", prior: Any = "132件", **more: Any) -> rd.Check:
    """Return the check of a claim of which one argument may be anything."""
    return rd.verify(stated, current=current, prior=prior, **more)


TABLE = pandas.DataFrame({"a": ["287"], "b": ["132"], "c": ["+117.42%"]})
ODD: tuple[Any, ...] = (3, 1.5, [1], {"a": 1}, object(), b"1", b"", Decimal("NaN"), numpy.array([1, 2]), TABLE)
WRONG: dict[str, tuple[Callable[[Any], object], tuple[Any, ...]]] = {
    "read": (rd.read, (None, *ODD[:5], Broken(), Numbers(), closed(), "a" * 300, "九" * 3_000, "a\x00b.txt", "\ud800")),
    "read name": (lambda value: rd.read(b"287", name=value), ODD),
    "read year": (lambda value: rd.read(b"287", year=value), ("2023", 1.5, True, -1, 0, 10**30, numpy.array([1, 2]))),
    "read limits": (lambda value: rd.read(b"287", limits=value), ("9", *ODD)),
    "read cutter": (lambda value: rd.read(b"287", cutter=value), ("x" * 9_000, *ODD)),
    "parse": (rd.parse, (None, *ODD)),
    "parse source": (lambda value: rd.parse("287件", source=value), (*ODD,)),
    "check": (rd.check, (None, rd.check(REPORT), *ODD[:5])),
    "check rules": (lambda value: rd.check(REPORT, rules=value), ("a\x00b", "\ud800", "a" * 300, ".", *ODD[:5])),
    "check rounding": (lambda value: rd.check(REPORT, rounding=value), ("up", "x" * 9_000, 3, [], [1])),
    "compare": (lambda value: rd.compare(PRIOR, value), (None, rd.check(REPORT), *ODD[:5])),
    "stated": (claim, ("", "\x00", "9" * 5_000, Decimal("1E+999999"), Decimal("1E-999999"), None, *ODD[2:])),
    "current": (
        lambda value: claim(current=value),
        ("1/0", True, 10**9_000, Fraction(1, 10**9_000), *ODD[2:]),
    ),
    "prior": (lambda value: claim(prior=value), ("1e9", float("nan"), Decimal("sNaN"), Decimal("1E+999999"), *ODD[2:])),
    "relation": (lambda value: claim(relation=value), ("grow" * 900, *ODD)),
    "years": (lambda value: claim("年均增长10%", years=value), (0, -1, 2**63, "5", 1.5, True)),
    "metric": (lambda value: claim(metric=value), ODD),
    "sentence": (lambda value: claim(sentence=value), ODD),
    "siblings": (lambda value: claim(siblings=value), ("ab", 3, [1], [(1, 2, 3)])),
    "totals": (lambda value: claim("+1%", totals=value), ("12", 3, [None], [[]])),
    "total": (lambda value: rd.verify_total(value, parts=["18", "61"]), ("", None, *ODD[2:])),
    "parts": (lambda value: rd.verify_total("79", parts=value), ("79", 3, [None], ["", "3"])),
    "implied prior": (lambda value: rd.implied_prior(value, "+1%"), ("", None, *ODD[2:])),
    "table": (lambda value: rd.verify_table(value, current="a", prior="b", stated="c"), (3, "ab", [1], ["ab"], None)),
    "column": (lambda value: rd.verify_table(TABLE, current=value, prior="b", stated="c"), (None, "d", [1], TABLE)),
    "series": (rd.series, ("a.txt", REPORT, 3, [REPORT], [REPORT, REPORT], [REPORT, None])),
    "many": (lambda value: list(rd.compare_many(value, executor=POOL)), ("ab", 3, [3], ["ab"], [(1, 2)], [(REPORT,)])),
    "groups": (lambda value: list(rd.series_many(value, executor=POOL)), ("ab", 3, [3], ["ab"], [(1, 2)])),
    "on_error": (lambda value: rd.compare_many([], on_error=value), ("skip", *ODD[:2])),
    "window": (lambda value: list(rd.compare_many([], executor=POOL, window=value)), (0, -1, "4", 1.5)),
    "batch": (lambda value: rd.batch(value, "out", executor=POOL), (3, None, "a" * 5_000, "a\x00b")),
    "limit": (lambda value: rd.Limits(seconds=value), (0, -1, "60", 1.5, None, True)),
    "from_json": (rd.Comparison.from_json, (None, b"{}", *ODD)),
    "Checkup.from_json": (rd.Checkup.from_json, ("", "[]", "{}", "9" * 5_000, "[" * 9_000, *ODD)),
    "to_json": (rd.compare(PRIOR, REPORT).to_json, ("a\x00b", "\ud800\udfff\x00", "a" * 300, *ODD[:5])),
    "accept": (rd.check(REPORT).accept, ("k99", "", None, 3, ["k1"])),
    "accept path": (lambda value: rd.check(REPORT).accept(path=value), (3, b"x", "a\x00b", "no/such/file")),
    "explain": (rd.compare(PRIOR, REPORT).explain, (None, *ODD)),
    "excel": (rd.compare(PRIOR, REPORT).to_excel, (None, "a\x00b", *ODD[:5])),
    "audit": (rd.audit, ("nope", None, 3, [3], ["k1"], b"x")),
    "corpus": (lambda value: rd.corpus_view(value, "受理"), ("none", "a\x00b", None, *ODD[:5])),
    "recurring": (rd.series([PRIOR, REPORT]).recurring, ("2", None, -1, 1.5)),
    "to_rules": (rd.series([PRIOR, REPORT]).to_rules, (None, ".", *ODD[:5])),
    "render": (rd.compare(PRIOR, REPORT).render, ("pdf", None, *ODD[:5])),
    "lang": (lambda value: rd.compare(PRIOR, REPORT).to_html(lang=value), ("fr", "z" * 9_000, *ODD)),
}


@pytest.mark.parametrize("argument", WRONG)
def test_a_wrong_argument_is_one_line(argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is given in the place of an argument, the error is ours, of one line, and no longer than a paragraph."""
    monkeypatch.chdir(tmp_path)
    call, values = WRONG[argument]
    for value in values:
        with pytest.raises(rd.ReportdiffError) as caught:
            call(value)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 700 or "a" * 300 in str(caught.value), value
    assert list(tmp_path.iterdir()) == []


def test_integers_of_numpy_are_exact() -> None:
    """Years and figures that NumPy holds are taken as whole numbers of any size, which do not overflow."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        years = numpy.int64(40)
        assert claim("年均增长10%", 3_000, 7, years=years) == claim("年均增长10%", 3_000, 7, years=40)
        large = Fraction(numpy.int64(2**62), numpy.int64(3))  # type: ignore[call-overload]
        assert claim("+10%", large, large).verdict == "inconsistent"
        year: Any = numpy.int64(2023)
        assert rd.parse("全年受理287件。", year=year).year == 2023


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_read(kind: Callable[[bytes], Any]) -> None:
    """Bytes, a bytearray and a memoryview are the content of a file."""
    assert [metric.figure.surface for metric in rd.read(kind("全年受理287件。".encode())).metrics] == ["287件"]
