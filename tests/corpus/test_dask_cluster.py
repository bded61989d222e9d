"""A real dask cluster of processes works as an executor."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_helpers import Serial, assert_survives_upsets, bytes_of, finished, reference_batch, start_batch, wait_until
from synthetic_reports import write_corpus

from reportdiff import batch, compare_many
from reportdiff.corpus.batch_rows import TABLES
from reportdiff.corpus.worker_pool import Workers, map_ordered
from running import Cli

dask = pytest.importorskip("dask", reason="dask is not installed: pip install 'reportdiff[dask]'")
distributed = pytest.importorskip("distributed", reason="dask is not installed: pip install 'reportdiff[dask]'")


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Two worker processes on this machine."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as local_cluster,
    ):
        yield local_cluster


@pytest.mark.filterwarnings("ignore")
def test_outcomes_on_a_cluster_are_those_of_one_process(cluster: object, tmp_path: Path) -> None:
    """`Client.get_executor()` gives the same outcomes in the same order, broken files included."""
    pairs = write_corpus(tmp_path / "reports", 10, broken=[6])
    with distributed.Client(cluster) as client:
        outcomes = list(compare_many(pairs, executor=client.get_executor(), window=4))
    assert outcomes == list(compare_many(pairs, executor=Serial()))


def deadly(number: int) -> int:
    """The number; 2 kills the process that it is in."""
    if number == 2:
        os._exit(7)
    return number


def negative(number: int) -> int:
    """Return the result for a job that crashed its process."""
    return -number


@pytest.mark.filterwarnings("ignore")
def test_a_job_that_crashes_dask_workers_fails_alone(cluster: object) -> None:
    """A job that dask gave up is a failure, and the others are done."""
    with distributed.Client(cluster) as client:
        workers = Workers(client.get_executor())
        results = list(
            map_ordered(deadly, ((n, True) for n in range(6)), crashed=negative, describe=str, workers=workers)
        )
    assert results == [(n, -n if n == 2 else n) for n in range(6)]


@pytest.mark.filterwarnings("ignore")
def test_a_batch_on_a_cluster_writes_the_same_bytes(cluster: object, tmp_path: Path, run_cli: Cli) -> None:
    """`reportdiff batch --dask` writes what one process writes."""
    write_corpus(tmp_path / "reports", 10, broken=[6])
    address = getattr(cluster, "scheduler_address")  # noqa: B009 typed as an object on purpose
    done = run_cli("batch", tmp_path / "reports", "-o", tmp_path / "out", "--dask", address, "--fail-on", "never")
    assert done.returncode == 0, done.stderr
    batch(tmp_path / "reports", tmp_path / "serial", executor=Serial())
    for table in TABLES:
        (part,) = (tmp_path / "out" / f"{table}.parquet").glob("*.parquet")
        assert part.read_bytes() == (tmp_path / "serial" / f"{table}.parquet" / part.name).read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_kills_on_a_cluster_lose_nothing(
    cluster: object, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A worker of the cluster that is killed is replaced, a leader that is killed is taken up: the tables are whole."""
    reports, serial = reference_batch(tmp_path_factory.getbasetemp())
    out = tmp_path / "out"
    arguments = (reports, "-o", out, "--dask", getattr(cluster, "scheduler_address"))  # noqa: B009
    running = start_batch(*arguments)
    wait_until(lambda: len(finished(out)) >= 1)
    running.kill()
    running.communicate()
    before = {path: path.stat().st_mtime_ns for path in finished(out)}
    running = start_batch(*arguments)
    with distributed.Client(cluster) as client:
        victims = client.run(os.getpid)
        wait_until(lambda: any(client.processing().values()))
        os.kill(next(iter(victims.values())), signal.SIGKILL)
    _, messages = running.communicate()
    assert running.returncode == 1, messages
    assert "Traceback" not in messages
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert bytes_of(out) == bytes_of(serial)


@pytest.mark.filterwarnings("ignore")
def test_upsets_on_a_cluster_lose_nothing(
    cluster: object, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Ctrl-C twice, a damaged part, a full disk, a changed input, two runs into one folder: every row is there once."""
    reports, serial = reference_batch(tmp_path_factory.getbasetemp())
    address = getattr(cluster, "scheduler_address")  # noqa: B009
    assert_survives_upsets(reports, serial, tmp_path, "--dask", address)
