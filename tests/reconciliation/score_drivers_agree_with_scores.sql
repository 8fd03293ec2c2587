{#
    Two roads to a change and to a gap:
    the contributions of the indicators, added up, against the change of the published score since the day before and
    since 7 days before, and against its distance from the mean of its peers. Where the score has no such change there
    is no contribution, and where it has one there is at least one.
#}
{{ config(meta={'dagster': {'ref': {'name': 'score_drivers'}}}) }}

with

from_drivers as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        sum(contribution_1d) as change_1d_of_drivers,
        sum(contribution_7d) as change_7d_of_drivers,
        sum(contribution_to_peer_gap) as peer_gap_of_drivers
    from {{ ref('score_drivers') }}
    group by 1, 2, 3, 4, 5

),

from_scores as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        change_1d as change_1d_of_scores,
        change_7d as change_7d_of_scores,
        score - peer_mean as peer_gap_of_scores
    from {{ ref('scores') }}
    where score is not null

),

compared as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        from_drivers.change_1d_of_drivers,
        from_drivers.change_7d_of_drivers,
        from_drivers.peer_gap_of_drivers,
        from_scores.change_1d_of_scores,
        from_scores.change_7d_of_scores,
        from_scores.peer_gap_of_scores
    from from_scores
    full outer join from_drivers
        using (assessment_date, system_id, rule_version, subject_type, subject_id)

)

select * from compared
where
    abs(change_1d_of_drivers - change_1d_of_scores) > 1e-8
    or abs(change_7d_of_drivers - change_7d_of_scores) > 1e-8
    or abs(peer_gap_of_drivers - peer_gap_of_scores) > 1e-8
    or (change_1d_of_drivers is null) <> (change_1d_of_scores is null)
    or (change_7d_of_drivers is null) <> (change_7d_of_scores is null)
    or (peer_gap_of_drivers is null) <> (peer_gap_of_scores is null)
