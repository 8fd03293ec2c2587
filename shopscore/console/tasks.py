"""What there is to do for a shop today: rows of each list, which comes first, and which list cannot be filled.

Which lists there are is read from the publication, so a new list shows by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from shopscore.score_dates import read_newest_date
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class Task:
    """A list with something in it for the shop, or one that lacks an export.

    Attributes:
        name: of the list.
        as_of: the moment it speaks of, local time.
        rows: of the shop.
        state: `complete`; `partial` or `empty` where an export is missing.
        note: what is missing and what to do; None when nothing is.
        overdue: rows whose time has passed.
        first_due_at: when the first row is due.
        first_reason: why the first row is listed.
    """

    name: str
    as_of: datetime
    rows: int
    state: str
    note: str | None
    note_zh: str | None
    overdue: int = 0
    first_due_at: datetime | None = None
    first_reason: str | None = None
    first_reason_zh: str | None = None


def read_tasks(connection: duckdb.DuckDBPyConnection, subject_key: Mapping[str, Any]) -> Sequence[Task]:
    """Read the lists of a shop; empty for a creator and on any day but the newest, as the lists are as of its cutoff.

    Args:
        connection: an open published file.
        subject_key: assessment_date, platform, subject_type and subject_id.
    """
    if subject_key["subject_type"] != "shop" or subject_key["assessment_date"] != read_newest_date(connection):
        return []
    shop = {"platform": subject_key["platform"], "subject_id": subject_key["subject_id"]}
    return [_read_task(connection, shop, row) for row in fetch(connection, statement(__name__, "lists"), shop)]


def _read_task(connection: duckdb.DuckDBPyConnection, shop: Mapping[str, Any], status: Mapping[str, Any]) -> Task:
    if not status["rows"]:
        return Task(**status)
    moment = {**shop, "as_of": status["as_of"]}
    rows = f"actions.{status['name']}"
    (first,) = fetch(connection, statement(__name__, "list_first_row", list=rows), moment)
    (late,) = fetch(connection, statement(__name__, "list_overdue", list=rows), moment)
    return Task(**status, **late, **first)
