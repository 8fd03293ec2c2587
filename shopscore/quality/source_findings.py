"""Says what breaks a limit of an export: shops, files, columns, rows by key; and which shops are withheld for it.

Nothing that stands in a row is said but its key. Whether a limit is broken belongs in `validation.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from shopscore.language import Message
from shopscore.language.bilingual import Bilingual, together
from shopscore.quality.check_specs import (
    KEYS_NAMED,
    SCOPES_NAMED,
    CheckSpec,
    ValidationResult,
    failed,
)
from shopscore.quality.results import CheckResult, Withheld
from shopscore.quality.row_rules import RowRule
from shopscore.quality.source_profile import source_query
from shopscore.quality.source_suites import SHOP_FIGURES, SourceSuite

# The measured row of each shop.
Figures = Mapping[str, Mapping[str, float]]

# What makes a file one that breaks the limit.
BROKEN_FILES = {"rejected_rows": "rows_rejected > 0", "refused_files": "status = 'refused'"}


def describe_failure(
    connection: duckdb.DuckDBPyConnection,
    suite: SourceSuite,
    figures: Figures,
    spec: CheckSpec,
    broken: ValidationResult,
) -> CheckResult:
    """Return the result of a check that broke a limit.

    Args:
        connection: the warehouse that was measured.
        suite: what is checked of the export.
        figures: what was measured, by shop.
        spec: the check.
        broken: the worst limit that is broken, and by whom.

    Raises:
        duckdb.Error: the rows cannot be named.
    """
    rows, shops = _count_rows(suite, figures, spec, broken)
    named = shops[:SCOPES_NAMED]
    if len(shops) > SCOPES_NAMED:
        named.append(Message("and {count} more shops", count=len(shops) - SCOPES_NAMED))
    if rule := suite.rules.get(spec.column):
        where = _name_rows(connection, suite, rule, broken)
    elif spec.column == "empty_columns":
        where = _name_columns(connection, suite, broken)
    else:
        where = _name_files(connection, suite, spec, broken)
    withheld = _find_withheld(connection, suite, spec, broken) if broken.level.severity == "withhold" else ()
    message = Message("{rule}: {shops}{where}", rule=spec.description, shops=together(named), where=where)
    return failed(spec, broken.level, rows, message, shops=broken.scopes, withheld=withheld)


def _count_rows(
    suite: SourceSuite, figures: Figures, spec: CheckSpec, broken: ValidationResult
) -> tuple[int, list[Message]]:
    """Return how many rows break the limit in all, and what each shop has of them."""
    limit = broken.level.value
    is_rule = spec.column in suite.rules
    shops: list[Message] = []
    rows = 0
    for scope in broken.scopes:
        found = figures[scope]
        value = float(found[spec.column])
        if is_rule or spec.column == "rejected_rows":
            of = found["rows"] if is_rule else found["rows_read"]
            bad = round(value * of)
            rows += bad
            shops.append(
                Message(
                    "shop {shop}: {bad} of {rows} rows ({share}, limit {limit})",
                    shop=scope,
                    bad=bad,
                    rows=f"{of:,.0f}",
                    share=f"{value:.2%}",
                    limit=f"{limit:.2%}",
                )
            )
        else:
            rows += 1
            shops.append(
                Message(
                    "shop {shop}: {value} {kind}, limit {limit}",
                    shop=scope,
                    value=f"{value:.4g}",
                    kind=SHOP_FIGURES[spec.column].kind,
                    limit=f"{limit:.4g}",
                )
            )
    return rows, shops


def _name_rows(
    connection: duckdb.DuckDBPyConnection, suite: SourceSuite, rule: RowRule, broken: ValidationResult
) -> Message:
    key = [name for name in suite.export.key if name != "shop_id" or not suite.export.has_shop_folder]
    query = source_query("broken_rows", suite, named_by=key, broken=rule.broken)
    named = [
        Message(
            "shop {shop} {row} in {file}, row {line}",
            shop=scope,
            row=" ".join(f"{name}={value}" for name, value in zip(key, row, strict=True)),
            file=file,
            line=line,
        )
        for scope, *row, file, line in _fetch(connection, suite, query, broken, most=KEYS_NAMED)
    ]
    return Message(". Rows: {rows}", rows=together(named))


def _name_columns(connection: duckdb.DuckDBPyConnection, suite: SourceSuite, broken: ValidationResult) -> Message:
    """Name the columns that are empty, as they are called in the file."""
    rows = _fetch(connection, suite, source_query("empty_columns", suite), broken)
    empty = [name for at, name in enumerate(suite.may_be_empty) if any(row[at] == 0 for row in rows)]
    headers = tuple(suite.export.column(name).header or name for name in empty)
    return Message(". Columns: {columns}", columns=headers)


def _name_files(
    connection: duckdb.DuckDBPyConnection, suite: SourceSuite, spec: CheckSpec, broken: ValidationResult
) -> Message:
    if spec.column not in BROKEN_FILES:
        return Bilingual("", "")
    query = source_query("broken_files", suite, broken=BROKEN_FILES[spec.column])
    named = [
        Message("{file} ({rejected} of {read} rows)", file=name, rejected=rejected, read=read)
        for name, rejected, read in _fetch(connection, suite, query, broken, most=KEYS_NAMED)
    ]
    return Message(". Files: {files}", files=together(named))


def _find_withheld(
    connection: duckdb.DuckDBPyConnection, suite: SourceSuite, spec: CheckSpec, broken: ValidationResult
) -> Sequence[Withheld]:
    """Return the shops that break a limit, with the first day and the files of such rows."""
    export, event = suite.export, suite.event_column
    if not export.has_shop_folder:
        return ()
    rule = suite.rules.get(spec.column)
    read = {column.name for column in export.columns if column.type == "timestamp"}
    times = sorted(read.intersection(rule.reads if rule else ()) | ({event} if event else set()))
    query = source_query("withheld_shops", suite, times=times, broken=rule.broken if rule else "true")
    return [
        Withheld(export.platform, shop, export.name, spec.check_name, day, tuple(files))
        for shop, day, files in _fetch(connection, suite, query, broken)
    ]


def _fetch(
    connection: duckdb.DuckDBPyConnection, suite: SourceSuite, query: str, broken: ValidationResult, **bound: object
) -> Sequence[tuple[Any, ...]]:
    """Return the rows of a query about the shops that break a limit."""
    values = {"platform": suite.export.platform, "export": suite.export.name, "scopes": list(broken.scopes)}
    return connection.execute(query, values | bound).fetchall()
