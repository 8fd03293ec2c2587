"""The refresh starts at noon in Shanghai, and of several missed noons only the last is made up for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dagster import RunRequest, SkipReason, build_schedule_context

from orchestration.definitions import Pipeline
from orchestration.schedules import noon_schedule, request_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)


def test_the_schedule_is_noon_in_shanghai_and_runs_by_itself() -> None:
    assert (noon_schedule.cron_schedule, noon_schedule.execution_timezone) == ("0 12 * * *", "Asia/Shanghai")
    assert noon_schedule.default_status.value == "RUNNING"


def test_a_tick_of_today_asks_for_the_assessment_date_of_today(assembled: Pipeline) -> None:
    today = datetime.now(SHANGHAI)
    noon = today.replace(hour=12, minute=0, second=0, microsecond=0)
    tick = noon if noon <= today else noon - timedelta(days=1)
    asked = assembled.definitions.resolve_schedule_def("noon").evaluate_tick(
        build_schedule_context(
            scheduled_execution_time=tick.astimezone(UTC), repository_def=assembled.definitions.get_repository_def()
        )
    )
    [request] = asked.run_requests
    assert request.partition_key == tick.date().isoformat()


def test_of_missed_noons_only_the_last_one_asks_for_a_run() -> None:
    # the daemon comes back at 13:00 on the 22nd after three days
    present = datetime(2026, 11, 22, 13)
    asked = [request_for(NOON - timedelta(days=days), present) for days in (2, 1, 0)]
    assert [type(request) for request in asked] == [SkipReason, SkipReason, RunRequest]
    assert asked[2].partition_key == "2026-11-22"


def test_yesterdays_noon_is_made_up_for_while_todays_has_not_come() -> None:
    asked = request_for(NOON - timedelta(days=1), datetime(2026, 11, 22, 9))
    assert isinstance(asked, RunRequest)
    assert asked.partition_key == "2026-11-21"
