"""Executes the daily refresh in this process, without Dagster's daemon: what the command does.

What a refresh needs before and tells afterwards belongs in `shopscore.refresh`.
"""

from dataclasses import dataclass
from uuid import uuid4

from dagster import JobDefinition

from orchestration.definitions import assemble
from orchestration.failing import why_failed
from orchestration.instance import hold_run, let_go_of_run, open_instance
from orchestration.jobs import REFRESH_JOB
from orchestration.partitions import ASSESSMENT_DATES
from orchestration.sqlite_speed import writing_events_fast
from shopscore.dbt_project import forget_parse
from shopscore.run import Run

# In Dagster's history: which run of the ledger it is. Who started it by hand starts it again, the daemon does not.
RUN_TAG = "shopscore/run_id"
NOT_AGAIN = {"dagster/max_retries": "0"}

# The steps tell their own progress; Dagster's log of every event would bury it.
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True)
class PreparedRefresh:
    """A refresh that is ready to be executed: the job, and the partition that it is for, if it is one."""

    job: JobDefinition
    partition_key: str | None


def prepare(run: Run) -> PreparedRefresh:
    """Assemble the pipeline for the assessment date of a run.

    Raises:
        DbtError: the project does not parse.
        ContractError: a contract of an export is unusable.
        LimitsError: the limits of the checks are unusable.
    """
    if run.rebuild:
        forget_parse(run.settings)
    day = run.asked_for.isoformat()
    # A day before the first partition, or of the future, is scored all the same.
    dates = ASSESSMENT_DATES if ASSESSMENT_DATES.has_partition_key(day) else None
    job = assemble(run.settings, dates).definitions.resolve_job_def(REFRESH_JOB)
    return PreparedRefresh(job, day if dates else None)


def execute(run: Run, prepared: PreparedRefresh) -> str | None:
    """Execute a prepared refresh, in Dagster's history; return why it failed, or None."""
    dagster_run_id = str(uuid4())
    with writing_events_fast(), open_instance(run.settings, run.progress) as instance:
        lock = hold_run(run.settings, dagster_run_id)
        try:
            result = prepared.job.execute_in_process(
                instance=instance,
                run_id=dagster_run_id,
                resources={"run": run},
                run_config=QUIET,
                tags={RUN_TAG: run.run_id, **NOT_AGAIN},
                raise_on_error=False,
                partition_key=prepared.partition_key,
            )
        finally:
            let_go_of_run(lock)
    if result.success:
        return None
    return run.message or why_failed(result.all_events)
