"""The ledger of the warehouse: what landed, what was refused, what ran, what was checked, what was learned.

Tables of the schema `log`, and the rejected rows beside the raw ones; `models/marts/ops` publishes them. Only their
shape lives here, in `sql/ledger.sql`; who writes a row knows why.
"""

import duckdb

from shopscore.sql_files import statement


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that are not there yet."""
    connection.execute(statement(__name__, "ledger"))
