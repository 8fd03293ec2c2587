"""Runs dbt in this process on the warehouse of the settings.

Which models there are belongs in the dbt project, what a failed test means for a publication in the refresh.
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import reset_adapters
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.constants import PARTIAL_PARSE_FILE_NAME
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg

from shopscore.home import make_private
from shopscore.language import tr
from shopscore.limits import MEMORY_LIMIT, TEMPORARY_LIMIT, in_duckdb
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.warehouse import open_warehouse

# What landing and the ledger own in the warehouse; every other schema is computed from them.
KEPT_SCHEMAS = ("raw", "log", "main")

# Unit tests are run by `make test`; of an exposure nothing is built.
NOT_BUILT = ("unit_test", "exposure")

# So many models are built side by side, where there are threads for them, and share the threads.
MODELS_AT_ONCE = 2


class DbtError(Exception):
    """The project does not parse or a model does not build; the message names the node and the reason."""


@dataclass(frozen=True)
class NodeResult:
    """How one seed, model or test of a build ended.

    Attributes:
        unique_id: dbt's id of the node.
        name: name of the node.
        resource_type: `seed`, `model` or `test`.
        status: `success`, `pass`, `warn`, `fail`, `error` or `skipped`.
        failing_rows: rows a test returned; None for anything else.
        message: what dbt says of it.
        seconds: how long it took.
        sql: the query of a test, which returns the rows that break it; None for anything else.
    """

    unique_id: str
    name: str
    resource_type: str
    status: str
    failing_rows: int | None
    message: str | None
    seconds: float
    sql: str | None


def set_environment(settings: Settings) -> None:
    """Hand the settings to dbt, which reads them from the environment of this process."""
    make_private(settings.temporary)
    # Its log on a full disk would else be a traceback for every line.
    logging.raiseExceptions = False
    os.environ.update(
        {
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DBT_TARGET_PATH": str(settings.dbt_target),
            "DBT_LOG_PATH": str(settings.home / "logs"),
            "SHOPSCORE_AS_OF": settings.as_of.isoformat(),
            "SHOPSCORE_HISTORY_DAYS": str(settings.history_days),
            "SHOPSCORE_TEMPORARY": str(settings.temporary),
            "SHOPSCORE_WAREHOUSE": str(settings.warehouse),
            **_limits(settings),
        }
    )


def parse(settings: Settings) -> Manifest:
    """Parse the project; what did not change since the last parse is not read again.

    Raises:
        DbtError: the project does not parse.
    """
    set_environment(settings)
    outcome = _invoke(["parse"], None, [])
    if not isinstance(outcome.result, Manifest):
        raise DbtError(tr("the dbt project does not parse: {reason}", reason=_reason(outcome)))
    return outcome.result


def forget_parse(settings: Settings) -> None:
    """Let the next parse read every file of the project instead of those that have changed since the last one."""
    (settings.dbt_target / PARTIAL_PARSE_FILE_NAME).unlink(missing_ok=True)


def drop_models(settings: Settings) -> None:
    """Remove every computed schema from the warehouse; what landed and the ledger stay."""
    with open_warehouse(settings) as connection:
        schemas = connection.execute(
            "select schema_name from duckdb_schemas() "
            "where database_name = current_database() and not internal and not list_contains(?, schema_name)",
            [list(KEPT_SCHEMAS)],
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f'drop schema "{schema}" cascade')


def drop_former_models(settings: Settings, manifest: Manifest) -> None:
    """Remove from the warehouse what an older version computed and this one does not; what landed and the ledger stay.

    Args:
        settings: where the warehouse is.
        manifest: the parsed project, which names every table that is still computed.
    """
    tables = [node for node in manifest.nodes.values() if node.resource_type in ("model", "seed")]
    computed = {(node.schema, node.alias) for node in tables}
    with open_warehouse(settings) as connection:
        relations = connection.execute(
            "select schema_name, table_name, 'table' from duckdb_tables() where not internal and not temporary "
            "union all select schema_name, view_name, 'view' from duckdb_views() where not internal and not temporary"
        ).fetchall()
        for schema, name, kind in relations:
            if schema not in KEPT_SCHEMAS and (schema, name) not in computed:
                connection.execute(f'drop {kind} "{schema}"."{name}"')


def build(
    settings: Settings, manifest: Manifest, on_result: Callable[[str, str], None], *, keeps_what_stands: bool = False
) -> Sequence[NodeResult]:
    """Build every seed and model and run every data test, each before what depends on it.

    The warehouse is released again when this returns.

    Args:
        settings: where the warehouse is and which day is scored.
        manifest: the parsed project.
        on_result: called with name and status of each node as it ends.
        keeps_what_stands: what is there was built from this very project: seeds and views that are there are not made
            again, nor is tested again what only seeds say. Each node costs as much as a small model.

    Raises:
        DbtError: dbt could not start the build at all; failed nodes are in the results.
    """
    set_environment(settings)
    drop_former_models(settings, manifest)
    kept = find_standing(settings, manifest) if keeps_what_stands else []
    left_out = [word for kind in NOT_BUILT for word in ("--exclude-resource-type", kind)]
    # Tests of a view that is kept are run all the same: what it reads may have changed.
    excluded = ["--indirect-selection", "empty", "--exclude", *kept] if kept else []
    return _build([*left_out, *excluded], manifest, on_result)


def build_model(settings: Settings, manifest: Manifest, model: str) -> None:
    """Build one model and what it is made of, without their tests, before the whole project is built.

    The warehouse is released again when this returns.

    Args:
        settings: where the warehouse is and which day is scored.
        manifest: the parsed project.
        model: name of the model.

    Raises:
        DbtError: dbt could not start, or a node failed.
    """
    set_environment(settings)
    left_out = [word for kind in (*NOT_BUILT, "test") for word in ("--exclude-resource-type", kind)]
    results = _build([*left_out, "--select", f"+{model}"], manifest, lambda _name, _status: None)
    broken = next((result for result in results if result.status != "success"), None)
    if broken is not None:
        raise DbtError(f"{broken.resource_type} {broken.name} failed: {broken.message}")


def _build(options: Sequence[str], manifest: Manifest, on_result: Callable[[str, str], None]) -> Sequence[NodeResult]:
    def on_event(event: EventMsg) -> None:
        if event.info.name in ("LogModelResult", "LogSeedResult", "LogTestResult"):
            node = event.data.node_info
            on_result(node.node_name, node.node_status)

    try:
        outcome = _invoke(["build", *options], manifest, [on_event])
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        reset_adapters()  # type: ignore[no-untyped-call]
    if not isinstance(outcome.result, RunExecutionResult):
        raise DbtError(tr("dbt could not build: {reason}", reason=_reason(outcome)))
    return [_node_result(result) for result in outcome.result.results]


def find_standing(settings: Settings, manifest: Manifest) -> list[str]:
    """Return the seeds and views that are in the warehouse and the tests that read seeds alone, as dbt selects them."""
    nodes: Mapping[str, Any] = manifest.nodes
    with open_warehouse(settings) as connection:
        there = set(
            connection.execute(
                "select schema_name, table_name from duckdb_tables() where not temporary "
                "union all select schema_name, view_name from duckdb_views() where not internal"
            ).fetchall()
        )
    stand = {
        unique_id
        for unique_id, node in nodes.items()
        if (node.resource_type == "seed" or (node.resource_type == "model" and node.config.materialized == "view"))
        and (node.schema, node.alias) in there
    }
    seeds = {unique_id for unique_id in stand if nodes[unique_id].resource_type == "seed"}
    tests = {
        unique_id
        for unique_id, node in nodes.items()
        if node.resource_type == "test" and node.depends_on.nodes and seeds.issuperset(node.depends_on.nodes)
    }
    return sorted(".".join(nodes[unique_id].fqn) for unique_id in stand | tests)


def _limits(settings: Settings) -> dict[str, str]:
    """Return the limits as profiles.yml and the plugin of dbt-duckdb read them."""
    threads = settings.limits.thread_count
    at_once = min(MODELS_AT_ONCE, threads)
    return {
        "SHOPSCORE_MODELS_AT_ONCE": str(at_once),
        "SHOPSCORE_THREADS_PER_MODEL": str(threads // at_once),
        MEMORY_LIMIT: in_duckdb(settings.limits.memory_bytes),
        TEMPORARY_LIMIT: in_duckdb(settings.limits.temporary_bytes(settings.temporary)),
    }


def _invoke(
    command: list[str], manifest: Manifest | None, callbacks: list[Callable[[EventMsg], None]]
) -> dbtRunnerResult:
    places = ["--project-dir", str(PROJECT_DIR), "--profiles-dir", str(PROJECT_DIR)]
    return dbtRunner(manifest=manifest, callbacks=callbacks).invoke(
        ["--log-level", "none", "--log-level-file", "warn", *command, "--no-write-json", *places]
    )


def _reason(outcome: dbtRunnerResult) -> str:
    return str(outcome.exception or "dbt gave no reason; its log is in logs/ below SHOPSCORE_HOME")


def _node_result(result: Any) -> NodeResult:
    return NodeResult(
        unique_id=result.node.unique_id,
        name=result.node.name,
        resource_type=str(result.node.resource_type),
        status=str(result.status),
        failing_rows=result.failures,
        message=result.message,
        seconds=result.execution_time,
        sql=result.node.compiled_code if str(result.node.resource_type) == "test" else None,
    )
