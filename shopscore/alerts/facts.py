"""Looks up what one refresh leaves behind: the run's own outcome, the published scores, the ledger of what landed.

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
from shopscore.sql_files import statement
from shopscore.vocabulary import UnknownWord, WithheldShop, read_unknown_words, read_withheld
from shopscore.warehouse import open_published

if TYPE_CHECKING:
    from shopscore.landing import LandingSummary
    from shopscore.quality.results import CheckResult


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
    found = connection.execute(statement(__name__, "scores_at_limit"), {"near": near, "ahead": ahead})
    return [ScoreAtLimit(*row) for row in found.fetchall()]


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
        with _open_ledger(settings) as (connection, schema):
            # Nothing of a future day can have been exported yet.
            return find_late_exports(connection, load_limits(), min(settings.as_of, today()), schema)
    except duckdb.Error:
        return None


@contextmanager
def _open_ledger(settings: Settings) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Open the freshest ledger that blocks nobody: the warehouse's when no refresh writes to it, else the published."""
    with ExitStack() as stack:
        try:
            # Held while reading: a reader of the warehouse would make a refresh that starts now fail.
            stack.enter_context(home_lock(settings))
            ledger = stack.enter_context(open_published(settings.warehouse)), "log"
        except (Timeout, duckdb.Error, OSError):
            ledger = stack.enter_context(open_published(settings.published)), "ops"
        yield ledger
