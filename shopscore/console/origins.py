"""Where the cases of an indicator come from: what became of each, and who or what is behind the damage.

Nothing is computed here: the figures are those of the marts. Drawing belongs in `origins_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from shopscore.console.wording import Number
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class CaseCounts:
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
    damage: Number
    share_of_damage: Number
    value: Number
    value_without: Number
    unit: str


def read_case_counts(connection: duckdb.DuckDBPyConnection, indicator_key: Mapping[str, Any]) -> CaseCounts | None:
    """Read how many cases of one indicator of one score came to what; None where there are no counts.

    Args:
        connection: an open published file.
        indicator_key: assessment_date, system_id, rule_version, platform, subject_type, subject_id, indicator_id.
    """
    return next(
        (CaseCounts(**row) for row in fetch(connection, statement(__name__, "case_counts"), indicator_key)), None
    )


def read_origins(connection: duckdb.DuckDBPyConnection, indicator_key: Mapping[str, Any]) -> Sequence[Origin]:
    """Read the worst item of each breakdown; empty on any day but the newest, of which alone there is a breakdown.

    Args:
        connection: an open published file.
        indicator_key: assessment_date, system_id, rule_version, platform, subject_type, subject_id, indicator_id.
    """
    return [Origin(**row) for row in fetch(connection, statement(__name__, "case_origins"), indicator_key)]
