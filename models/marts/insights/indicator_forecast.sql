{#
    INDICATOR FORECAST  指标预测
    Every indicator of every score on each of the days ahead when nothing new happens: facts leave the window, cohorts
    old enough enter it. Seen from the assessment date: known is what was known by the day before, and of the day itself
    what files exported before its noon tell. Values are exact; a score by rank holds if the peers hold still, and the
    row says so; beside it stands the one when nothing new happens to them either.
#}
select
    assessment_date,
    system_id,
    rule_version,
    subject_type,
    subject_id,
    platform,
    target_date,
    days_ahead,
    dimension_id,
    indicator_id,
    numerator,
    denominator,
    value,
    value_missing_reason,
    value_change,
    decayed_value,
    unit,
    better,
    percentile,
    score,
    score_change,
    basis,
    idle_percentile,
    idle_score
from {{ ref('int_indicator_forecast') }}
where is_of_today
