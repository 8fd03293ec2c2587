"""What there is to do for a shop today: how many rows each list has, and the first of each.

Which lists there are is read from the publication, so a new list shows by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from shopscore.console.published import fetch

LISTS = "select table_name from duckdb_tables() where schema_name = 'actions' order by table_name"

NEWEST = "select max(assessment_date) as newest from marts.scores"

FIRST_OF = """
    select count(*) as rows, min(due_at) as first_due_at, arg_min(reason, priority) as first_reason
    from actions."{name}"
    where platform = $platform and shop_id = $subject_id
"""


@dataclass(frozen=True)
class Task:
    """A list with something in it for the shop; `first_reason` is that of the most urgent row."""

    name: str
    rows: int
    first_due_at: datetime | None
    first_reason: str | None


def read_tasks(connection: duckdb.DuckDBPyConnection, subject_key: Mapping[str, Any]) -> Sequence[Task]:
    """Read the lists of a shop; empty for a creator and on any day but the newest, as the lists are of its noon.

    Args:
        connection: an open published file.
        subject_key: assessment_date, platform, subject_type and subject_id.
    """
    (newest,) = fetch(connection, NEWEST)
    if subject_key["subject_type"] != "shop" or subject_key["assessment_date"] != newest["newest"]:
        return []
    shop = {"platform": subject_key["platform"], "subject_id": subject_key["subject_id"]}
    names = [row["table_name"] for row in fetch(connection, LISTS)]
    found = [(name, fetch(connection, FIRST_OF.format(name=name), shop)[0]) for name in names]
    return [Task(name, **row) for name, row in found if row["rows"]]
