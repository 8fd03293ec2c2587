"""Tells that the score of the day is not there although it is due: a daily run that never started raises an alarm.

What keeps it away is for `shopscore.doctor` to find. No clock is read here.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from shopscore.cutoff import DUE_AT
from shopscore.language import Message, tr
from shopscore.sql_files import statement
from shopscore.warehouse import open_published


def due_date(present: datetime) -> date:
    """Return the newest assessment date whose score has to be there at a local time in Asia/Shanghai."""
    return present.date() if present.time() >= DUE_AT else present.date() - timedelta(days=1)


def find_late_score(published: Path, present: datetime) -> str | None:
    """Say that the score of the day is late; None when it is there, or when nothing readable is published at all.

    Args:
        published: the published file.
        present: local time in Asia/Shanghai, naive.
    """
    try:
        with open_published(published) as connection:
            return say_late_score(connection, present)
    except duckdb.Error:
        return None


def say_late_score(connection: duckdb.DuckDBPyConnection, present: datetime) -> str | None:
    """Say that the score of the day is late; None when it is there.

    Args:
        connection: an open published file.
        present: local time in Asia/Shanghai, naive.
    """
    row = connection.execute(statement(__name__, "newest_score"), {"due_date": due_date(present)}).fetchone()
    if row is None or row[1]:
        return None
    newest, _, published_at = row
    due = due_date(present)
    whose = (
        Message("today's score ({date})", date=due)
        if due == present.date()
        else Message("yesterday's score ({date})", date=due)
    )
    if newest is None:
        return tr(
            "{score} is not there yet: last published {time:%Y-%m-%d %H:%M}, without any score",
            score=whose,
            time=published_at,
        )
    return tr(
        "{score} is not there yet: last published {time:%Y-%m-%d %H:%M}, for {newest}",
        score=whose,
        time=published_at,
        newest=newest,
    )
