"""Reads from one publication what a report of the day says; the figures are those of the marts.

How they are said belongs in `shop_model.py` and `agency_model.py`.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from shopscore.console.agency import ShopLine, read_shops
from shopscore.console.errors import CommandError
from shopscore.console.explanation import Explanation, SystemExplanation, read_explanation
from shopscore.console.made_up import is_made_up
from shopscore.console.scoreboard import Scoreboard, read_scoreboard
from shopscore.console.subjects import find_subject
from shopscore.console.wording import Number
from shopscore.language import tr
from shopscore.score_dates import read_newest_date
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

THINGS = 10
# Of one list, while the other lists have something: ten times the same tells less than what there is of each.
OF_ONE_LIST = 4
# Of the ids that a list has, the one that tells a thing apart from the others of its list.
ITEM_IDS = ("after_sale_id", "waybill_no", "session_id", "review_id", "order_id")


@dataclass(frozen=True)
class Shop:
    """A shop on a platform."""

    platform: str
    shop_id: str


@dataclass(frozen=True)
class DayScore:
    """The score of a day, and what buyers saw of it."""

    assessment_date: date
    score: Number
    shown_score: Number


@dataclass(frozen=True)
class ThingToDo:
    """A row of a list.

    Attributes:
        list_name: of the list.
        item: id of the order, review, session, parcel or ticket; None where it is about none.
        score_cost: points of the total at stake; None where that is not known.
        hours_left: from noon; below 0 when past, None without a limit.
        owner: who is at it, where that is known.
    """

    list_name: str
    item: str | None
    reason: str | None
    reason_zh: str | None
    score_cost: Number
    hours_left: float | None
    owner: str | None


@dataclass(frozen=True)
class ShopFacts:
    """Everything that a shop's report says."""

    explanation: Explanation
    system: SystemExplanation
    days: Sequence[DayScore]
    things: Sequence[ThingToDo]
    listed: int
    is_made_up: bool


@dataclass(frozen=True)
class LineAtHand:
    """A line that a shop is below of, near to, or about to fall below of."""

    platform: str
    shop_id: str
    name_en: str
    name_zh: str | None
    limit_value: Number
    state: str
    days_to_cross: int | None
    crosses_to: str | None


@dataclass(frozen=True)
class AgencyFacts:
    """Everything that the report of all shops says."""

    board: Scoreboard
    lines: Sequence[LineAtHand]
    is_made_up: bool


def read_shops_with_score(connection: duckdb.DuckDBPyConnection) -> list[Shop]:
    """Return the shops that have a score on the newest date."""
    return [Shop(one.platform, one.shop_id) for one in _overview(connection) if one.score is not None]


def count_shops(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many shops there are on the newest date, with a score or without."""
    return len(_overview(connection))


def find_shop(connection: duckdb.DuckDBPyConnection, wanted: str) -> Shop:
    """Return the shop that is meant by an id, a name or its beginning, or by `platform/id`.

    Raises:
        CommandError: none or more than one is meant, or a creator is.
    """
    for one in _overview(connection):
        if wanted == f"{one.platform}/{one.shop_id}":
            return Shop(one.platform, one.shop_id)
    subject = find_subject(connection, wanted, _newest(connection), None)
    if subject.subject_type != "shop":
        raise CommandError(tr("{name} is a creator, and reports are of shops", name=subject.subject_name or wanted))
    return Shop(subject.platform, subject.subject_id)


def read_shop(connection: duckdb.DuckDBPyConnection, shop: Shop) -> ShopFacts:
    """Read a shop under the system that matters most on its platform, on the newest date.

    Raises:
        CommandError: the shop is not there on that date, or an older version wrote the publication.
    """
    lines = {Shop(one.platform, one.shop_id): one for one in _overview(connection)}
    line = lines.get(shop)
    if line is None:
        raise CommandError(tr("there is no shop {shop} on the newest date", shop=f"{shop.platform}/{shop.shop_id}"))
    explanation = read_explanation(connection, shop.shop_id, line.system_id, None)
    system = next(one for one in explanation.systems if one.rule_version == line.rule_version)
    key = {
        "assessment_date": explanation.assessment_date,
        "system_id": system.system_id,
        "rule_version": system.rule_version,
        "platform": shop.platform,
        "subject_id": shop.shop_id,
    }
    days = [DayScore(**row) for row in fetch(connection, statement(__name__, "days"), key)]
    things, listed = _read_things(connection, {"platform": shop.platform, "subject_id": shop.shop_id})
    return ShopFacts(explanation, system, days, things, listed, is_made_up(connection))


def read_agency(connection: duckdb.DuckDBPyConnection) -> AgencyFacts:
    """Read all shops on the newest date.

    Raises:
        CommandError: nothing is scored, or an older version wrote the publication.
    """
    board = read_scoreboard(connection, None)
    key = {"assessment_date": board.assessment_date}
    lines = [LineAtHand(**row) for row in fetch(connection, statement(__name__, "lines_at_hand"), key)]
    return AgencyFacts(board, lines, is_made_up(connection))


def _newest(connection: duckdb.DuckDBPyConnection) -> date:
    newest = read_newest_date(connection)
    if newest is None:
        raise CommandError(tr("nothing is scored yet: shopscore status says why"))
    return newest


def _overview(connection: duckdb.DuckDBPyConnection) -> list[ShopLine]:
    return read_shops(connection, _newest(connection))


def _read_things(connection: duckdb.DuckDBPyConnection, shop: Mapping[str, Any]) -> tuple[Sequence[ThingToDo], int]:
    """Return what comes first over all lists, and how much is listed in all."""
    found = []
    lists = fetch(connection, statement(__name__, "lists"), shop)
    for one in lists:
        asked = {**shop, "noon_at": one["noon_at"], "most": THINGS}
        rows = fetch(connection, statement(__name__, "things", list=f"actions.{one['name']}"), asked)
        found += [(_urgency(row, one["noon_at"]), _thing(one["name"], row, one["noon_at"])) for row in rows]
    found.sort(key=lambda pair: (*pair[0], pair[1].list_name))
    return _varied([thing for _, thing in found]), sum(one["rows"] for one in lists)


def _varied(things: Sequence[ThingToDo]) -> Sequence[ThingToDo]:
    """Return the first things in their order, few of one list, and more of it only where the others have no more."""
    first: list[int] = []
    behind: list[int] = []
    taken: Counter[str] = Counter()
    for at, thing in enumerate(things):
        taken[thing.list_name] += 1
        (first if taken[thing.list_name] <= OF_ONE_LIST else behind).append(at)
    return [things[at] for at in sorted([*first, *behind][:THINGS])]


def _urgency(row: Mapping[str, Any], noon_at: datetime) -> tuple[bool, float, float]:
    due_at, cost = row["due_at"], float(row["score_cost"] or 0)
    left = math.inf if due_at is None else (due_at - noon_at).total_seconds()
    return left < 0 and not cost, -cost, left


def _thing(name: str, row: Mapping[str, Any], noon_at: datetime) -> ThingToDo:
    due_at = row["due_at"]
    return ThingToDo(
        list_name=name,
        item=next((row[one] for one in ITEM_IDS if row.get(one)), None),
        reason=row["reason"],
        reason_zh=row["reason_zh"],
        score_cost=row["score_cost"],
        hours_left=None if due_at is None else (due_at - noon_at).total_seconds() / 3600,
        owner=row["item"] if row.get("item_kind") == "agent" else row.get("agent_id"),
    )
