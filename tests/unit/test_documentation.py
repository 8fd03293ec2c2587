"""Everything a reader of the warehouse meets is described, in English and in Chinese.

The columns come from a warehouse that dbt really builds, so that a column that no yml file names is found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from shopscore.contracts import create_raw_tables, load_exports
from shopscore.ledger import create_tables
from shopscore.settings import PROJECT_DIR
from tests.fixtures.graph import run_dbt

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3}")
SIGNATURE = re.compile(r"{%-?\s*(?:macro|test)\s+\w+\s*\((?P<arguments>.*?)\)\s*-?%}", re.DOTALL)


@dataclass(frozen=True)
class Built:
    """A manifest and the columns of the warehouse that was built from it, by schema and table."""

    manifest: dict[str, Any]
    columns: dict[tuple[str, str], list[str]]

    def nodes(self, *types: str) -> Iterator[dict[str, Any]]:
        yield from (node for node in self.manifest["nodes"].values() if node["resource_type"] in types)

    def macros(self) -> Iterator[dict[str, Any]]:
        """Our own macros; the versions for one database are described by the macro that picks them."""
        for macro in self.manifest["macros"].values():
            if macro["package_name"] == "shopscore" and not macro["name"].startswith(("duckdb__", "spark__")):
                yield macro


@pytest.fixture(scope="module")
def built(dbt_folder: Path, manifest: dict[str, Any]) -> Built:
    warehouse = dbt_folder / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        create_tables(connection)
        create_raw_tables(connection, load_exports(PROJECT_DIR / "models"))
    run_dbt(dbt_folder, "build", "--empty", "--exclude-resource-type", "test", "unit_test")
    return Built(manifest, columns_of(warehouse))


def columns_of(warehouse: Path) -> dict[tuple[str, str], list[str]]:
    columns: dict[tuple[str, str], list[str]] = {}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for schema, table, column in connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() order by 1, 2, column_index"
        ).fetchall():
            columns.setdefault((schema, table), []).append(column)
    return columns


def lacks(description: str) -> str | None:
    """Say what a description lacks: everything, its English half or its Chinese half; None when it is whole."""
    if not description.strip():
        return "no description"
    first_chinese = CHINESE.search(description)
    if first_chinese is None:
        return "no Chinese"
    if not ENGLISH.search(description[: first_chinese.start()]):
        return "no English before the Chinese"
    return None


@pytest.mark.parametrize(
    ("description", "finding"),
    [
        ("Day that decides. 归属日。", None),
        ("  ", "no description"),
        ("Day that decides.", "no Chinese"),
        ("归属日。", "no English before the Chinese"),
    ],
)
def test_a_description_is_whole_only_in_both_languages(description: str, finding: str | None) -> None:
    assert lacks(description) == finding


def test_every_model_and_seed_is_described_in_both_languages(built: Built) -> None:
    findings = {node["name"]: lacks(node["description"]) for node in built.nodes("model", "seed")}
    assert {name: finding for name, finding in findings.items() if finding} == {}


def test_every_column_that_the_warehouse_has_is_described_in_both_languages(built: Built) -> None:
    findings = []
    for node in built.nodes("model", "seed"):
        described = {name: column["description"] for name, column in node["columns"].items()}
        for column in built.columns[node["schema"], node["alias"]]:
            if finding := lacks(described.get(column, "")):
                findings.append(f"{node['name']}.{column}: {finding}")
    assert findings == []


def test_no_description_is_of_a_column_that_the_warehouse_does_not_have(built: Built) -> None:
    findings = [
        f"{node['name']}.{column}"
        for node in built.nodes("model", "seed")
        for column in node["columns"]
        if column not in built.columns[node["schema"], node["alias"]]
    ]
    assert findings == []


def test_every_source_and_each_of_its_columns_is_described_in_both_languages(built: Built) -> None:
    findings = []
    for source in built.manifest["sources"].values():
        described = {name: column["description"] for name, column in source["columns"].items()}
        for what, text in (("source", source["source_description"]), ("table", source["description"])):
            if finding := lacks(text):
                findings.append(f"{source['source_name']}.{source['name']}: {what}: {finding}")
        for column in built.columns[source["schema"], source["identifier"]]:
            if finding := lacks(described.get(column, "")):
                findings.append(f"{source['source_name']}.{source['name']}.{column}: {finding}")
    assert findings == []


def test_every_macro_and_each_of_its_arguments_is_described_in_both_languages(built: Built) -> None:
    findings = []
    for macro in built.macros():
        if finding := lacks(macro["description"]):
            findings.append(f"{macro['name']}: {finding}")
        described = {argument["name"]: argument["description"] for argument in macro["arguments"]}
        for argument in arguments_of(macro["macro_sql"]):
            if finding := lacks(described.pop(argument, "")):
                findings.append(f"{macro['name']}({argument}): {finding}")
        findings += [f"{macro['name']}({argument}): no such argument" for argument in described]
    assert findings == []


def arguments_of(macro_sql: str) -> list[str]:
    signature = SIGNATURE.search(macro_sql)
    assert signature is not None, macro_sql
    return [argument.split("=")[0].strip() for argument in signature["arguments"].split(",") if argument.strip()]


def test_arguments_are_read_with_and_without_defaults() -> None:
    assert arguments_of("{% macro add_days(day, days='1') -%} x {%- endmacro %}") == ["day", "days"]
    assert arguments_of("{%- test known(model) %} x {% endtest %}") == ["model"]
