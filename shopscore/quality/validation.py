"""Validates a measured frame against its limits, with Great Expectations.

The only module that imports Great Expectations, and only when something is validated: importing it costs seconds of
CPU. Frames come from SQL and hold one row per shop or system, never a table's rows.
"""

import functools
import importlib
import logging
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shopscore.quality.check_specs import SCOPE, CheckSpec, ValidationResult, one_line
from shopscore.quality.limits import Limit

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


class Validator:
    """One ephemeral context of Great Expectations: validates frames, then writes what it saw as Data Docs.

    Attributes:
        stage: what is validated, `source` or `mart`.
        has_validated: it has seen a frame, so that there is something to write.
    """

    def __init__(self, stage: str) -> None:
        """Validate for one stage; the context is opened by the first frame."""
        self.stage = stage
        self.has_validated = False

    def validate(self, table: str, frame: Any, specs: Sequence[CheckSpec]) -> Mapping[str, list[ValidationResult]]:
        """Validate one table's frame in one run.

        Args:
            table: `schema.table` that the frame was measured on.
            frame: a column `scope` and the columns that the specs name; a null breaks no limit.
            specs: what to validate.

        Returns:
            One result per limit, by check name. A limit that Great Expectations did not validate, for whatever reason,
            has a result that did not run.
        """
        try:
            outcomes = self._run(table, frame, specs)
        except Exception as error:
            reason = one_line(error)
            return {
                spec.check_name: [ValidationResult(level, False, reason=reason) for level in spec.levels]
                for spec in specs
            }
        return {
            spec.check_name: [
                validation_result(level, outcomes.get((spec.check_name, level.severity)), spec.at_least)
                for level in spec.levels
            ]
            for spec in specs
        }

    def write_site(self, folder: Path) -> None:
        """Write the Data Docs of everything validated into an empty folder."""
        self._context.add_data_docs_site(
            site_name=self.stage,
            site_config={
                "class_name": "SiteBuilder",
                "site_name": self.stage,
                "show_how_to_buttons": False,
                "store_backend": {
                    "class_name": "TupleFilesystemStoreBackend",
                    "base_directory": str(folder.absolute()),
                },
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            },
        )
        self._context.build_data_docs()

    @functools.cached_property
    def _context(self) -> Any:
        context = great_expectations().get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False, "metric_calculations": False}
        # it makes a folder for a site, which would stay
        for name, site in dict(context.list_data_docs_sites()).items():
            context.delete_data_docs_site(name)
            shutil.rmtree(site["store_backend"]["base_directory"], ignore_errors=True)
        return context

    @functools.cached_property
    def _source(self) -> Any:
        return self._context.data_sources.add_pandas("warehouse")

    def _run(self, table: str, frame: Any, specs: Sequence[CheckSpec]) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Return the outcome of each expectation, by check name and severity."""
        gx = great_expectations()
        name = f"{self.stage}-{table.partition('.')[2]}"
        suite = self._context.suites.add(gx.ExpectationSuite(name=name))
        self.has_validated = True
        suite.expectations = [_expectation(spec, level) for spec in specs for level in spec.levels]
        suite.save()
        batch = self._source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("measured")
        definition = self._context.validation_definitions.add(
            gx.ValidationDefinition(name=name, data=batch, suite=suite)
        )
        outcome = definition.run(batch_parameters={"dataframe": frame}, result_format=RESULT_FORMAT)
        return {
            (result.expectation_config.meta["check"], result.expectation_config.meta["severity"]): result.to_json_dict()
            for result in outcome.results
        }


def validation_result(level: Limit, outcome: Mapping[str, Any] | None, at_least: bool) -> ValidationResult:
    """Read one expectation's result.

    A result without figures says nothing: Great Expectations returns one, with `success` false, when a metric could not
    be computed.
    """
    if outcome is None:
        return ValidationResult(level, False, reason="Great Expectations returned no result")
    if exception := _exception(outcome.get("exception_info") or {}):
        return ValidationResult(level, False, reason=exception)
    figures = outcome.get("result") or {}
    if "element_count" not in figures:
        return ValidationResult(level, False, reason="Great Expectations returned a result without figures")
    broken = figures.get("unexpected_index_list") or []
    if not outcome.get("success") and not broken:
        return ValidationResult(level, False, reason="Great Expectations names nothing that breaks the limit")
    column = next((key for row in broken for key in row if key != SCOPE), SCOPE)
    broken = sorted(broken, key=lambda row: row[column], reverse=not at_least)
    return ValidationResult(level, True, tuple(str(row[SCOPE]) for row in broken))


def _exception(info: Mapping[str, Any]) -> str | None:
    # one exception for the expectation, or one per metric
    details = [info, *(value for value in info.values() if isinstance(value, dict))]
    for detail in details:
        if detail.get("raised_exception"):
            return str(detail.get("exception_message") or "an exception without a message").strip().splitlines()[0]
    return None


def _expectation(spec: CheckSpec, level: Limit) -> Any:
    expectations = great_expectations().expectations
    column = importlib.import_module("great_expectations.expectations.row_conditions").Column
    bound = {"min_value": level.value} if spec.at_least else {"max_value": level.value}
    return expectations.ExpectColumnValuesToBeBetween(
        column=spec.column,
        row_condition=column(spec.rows_column) >= level.from_rows if level.from_rows else None,
        severity=SEVERITIES[level.severity],
        meta={"check": spec.check_name, "severity": level.severity, "rule": spec.description.en},
        notes=spec.description.en,
        **bound,
    )
