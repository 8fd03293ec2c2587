"""Keeps which score was published when, so that a restated figure can be told from a changed one.

A score is written down when it differs from what the last publication said of the same key, not every day again.
How publications are made belongs in `shopscore.publishing`.
"""

from datetime import datetime

import duckdb

from shopscore.sql_files import statement

FORGET_UNPUBLISHED = """
    delete from log.score_history
    where generation_id not in (select generation_id from log.runs where status = 'published')
"""


def append_scores(connection: duckdb.DuckDBPyConnection, generation_id: str, published_at: datetime) -> None:
    """Write down every score of `marts.scores` that the last publication did not say, or said otherwise.

    Args:
        connection: the warehouse; its ledger already calls the run published.
        generation_id: the publication at hand; generations sort by time.
        published_at: local time in Asia/Shanghai, naive.
    """
    forget_unpublished(connection)
    connection.execute(
        statement(__name__, "append_scores"), {"generation_id": generation_id, "published_at": published_at}
    )


def forget_unpublished(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove what a publication that failed or died left behind: nobody ever read those scores."""
    connection.execute(FORGET_UNPUBLISHED)
