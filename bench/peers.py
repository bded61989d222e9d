"""Measure other libraries, each in an environment of its own: how long they take for a text, and how much they find."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from attrs import frozen

__all__ = ["PEERS", "Peer", "measure"]

_TIMES = """
import json, sys, time
begun = time.process_time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
{setup}
work(texts[0])
rounds = []
for _ in range({rounds}):
    start = begun()
    found = sum(work(text) for text in texts)
    rounds.append(begun() - start)
print(json.dumps({{"seconds": sorted(rounds)[len(rounds) // 2], "found": found}}))
"""


@frozen
class Peer:
    """A library: the packages to install, and code that defines `work(text)`, which returns how much it found.

    One that compares is given pairs of texts.
    """

    name: str
    packages: tuple[str, ...]
    setup: str
    rounds: int = 3
    compares: bool = False


PEERS = (
    Peer(
        "recognizers-text, number with unit",
        (
            "recognizers-text-number-with-unit==1.0.2a2",
            "recognizers-text-number==1.0.2a2",
            "recognizers-text==1.0.2a2",
            "emoji<1.7",
        ),
        """
from recognizers_number_with_unit import NumberWithUnitRecognizer
from recognizers_text import Culture
kinds = NumberWithUnitRecognizer(Culture.Chinese)
models = [kinds.get_currency_model(), kinds.get_dimension_model(), kinds.get_age_model(), kinds.get_temperature_model()]
work = lambda text: sum(len(model.parse(text)) for model in models)
""",
    ),
    Peer("quantulum3", ("quantulum3",), "from quantulum3 import parser\nwork = lambda text: len(parser.parse(text))"),
    Peer(
        "jionlp, money",
        ("jionlp",),
        """
from jionlp.algorithm.ner import MoneyExtractor
extract = MoneyExtractor()
work = lambda text: len(extract(text))
""",
    ),
    Peer(
        "rjieba, a faster cut",
        ("rjieba",),
        "import rjieba\nwork = lambda text: len(rjieba.cut(text))",
    ),
    Peer(
        "redlines, a word diff",
        ("redlines", "typing_extensions"),
        "from redlines import Redlines\nwork = lambda pair: len(Redlines(*pair).output_markdown)",
        compares=True,
    ),
)
"""The peers; rjieba only says what a faster cutter of words would take, redlines what a comparison of words does."""


def measure(peer: Peer, texts: list[str], pairs: list[tuple[str, str]], folder: Path) -> dict[str, float] | str:
    """Return median seconds for all texts (or pairs) and what was found, or a line that says why it does not run."""
    home = folder / "".join(mark if mark.isalnum() else "-" for mark in peer.name)
    python = home / "bin" / "python"
    ready, wanted = home / ".ready", "\n".join(peer.packages)
    if not ready.exists() or ready.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.packages]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            return (
                f"cannot be installed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'pip failed'}"
            )
        ready.write_text(wanted, encoding="utf-8")
    (home / "texts.json").write_text(
        json.dumps(pairs if peer.compares else texts, ensure_ascii=False), encoding="utf-8"
    )
    program = _TIMES.format(setup=peer.setup, rounds=peer.rounds)
    command = [str(python), "-W", "ignore", "-c", program, str(home / "texts.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"does not run: {done.stderr.strip().splitlines()[-1]}"
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
