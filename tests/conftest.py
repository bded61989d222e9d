"""Fixtures for the tests of several rooms: where the reports are, and how to run the command line."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from running import ILLUSTRATIVE, SEED, SHARED, Cli, run_reportdiff

# The same examples in every run: what fails on one machine fails on the next one too.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it; an output to a pipe is 80 columns wide

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background: the tests of Ctrl-C need it back
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared reports and gold tables beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with the reports and gold tables is not beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """Return the path of the seed document, a real report."""
    return SEED


@pytest.fixture(scope="session")
def illustrative_path() -> Path:
    """Return the path of the invented report of the year before the seed's."""
    return ILLUSTRATIVE


@pytest.fixture(scope="session")
def run_cli() -> Cli:
    """Return what runs `python -m reportdiff` with arguments, and with `cwd`, `stdin` and `env` where needed."""
    return run_reportdiff


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start headless Chromium, driven by playwright."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium is installed (on Debian: apt install chromium)")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()
