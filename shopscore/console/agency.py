"""All shops of all platforms on one assessment date, one line each: what an agency looks at first.

The figures are those of marts.agency_overview, which holds the newest date only. Drawing belongs in `agency_view.py`.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from shopscore.console.published import fetch
from shopscore.console.wording import Figure

# Scales differ between platforms, so the shops are ranked by how they moved.
SHOPS = """
    select
        platform, shop_id, shop_name, industry, system_id, rule_version, is_assumption, score, status, change_7d,
        peer_rank, peer_count, worst_indicator_id, worst_indicator_name_en, worst_indicator_name_zh,
        worst_indicator_value, points_lost
    from marts.agency_overview
    where assessment_date = ?
    order by change_7d nulls last, platform, shop_name, shop_id
"""


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
    score: Figure
    status: str
    change_7d: Figure
    peer_rank: int | None
    peer_count: int | None
    worst_indicator_id: str | None
    worst_indicator_name_en: str | None
    worst_indicator_name_zh: str | None
    worst_indicator_value: Figure
    points_lost: Figure


def read_shops(connection: duckdb.DuckDBPyConnection, assessment_date: date) -> list[ShopLine]:
    """Read the shops of a date, those that fell most over 7 days first; none when the date is not the newest."""
    return [ShopLine(**row) for row in fetch(connection, SHOPS, [assessment_date])]
