"""Where the cases of an indicator come from: what became of each, and who or what is behind the damage.

Nothing is computed here: the figures are those of the marts. Drawing belongs in `origins_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from shopscore.console.published import fetch
from shopscore.console.wording import Figure

OF_THE_INDICATOR = """
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
        and indicator_id = $indicator_id
"""

ACCOUNT = f"""
    select cases, counted_for, counted_against, excluded, not_yet_known, out_of_window
    from marts.indicator_accounting
    {OF_THE_INDICATOR}
"""

# The item that damages most, of each breakdown in which somebody can be told from somebody else. What is not known of a
# case can be asked of nobody.
ORIGINS = f"""
    with ranked as (

        select
            breakdown, item, cases, damage, share_of_damage, value, value_without, unit,
            row_number() over (partition by breakdown order by damage desc, cases desc, item) as place,
            count(*) over (partition by breakdown) as items
        from marts.indicator_breakdown
        {OF_THE_INDICATOR}

    )

    select
        breakdown, coalesce(meaning_en, product_name, item) as item,
        coalesce(meaning_zh, product_name, item) as item_zh,
        cases, damage, share_of_damage, value, value_without, unit
    from ranked
    left join dims.case_reasons on breakdown = 'reason' and item = reason
    left join (
        select product_id, min(product_name) as product_name from dims.products
        where platform = $platform group by product_id
    ) as products on breakdown = 'product' and item = product_id
    where place = 1 and items > 1 and damage > 0 and item <> 'unknown'
    order by share_of_damage desc, breakdown
"""


@dataclass(frozen=True)
class Account:
    """What became of every case of an indicator; the parts add up to `cases`."""

    cases: int
    counted_for: int
    counted_against: int
    excluded: int
    not_yet_known: int
    out_of_window: int


@dataclass(frozen=True)
class Origin:
    """The item of a breakdown with most of the damage, and the indicator without it."""

    breakdown: str
    item: str
    item_zh: str
    cases: int
    damage: Figure
    share_of_damage: Figure
    value: Figure
    value_without: Figure
    unit: str


def read_account(connection: duckdb.DuckDBPyConnection, indicator_key: Mapping[str, Any]) -> Account | None:
    """Read the account of one indicator of one score; None where there is none.

    Args:
        connection: an open published file.
        indicator_key: assessment_date, system_id, rule_version, platform, subject_type, subject_id, indicator_id.
    """
    return next((Account(**row) for row in fetch(connection, ACCOUNT, indicator_key)), None)


def read_origins(connection: duckdb.DuckDBPyConnection, indicator_key: Mapping[str, Any]) -> Sequence[Origin]:
    """Read the worst item of each breakdown; empty on any day but the newest, of which alone there is a breakdown.

    Args:
        connection: an open published file.
        indicator_key: assessment_date, system_id, rule_version, platform, subject_type, subject_id, indicator_id.
    """
    return [Origin(**row) for row in fetch(connection, ORIGINS, indicator_key)]
