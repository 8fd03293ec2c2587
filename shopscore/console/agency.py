"""All shops of all platforms on one assessment date, one line each: what an agency looks at first.

The figures are those of marts.agency_overview, which holds the newest date only. Drawing belongs in `agency_view.py`.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from shopscore.console.wording import Number
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class ShopLine:
    """One shop under the system that matters most on its platform.

    Attributes:
        is_assumption: the rule version is our assumption, because the platform does not publish it.
        points_lost: what the worst indicator takes off the best possible score; null where there is none.
    """

    platform: str
    shop_id: str
    shop_name: str | None
    industry: str | None
    system_id: str
    rule_version: str
    is_assumption: bool
    score: Number
    status: str
    change_7d: Number
    peer_rank: int | None
    peer_count: int | None
    worst_indicator_id: str | None
    worst_indicator_name_en: str | None
    worst_indicator_name_zh: str | None
    worst_indicator_value: Number
    points_lost: Number


def read_shops(connection: duckdb.DuckDBPyConnection, assessment_date: date) -> list[ShopLine]:
    """Read the shops of a date, those that fell most over 7 days first; none when the date is not the newest."""
    return [
        ShopLine(**row)
        for row in fetch(connection, statement(__name__, "agency_shops"), {"assessment_date": assessment_date})
    ]
