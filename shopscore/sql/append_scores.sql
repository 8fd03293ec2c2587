-- Every score of marts.scores that the last publication did not say, or said otherwise.
insert into log.score_history by name
with

last_published as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
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
from marts.scores
left join last_published
    using (assessment_date, system_id, rule_version, subject_type, subject_id)
where
    last_published.said is null
    or last_published.said.score is distinct from scores.score
    or last_published.said.status is distinct from scores.status
