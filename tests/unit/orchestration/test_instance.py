"""Dagster's history: closed to others, with every run in it, and with those marked whose process is gone."""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from dagster import DagsterInstance, DagsterRunStatus, job, op

from orchestration.failing import noting_failure
from orchestration.instance import hold_run, let_go_of_run, make_dagster_home, mark_dead_runs, open_instance
from orchestration.sqlite_speed import writing_events_fast
from shopscore.progress import Progress
from shopscore.run import Run
from shopscore.settings import Settings, moment

HOLD = (
    "import sys, time; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire(); "
    "print('held', flush=True); time.sleep(60)"
)


@op
def work() -> None: ...


@job
def one_step() -> None:
    work()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, as_of=date(2022, 3, 1))


@pytest.fixture
def instance(settings: Settings) -> Iterator[DagsterInstance]:
    with open_instance(settings, Progress(io.StringIO())) as opened:
        yield opened


def begin(instance: DagsterInstance) -> str:
    """Begin a run as a process does that is killed then, and return its id."""
    return instance.create_run_for_job(one_step, status=DagsterRunStatus.STARTED).run_id


def status(instance: DagsterInstance, run_id: str) -> DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def test_the_history_is_closed_to_others_and_keeps_nothing_that_steps_print(
    settings: Settings, instance: DagsterInstance
) -> None:
    assert settings.dagster_home.stat().st_mode & 0o777 == 0o700
    assert instance.is_persistent
    assert instance.telemetry_enabled is False
    assert type(instance.compute_log_manager).__name__ == "NoOpComputeLogManager"


def test_a_run_is_there_for_whoever_opens_the_history_next(settings: Settings) -> None:
    with open_instance(settings, Progress(io.StringIO())) as instance:
        run_id = one_step.execute_in_process(instance=instance).run_id
    with DagsterInstance.from_config(str(make_dagster_home(settings))) as instance:
        assert status(instance, run_id) is DagsterRunStatus.SUCCESS


def test_a_run_whose_process_is_gone_has_failed(settings: Settings, instance: DagsterInstance) -> None:
    run_id = begin(instance)
    hold_run(settings, run_id).release()
    assert [run.run_id for run in mark_dead_runs(instance, settings)] == [run_id]
    assert status(instance, run_id) is DagsterRunStatus.FAILURE
    assert mark_dead_runs(instance, settings) == []
    assert list((settings.dagster_home / "running").iterdir()) == []


def test_a_run_whose_process_lives_is_left_alone(settings: Settings, instance: DagsterInstance) -> None:
    run_id = begin(instance)
    folder = settings.dagster_home / "running"
    folder.mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / f"{run_id}.lock")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert mark_dead_runs(instance, settings) == []
    finally:
        holder.kill()
        holder.wait()
    assert status(instance, run_id) is DagsterRunStatus.STARTED
    assert len(mark_dead_runs(instance, settings)) == 1


def test_a_run_that_waits_for_its_process_or_has_ended_is_left_alone(
    settings: Settings, instance: DagsterInstance
) -> None:
    waiting = begin(instance)
    lock = hold_run(settings, "ended")
    let_go_of_run(lock)
    assert mark_dead_runs(instance, settings) == []
    assert status(instance, waiting) is DagsterRunStatus.STARTED


def test_runs_of_more_than_ninety_days_ago_are_forgotten_with_their_events(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = moment()
    with open_instance(settings, Progress(io.StringIO())) as instance:
        run_id = one_step.execute_in_process(instance=instance).run_id
    monkeypatch.setattr("orchestration.instance.moment", lambda: present + timedelta(days=89))
    with open_instance(settings, Progress(io.StringIO())) as instance:
        assert instance.has_run(run_id)
    monkeypatch.setattr("orchestration.instance.moment", lambda: present + timedelta(days=91))
    with open_instance(settings, Progress(io.StringIO())) as instance:
        assert not instance.has_run(run_id)
    assert list(settings.dagster_home.rglob(f"{run_id}*")) == []


@pytest.mark.parametrize("is_damaged", [False, True])
def test_events_that_no_commit_waits_for_are_there_when_the_databases_are_closed(
    settings: Settings, is_damaged: bool
) -> None:
    if is_damaged:
        folder = make_dagster_home(settings) / "history"
        folder.mkdir()
        (folder / "runs.db").write_bytes(b"no database " * 100)
    with writing_events_fast(), open_instance(settings, Progress(io.StringIO())) as instance:
        run_id = one_step.execute_in_process(instance=instance).run_id
        assert status(instance, run_id) is DagsterRunStatus.SUCCESS
    if not is_damaged:
        with DagsterInstance.from_config(str(make_dagster_home(settings))) as instance:
            assert status(instance, run_id) is DagsterRunStatus.SUCCESS
            assert len(instance.all_logs(run_id)) > 3
        assert list(settings.dagster_home.rglob("*-wal")) == []


def test_a_history_that_cannot_be_used_stops_no_refresh(settings: Settings) -> None:
    folder = make_dagster_home(settings) / "history"
    folder.mkdir()
    (folder / "runs.db").write_bytes(b"no database " * 100)
    told = io.StringIO()
    with open_instance(settings, Progress(told)) as instance:
        assert one_step.execute_in_process(instance=instance).success
    assert "history cannot be used" in told.getvalue()


def test_the_history_has_the_line_that_people_read_and_not_what_it_was_raised_from(settings: Settings) -> None:
    run = Run(settings, full=False, progress=Progress(io.StringIO()))

    @op
    def break_down() -> None:
        with noting_failure(run, "landing"):
            try:
                int("13812345678 张三")
            except ValueError as error:
                raise OSError("a cell is not a number") from error

    @job
    def breaking() -> None:
        break_down()

    with open_instance(settings, Progress(io.StringIO())) as instance:
        assert not breaking.execute_in_process(instance=instance, raise_on_error=False).success
    written = b"".join(file.read_bytes() for file in settings.dagster_home.rglob("*") if file.is_file())
    assert b"a cell is not a number" in written
    assert b"invalid literal" not in written
