"""Knows what the tables of the models were computed from, so that a build leaves finished days as they are.

A model by assessment date keeps its rows of the days that nothing restates (`models/scoring/restated`). That is right
only as long as all its rows come from the same models, seeds and program, and as long as no build broke off between two
tables: both are told here, before a build and after it. How dbt is called belongs in `shopscore.dbt_project`.
"""

import duckdb
from dbt.contracts.graph.manifest import Manifest

from shopscore.dbt_project import drop_models
from shopscore.fingerprint import PARTS, find_differences
from shopscore.language import Message, tr
from shopscore.run import Run
from shopscore.sql_files import statement
from shopscore.warehouse import open_warehouse

# What a fingerprint is of, as a person reads it.
SAID = {
    "models": Message("models"),
    "seeds": Message("rules"),
    "code": Message("program"),
    "packages": Message("packages"),
    "settings": Message("settings"),
}
RESTATED_TABLES = ("int_restated_dates", "int_restated_subjects")


def make_ready(run: Run, manifest: Manifest) -> bool:
    """Leave in the warehouse only what a build may keep, and tell whether that is anything.

    It is everything, nothing, or all but what a broken build touched. Says so when nothing is kept although there was
    something.

    Args:
        run: it is about to build the models, and has its fingerprint.
        manifest: the parsed project, which names the tables that keep rows.
    """
    with open_warehouse(run.settings) as connection:
        reason = None if run.rebuild else _why_anew(run, manifest, connection)
        if not run.rebuild and reason is None:
            connection.execute(statement(__name__, "doubt_unfinished"))
            return True
        had_scores = bool(connection.execute("select 1 from log.computed_inputs limit 1").fetchone())
        connection.execute("delete from log.computed_inputs")
    drop_models(run.settings)
    if reason and had_scores:
        run.progress.note(tr("every day is computed anew: {reason}", reason=reason))
    return False


def note_computed(run: Run) -> None:
    """Write down what the scores in the tables are computed from: every model has been built."""
    with open_warehouse(run.settings) as connection:
        connection.begin()
        connection.execute("delete from log.computed_inputs")
        connection.execute(statement(__name__, "note_computed"))
        connection.commit()


def _why_anew(run: Run, manifest: Manifest, connection: duckdb.DuckDBPyConnection) -> str | None:
    differences = find_differences(connection, run.fingerprint) if run.fingerprint else PARTS
    if differences:
        parts = tuple(SAID[part].said() for part in differences)
        return tr("what there is was computed with other {parts}", parts=parts)
    there = set(
        connection.execute("select schema_name, table_name from duckdb_tables() where not temporary").fetchall()
    )
    missing = [
        node.alias
        for node in manifest.nodes.values()
        if str(node.resource_type) == "model"
        and (node.config.materialized == "incremental" or node.name in RESTATED_TABLES)
        and (node.schema, node.alias) not in there
    ]
    return tr("the table {table} is not there", table=missing[0]) if missing else None
