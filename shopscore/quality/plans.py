"""What a check is before it runs: its name, its table, its limits, and how its verdicts become one result.

How a figure is measured belongs in `arrivals.py` and `departure.py`, the judging in `judging.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from shopscore.language import Message
from shopscore.quality.limits import SEVERITIES, Limit
from shopscore.quality.results import CheckResult, Withheld

SCOPE = "scope"
KEYS_NAMED = 5
SCOPES_NAMED = 5


@dataclass(frozen=True)
class Plan:
    """One check of one table.

    Attributes:
        check_name: stable name, unique over both doors.
        checked_table: `schema.table`.
        column: column of the measured frame that the limits are for.
        rows_column: column of the frame that a limit's `from_rows` is for.
        levels: the limits, at most one of each severity.
        at_least: the limits are the least allowed, not the most.
        description: the rule in words.
    """

    check_name: str
    checked_table: str
    column: str
    rows_column: str
    levels: tuple[Limit, ...]
    at_least: bool
    description: Message

    @property
    def severity(self) -> str:
        """The worst that can come of this check: `error`, `withhold` or `warn`."""
        return max((level.severity for level in self.levels), key=SEVERITIES.index, default="warn")


@dataclass(frozen=True)
class Verdict:
    """How one limit of a plan was judged.

    Attributes:
        level: the limit.
        ran: it was judged at all.
        scopes: shops or systems that break it, the worst first.
        reason: why it did not run; None when it did.
    """

    level: Limit
    ran: bool
    scopes: tuple[str, ...] = ()
    reason: str | None = None


def not_run(plan: Plan, reason: str) -> CheckResult:
    """Return the result of a check that could not run; it closes the gate."""
    return _result(plan, plan.severity, "not_run", None, Message("could not run: {reason}", reason=reason))


def passed(plan: Plan, message: Message | None = None) -> CheckResult:
    """Return the result of a check that found nothing beyond its limits."""
    return _result(plan, plan.severity, "passed", 0, message)


def failed(
    plan: Plan,
    level: Limit,
    rows: int,
    message: Message,
    *,
    shops: Sequence[str] = (),
    withheld: Sequence[Withheld] = (),
) -> CheckResult:
    """Return the result of a check that broke a limit, with that limit's severity and the shops that did."""
    result = _result(plan, level.severity, "failed", rows, message)
    return replace(result, shops=tuple(shops), withheld=tuple(withheld))


def worst(verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict that decides: one that did not run, else the worst limit that is broken, else None."""
    for verdict in verdicts:
        if not verdict.ran:
            return verdict
    broken = [verdict for verdict in verdicts if verdict.scopes]
    return max(broken, key=lambda verdict: SEVERITIES.index(verdict.level.severity), default=None)


def one_line(error: BaseException) -> str:
    """Return an error as one line, without what it says where it may quote a cell."""
    text = str(error).strip()
    if not text or isinstance(error, (duckdb.DataError, duckdb.IntegrityError)):
        return type(error).__name__
    return f"{type(error).__name__}: {text.splitlines()[0]}"


def _result(plan: Plan, severity: str, result: str, rows: int | None, message: Message | None) -> CheckResult:
    return CheckResult(
        plan.check_name,
        plan.checked_table,
        severity,
        result,
        rows,
        plan.description.en,
        message.en if message else None,
        description_zh=plan.description.zh,
        message_zh=message.zh if message else None,
    )
