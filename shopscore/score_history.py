"""Keeps which score was published when, so that a restated figure can be told from a changed one.

A score is written down when it differs from what the last publication said of the same key, not every day again.
How publications are made belongs in `shopscore.publishing`.
"""

from datetime import datetime

import duckdb

FORGET_UNPUBLISHED = """
    delete from log.score_history
    where generation_id not in (select generation_id from log.runs where status = 'published')
"""

APPEND = """
    insert into log.score_history by name
    with last_published as (
        select
            assessment_date, system_id, rule_version, subject_type, subject_id,
            arg_max(struct_pack(score := score, status := status), generation_id) as said
        from log.score_history
        group by all
    )
    select
        scores.assessment_date,
        scores.system_id,
        scores.rule_version,
        scores.subject_type,
        scores.subject_id,
        scores.platform,
        scores.score,
        scores.status,
        $generation_id as generation_id,
        $published_at as published_at
    from marts.scores as scores
    left join last_published as last
        using (assessment_date, system_id, rule_version, subject_type, subject_id)
    where
        last.said is null
        or last.said.score is distinct from scores.score
        or last.said.status is distinct from scores.status
"""


def append_scores(connection: duckdb.DuckDBPyConnection, generation_id: str, published_at: datetime) -> None:
    """Write down every score of `marts.scores` that the last publication did not say, or said otherwise.

    Args:
        connection: the warehouse; its books already call the run published.
        generation_id: the publication at hand; generations sort by time.
        published_at: local time in Asia/Shanghai, naive.
    """
    forget_unpublished(connection)
    connection.execute(APPEND, {"generation_id": generation_id, "published_at": published_at})


def forget_unpublished(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove what a publication that failed or died left behind: nobody ever read those scores."""
    connection.execute(FORGET_UNPUBLISHED)
