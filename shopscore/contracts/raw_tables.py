"""The raw tables that the contracts describe. What is written into them belongs in `shopscore.landing`."""

import duckdb

from shopscore.contracts.errors import ContractError
from shopscore.contracts.export import LINEAGE_COLUMNS, RAW_SCHEMA, Exports


def create_raw_tables(connection: duckdb.DuckDBPyConnection, exports: Exports) -> dict[tuple[str, str], list[str]]:
    """Create the raw tables that are missing, and the columns that a contract gained since.

    Returns:
        Of each export whose table was there, by platform and name, the columns that it gained.

    Raises:
        ContractError: a column of the table has another type than the contract now says.
    """
    gained: dict[tuple[str, str], list[str]] = {}
    connection.execute(f"create schema if not exists {RAW_SCHEMA}")
    for key, export in exports.items():
        wanted = {column.name: column.sql_type for column in export.columns} | LINEAGE_COLUMNS
        columns = ", ".join(f'"{name}" {sql_type}' for name, sql_type in wanted.items())
        connection.execute(f"create table if not exists {export.table} ({columns})")
        described = connection.execute(f"describe {export.table}").fetchall()
        present = {row[0]: row[1] for row in described}
        for name, sql_type in wanted.items():
            if name not in present:
                connection.execute(f'alter table {export.table} add column "{name}" {sql_type}')
                gained.setdefault(key, []).append(name)
            elif present[name] != sql_type:
                raise ContractError(
                    f"{export.table}.{name} is {present[name]} in the warehouse and {sql_type} in the contract: "
                    "drop the table and run the refresh with --full."
                )
    return gained
