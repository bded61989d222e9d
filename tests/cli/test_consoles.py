"""Consoles of other encodings: the result is UTF-8 wherever it goes, and no character stops the program."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from running import ILLUSTRATIVE, SEED, Cli

ENCODINGS = ("cp936", "cp437")


def environment(encoding: str) -> dict[str, str]:
    """Return an environment whose standard streams have an encoding, as a Windows console has."""
    return {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C"}


def test_results_are_the_same_on_every_console(run_cli: Cli) -> None:
    """A comparison, its warnings and its exit code do not depend on the console's encoding."""
    arguments = ("compare", ILLUSTRATIVE, SEED, "--lang", "zh")
    usual, there = run_cli(*arguments), run_cli(*arguments, env=environment("cp936"))
    assert (there.returncode, there.stdout, there.stderr) == (usual.returncode, usual.stdout, usual.stderr)
    assert "不符" in there.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("arguments", [("batch", "--help"), ("verify", "很多", "--current", "1")])
def test_help_and_errors_are_written_on_every_console(encoding: str, arguments: tuple[str, ...]) -> None:
    """Chinese help and the one line of an error come out, with what the encoding lacks escaped; nothing is raised."""
    done = subprocess.run(
        [sys.executable, "-m", "reportdiff", *arguments],
        capture_output=True,
        env=environment(encoding) | {"REPORTDIFF_LANG": "zh"},
    )
    assert done.returncode == (0 if "--help" in arguments else 2)
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"internal error" not in done.stderr
    if "--help" in arguments and encoding == "cp936":
        assert "用法" in done.stdout.decode("cp936")


def test_results_print_themselves_in_cp936() -> None:
    """What Python prints of a result, its tables and messages, has characters of a Chinese Windows alone."""
    code = f"""
import reportdiff as rd
diff = rd.compare({str(ILLUSTRATIVE)!r}, {str(SEED)!r})
print(diff, diff.changes, diff.checks, diff.sections)
print(rd.check({str(SEED)!r}))
for name in ("table", "md", "csv", "json", "html"):
    for lang in ("zh", "en"):
        print(diff.render(name, lang=lang))
print(rd.series([{str(ILLUSTRATIVE)!r}, {str(SEED)!r}]).render("table"))
print(rd.verify("+54.01%", current="287", prior="132"))
for check in diff.result.checks:
    print(check.message.zh, check.message.en)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment("cp936"))
    assert done.returncode == 0, done.stderr.decode("cp936")
    printed = done.stdout.decode("cp936")
    assert "慈溪" in printed
    assert "× 不符" in printed
    assert "√ consistent" in printed
