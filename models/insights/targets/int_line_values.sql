{#
    LINE VALUES  分数线取值
    Where every score stands to every line with a number, on the published days and on those ahead when nothing new happens:
    by the total or a dimension, of the day or as the mean of 7 days. A mean needs a value of its version on each of the days; the mean
    of a part is a part. On the line is not below it. A line that asks for days running has a score below it only on the
    last of them, and until then it is near.
#}
{% set mean_days = 7 %}
with

thresholds as (

    select * from {{ ref('thresholds') }}
    where limit_value is not null

),

values_of_days as (

    select
        thresholds.*,
        {{ surrogate_key(['scores.subject_key', 'thresholds.system_id', 'thresholds.rule_version',
            'thresholds.threshold_id', 'thresholds.valid_from']) }} as line_key,
        scores.score_key, scores.seen_score_key, scores.seen_on, scores.assessment_date,
        (scores.is_published or scores.is_forecast)
        and coalesce(thresholds.stage, scores.stage, '') = coalesce(scores.stage, '') as is_shown,
        scores.platform,
        case thresholds.item when 'total' then scores.score else dimensions.score end as day_value,
        case
            when scores.status = 'estimated' or coalesce(dimensions.is_estimated, false) then 2
            when scores.status = 'partial' or coalesce(dimensions.is_partial, false) then 1
            else 0
        end as day_doubt
    from {{ ref('int_scores') }} as scores
    inner join thresholds
        on
            scores.system_id = thresholds.system_id
            and scores.rule_version = thresholds.rule_version
    left join {{ ref('int_dimension_scores') }} as dimensions
        on
            scores.score_key = dimensions.score_key
            and thresholds.item = dimensions.dimension_id

),

lines_of_days as (

    select
        *,
        case
            when statistic = 'day' then day_value
            when count(day_value) over days_of_mean = {{ mean_days }}
                -- decimal addends: the mean must not depend on the order in which they are added
                then cast(sum(cast(day_value as decimal(38, 12))) over days_of_mean as double) / {{ mean_days }}
        end as line_value,
        case when statistic = 'day' then day_doubt else max(day_doubt) over days_of_mean end as doubt,
        row_number() over (partition by line_key order by assessment_date) as place
    from values_of_days
    window days_of_mean as (
        partition by line_key order by assessment_date
        rows between {{ mean_days - 1 }} preceding and current row
    )

),

-- how many days running it has been below, this one included
runs as (

    select
        *,
        place - max(case when coalesce(line_value >= limit_value, true) then place else 0 end) over (
            partition by line_key order by assessment_date rows between unbounded preceding and current row
        ) as days_below
    from lines_of_days

)

select
    runs.score_key, runs.seen_score_key, runs.seen_on, runs.assessment_date,
    runs.threshold_id, runs.line_id, runs.item, runs.statistic, runs.days_running,
    runs.name_en, runs.name_zh, runs.consequence_en, runs.consequence_zh,
    runs.limit_value, runs.line_value,
    case when runs.line_value is not null then least(runs.days_below, runs.days_running) end as days_below,
    case when runs.line_value is not null then runs.days_below >= runs.days_running end as is_below,
    case
        when runs.line_value is null then null
        when runs.days_below >= runs.days_running then 'below'
        when
            runs.days_below > 0
            or round(runs.line_value - runs.limit_value, 9) <= coalesce(runs.near_points, near.value) then 'near'
        else 'ok'
    end as state,
    case runs.doubt when 2 then 'estimated' when 1 then 'partial' end as doubt
from runs
left join {{ ref('parameters') }} as near
    on
        near.parameter = 'threshold_near_points'
        and runs.platform = near.platform
        and {{ valid_on('runs.seen_on', 'near') }}
-- a day ahead has the lines of today
where runs.is_shown and {{ valid_on('runs.seen_on', 'runs') }}
