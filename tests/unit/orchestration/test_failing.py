"""Only what waiting can heal is tried again, and the ledger says why a run failed."""

import errno
import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from dagster import DagsterInstance, Failure, RetryRequested, job, op, resource

from orchestration import failing
from orchestration.definitions import Pipeline
from orchestration.failing import noting_failure, why_failed
from shopscore.progress import Progress
from shopscore.reasons import one_line
from shopscore.run import Run, open_run
from shopscore.settings import ConfigurationError, Settings
from shopscore.warehouse import open_warehouse

HOLD = (
    "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('held', flush=True); "
    "time.sleep(float(sys.argv[2]))"
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(Settings(home=tmp_path, as_of=date(2022, 3, 1)), full=False, progress=Progress(io.StringIO()))


def hold(run: Run, seconds: float) -> subprocess.Popen[str]:
    """Have another process keep the warehouse open for a while."""
    with open_warehouse(run.settings):
        pass
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(run.settings.warehouse), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    return holder


def test_a_warehouse_that_another_process_holds_is_worth_another_try(run: Run) -> None:
    holder = hold(run, 60)
    try:
        with pytest.raises(RetryRequested), noting_failure(run, "land_exports"), open_warehouse(run.settings):
            pass
    finally:
        holder.kill()
        holder.wait()
    assert run.message is not None
    assert run.message.startswith("land_exports: ")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "/srv/home/archive/one.duckdb"),
        duckdb.IOException('IO Error: Could not write file "/srv/home/warehouse.duckdb": No space left on device'),
        Failure("model scores failed: Could not write file: No space left on device", allow_retries=False),
    ],
)
def test_a_full_disk_waits_for_a_person_and_is_told_in_one_line(run: Run, error: Exception) -> None:
    with pytest.raises(Failure), noting_failure(run, "publication"):
        raise error
    assert run.message is not None
    assert run.message.startswith("publication: the disk is full: ")
    assert "\n" not in run.message


@pytest.mark.parametrize(
    "error",
    [
        Failure("the quality gate is closed by a_test", allow_retries=False),
        Failure("model scores failed: Could not set lock on file", allow_retries=False),
        duckdb.ConversionException("not a number"),
        PermissionError(errno.EACCES, "Permission denied"),
    ],
)
def test_what_stays_wrong_is_not_tried_again(run: Run, error: Exception) -> None:
    with pytest.raises(Failure) as failed, noting_failure(run, "build_models"):
        raise error
    assert failed.value.allow_retries is False
    assert run.message == f"build_models: {failed.value.description}"
    # Dagster shows what an error was raised from, with the cells in its text
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


def test_a_step_goes_on_when_the_warehouse_is_released(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing, "SECONDS_TO_WAIT", 1)
    holder = hold(run, 60)
    tries = []

    @op
    def write() -> None:
        tries.append(1)
        if len(tries) > 1:
            holder.kill()
            holder.wait()
        with noting_failure(run, "write"), open_warehouse(run.settings) as connection:
            connection.execute("create table written as select 1 as one")

    @job
    def one_step() -> None:
        write()

    try:
        result = one_step.execute_in_process(instance=DagsterInstance.ephemeral(), raise_on_error=False)
    finally:
        holder.kill()
        holder.wait()
    assert result.success
    assert len(tries) == 2
    assert run.message is None


def test_nothing_is_published_that_the_same_run_has_not_checked(assembled: Pipeline, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, as_of=date(2022, 3, 1))
    job_of_one = assembled.definitions.resolve_implicit_global_asset_job_def().get_subset(
        asset_selection={assembled.publication.key}
    )
    with open_run(settings, Progress(io.StringIO())) as opened:
        result = job_of_one.execute_in_process(
            instance=DagsterInstance.ephemeral(), resources={"run": opened}, raise_on_error=False
        )
    assert not result.success
    assert opened.message is not None
    assert "launch the job daily_refresh" in opened.message
    assert not settings.published.exists()


def test_a_failure_outside_the_steps_says_why() -> None:
    @resource
    def that_is_not_there() -> None:
        raise ConfigurationError("SHOPSCORE_HISTORY_DAYS is 'many'")

    @op(required_resource_keys={"needed"})
    def use() -> None: ...

    @op
    def use_itself() -> None:
        raise KeyError("missing")

    @job(resource_defs={"needed": that_is_not_there})
    def outside() -> None:
        use()

    @job
    def inside() -> None:
        use_itself()

    with DagsterInstance.ephemeral() as instance:
        before = outside.execute_in_process(instance=instance, raise_on_error=False)
        within = inside.execute_in_process(instance=instance, raise_on_error=False)
    assert "SHOPSCORE_HISTORY_DAYS is 'many'" in why_failed(before.all_events)
    assert why_failed(within.all_events) == "use_itself: KeyError: 'missing'"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConfigurationError("give a day\n  of this century"), "give a day of this century"),
        (OSError(errno.ENOTEMPTY, "Directory not empty", "/x"), f"[Errno {errno.ENOTEMPTY}] Directory not empty: '/x'"),
        (KeyError("shop"), "KeyError: 'shop'"),
        (AssertionError(), "AssertionError"),
    ],
)
def test_a_reason_is_one_line_and_never_empty(error: Exception, said: str) -> None:
    assert one_line(error) == said
