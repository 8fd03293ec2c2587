"""Did this order, session, ticket or review count? The answer for one number, from the newest date's case states.

The published file knows the cases of the newest date and those that left the scores in the last weeks. What is not
there, and what else a number may be, is looked up in the warehouse while no refresh runs. Reading belongs in
`case_states.py`, drawing in `case_view.py`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb
from filelock import Timeout

from shopscore.console.case_states import (
    ALL_STATES,
    PUBLISHED_STATES,
    CaseState,
    KnownId,
    Waiting,
    has_states,
    read_known_ids,
    read_states,
    read_waiting,
)
from shopscore.console.errors import CommandError
from shopscore.console.explanation import check_system
from shopscore.console.published import open_current, read_label
from shopscore.console.warehouse import open_idle_warehouse
from shopscore.language import tr
from shopscore.score_dates import read_newest_date
from shopscore.settings import Settings

WRAPPED = re.compile(r'^=\s*"(.*)"$')
WHOLE = re.compile(r"^(\d+)\.0+$")
ROUNDED = re.compile(r"[+-]?\d+(\.\d+[eE]\+?\d+|[eE]\+\d+)")


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
        if not has_states(connection, PUBLISHED_STATES):
            raise CommandError(tr("an older version of shopscore wrote the publication: run shopscore refresh"))
        label = read_label(connection)
        answer = CaseAnswer(
            assessment_date=_newest_date(connection),
            generation_id=label.generation_id,
            published_at=label.published_at,
            asked=asked,
            looked_in_warehouse=False,
            states=read_states(connection, PUBLISHED_STATES, [asked], system_id),
            waiting=[],
            known_as=[],
        )
        if any(state.reason != "left_window" for state in answer.states):
            return replace(answer, waiting=read_waiting(connection, answer.states))
    try:
        with _open_warehouse(settings) as warehouse:
            known = read_known_ids(warehouse, asked)
            ids = {asked} | {number for one in known for number in (one.order_id, one.review_id) if number}
            states = read_states(warehouse, ALL_STATES, sorted(ids), system_id)
            found = replace(answer, assessment_date=_newest_date(warehouse), looked_in_warehouse=True, known_as=known)
            found = replace(found, states=states, waiting=read_waiting(warehouse, states))
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


def _newest_date(connection: duckdb.DuckDBPyConnection) -> date:
    newest = read_newest_date(connection)
    if newest is None:
        raise CommandError(tr("the publication holds no scores: add exports and run shopscore refresh"))
    return newest


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
        if not has_states(connection, ALL_STATES):
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
