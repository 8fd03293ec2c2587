-- The scores of the newest day that are below a line, or near it: by distance, or soon by the forecast.
with

judged as (

    select
        line_values.assessment_date,
        line_values.subject_id,
        scores.subject_name,
        line_values.line_value as score,
        -- of a dimension or a mean the total tells no change
        case when line_values.item = 'total' and line_values.statistic = 'day' then scores.change_7d end as change_7d,
        line_values.threshold_id,
        line_values.limit_value,
        thresholds.name_en as threshold_en,
        thresholds.name_zh as threshold_zh,
        thresholds.consequence_en,
        thresholds.consequence_zh,
        systems.name_en as system_en,
        systems.name_zh as system_zh,
        case
            when $near is null or line_values.state = 'below' then line_values.state
            -- 9 decimals: 4.00 passes, however it was added up
            when
                line_values.days_below > 0
                or round(line_values.line_value - line_values.limit_value, 9) <= $near then 'near'
            else 'ok'
        end as state
    from marts.threshold_values as line_values
    inner join marts.scores
        on
            line_values.assessment_date = scores.assessment_date
            and line_values.system_id = scores.system_id
            and line_values.rule_version = scores.rule_version
            and line_values.platform = scores.platform
            and line_values.subject_id = scores.subject_id
    inner join dims.rule_versions
        on
            line_values.system_id = rule_versions.system_id
            and line_values.rule_version = rule_versions.rule_version
    inner join dims.systems on line_values.system_id = systems.system_id
    inner join dims.thresholds
        on
            line_values.threshold_id = thresholds.threshold_id
            and line_values.rule_version = thresholds.rule_version
            and line_values.assessment_date between thresholds.valid_from
            and coalesce(thresholds.valid_to, line_values.assessment_date)
    where
        -- a score that its platform no longer shows has no consequence
        line_values.is_official
        and not rule_versions.is_what_if
        -- what rests on assumptions alarms nobody
        and line_values.doubt is distinct from 'estimated'

),

falling as (

    select
        threshold_alerts.assessment_date,
        threshold_alerts.subject_id,
        threshold_alerts.threshold_id,
        min(threshold_alerts.days_to_cross) as falls_in_days
    from marts.threshold_alerts
    inner join dims.rule_versions
        on
            threshold_alerts.system_id = rule_versions.system_id
            and threshold_alerts.rule_version = rule_versions.rule_version
    where
        threshold_alerts.crosses_to = 'below'
        and not rule_versions.is_what_if
    group by all

),

newest as (

    select
        judged.*,
        falling.falls_in_days
    from judged
    left join falling
        on
            judged.assessment_date = falling.assessment_date
            and judged.subject_id = falling.subject_id
            and judged.threshold_id = falling.threshold_id
    where
        (judged.state <> 'ok' or falling.falls_in_days <= $ahead)
        and judged.assessment_date = (select max(scores.assessment_date) from marts.scores)

),

runs as (

    select
        newest.threshold_id,
        newest.subject_id,
        min(judged.assessment_date) as first_day,
        max(judged.assessment_date) filter (where judged.state <> newest.state) as last_other_day
    from newest
    inner join judged
        on
            newest.threshold_id = judged.threshold_id
            and newest.subject_id = judged.subject_id
    group by all

)

select
    newest.threshold_id,
    newest.threshold_en,
    newest.threshold_zh,
    newest.consequence_en,
    newest.consequence_zh,
    cast(newest.limit_value as double) as limit_value,
    newest.system_en,
    newest.system_zh,
    newest.subject_id,
    newest.subject_name,
    cast(newest.score as double) as score,
    cast(newest.change_7d as double) as change_7d,
    newest.state = 'below' as is_below,
    newest.falls_in_days,
    -- a score that is near its line by the forecast only is so since today, as far as anybody said
    case
        when newest.state = 'ok' then newest.assessment_date
        else coalesce(runs.last_other_day + 1, runs.first_day)
    end as since
from newest
inner join runs
    on
        newest.threshold_id = runs.threshold_id
        and newest.subject_id = runs.subject_id
order by newest.threshold_id, newest.subject_id
