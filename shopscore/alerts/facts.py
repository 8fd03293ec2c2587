"""Looks up what one refresh leaves behind: the run's own outcome, the published scores, the books of what landed.

What of it is worth telling is decided in `events.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

import duckdb
from filelock import Timeout

from shopscore.alerts.events import ClosedBy, Facts, RefusedFile, ScoreAtLimit
from shopscore.freshness import LateExport, find_late_exports, load_limits
from shopscore.home import home_lock
from shopscore.settings import Settings, now, today
from shopscore.vocabulary import UnknownWord, WithheldShop, read_unknown_words, read_withheld
from shopscore.warehouse import open_published

if TYPE_CHECKING:
    from shopscore.landing import LandingSummary
    from shopscore.quality.results import CheckResult

# How far above a line a score is near it: the rules' own number, the same that marts.threshold_alerts is made with.
NEAR_BY_RULE = """(
    select near.value
    from dims.parameters as near
    where near.platform = scores.platform and near.parameter = 'threshold_near_points'
        and scores.assessment_date between near.valid_from and coalesce(near.valid_to, scores.assessment_date)
)"""

# A score that its platform no longer shows has no consequence. 9 decimals: 4.00 passes, however it was added up.
AT_LIMIT = """
    with judged as (
        select
            scores.assessment_date, scores.subject_id, scores.subject_name, scores.score, scores.change_7d,
            thresholds.threshold_id, thresholds.limit_value,
            thresholds.name_en as threshold_en, thresholds.name_zh as threshold_zh,
            thresholds.consequence_en, thresholds.consequence_zh,
            systems.name_en as system_en, systems.name_zh as system_zh,
            case
                when round(scores.score - thresholds.limit_value, 9) < 0 then 'below'
                when round(scores.score - thresholds.limit_value, 9) <= {near} then 'near'
                else 'ok'
            end as state
        from marts.scores
        inner join dims.rule_versions using (system_id, rule_version)
        inner join dims.systems using (system_id)
        inner join dims.thresholds
            on scores.system_id = thresholds.system_id
            and scores.rule_version = thresholds.rule_version
            and scores.assessment_date between thresholds.valid_from
                and coalesce(thresholds.valid_to, scores.assessment_date)
        where thresholds.limit_value is not null and scores.score is not null
            and scores.is_official and not rule_versions.is_what_if
            -- what rests on assumptions alarms nobody
            and scores.status is distinct from 'estimated'
    ),

    falling as (
        select assessment_date, subject_id, threshold_id, min(days_to_cross) as falls_in_days
        from marts.threshold_alerts
        inner join dims.rule_versions using (system_id, rule_version)
        where crosses_to = 'below' and not is_what_if
        group by all
    ),

    newest as (
        select judged.*, falls_in_days
        from judged
        left join falling using (assessment_date, subject_id, threshold_id)
        where (state <> 'ok' or falls_in_days <= $ahead)
            and assessment_date = (select max(assessment_date) from marts.scores)
    ),

    runs as (
        select
            newest.threshold_id, newest.subject_id,
            min(judged.assessment_date) as first_day,
            max(judged.assessment_date) filter (where judged.state <> newest.state) as last_other_day
        from newest
        inner join judged using (threshold_id, subject_id)
        group by all
    )

    select
        threshold_id, threshold_en, threshold_zh, consequence_en, consequence_zh, limit_value::double,
        system_en, system_zh, subject_id, subject_name, score::double, change_7d::double,
        state = 'below',
        falls_in_days,
        -- a score that is near its line by the forecast only is so since today, as far as anybody said
        if(state = 'ok', assessment_date, coalesce(last_other_day + 1, first_day))
    from newest
    inner join runs using (threshold_id, subject_id)
    order by threshold_id, subject_id
"""


def read_facts(
    settings: Settings,
    status: str,
    gate_closed_by: "Sequence[CheckResult]",
    message: str | None,
    landing: "LandingSummary | None",
    *,
    near: float | None,
    ahead: int,
) -> Facts:
    """Put together what a refresh left behind.

    Args:
        settings: home and assessment date.
        status: `published`, `failed` or `blocked`.
        gate_closed_by: checks that keep the last publication in place.
        message: why it failed.
        landing: what landed; None when it did not come to that.
        near: points of score above a limit up to which a score is near it; None: as the rules say.
        ahead: days within which a score that will fall below a limit by itself is near it.

    Raises:
        ValueError: the seed of the freshness limits is unusable.
    """
    return Facts(
        status=status,
        ended_at=now(),
        message=message,
        closed_by=[
            ClosedBy(one.check_name, one.description or one.message, one.failing_rows) for one in gate_closed_by
        ],
        refused=[
            RefusedFile(file.name, file.reason or "", file.reason_zh or "")
            for file in (landing.files if landing else ())
            if file.status == "refused"
        ],
        scores=_read_scores(settings, near, ahead),
        late=_read_late(settings),
        withheld=_ask_publication(settings, read_withheld),
        unknown_words=_ask_publication(settings, read_unknown_words),
    )


def read_scores_at_limit(connection: duckdb.DuckDBPyConnection, near: float | None, ahead: int) -> list[ScoreAtLimit]:
    """Return the scores of the newest assessment date that are below or near a threshold with a limit.

    Args:
        connection: an open published file.
        near: points of score above a limit up to which a score is near it, the last one included; None: as the rules
            say (`threshold_near_points`), like marts.threshold_alerts.
        ahead: days within which a score that will fall below a limit by itself is near it.
    """
    values: dict[str, float | int] = {"ahead": ahead} if near is None else {"ahead": ahead, "near": near}
    query = AT_LIMIT.format(near=NEAR_BY_RULE if near is None else "$near")
    return [ScoreAtLimit(*row) for row in connection.execute(query, values).fetchall()]


def _read_scores(settings: Settings, near: float | None, ahead: int) -> list[ScoreAtLimit] | None:
    try:
        with open_published(settings.published) as connection:
            return read_scores_at_limit(connection, near, ahead)
    except duckdb.Error:
        return None


Found = TypeVar("Found", WithheldShop, UnknownWord)


def _ask_publication(
    settings: Settings, read: Callable[[duckdb.DuckDBPyConnection], list[Found]]
) -> list[Found] | None:
    try:
        with open_published(settings.published) as connection:
            return read(connection)
    except duckdb.Error:
        return None


def _read_late(settings: Settings) -> list[LateExport] | None:
    try:
        with _open_books(settings) as (connection, schema):
            # Nothing of a future day can have been exported yet.
            return find_late_exports(connection, load_limits(), min(settings.as_of, today()), schema)
    except duckdb.Error:
        return None


@contextmanager
def _open_books(settings: Settings) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Open the freshest books that block nobody: the warehouse's when no refresh writes to it, else the published."""
    with ExitStack() as stack:
        try:
            # Held while reading: a reader of the warehouse would make a refresh that starts now fail.
            stack.enter_context(home_lock(settings))
            books = stack.enter_context(open_published(settings.warehouse)), "log"
        except (Timeout, duckdb.Error, OSError):
            books = stack.enter_context(open_published(settings.published)), "ops"
        yield books
