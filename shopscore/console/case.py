"""Did this order, session, ticket or review count? The answer for one number, from the newest date's case states.

The published file knows the cases of the newest date and those that left the scores in the last weeks. What is not
there, and what else a number may be, is looked up in the warehouse while no refresh runs. Drawing belongs in
`case_view.py`; where a case stands is decided in the model `int_case_states`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb
from filelock import Timeout

from shopscore.console.errors import CommandError
from shopscore.console.explanation import check_system
from shopscore.console.published import open_current, read_label
from shopscore.console.warehouse import open_idle_warehouse
from shopscore.console.wording import Number
from shopscore.language import tr
from shopscore.settings import Settings
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

PUBLISHED_STATES = "marts.case_states"
ALL_STATES = "insights.int_case_states"

WRAPPED = re.compile(r'^=\s*"(.*)"$')
WHOLE = re.compile(r"^(\d+)\.0+$")
ROUNDED = re.compile(r"[+-]?\d+(\.\d+[eE]\+?\d+|[eE]\+\d+)")

NEWEST_DATE = "select max(assessment_date) as newest from marts.scores"


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


@dataclass(frozen=True)
class CaseAnswer:
    """Everything about one number; the fields are the keys of `explain --case --json`.

    Attributes:
        asked: the number as it was asked for, blanks trimmed.
        looked_in_warehouse: False where the published file was enough, or the warehouse could not be asked.
        states: where the case stands; empty when it is none.
        known_as: what the number is of, read only where the published file knows no case of it.
    """

    assessment_date: date
    generation_id: str
    published_at: datetime
    asked: str
    looked_in_warehouse: bool
    states: Sequence[CaseState]
    waiting: Sequence[Waiting]
    known_as: Sequence[KnownId]


class WarehouseClosedError(Exception):
    """The warehouse cannot be asked now; the message says why and what to do."""


def read_case(settings: Settings, wanted: str, system_id: str | None) -> CaseAnswer:
    """Answer whether the order, session, ticket, review or help request of that number counts.

    The warehouse is asked as well when the published file knows no such case, or only cases that have left: others may
    have left before the file's weeks.

    Raises:
        CommandError: nothing is published, the file is of an older version, the system is not there, or nothing has
            that number; the message says what to check.
    """
    asked = clean_number(wanted)
    if not asked:
        raise CommandError(tr("give the id of an order, session, after-sales ticket, review or help request"))
    with open_current(settings.published) as connection:
        check_system(connection, system_id)
        if not _has_tables(connection, PUBLISHED_STATES):
            raise CommandError(tr("an older version of shopscore wrote the publication: run shopscore refresh"))
        label = read_label(connection)
        answer = CaseAnswer(
            assessment_date=_newest_date(connection),
            generation_id=label.generation_id,
            published_at=label.published_at,
            asked=asked,
            looked_in_warehouse=False,
            states=_read_states(connection, PUBLISHED_STATES, [asked], system_id),
            waiting=[],
            known_as=[],
        )
        if any(state.reason != "left_window" for state in answer.states):
            return replace(answer, waiting=_read_waiting(connection, answer.states))
    try:
        with _open_warehouse(settings) as warehouse:
            known = [KnownId(**row) for row in fetch(warehouse, statement(__name__, "known_ids"), {"asked": asked})]
            ids = {asked} | {number for one in known for number in (one.order_id, one.review_id) if number}
            states = _read_states(warehouse, ALL_STATES, sorted(ids), system_id)
            found = replace(answer, assessment_date=_newest_date(warehouse), looked_in_warehouse=True, known_as=known)
            found = replace(found, states=states, waiting=_read_waiting(warehouse, states))
    except WarehouseClosedError as error:
        if answer.states:
            return answer
        raise CommandError(
            _nothing_found(answer, system_id, tr("what left the scores earlier: {reason}", reason=str(error)))
        ) from error
    if not found.states and not found.known_as:
        raise CommandError(_nothing_found(found, system_id))
    return found


def clean_number(typed: str) -> str:
    """Take off what Excel and the consoles put around a number, as landing does: blanks, `="..."`, `'`, `.0`."""
    bare = WRAPPED.sub(r"\1", typed.strip()).strip().removeprefix("'").strip()
    return WHOLE.sub(r"\1", bare)


def _read_states(
    connection: duckdb.DuckDBPyConnection, table: str, ids: Sequence[str], system_id: str | None
) -> Sequence[CaseState]:
    query = statement(__name__, "case_states", states=table)
    return [CaseState(**row) for row in fetch(connection, query, {"ids": list(ids), "system_id": system_id})]


def _read_waiting(connection: duckdb.DuckDBPyConnection, states: Sequence[CaseState]) -> Sequence[Waiting]:
    orders = {state.case_id for state in states if state.case_kind == "order"}
    if len(orders) != 1:
        return []
    key = {
        "systems": sorted({state.system_id for state in states if state.case_kind == "order"}),
        "seen": sorted({state.indicator_id for state in states}),
    }
    return [Waiting(**row) for row in fetch(connection, statement(__name__, "case_waiting"), key)]


def _newest_date(connection: duckdb.DuckDBPyConnection) -> date:
    (row,) = fetch(connection, NEWEST_DATE)
    newest: date | None = row["newest"]
    if newest is None:
        raise CommandError(tr("the publication holds no scores: add exports and run shopscore refresh"))
    return newest


def _has_tables(connection: duckdb.DuckDBPyConnection, states: str) -> bool:
    (row,) = fetch(connection, statement(__name__, "case_tables"), {"states": states})
    found: int = row["tables"]
    return found == len(("case states", "their reasons"))


@contextmanager
def _open_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    if not settings.warehouse.exists():
        raise WarehouseClosedError(tr("only the warehouse knows, and there is none at {path}", path=settings.warehouse))
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(open_idle_warehouse(settings))
        except Timeout as error:
            raise WarehouseClosedError(tr("a refresh is running; ask again when it has finished")) from error
        except duckdb.Error as error:
            raise WarehouseClosedError(
                tr(
                    "{path} cannot be opened: close the program that has it open, or see shopscore status",
                    path=settings.warehouse,
                )
            ) from error
        if not _has_tables(connection, ALL_STATES):
            raise WarehouseClosedError(tr("an older version of shopscore wrote the warehouse: run shopscore refresh"))
        yield connection


def _nothing_found(answer: CaseAnswer, system_id: str | None, unasked: str | None = None) -> str:
    within = f" in {system_id}" if system_id else ""
    if ROUNDED.fullmatch(answer.asked):
        return f"'{answer.asked}' is a rounded number: Excel has cut its last digits, copy it from the platform"
    checks = [
        "is it the number of an order, session, after-sale ticket, review, complaint, help request or appeal, "
        "with every digit?",
        "has its export landed? shopscore status",
        'was its row rejected? shopscore sql "from ops.rejected_rows"',
    ]
    if unasked:
        checks.append(unasked)
    listed = "".join(f"\n  - {check}" for check in checks)
    return f"nothing has the number '{answer.asked}'{within} on {answer.assessment_date}. Check:{listed}"
