"""Builds every seed and model and runs every data test, with a row of each test in the ledger.

How dbt is called belongs in `shopscore.dbt_project`, what a result means for a publication in `shopscore.quality`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
from dbt.contracts.graph.manifest import Manifest

from shopscore.computed import make_ready, note_computed
from shopscore.dbt_project import DbtError, NodeResult, build
from shopscore.language import Message, tr
from shopscore.quality import CheckResult, failing_examples, record_checks
from shopscore.run import Run
from shopscore.steps.learn import learn_from_pages
from shopscore.transient import says_transient
from shopscore.warehouse import open_warehouse

CHECK_RESULTS = {"pass": "passed", "fail": "failed", "warn": "failed", "skipped": "skipped"}
BUILT = ("success", "skipped")
STATUSES = {
    "warn": Message("warning"),
    "fail": Message("failed"),
    "error": Message("error"),
    "runtime error": Message("error"),
}


@dataclass(frozen=True)
class BuildOutcome:
    """What was built and what its tests found.

    Attributes:
        built: the seeds and models that were built.
        rows: rows of each table that has some of its own, by the unique id of its node; a view has none.
        checks: the data tests, by their unique ids.
        broken: why a seed or model was not built; None when all were.
    """

    built: Sequence[NodeResult]
    rows: Mapping[str, int]
    checks: Mapping[str, CheckResult]
    broken: str | None


def build_models(run: Run, manifest: Manifest) -> BuildOutcome:
    """Build and test the whole project.

    Args:
        run: whose settings name the warehouse and the day.
        manifest: the parsed project.

    Raises:
        DbtError: dbt could not start, or a model met something that waiting may heal.
    """
    keeps = make_ready(run, manifest)
    learn_from_pages(run, manifest)
    with run.progress.step(tr("Building and verifying the models")) as step:
        results = build(
            run.settings, manifest, lambda name, status: _report(run, name, status), keeps_what_stands=keeps
        )
        broken = next((r for r in results if r.resource_type != "test" and r.status not in BUILT), None)
        why = f"{broken.resource_type} {broken.name} failed: {broken.message}" if broken else None
        if broken and says_transient(broken.message):
            raise DbtError(why)
        # after a failed test, dbt skips what stands behind it
        if all(result.status == "success" for result in results if result.resource_type == "model"):
            note_computed(run)
        with open_warehouse(run.settings) as connection:
            checks = {
                result.unique_id: _check_result(manifest, result, connection)
                for result in results
                if result.resource_type == "test"
            }
            record_checks(connection, run.run_id, list(checks.values()))
            rows = _count_rows(manifest, results, connection)
        step.summary = _summary(results)
    built = [result for result in results if result.resource_type != "test" and result.status == "success"]
    return BuildOutcome(built, rows, checks, why)


def _report(run: Run, name: str, status: str) -> None:
    if status not in ("success", "pass", "skipped"):
        run.progress.note(tr("{status}: {check}", status=STATUSES.get(status, status), check=name))


def _count_rows(
    manifest: Manifest, results: Sequence[NodeResult], connection: duckdb.DuckDBPyConnection
) -> Mapping[str, int]:
    counted = connection.execute("select schema_name, table_name, estimated_size from duckdb_tables()").fetchall()
    sizes = {(schema, table): rows for schema, table, rows in counted}
    rows = {}
    for result in results:
        node = manifest.nodes[result.unique_id]
        if (node.schema, node.alias) in sizes:
            rows[result.unique_id] = sizes[node.schema, node.alias]
    return rows


def _check_result(manifest: Manifest, result: NodeResult, connection: duckdb.DuckDBPyConnection) -> CheckResult:
    test = manifest.nodes[result.unique_id]
    attached = manifest.nodes.get(getattr(test, "attached_node", None) or "")
    outcome = CHECK_RESULTS.get(result.status, "not_run")
    return CheckResult(
        check_name=result.name,
        checked_table=f"{attached.schema}.{attached.identifier}" if attached else None,
        severity=str(getattr(test.config, "severity", "error")).lower(),
        result=outcome,
        failing_rows=result.failing_rows,
        description=test.description or None,
        message=failing_examples(connection, result.sql) if outcome == "failed" and result.sql else result.message,
    )


def _summary(results: Sequence[NodeResult]) -> str:
    built = sum(result.status == "success" for result in results)
    passed = sum(result.status == "pass" for result in results)
    warned = sum(result.status == "warn" for result in results)
    bad = sum(result.status in ("fail", "error", "runtime error") for result in results)
    return tr(
        "{built} tables built, {passed} checks passed, {warned} with warnings, {failed} failed",
        built=built,
        passed=passed,
        warned=warned,
        failed=bad,
    )
