"""Dagster's own home below ours: its runs and events, whoever started the run, and which of them have died.

What a run does belongs in the assets, what the ledger says of it in `shopscore.run`.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, RunsFilter
from filelock import FileLock, Timeout

from shopscore.home import make_private
from shopscore.language import tr
from shopscore.progress import Progress
from shopscore.reasons import one_line
from shopscore.settings import PROJECT_DIR, Settings, moment

CONFIGURATION = PROJECT_DIR / "orchestration" / "dagster.yaml"
NO_TELEMETRY = {"telemetry": {"enabled": False}}

UNFINISHED = (
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
)
DIED = (
    "The process of this run is gone: it was killed, or the machine went down. "
    "What it was doing is undone; the next refresh does it again."
)

# A run takes 10 MB.
DAYS_KEPT = 90


@contextmanager
def open_instance(settings: Settings, progress: Progress) -> Iterator[DagsterInstance]:
    """Open the instance that `make dagster` shows, with the runs of dead processes marked as failed and old ones gone.

    A history that cannot be opened stops no refresh: then the run is in the ledger alone, and says so.
    """
    try:
        instance = DagsterInstance.from_config(str(make_dagster_home(settings)))
        mark_dead_runs(instance, settings)
        forget_old_runs(instance, settings)
    except Exception as error:
        progress.note(
            tr(
                "Dagster's history cannot be used ({error}): this run will not be in it; move {path} away to start a "
                "new one",
                error=one_line(error),
                path=settings.dagster_home,
            )
        )
        instance = DagsterInstance.ephemeral(settings=NO_TELEMETRY)
    with instance:
        yield instance


def make_dagster_home(settings: Settings) -> Path:
    """Make Dagster's home, closed to others, with this project's configuration in it; return the folder."""
    folder = settings.dagster_home
    make_private(folder)
    target = folder / CONFIGURATION.name
    if not target.exists() or target.read_bytes() != CONFIGURATION.read_bytes():
        shutil.copyfile(CONFIGURATION, target)
    return folder


def hold_run(settings: Settings, dagster_run_id: str) -> FileLock:
    """Hold a run's own lock, which the system lets go of when the process dies; release it when the run has ended."""
    path = _lock_of(settings, dagster_run_id)
    make_private(path.parent)
    lock = FileLock(path)
    lock.acquire(timeout=0)
    return lock


def let_go_of_run(lock: FileLock) -> None:
    """Release a run's lock and leave no file behind."""
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def mark_dead_runs(instance: DagsterInstance, settings: Settings) -> list[DagsterRun]:
    """Mark every unfinished run as failed whose process is gone, and return them.

    A run without a lock has not begun yet: the daemon watches it until then.
    """
    dead = []
    for run in instance.get_runs(filters=RunsFilter(statuses=list(UNFINISHED))):
        path = _lock_of(settings, run.run_id)
        if not path.exists():
            continue
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        # It may have ended between the question and the answer.
        now = instance.get_run_by_id(run.run_id)
        if now is not None and now.status in UNFINISHED:
            instance.report_run_failed(run, DIED)
            dead.append(run)
        let_go_of_run(lock)
    return dead


def forget_old_runs(instance: DagsterInstance, settings: Settings) -> None:
    """Remove the runs and events of more than three months ago; `ops.runs` keeps every run for good."""
    for run in instance.get_runs(filters=RunsFilter(created_before=moment() - timedelta(days=DAYS_KEPT))):
        instance.delete_run(run.run_id)
        for file in settings.dagster_home.rglob(f"{run.run_id}.db*"):
            file.unlink(missing_ok=True)


def _lock_of(settings: Settings, dagster_run_id: str) -> Path:
    return settings.dagster_home / "running" / f"{dagster_run_id}.lock"
