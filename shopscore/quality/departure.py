"""Checks what is about to be published: the marts, and what became of the last publication.

Measured in SQL, one row per system and mart; judged by `judging.py`. What a mart has to keep belongs in
`mart_rules.py`, how far it may depart from it, and which mart has which check, in the seed of limits.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from shopscore.language import Message
from shopscore.quality.judging import Judge
from shopscore.quality.limits import Limit, Limits, LimitsError
from shopscore.quality.mart_rules import LAST, MART_RULES, MartRule
from shopscore.quality.plans import (
    KEYS_NAMED,
    SCOPE,
    SCOPES_NAMED,
    Plan,
    Verdict,
    failed,
    not_run,
    one_line,
    passed,
    worst,
)
from shopscore.quality.results import CheckResult
from shopscore.quality.row_rules import literal
from shopscore.quality.site import Chapter, write_chapter

DOOR = "departure"
SCHEMA = "marts"
NOTHING_TO_COMPARE = Message("the last publication has no such table, or there is none that can be read")
ROWS = "rows_measured"


@dataclass(frozen=True)
class _Check:
    plan: Plan
    rule: MartRule
    query: str


def planned_departure_checks(limits: Limits) -> list[Plan]:
    """Name the checks that `check_departure` makes, in its order, without running them.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    return [check.plan for checks in _checks(limits).values() for check in checks]


def check_departure(
    connection: duckdb.DuckDBPyConnection, published: Path, limits: Limits, *, site: Path | None = None
) -> list[CheckResult]:
    """Check the marts against their rules and against the last publication.

    Args:
        connection: an open warehouse after dbt.
        published: the last publication; it is opened for reading while the checks run, and need not be there.
        limits: how far a mart may depart from each rule.
        site: folder of the Data Docs; None writes none.

    Returns:
        One result per check and mart: `passed`, `failed` with the severity of the broken limit, or `not_run`. A
        failing one names systems, rows by key and the rule.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    judge: Judge | None = None
    results: list[CheckResult] = []
    with _last_publication(connection, published) as last_tables:
        for table, checks in _checks(limits).items():
            compared = [check for check in checks if table in last_tables or not check.rule.needs_last]
            judged: dict[str, CheckResult] = {}
            try:
                frame = _measure(connection, compared)
                judge = judge or Judge(DOOR)
                verdicts = judge.judge(table, frame, [check.plan for check in compared])
                judged = {
                    check.plan.check_name: _result(connection, check, verdicts[check.plan.check_name])
                    for check in compared
                }
            except Exception as error:
                judged = {check.plan.check_name: not_run(check.plan, one_line(error)) for check in compared}
            for check in checks:
                results.append(judged.get(check.plan.check_name) or passed(check.plan, NOTHING_TO_COMPARE))
    if site is not None:
        write_chapter(site, Chapter(DOOR, results), judge)
    return results


def _checks(limits: Limits) -> dict[str, list[_Check]]:
    """Return the checks of each mart, in the order of the limits."""
    levels: dict[tuple[str, str, tuple[str, ...]], list[Limit]] = {}
    for limit in limits.rows:
        if limit.platform == SCHEMA:
            if limit.check_name not in MART_RULES:
                raise LimitsError(f"the limits name the check '{limit.check_name}', which there is not for marts.")
            levels.setdefault((limit.export, limit.check_name, limit.subject), []).append(limit)
    checks: dict[str, list[_Check]] = {}
    for (mart, name, subject), of_check in levels.items():
        rule = MART_RULES[name]
        table = f"{SCHEMA}.{mart}"
        plan = Plan(
            f"{DOOR}_{mart}_{name}", table, name, ROWS, tuple(of_check), rule.at_least, _describe(rule, subject)
        )
        checks.setdefault(table, []).append(_Check(plan, rule, rule.query(table, subject)))
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
        connection.execute(f"attach {literal(str(published))} as {LAST} (read_only)")
    except duckdb.Error:
        yield set()
        return
    try:
        found = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = ?", [LAST]
        ).fetchall()
        yield {name for (name,) in found}
    finally:
        connection.execute(f"detach {LAST}")


def _measure(connection: duckdb.DuckDBPyConnection, checks: Sequence[_Check]) -> Any:
    """Measure a mart in one query: one row per scope, with the worst departure from each rule."""
    parts = [
        f"select {SCOPE}, {number} as number, "
        f"cast({'min' if check.rule.at_least else 'max'}(value) as double) as worst, count(*) as {ROWS} "
        f"from ({check.query}) group by {SCOPE}"
        for number, check in enumerate(checks)
    ]
    columns = ", ".join(
        f"max(worst) filter (where number = {number}) as {check.plan.column}" for number, check in enumerate(checks)
    )
    return connection.execute(
        f"""
        select {SCOPE}, max({ROWS}) as {ROWS}, {columns}
        from ({" union all ".join(parts)})
        group by {SCOPE} order by {SCOPE}
        """
    ).df()


def _result(connection: duckdb.DuckDBPyConnection, check: _Check, verdicts: Sequence[Verdict]) -> CheckResult:
    plan = check.plan
    verdict = worst(verdicts)
    if verdict is None:
        return passed(plan)
    if not verdict.ran:
        return not_run(plan, verdict.reason or "no reason given")
    try:
        return _failure(connection, check, verdict)
    except duckdb.Error as error:
        return not_run(plan, f"a limit is broken and its rows cannot be named: {one_line(error)}")


def _failure(connection: duckdb.DuckDBPyConnection, check: _Check, verdict: Verdict) -> CheckResult:
    limit = verdict.level.value
    sign, direction = ("<", "asc") if check.rule.at_least else (">", "desc")
    scopes = ", ".join(literal(scope) for scope in verdict.scopes)
    broken = f"from ({check.query}) where value {sign} {limit} and {SCOPE} in ({scopes})"
    found = connection.execute(
        f"""
        select *, count(*) over () as _rows {broken}
        order by value {direction}, columns(* exclude (value)) limit {KEYS_NAMED}
        """
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
    systems = ", ".join(verdict.scopes[:SCOPES_NAMED])
    message = Message(
        "{rule} (limit {limit}), broken by {systems}. Rows: {rows}",
        rule=check.plan.description,
        limit=f"{limit:.6g}",
        systems=systems,
        rows="; ".join(named),
    )
    return failed(check.plan, verdict.level, int(rows[0][-1]) if rows else 0, message)
