"""What several rooms' tests need: where the reports lie, and how to run the program as a user does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from running import ILLUSTRATIVE, SEED, SHARED, Cli, run_reportdiff

# The same examples in every run: what fails on one machine fails on the next one too.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared reports and gold tables beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with the reports and gold tables is not beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The seed document, a real report."""
    return SEED


@pytest.fixture(scope="session")
def illustrative_path() -> Path:
    """The invented report of the year before the seed's."""
    return ILLUSTRATIVE


@pytest.fixture(scope="session")
def run_cli() -> Cli:
    """Run `python -m reportdiff` with the given arguments; `cwd`, `stdin` and `env` may be named."""
    return run_reportdiff
