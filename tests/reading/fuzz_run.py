"""Broken inputs without end: valid files of every format, spoiled; run it by hand: fuzz_run.py --seconds 1200.

Of every input it is asked that the readers and the extractor (now and then the checks as well) end with a result or
with an error of ours, within 10 seconds and below 1 GB. What breaks that is kept under build/fuzz and makes the exit
code 1. The same --seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import multiprocessing
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest does for the tests

from twins import OWN, WRITERS, blocks_of, lines_of

from reportdiff import check, read
from reportdiff.errors import ReportdiffError
from running import ROOT

__all__ = ["broken", "main", "tried", "valid_files"]

SECONDS, MEGABYTES = 10, 1_000
KEPT = ROOT / "build" / "fuzz"
_AROUND = (
    "一、（二）1.2２８７件万元%％亿个百分点，。；：增长下降同比占完成由至翻番分别其中合计|-—~ "
    "\t\n\r\u3000\u200b\u202e\ue000⼀\x00\ufeff𠮷é<>&\"'"
)
_PIECES = (
    *(
        "287件",
        "同比增长12.3%",
        "由3万元增至5万元",
        "翻两番",
        "占全市的45.6%",
        "完成预算的98%",
        "分别增长1%、2%和3%",
        "其中：",
        "合计",
    ),
    *(
        "| 指标 | 2023年 | 2024年 | 增减% |",
        "|---|---|---|---|",
        "| 许可 | 1 | 2 | 100 |",
        "单位：万元",
        "一、",
        "（二）",
        "3.",
    ),
    *(
        "上年同期",
        "比上年",
        "9" * 400,
        "0." + "0" * 300 + "1",
        "1e999",
        "-" * 50,
        "（" * 80,
        "“" * 80,
        "１２３，４５６",
        "∞",
        "二〇二四年",
    ),
    *(
        "<table>",
        "</table>",
        "<td colspan=99999999>",
        "<div>",
        "&#x110000;",
        "<![CDATA[",
        "<!--",
        "obj",
        "stream",
        "endstream",
    ),
    *(
        "w:val=",
        "<w:p>",
        "<w:tbl>",
        "<w:tr>",
        "<w:tc>",
        "<w:gridSpan w:val='999999999'/>",
        "<w:vMerge/>",
        "<w:numId w:val='-1'/>",
    ),
)


def valid_files() -> list[tuple[str, bytes]]:
    """Name and bytes of our own reports in every format."""
    files: list[tuple[str, bytes]] = []
    for path in OWN:
        blocks = blocks_of(lines_of(path))
        text = path.read_bytes()
        files += [("report.txt", text), ("report.md", text), ("report", text.decode().encode("gb18030"))]
        for name, write, _ in WRITERS.values():
            files.append((name, write(blocks)))
        files.append(("report.pdf", _opened(WRITERS["ruled tables"][1](blocks))))
    return files


def _opened(pdf: bytes) -> bytes:
    """A PDF whose content streams stand uncompressed, so that what spoils it reaches what they draw."""
    from reportlab import rl_config

    before = rl_config.pageCompression
    rl_config.pageCompression = 0
    try:
        return WRITERS["ruled tables"][1](blocks_of(lines_of(OWN[-1]))) if pdf else pdf
    finally:
        rl_config.pageCompression = before


def broken(content: bytes, name: str, chance: random.Random) -> bytes:
    """The file spoiled in one to a dozen places; a Word file also inside its parts."""
    if name.endswith(".docx") and chance.random() < 0.8:
        return _repacked(content, chance)
    return _spoiled(content, chance)


def _repacked(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            part = before.read(entry)
            often = 0.9 if entry.filename == "word/document.xml" else 0.15
            if chance.random() < often:
                part = _spoiled_xml(part, chance) if chance.random() < 0.8 else _spoiled(part, chance)
            if chance.random() > 0.005:
                after.writestr(entry.filename, part)
    return out.getvalue()


def _spoiled_xml(content: bytes, chance: random.Random) -> bytes:
    """Whole elements doubled, dropped, nested and exchanged, so that the XML often stays well formed."""
    marks = [place for place in range(len(content)) if content[place : place + 1] == b"<"]
    if len(marks) < 20:
        return content
    for _ in range(chance.randint(1, 6)):
        at = chance.choice(marks)
        end = content.find(b">", at) + 1
        tag = content[at + 1 : end].split(b" ")[0].split(b">")[0].split(b"/")[0]
        close = content.find(b"</" + tag + b">", end)
        if not tag or close < 0:
            continue
        whole = content[at : close + len(tag) + 3]
        how = chance.randrange(5)
        if how == 0:
            content = content.replace(whole, b"", 1)
        elif how == 1:
            content = content.replace(whole, whole * chance.choice((2, 3, 50)), 1)
        elif how == 2:
            content = content.replace(whole, (b"<" + tag + b">") * 5 + whole + (b"</" + tag + b">") * 5, 1)
        elif how == 3:
            number = str(chance.choice((-1, 0, 7, 10**6, 10**18, "x"))).encode()
            content = content[:at] + content[at:].replace(b'w:val="', b'w:val="' + number, 1)
        else:
            other = chance.choice(marks)
            content = content[:other] + whole + content[other:]
    return content


def _spoiled(content: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        if not spoiled:
            break
        at = chance.randrange(len(spoiled))
        size = min(chance.choice((1, 1, 2, 3, 8, 60, 900)), len(spoiled) - at)
        how = chance.randrange(9)
        if how == 0:
            spoiled[at] = chance.randrange(256)
        elif how == 1:
            del spoiled[at : at + size]
        elif how == 2:
            spoiled[at:at] = spoiled[at : at + size] * chance.choice((1, 2, 40))
        elif how == 3:
            spoiled[at:at] = "".join(chance.choices(_AROUND, k=chance.choice((1, 3, 30)))).encode("utf-8", "replace")
        elif how == 4:
            spoiled[at:at] = chance.choice(_PIECES).encode() * chance.choice((1, 1, 1, 20, 300))
        elif how == 5:
            del spoiled[at:]
        elif how == 6:
            other = chance.randrange(len(spoiled))
            spoiled[at : at + size], spoiled[other : other + size] = (
                spoiled[other : other + size],
                spoiled[at : at + size],
            )
        elif how == 7:
            spoiled[at : at + size] = bytes(chance.randrange(256) for _ in range(size))
        else:
            spoiled[at:at] = chance.choice((b"\x00", b"9", b"(", b"<", b"[", b"/", b" R ")) * chance.choice((1, 9, 500))
    return bytes(spoiled)


def words(chance: random.Random) -> bytes:
    """A text of figures, marks, table rows and signs in no order."""
    parts = [
        chance.choice(_PIECES) if chance.random() < 0.4 else chance.choice(_AROUND)
        for _ in range(chance.choice((5, 80, 900)))
    ]
    return "".join(parts).encode("utf-8", "replace")


def tried(content: bytes, name: str, *, checked: bool) -> str | None:
    """What is wrong with the report that an input gives; None for nothing, or an error of ours."""
    try:
        report = read(content, name=name)
    except ReportdiffError:
        return None
    text = report.document.text
    for metric in report.metrics:
        if metric.span.of(text) != metric.figure.surface:
            return f"offsets: {metric.figure.surface!r} is not {metric.span.of(text)!r}"
    for claim in report.claims:
        if claim.span.of(text) != claim.surface:
            return f"offsets: {claim.surface!r} is not {claim.span.of(text)!r}"
    if checked:
        check(report).to_json()
    return None


def _work(seed: int, seconds: float, counted: Callable[[int], None]) -> int:
    """Try inputs until the time is over; the one that is being tried lies in build/fuzz, in case the process dies."""
    chance = random.Random(seed)
    files = valid_files()
    end = time.monotonic() + seconds
    failures = done = 0
    last = KEPT / f"last-{seed}"
    faulthandler.register(signal.SIGPROF, chain=True)  # no end: its traceback, then the process ends
    while time.monotonic() < end:
        name, content = chance.choice(files)
        content = words(chance) if chance.random() < 0.15 else broken(content, name, chance)
        if chance.random() < 0.05:
            name = chance.choice(("a.txt", "a.html", "a.pdf", "a.docx", "a"))
        last.write_bytes(name.encode() + b"\n" + content)
        signal.setitimer(signal.ITIMER_PROF, SECONDS * 2)
        begun = time.process_time()
        wrong = None
        try:
            wrong = tried(content, name, checked=chance.random() < 0.2)
        except Exception:
            wrong = traceback.format_exc()
        spent = time.process_time() - begun
        signal.setitimer(signal.ITIMER_PROF, 0)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        if spent > SECONDS:
            wrong = wrong or f"took {spent:.0f} seconds"
        if memory > MEGABYTES:
            wrong = wrong or f"took {memory:.0f} MB"
        done += 1
        counted(done)
        if wrong is not None:
            failures += 1
            kept = KEPT / f"{seed}-{done}-{zlib.crc32(content):08x}-{name}"
            kept.write_bytes(content)
            print(f"{kept}\n{wrong}", file=sys.stderr, flush=True)
            if memory > MEGABYTES or failures >= 20:
                break
    last.unlink()
    print(f"{done} inputs, {failures} failures, at most {memory:.0f} MB", flush=True)
    return failures


def _process(seed: int, seconds: float) -> None:
    sys.exit(min(_work(seed, seconds, lambda _: None), 1))


def main(arguments: Sequence[str] | None = None) -> int:
    """Spoil files for as long as was asked, in a process of its own that may die; 1 where anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(arguments)
    KEPT.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + given.seconds
    failed, seed = 0, given.seed
    while (left := end - time.monotonic()) > 0:  # a fresh process now and then, so that one input's memory is its own
        worker = multiprocessing.get_context("spawn").Process(target=_process, args=(seed, min(left, 120)))
        worker.start()
        worker.join(min(left, 120) + SECONDS * 6)
        if worker.is_alive():
            worker.kill()
            worker.join()
        if worker.exitcode:
            failed = 1
            print(f"process with seed {seed} ended with {worker.exitcode}; see {KEPT}", file=sys.stderr, flush=True)
        seed += 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
