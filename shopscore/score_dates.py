"""Which assessment date the scores of a publication, or of the warehouse, end with."""

from datetime import date

import duckdb


def read_newest_date(connection: duckdb.DuckDBPyConnection) -> date | None:
    """Return the newest assessment date; None where there are no scores.

    Raises:
        duckdb.CatalogException: nothing was ever computed there.
    """
    row = connection.execute("select max(assessment_date) from marts.scores").fetchone()
    newest: date | None = row[0] if row else None
    return newest
