"""Judges a measured frame against its limits, with Great Expectations.

The only module that imports Great Expectations, and only when something is judged: importing it costs seconds of CPU.
Frames come from SQL and hold one row per shop or system, never a table's rows.
"""

import functools
import importlib
import logging
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from shopscore.quality.limits import Limit
from shopscore.quality.plans import SCOPE, Plan, Verdict, one_line

SEVERITIES = {"warn": "warning", "withhold": "critical", "error": "critical"}
RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": [SCOPE],
    "return_unexpected_index_query": False,
}


@functools.cache
def great_expectations() -> Any:
    """Import Great Expectations with its analytics off, once."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    module = importlib.import_module("great_expectations")
    # One of its modules tells of temporary folders, on the terminal when another library has set up logging.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    return module


class Judge:
    """One ephemeral context of Great Expectations: judges frames, then writes what it saw as Data Docs."""

    def __init__(self, door: str) -> None:
        """Open a context for one door, `arrival` or `departure`."""
        gx = great_expectations()
        self._door = door
        self._context = gx.get_context(mode="ephemeral")
        self._context.variables.progress_bars = {"globally": False, "metric_calculations": False}
        self._forget_default_sites()
        self._source = self._context.data_sources.add_pandas("warehouse")

    def judge(self, table: str, frame: Any, plans: Sequence[Plan]) -> Mapping[str, list[Verdict]]:
        """Judge one table's frame in one validation run.

        Args:
            table: `schema.table` that the frame was measured on.
            frame: a column `scope` and the columns that the plans name; a null is not judged.
            plans: what to judge.

        Returns:
            One verdict per limit, by check name. A limit that Great Expectations did not judge, for whatever reason,
            has a verdict that did not run.
        """
        try:
            results = self._validate(table, frame, plans)
        except Exception as error:
            return {
                plan.check_name: [Verdict(level, False, reason=one_line(error)) for level in plan.levels]
                for plan in plans
            }
        found = {(result["check"], result["severity"]): result["outcome"] for result in results}
        return {
            plan.check_name: [
                verdict_of(level, found.get((plan.check_name, level.severity)), plan.at_least) for level in plan.levels
            ]
            for plan in plans
        }

    def write_site(self, folder: Path) -> None:
        """Write the Data Docs of everything judged into an empty folder."""
        self._context.add_data_docs_site(
            site_name=self._door,
            site_config={
                "class_name": "SiteBuilder",
                "site_name": self._door,
                "show_how_to_buttons": False,
                "store_backend": {
                    "class_name": "TupleFilesystemStoreBackend",
                    "base_directory": str(folder.absolute()),
                },
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            },
        )
        self._context.build_data_docs()

    def _forget_default_sites(self) -> None:
        # an ephemeral context makes a folder for a site that nobody would remove
        for name, site in dict(self._context.list_data_docs_sites()).items():
            self._context.delete_data_docs_site(name)
            shutil.rmtree(site["store_backend"]["base_directory"], ignore_errors=True)

    def _validate(self, table: str, frame: Any, plans: Sequence[Plan]) -> Iterable[Mapping[str, Any]]:
        gx = great_expectations()
        name = f"{self._door}-{table.partition('.')[2]}"
        suite = self._context.suites.add(gx.ExpectationSuite(name=name))
        suite.expectations = [_expectation(plan, level) for plan in plans for level in plan.levels]
        suite.save()
        batch = self._source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("measured")
        definition = self._context.validation_definitions.add(
            gx.ValidationDefinition(name=name, data=batch, suite=suite)
        )
        outcome = definition.run(batch_parameters={"dataframe": frame}, result_format=RESULT_FORMAT)
        return [
            {
                "check": result.expectation_config.meta["check"],
                "severity": result.expectation_config.meta["severity"],
                "outcome": result.to_json_dict(),
            }
            for result in outcome.results
        ]


def verdict_of(level: Limit, outcome: Mapping[str, Any] | None, at_least: bool) -> Verdict:
    """Read one expectation's result.

    A result without figures is no verdict: Great Expectations returns one, with `success` false, when a metric could
    not be computed.
    """
    if outcome is None:
        return Verdict(level, False, reason="Great Expectations returned no result")
    if exception := _exception(outcome.get("exception_info") or {}):
        return Verdict(level, False, reason=exception)
    figures = outcome.get("result") or {}
    if "element_count" not in figures:
        return Verdict(level, False, reason="Great Expectations returned a result without figures")
    broken = figures.get("unexpected_index_list") or []
    if not outcome.get("success") and not broken:
        return Verdict(level, False, reason="Great Expectations names nothing that breaks the limit")
    column = next((key for row in broken for key in row if key != SCOPE), SCOPE)
    broken = sorted(broken, key=lambda row: row[column], reverse=not at_least)
    return Verdict(level, True, tuple(str(row[SCOPE]) for row in broken))


def _exception(info: Mapping[str, Any]) -> str | None:
    # one exception for the expectation, or one per metric
    details = [info, *(value for value in info.values() if isinstance(value, dict))]
    for detail in details:
        if detail.get("raised_exception"):
            return str(detail.get("exception_message") or "an exception without a message").strip().splitlines()[0]
    return None


def _expectation(plan: Plan, level: Limit) -> Any:
    expectations = great_expectations().expectations
    column = importlib.import_module("great_expectations.expectations.row_conditions").Column
    bound = {"min_value": level.value} if plan.at_least else {"max_value": level.value}
    return expectations.ExpectColumnValuesToBeBetween(
        column=plan.column,
        row_condition=column(plan.rows_column) >= level.from_rows if level.from_rows else None,
        severity=SEVERITIES[level.severity],
        meta={"check": plan.check_name, "severity": level.severity, "rule": plan.description.en},
        notes=plan.description.en,
        **bound,
    )
