"""What a check is before it runs: its name, its table, its limits; and how the validations of these become one result.

How a figure is measured belongs in `source_checks.py` and `mart_checks.py`, its comparison with the limits in
`validation.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import duckdb

from shopscore.language import Message
from shopscore.quality.limits import SEVERITIES, Limit
from shopscore.quality.results import CheckResult, Withheld

SCOPE = "scope"
KEYS_NAMED = 5
SCOPES_NAMED = 5


@dataclass(frozen=True)
class CheckSpec:
    """One check of one table.

    Attributes:
        check_name: stable name, unique among the checks of sources and of marts.
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
class ValidationResult:
    """How the validation of one limit ended.

    Attributes:
        level: the limit.
        ran: it was validated at all.
        scopes: shops or systems that break it, the worst first.
        reason: why it did not run; None when it did.
    """

    level: Limit
    ran: bool
    scopes: tuple[str, ...] = ()
    reason: str | None = None


def not_run(spec: CheckSpec, reason: str) -> CheckResult:
    """Return the result of a check that could not run; it closes the gate."""
    return _result(spec, spec.severity, "not_run", None, Message("could not run: {reason}", reason=reason))


def passed(spec: CheckSpec, message: Message | None = None) -> CheckResult:
    """Return the result of a check that found nothing beyond its limits."""
    return _result(spec, spec.severity, "passed", 0, message)


def failed(
    spec: CheckSpec,
    level: Limit,
    rows: int,
    message: Message,
    *,
    shops: Sequence[str] = (),
    withheld: Sequence[Withheld] = (),
) -> CheckResult:
    """Return the result of a check that broke a limit, with that limit's severity and the shops that did."""
    result = _result(spec, level.severity, "failed", rows, message)
    return replace(result, shops=tuple(shops), withheld=tuple(withheld))


def decide(
    spec: CheckSpec,
    validations: Sequence[ValidationResult],
    describe_failure: Callable[[ValidationResult], CheckResult],
) -> CheckResult:
    """Return the one result of a check.

    Args:
        spec: the check.
        validations: one per limit of it.
        describe_failure: says what breaks the worst limit that is broken.
    """
    validation = worst(validations)
    if validation is None:
        return passed(spec)
    if not validation.ran:
        return not_run(spec, validation.reason or "no reason given")
    try:
        return describe_failure(validation)
    except duckdb.Error as error:
        return not_run(spec, f"a limit is broken and its rows cannot be named: {one_line(error)}")


def worst(validations: Sequence[ValidationResult]) -> ValidationResult | None:
    """Return the validation that decides: one that did not run, else the worst limit that is broken, else None."""
    for validation in validations:
        if not validation.ran:
            return validation
    broken = [validation for validation in validations if validation.scopes]
    return max(broken, key=lambda validation: SEVERITIES.index(validation.level.severity), default=None)


def one_line(error: BaseException) -> str:
    """Return an error as one line, without what it says where it may quote a cell."""
    text = str(error).strip()
    if not text or isinstance(error, (duckdb.DataError, duckdb.IntegrityError)):
        return type(error).__name__
    return f"{type(error).__name__}: {text.splitlines()[0]}"


def _result(spec: CheckSpec, severity: str, result: str, rows: int | None, message: Message | None) -> CheckResult:
    return CheckResult(
        spec.check_name,
        spec.checked_table,
        severity,
        result,
        rows,
        spec.description.en,
        message.en if message else None,
        description_zh=spec.description.zh,
        message_zh=message.zh if message else None,
    )
