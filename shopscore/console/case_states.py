"""Where the cases of some ids stand, and what else a number may be: read from the published file or the warehouse.

Where a case stands is decided in the model `int_case_states`, of which `marts.case_states` publishes the last weeks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from shopscore.console.wording import Number
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

PUBLISHED_STATES = "marts.case_states"
# Of the warehouse alone, named in models/_exposures.yml.
ALL_STATES = "insights.int_case_states"


@dataclass(frozen=True)
class CaseState:
    """Where one case stands in one indicator of one system; dates as in `marts.case_states`.

    Attributes:
        meaning_en: what `reason` means where it is a word of ours; the platform's own words speak for themselves.
        verdict_en: the same of `verdict_reason`.
        effect: what the case adds to the numerator, in `unit`.
    """

    platform: str
    subject_type: str
    subject_id: str
    subject_name: str | None
    system_id: str
    system_name_en: str | None
    system_name_zh: str | None
    rule_version: str
    indicator_id: str
    name_en: str | None
    name_zh: str | None
    unit: str | None
    case_kind: str
    case_id: str
    shop_id: str
    order_id: str | None
    cohort_date: date
    state: str
    reason: str | None
    meaning_en: str | None
    meaning_zh: str | None
    enters_on: date | None
    leaves_on: date | None
    effect: Number
    verdict: str | None
    verdict_reason: str | None
    verdict_en: str | None
    verdict_zh: str | None


@dataclass(frozen=True)
class KnownId:
    """What a number is of in the landed exports, and why it makes no case, where that is known."""

    platform: str
    shop_id: str
    id_kind: str
    order_id: str | None
    review_id: str | None
    meaning_en: str | None
    meaning_zh: str | None


@dataclass(frozen=True)
class Waiting:
    """An indicator of a system that looks at orders, for which this order is not a case, or not yet."""

    system_id: str
    indicator_id: str
    name_en: str | None
    name_zh: str | None


def read_states(
    connection: duckdb.DuckDBPyConnection, table: str, ids: Sequence[str], system_id: str | None
) -> Sequence[CaseState]:
    """Read where the cases of some ids stand, and those of orders with such an id.

    Args:
        connection: an open published file or warehouse.
        table: `PUBLISHED_STATES` or `ALL_STATES`.
        ids: of cases or orders.
        system_id: only of this system; None for all.
    """
    query = statement(__name__, "case_states", states=table)
    return [CaseState(**row) for row in fetch(connection, query, {"ids": list(ids), "system_id": system_id})]


def read_waiting(connection: duckdb.DuckDBPyConnection, states: Sequence[CaseState]) -> Sequence[Waiting]:
    """Read which indicators of the systems that look at an order have no case of it yet; none where it is not one."""
    orders = {state.case_id for state in states if state.case_kind == "order"}
    if len(orders) != 1:
        return []
    key = {
        "systems": sorted({state.system_id for state in states if state.case_kind == "order"}),
        "seen": sorted({state.indicator_id for state in states}),
    }
    return [Waiting(**row) for row in fetch(connection, statement(__name__, "case_waiting"), key)]


def read_known_ids(connection: duckdb.DuckDBPyConnection, asked: str) -> Sequence[KnownId]:
    """Read what a number is of in the landed exports; from the warehouse alone."""
    return [KnownId(**row) for row in fetch(connection, statement(__name__, "known_ids"), {"asked": asked})]


def has_states(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Tell whether a file has case states and the words for their reasons; one of an older version has not."""
    (row,) = fetch(connection, statement(__name__, "case_tables"), {"states": table})
    found: int = row["tables"]
    return found == len(("case states", "their reasons"))
