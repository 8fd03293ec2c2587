"""The scores of one assessment date under the rules in force.

The shops across platforms belong in `agency.py`, what a shop's score is made of in `explanation.py`, drawing in
`scoreboard_view.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import duckdb

from shopscore.console.agency import ShopLine, read_shops
from shopscore.console.published import check_version, choose_date, read_label
from shopscore.console.wording import Number
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class Standing:
    """One subject's score and its place among its peers.

    Attributes:
        score: null where `status` is neither `scored` nor `partial`.
        rule_changed: a change goes across rule versions; between two scales there is none.
        estimate_error: of an estimate that was learned from score pages, points on days left out; else null.
        grade: null where none is reached, or the version knows none.
    """

    subject_id: str
    subject_name: str | None
    industry: str | None
    score: Number
    status: str
    valid_orders: int | None
    change_1d: Number
    change_7d: Number
    peer_mean: Number
    peer_count: int | None
    peer_rank: int | None
    is_official: bool
    rule_changed: bool
    estimate_error: Number
    grade: Number
    grade_en: str | None
    grade_zh: str | None


@dataclass(frozen=True)
class SystemBoard:
    """The standings of one system, best first, those without a score last.

    Attributes:
        is_assumption: the rule version is our assumption, because the platform does not publish it.
        note: what the rule version says of itself; `note_zh`: in Chinese.
        is_never_official: the platform's own figure is another one, on every day.
    """

    system_id: str
    rule_version: str
    platform: str
    subject_type: str
    name_en: str | None
    name_zh: str | None
    floor: float | Decimal
    ceiling: float | Decimal
    minimum_orders: int | None
    is_assumption: bool
    note: str | None
    note_zh: str | None
    is_never_official: bool
    fell_most: str | None
    standings: Sequence[Standing]


@dataclass(frozen=True)
class Scoreboard:
    """All systems on one assessment date; the fields are the keys of `scoreboard --json`.

    Attributes:
        shops: all shops, one line each; empty when the date is not the newest.
    """

    assessment_date: date
    generation_id: str
    published_at: datetime
    shops: Sequence[ShopLine]
    systems: Sequence[SystemBoard]


def find_fell_most(standings: Sequence[Standing]) -> str | None:
    """Return the subject whose score fell most since the day before; None when none fell."""
    fallen = [(row.change_1d, row.subject_id) for row in standings if row.change_1d is not None and row.change_1d < 0]
    return min(fallen)[1] if fallen else None


def read_scoreboard(connection: duckdb.DuckDBPyConnection, wanted: date | None) -> Scoreboard:
    """Read the scoreboard of a date, the newest when None.

    Raises:
        CommandError: no score of that date is published, or an older version wrote the publication.
    """
    check_version(connection)
    day = choose_date(connection, wanted)
    label = read_label(connection)
    standings: dict[tuple[str, str], list[Standing]] = {}
    for row in fetch(connection, statement(__name__, "scoreboard_scores"), {"assessment_date": day}):
        standings.setdefault((row.pop("system_id"), row.pop("rule_version")), []).append(Standing(**row))
    boards = [
        SystemBoard(**system, fell_most=find_fell_most(rows), standings=rows)
        for system in fetch(connection, statement(__name__, "scoreboard_systems"))
        if (rows := standings.get((system["system_id"], system["rule_version"])))
    ]
    boards.sort(key=lambda board: not any(standing.is_official for standing in board.standings))
    return Scoreboard(day, label.generation_id, label.published_at, read_shops(connection, day), boards)
