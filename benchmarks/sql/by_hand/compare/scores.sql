select
    assessment_date, system_id, rule_version, subject_type, subject_id,
    theirs.status as published_status, mine.status,
    theirs.score as published_score, mine.score,
    theirs.valid_orders as published_valid_orders, mine.valid_orders,
    theirs.peer_count as published_peer_count, mine.peer_count,
    theirs.peer_rank as published_peer_rank, mine.peer_rank,
    theirs.change_1d as published_change_1d, mine.change_1d,
    mine.subject_id is null or theirs.subject_id is null
    or theirs.status <> mine.status
    or theirs.valid_orders <> mine.valid_orders
    or theirs.peer_count <> mine.peer_count
    or coalesce(theirs.peer_rank, 0) <> coalesce(mine.peer_rank, 0)
    or differs(theirs.score, mine.score)
    or differs(theirs.peer_mean, mine.peer_mean)
    or differs(theirs.change_1d, mine.change_1d)
    or differs(theirs.change_7d, mine.change_7d)
    or differs(theirs.change_14d, mine.change_14d)
    or differs(theirs.change_30d, mine.change_30d) as is_unequal
from published.marts.scores as theirs
full join scores as mine using (assessment_date, system_id, rule_version, subject_type, subject_id)
