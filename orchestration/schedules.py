"""When the daily refresh starts by itself.

What it does belongs in the assets.
"""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from dagster import DefaultScheduleStatus, RunRequest, ScheduleEvaluationContext, SkipReason, schedule

from orchestration.jobs import REFRESH_JOB
from shopscore.cutoff import CUTOFF, daily
from shopscore.home import only_for_the_owner
from shopscore.progress import Progress
from shopscore.settings import TIME_ZONE, load_settings, now
from shopscore.standing import stand_where_nothing_is_new


@schedule(
    name="noon",
    cron_schedule=daily(CUTOFF),
    execution_timezone=TIME_ZONE,
    job_name=REFRESH_JOB,
    default_status=DefaultScheduleStatus.RUNNING,
    description="Refreshes at 12:00 Asia/Shanghai. Of noons that were missed only the last one is made up for: "
    "its refresh has the assessment dates of all.",
)
def noon_schedule(context: ScheduleEvaluationContext) -> RunRequest | SkipReason:
    """Request the refresh of the day whose noon it is, unless a later noon has passed already or nothing is new."""
    asked = request_for(context.scheduled_execution_time, now())
    settings = load_settings()
    if isinstance(asked, SkipReason) or asked.partition_key != settings.as_of.isoformat():
        return asked
    only_for_the_owner()
    stands = stand_where_nothing_is_new(settings, Progress(sys.stderr, has_reader=False))
    return SkipReason(stands) if stands else asked


def request_for(tick: datetime, present: datetime) -> RunRequest | SkipReason:
    """Return what a noon's tick asks for.

    Args:
        tick: the noon it belongs to, with its time zone.
        present: local time in Asia/Shanghai, naive; days after `tick` when the daemon was down.
    """
    local = tick.astimezone(ZoneInfo(TIME_ZONE)).replace(tzinfo=None)
    if (present - local).days >= 1:
        return SkipReason(f"the noon of {local.date()} is past, and a later one has the dates of both")
    day = local.date().isoformat()
    return RunRequest(run_key=day, partition_key=day)
