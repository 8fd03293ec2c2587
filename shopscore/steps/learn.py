"""Learns from score pages, before the models are built, the dimensions that the platform does not explain.

It runs by itself, since without it there is no score at all, and it never ends a refresh: where it fails, what was
learned before stays in use. How a dimension is learned belongs in `shopscore.calibration`.
"""

import hashlib

import duckdb
from dbt.contracts.graph.manifest import Manifest

from shopscore.dbt_project import build_model
from shopscore.language import tr
from shopscore.reasons import one_line
from shopscore.run import Run
from shopscore.settings import PROJECT_DIR, now
from shopscore.sql_files import statement
from shopscore.warehouse import open_warehouse

TRAINING_DATA = "int_dimension_training_data"
INDICATORS = PROJECT_DIR / "seeds" / "rules" / "indicators.csv"


def learn_from_pages(run: Run, manifest: Manifest) -> None:
    """Learn anew where pages came that a learned dimension may be learned from; else do nothing.

    Args:
        run: it has landed and is about to build.
        manifest: the parsed project, of which the training data are built first.
    """
    try:
        with open_warehouse(run.settings) as connection:
            found = _digest(run, connection)
            if found == _last(connection):
                return
        _learn(run, manifest, found)
    except Exception as error:  # whatever it is: scores that need nothing learned are due all the same
        run.progress.note(
            tr(
                "nothing was learned from score pages, and what was learned before stays in use: {reason}",
                reason=one_line(error),
            )
        )


def _learn(run: Run, manifest: Manifest, found: str) -> None:
    # Imported here because most refreshes have nothing to learn.
    from shopscore.calibration import learn_dimensions  # noqa: PLC0415

    with run.progress.step(tr("Learning from score pages")) as step:
        build_model(run.settings, manifest, TRAINING_DATA)
        with open_warehouse(run.settings) as connection:
            outcomes = learn_dimensions(connection, now())
            _note(connection, found)
        for outcome in outcomes:
            if outcome.reason is not None:
                run.progress.note(
                    tr("not learned: {subject}: {reason}", subject=outcome.pages.name, reason=outcome.reason)
                )
        step.summary = tr(
            "{learned} of {dimensions} dimensions learned from their pages",
            learned=sum(outcome.learned is not None for outcome in outcomes),
            dimensions=len(outcomes),
        )


def _digest(run: Run, connection: duckdb.DuckDBPyConnection) -> str:
    """Return what changes when a page, an industry or a rule does, by which a dimension is learned; empty: no page."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw' and table_name like '%\\_score\\_pages' "
        "escape '\\' order by table_name"
    ).fetchall()
    pages = [
        connection.execute(
            statement(__name__, "pages_to_learn_from", table=f"raw.{table}", indicators=str(INDICATORS))
        ).fetchone()
        for (table,) in tables
    ]
    if not any(found[0] for found in pages if found):
        return ""
    shops = connection.execute(statement(__name__, "shops_to_learn_from")).fetchone()
    rules = (run.fingerprint.models, run.fingerprint.seeds, run.fingerprint.code) if run.fingerprint else ()
    return hashlib.sha256(repr((tables, pages, shops, rules)).encode()).hexdigest()


def _last(connection: duckdb.DuckDBPyConnection) -> str:
    row = connection.execute("select digest from log.learned_from").fetchone()
    return str(row[0]) if row else ""


def _note(connection: duckdb.DuckDBPyConnection, digest: str) -> None:
    connection.begin()
    connection.execute("delete from log.learned_from")
    connection.execute("insert into log.learned_from (digest) values (?)", [digest])
    connection.commit()
