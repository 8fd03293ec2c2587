"""The cases behind the indicator that costs a subject most.

Nothing is computed here: the figures are those of the marts. Drawing belongs in `evidence_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb

from shopscore.console.json_text import json_key
from shopscore.console.origins import CaseCounts, Origin, read_case_counts, read_origins
from shopscore.console.wording import Number
from shopscore.direction import sign_of
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

CASES_SHOWN = 10
LEAVING_SOON = timedelta(days=7)
# A case is evidence under the rules in force, so the version of the score plays no part.
OF_THE_SCORE_ONLY = ("system_id", "rule_version")


@dataclass(frozen=True)
class Tally:
    """Number of cases of a state (`against`, `excluded`) with one reason."""

    state: str
    reason: str | None
    reason_zh: str | None
    cases: int


@dataclass(frozen=True)
class Case:
    """A case that counts against the subject; `leaves_on` is the first date on which it no longer does."""

    case_kind: str
    case_id: str
    order_id: str | None
    product_id: str | None
    reason: str | None
    reason_zh: str | None
    effect: Number
    cohort_date: date
    leaves_on: date


@dataclass(frozen=True)
class Evidence:
    """The cases behind the indicator that costs most; without points, behind the one with most cases.

    `cases` are the ones that weigh most, newest first; `case_counts` says what became of all cases, `origins` who or
    what is behind most of the damage.
    """

    indicator_id: str
    against: int
    excluded: int
    leaving_within_7_days: int
    reasons: Sequence[Tally]
    cases: Sequence[Case]
    case_counts: CaseCounts | None = field(metadata=json_key("account"))
    origins: Sequence[Origin]


def read_evidence(
    connection: duckdb.DuckDBPyConnection, version_key: Mapping[str, Any], indicator_id: str, better: str
) -> Evidence:
    """Read the cases of one indicator that count against a subject, and those that are excluded.

    Args:
        connection: an open published file.
        version_key: assessment_date, system_id, rule_version, platform, subject_type and subject_id of the score.
        indicator_id: the indicator.
        better: which way of it is better, `up` or `down`, as its score says.
    """
    indicator_key = {**version_key, "indicator_id": indicator_id}
    cases_key = {name: value for name, value in indicator_key.items() if name not in OF_THE_SCORE_ONLY}
    leaving_until = version_key["assessment_date"] + LEAVING_SOON
    reasons = fetch(connection, statement(__name__, "evidence_reasons"), cases_key | {"leaving_until": leaving_until})
    leaving = sum(row["leaving"] for row in reasons if row["state"] == "against")
    tallies = [Tally(**{name: value for name, value in row.items() if name != "leaving"}) for row in reasons]
    worst_first = cases_key | {"sign": sign_of(better), "cases_shown": CASES_SHOWN}
    return Evidence(
        indicator_id=indicator_id,
        against=sum(one.cases for one in tallies if one.state == "against"),
        excluded=sum(one.cases for one in tallies if one.state == "excluded"),
        leaving_within_7_days=leaving,
        reasons=tallies,
        cases=[Case(**row) for row in fetch(connection, statement(__name__, "evidence_cases"), worst_first)],
        case_counts=read_case_counts(connection, indicator_key),
        origins=read_origins(connection, indicator_key),
    )
