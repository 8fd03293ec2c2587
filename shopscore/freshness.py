"""Tells which exports are late, by limits that are rows of a rule seed.

The one place for it: alerts, `shopscore status` and Dagster's freshness all ask here. What is done about a late
export is nobody's business here.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from shopscore.settings import PROJECT_DIR
from shopscore.sql_files import statement

LIMITS_FILE = PROJECT_DIR / "seeds" / "rules" / "freshness.csv"


@dataclass(frozen=True)
class FreshnessLimit:
    """How old the newest file of an export may be.

    Attributes:
        platform: of the export.
        export: its name.
        late_after_days: whole local days before the assessment date; an older newest file is late.
        valid_from: first day the limit holds.
        valid_to: last day it holds, included; None until further notice.
    """

    platform: str
    export: str
    late_after_days: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class LateExport:
    """An export of one shop whose newest file is older than its limit.

    Attributes:
        platform: of the export.
        export: its name.
        shop_id: folder of the shop; `_all` for bulk files.
        newest_at: export time of the newest landed file, local, naive.
        late_after_days: the limit that it breaks.
        late_since: first assessment date on which it was late.
    """

    platform: str
    export: str
    shop_id: str
    newest_at: datetime
    late_after_days: int
    late_since: date


def load_limits(file: Path = LIMITS_FILE) -> list[FreshnessLimit]:
    """Read the limits of all times from the rule seed.

    Raises:
        OSError: there is no such file.
        ValueError: a number or a day is none; the seed's data tests say which row.
    """
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            FreshnessLimit(
                platform=row["platform"],
                export=row["export"],
                late_after_days=int(row["late_after_days"]),
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in csv.DictReader(rows)
        ]


def limits_on(limits: Sequence[FreshnessLimit], day: date) -> dict[tuple[str, str], int]:
    """Return the days allowed on a day, by platform and export."""
    return {
        (limit.platform, limit.export): limit.late_after_days
        for limit in limits
        if limit.valid_from <= day and (limit.valid_to is None or day <= limit.valid_to)
    }


def read_newest_exports(
    connection: duckdb.DuckDBPyConnection, ledger: str = "log"
) -> dict[tuple[str, str, str], datetime]:
    """Return when the newest landed file was exported, by platform, export and shop folder.

    Args:
        connection: an open warehouse, or an open published file.
        ledger: schema that holds `landed_files`: `log` in the warehouse, `ops` in the published file.
    """
    query = statement(__name__, "newest_exports", landed_files=f"{ledger}.landed_files")
    return {(platform, export, shop_id): at for platform, export, shop_id, at in connection.execute(query).fetchall()}


def find_late_exports(
    connection: duckdb.DuckDBPyConnection,
    limits: Sequence[FreshnessLimit],
    as_of: date,
    ledger: str = "log",
) -> list[LateExport]:
    """Return the exports that are late on an assessment date, one row per platform, export and shop.

    Late means: the day of the newest landed file's export time is before `as_of` minus the days allowed. An export
    without a limit is never late.

    Args:
        connection: an open warehouse, or an open published file.
        limits: of all times.
        as_of: assessment date.
        ledger: schema that holds `landed_files`: `log` in the warehouse, `ops` in the published file.
    """
    allowed = limits_on(limits, as_of)
    late = []
    for (platform, export, shop_id), newest_at in read_newest_exports(connection, ledger).items():
        days = allowed.get((platform, export))
        if days is not None and newest_at.date() < as_of - timedelta(days=days):
            since = newest_at.date() + timedelta(days=days + 1)
            late.append(LateExport(platform, export, shop_id, newest_at, days, since))
    return late
