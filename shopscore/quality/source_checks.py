"""Checks what arrived since the last publication, before anything is computed from it.

Measured in SQL on the newest state of the rows that arrived, one row per shop; compared with the limits by
`validation.py`. What is checked of an export belongs in `source_suites.py`, how much may break it in the seed of
limits.
"""

from functools import partial
from pathlib import Path

import duckdb

from shopscore.contracts import Exports
from shopscore.language import Message
from shopscore.quality.check_specs import SCOPE, decide, not_run, one_line, passed
from shopscore.quality.data_docs import write_section
from shopscore.quality.limits import Limits
from shopscore.quality.results import CheckResult
from shopscore.quality.source_findings import Figures, describe_failure
from shopscore.quality.source_profile import source_query
from shopscore.quality.source_suites import STAGE, SourceSuite, source_suites
from shopscore.quality.validation import Validator
from shopscore.sql_files import statement

NOTHING_NEW = Message("nothing new arrived since the last publication")


def check_sources(
    connection: duckdb.DuckDBPyConnection, exports: Exports, limits: Limits, *, site: Path | None = None
) -> list[CheckResult]:
    """Check what arrived since the last publication.

    Args:
        connection: an open warehouse after landing.
        exports: the export contracts.
        limits: how much of each finding is allowed.
        site: folder of the Data Docs; None writes none.

    Returns:
        One result per check and export: `passed`, `failed` with the severity of the broken limit, or `not_run`. A
        failing one names shops, files, rows by key and the rule, and never what stands in a row.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    validator = Validator(STAGE)
    results = [
        result for suite in source_suites(exports, limits) for result in _check_source(connection, suite, validator)
    ]
    if site is not None:
        write_section(site, STAGE, results, validator)
    return results


def _check_source(connection: duckdb.DuckDBPyConnection, suite: SourceSuite, validator: Validator) -> list[CheckResult]:
    export = suite.export
    named = {"platform": export.platform, "export": export.name}
    try:
        arrived = connection.execute(statement(__name__, "arrived_files"), named).fetchall()
        if not arrived:
            return [passed(spec, NOTHING_NEW) for spec in suite.specs]
        profile = connection.execute(source_query("source_profile", suite), named).df()
        if profile.empty:
            return [not_run(spec, "files arrived, but nothing was measured") for spec in suite.specs]
        validations = validator.validate(export.table, profile, suite.specs)
        figures: Figures = {row[SCOPE]: row for row in profile.to_dict("records")}
    except Exception as error:
        return [not_run(spec, one_line(error)) for spec in suite.specs]
    describe = partial(describe_failure, connection, suite, figures)
    return [decide(spec, validations[spec.check_name], partial(describe, spec)) for spec in suite.specs]
