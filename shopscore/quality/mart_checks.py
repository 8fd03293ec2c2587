"""Checks what is about to be published: the marts, and what became of the last publication.

Measured in SQL, one row per system and mart; compared with the limits by `validation.py`. What a mart has to keep
belongs in `mart_rules.py`, how far it may depart from it, and which mart has which check, in the seed of limits.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from shopscore.language import Message
from shopscore.quality.check_specs import (
    KEYS_NAMED,
    SCOPE,
    SCOPES_NAMED,
    CheckSpec,
    ValidationResult,
    decide,
    failed,
    not_run,
    one_line,
    passed,
)
from shopscore.quality.data_docs import digest_of, passed_before, write_section
from shopscore.quality.limits import Limit, Limits, LimitsError, no_such_check
from shopscore.quality.mart_rules import LAST_PUBLICATION, MART_RULES, MartRule, departures
from shopscore.quality.results import CheckResult
from shopscore.quality.sql_templates import render
from shopscore.quality.validation import Validator
from shopscore.sql_files import literal

STAGE = "mart"
SCHEMA = "marts"
NOTHING_TO_COMPARE = Message("the last publication has no such table, or there is none that can be read")


@dataclass(frozen=True)
class _Check:
    spec: CheckSpec
    rule: MartRule
    query: str


@dataclass(frozen=True)
class _Measured:
    """What was measured on one mart: a row per scope; None where that failed, with the reason."""

    table: str
    checks: Sequence[_Check]
    frame: Any
    reason: str | None = None


def mart_check_specs(limits: Limits) -> list[CheckSpec]:
    """Name the checks that `check_marts` makes, in its order, without running them.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    return [check.spec for checks in _checks(limits).values() for check in checks]


def check_marts(
    connection: duckdb.DuckDBPyConnection, published: Path, limits: Limits, *, site: Path | None = None
) -> list[CheckResult]:
    """Check the marts against their rules and against the last publication.

    Args:
        connection: an open warehouse after dbt.
        published: the last publication; it is opened for reading while the checks run, and need not be there.
        limits: how far a mart may depart from each rule.
        site: folder of the Data Docs; None writes none. Where all passed the last time, and what is measured now is the
            same to the last figure, its pages stand, and Great Expectations is not asked again.

    Returns:
        One result per check and mart: `passed`, `failed` with the severity of the broken limit, or `not_run`. A
        failing one names systems, rows by key and the rule.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    planned = _checks(limits)
    with _last_publication(connection, published) as last_tables:
        measured = [
            _measure(
                connection, table, [check for check in checks if table in last_tables or not check.rule.needs_last]
            )
            for table, checks in planned.items()
        ]
        seen = None if any(one.frame is None for one in measured) else digest_of(map(_seen, measured))
        if site is not None and seen is not None and (stood := passed_before(site, STAGE, seen)):
            return stood
        validator = Validator(STAGE)
        found: dict[str, CheckResult] = {}
        for one in measured:
            found |= _validate(connection, one, validator)
    results = [
        found.get(check.spec.check_name) or passed(check.spec, NOTHING_TO_COMPARE)
        for checks in planned.values()
        for check in checks
    ]
    if site is not None:
        write_section(site, STAGE, results, validator, seen)
    return results


def _checks(limits: Limits) -> dict[str, list[_Check]]:
    """Return the checks of each mart, in the order of the limits."""
    levels: dict[tuple[str, str, tuple[str, ...]], list[Limit]] = {}
    for limit in limits.rows:
        if limit.platform == SCHEMA:
            if limit.check_name not in MART_RULES:
                raise LimitsError(no_such_check(limit, "marts", MART_RULES))
            levels.setdefault((limit.export, limit.check_name, limit.subject), []).append(limit)
    checks: dict[str, list[_Check]] = {}
    for (mart, name, subject), of_check in levels.items():
        rule = MART_RULES[name]
        table = f"{SCHEMA}.{mart}"
        spec = CheckSpec(
            check_name=f"{STAGE}_{mart}_{name}",
            checked_table=table,
            column=name,
            rows_column="rows_measured",
            levels=tuple(of_check),
            at_least=rule.at_least,
            description=_describe(rule, subject),
        )
        checks.setdefault(table, []).append(_Check(spec, rule, departures(name, table, subject)))
    return checks


def _describe(rule: MartRule, subject: Sequence[str]) -> Message:
    if not subject:
        return rule.description
    return Message("{rule}: {columns}", rule=rule.description, columns=", ".join(subject))


@contextmanager
def _last_publication(connection: duckdb.DuckDBPyConnection, published: Path) -> Iterator[set[str]]:
    """Attach the last publication and tell its tables: none when it is missing or damaged.

    Either way the next publication replaces it; a damaged one must not keep that from happening.
    """
    try:
        if not published.is_file():
            raise duckdb.IOException("nothing published")
        connection.execute(f"attach {literal(str(published))} as {LAST_PUBLICATION} (read_only)")
    except duckdb.Error:
        yield set()
        return
    try:
        found = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = ?", [LAST_PUBLICATION]
        ).fetchall()
        yield {name for (name,) in found}
    finally:
        connection.execute(f"detach {LAST_PUBLICATION}")


def _measure(connection: duckdb.DuckDBPyConnection, table: str, checks: Sequence[_Check]) -> _Measured:
    try:
        return _Measured(table, checks, connection.execute(render("worst_by_scope", checks=checks)).df())
    except Exception as error:
        return _Measured(table, checks, None, one_line(error))


def _seen(measured: _Measured) -> str:
    """Return all that Great Expectations would be told of a mart."""
    return repr((measured.table, [check.spec for check in measured.checks], measured.frame.to_csv()))


def _validate(
    connection: duckdb.DuckDBPyConnection, measured: _Measured, validator: Validator
) -> dict[str, CheckResult]:
    """Return the results of the checks of one mart, by their names."""
    checks = measured.checks
    if measured.frame is None:
        return {check.spec.check_name: not_run(check.spec, measured.reason or "") for check in checks}
    try:
        validations = validator.validate(measured.table, measured.frame, [check.spec for check in checks])
        return {
            check.spec.check_name: decide(
                check.spec,
                validations[check.spec.check_name],
                partial(_describe_failure, connection, check),
            )
            for check in checks
        }
    except Exception as error:
        return {check.spec.check_name: not_run(check.spec, one_line(error)) for check in checks}


def _describe_failure(connection: duckdb.DuckDBPyConnection, check: _Check, broken: ValidationResult) -> CheckResult:
    limit = broken.level.value
    found = connection.execute(
        render("broken_mart_rows", query=check.query, at_least=check.rule.at_least),
        {"bound": limit, "scopes": list(broken.scopes), "most": KEYS_NAMED},
    )
    names = [column[0] for column in found.description or ()]
    rows = found.fetchall()
    named = [
        " ".join(
            f"{name}={value:.6g}" if name == "value" else f"{name}={value}"
            for name, value in zip(names, row, strict=True)
            if name not in (SCOPE, "_rows")
        )
        for row in rows
    ]
    systems = ", ".join(broken.scopes[:SCOPES_NAMED])
    message = Message(
        "{rule} (limit {limit}), broken by {systems}. Rows: {rows}",
        rule=check.spec.description,
        limit=f"{limit:.6g}",
        systems=systems,
        rows="; ".join(named),
    )
    if check.rule.advice is not None:
        message = Message("{what}. To do: {advice}", what=message, advice=check.rule.advice)
    return failed(check.spec, broken.level, int(rows[0][-1]) if rows else 0, message)
