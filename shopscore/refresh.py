"""Runs the daily job once in this process and says how it ended.

The steps are the assets; this is what a person or a timer starts.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from shopscore.alerts import notify
from shopscore.progress import Progress
from shopscore.run import Run, open_run
from shopscore.settings import Settings

EXIT_PUBLISHED, EXIT_FAILED, EXIT_BLOCKED = 0, 1, 3

# The steps tell their own progress; Dagster's log of every event would bury it.
NO_TELEMETRY = {"telemetry": {"enabled": False}}
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True)
class RefreshOutcome:
    """How a refresh ended.

    Attributes:
        exit_code: 0 published; 1 a step failed or a file was refused; 3 a quality gate kept the last publication.
        lines: what a person should read, most important first.
    """

    exit_code: int
    lines: Sequence[str]


def refresh(settings: Settings, progress: Progress, *, full: bool = False) -> RefreshOutcome:
    """Land, build, check and publish.

    Args:
        settings: paths and the assessment date.
        progress: who is told while it runs.
        full: land every file in the landing folder anew, refused ones too.

    Raises:
        RefreshBusyError: another refresh is running.
    """
    with open_run(settings, progress, full=full) as run, collecting_once():
        failure = _execute(run)
        if run.publication is None:
            run.message = failure
    tell_channels(run)
    return _outcome(run)


@contextmanager
def collecting_once() -> Iterator[None]:
    """Collect garbage at the end of the block instead of all through it.

    Imports, dbt's project and Dagster's definitions are millions of objects that stay (`gc.freeze` sets them aside):
    looking through them again and again costs a tenth of a refresh. At the end it has to be: a cursor of dbt's or
    Dagster's in a reference cycle would keep the warehouse locked for other processes until somebody happens to collect
    it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def tell_channels(run: Run) -> None:
    """Tell the configured channels how a run ended, once it has let go of its lock; a channel fails nobody."""
    for delivery in notify(run.settings, run.status, run.gate_closed_by, run.message, run.landing):
        run.progress.note(delivery.line)


def _execute(run: Run) -> str | None:
    """Execute the job and return why it failed, or None."""
    # Imported here because they cost seconds that nobody who meets a held lock should wait for.
    with run.progress.step("Preparing dbt and Dagster"):
        from dagster import DagsterInstance  # noqa: PLC0415

        from orchestration.definitions import defs  # noqa: PLC0415
        from orchestration.partitions import ASSESSMENT_DATES  # noqa: PLC0415

        job = defs.resolve_job_def("daily_refresh")
        gc.freeze()
    day = run.settings.as_of.isoformat()
    result = job.execute_in_process(
        instance=DagsterInstance.ephemeral(settings=NO_TELEMETRY),
        resources={"run": run},
        run_config=QUIET,
        raise_on_error=False,
        # A day before its noon, or of the future, can be scored but is no partition.
        partition_key=day if ASSESSMENT_DATES.has_partition_key(day) else None,
    )
    if result.success:
        return None
    return run.message or "the job failed before its first step"


def _outcome(run: Run) -> RefreshOutcome:
    refused = [file for file in run.landing.files if file.status == "refused"] if run.landing else []
    lines = [f"refused: {file.path}: {file.reason}" for file in refused]
    if run.publication:
        lines.append(f"published {run.publication.generation_id} for {run.settings.as_of}")
        if run.publication.unreadable_because:
            lines.append(f"but readers do not get it: {run.publication.unreadable_because}")
            return RefreshOutcome(EXIT_FAILED, lines)
        return RefreshOutcome(EXIT_FAILED if refused else EXIT_PUBLISHED, lines)
    if run.gate_closed_by:
        lines = [
            f"blocked by {check.check_name}: {check.description or check.message} ({check.failing_rows} rows)"
            for check in run.gate_closed_by
        ] + lines
        lines.append("the last publication stays in place")
        return RefreshOutcome(EXIT_BLOCKED, lines)
    return RefreshOutcome(EXIT_FAILED, [f"failed: {run.message}", "the last publication stays in place", *lines])
