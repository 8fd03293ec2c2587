{#
    THRESHOLD ALERTS  分数线预警
    Where every score of the latest day stands to every line with a number: exactly on the line is not below it. And in
    how many days it crosses over, to which side, when nothing new happens. A line of several parts holds when all hold.
#}
with

latest as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

lines as (

    select
        *,
        case
            when max(case when state = 'below' then 1 else 0 end) over one_line = 1 then 'below'
            when count(state) over one_line < count(*) over one_line then null
            when max(case when state = 'near' then 1 else 0 end) over one_line = 1 then 'near'
            else 'ok'
        end as line_state
    from {{ ref('int_line_values') }}
    where assessment_date in (select latest.assessment_date from latest)
    window one_line as (partition by score_key, line_id)

),

crossings as (

    select
        lines.score_key,
        lines.threshold_id,
        min({{ days_between('ahead.seen_on', 'ahead.assessment_date') }}) as days_to_cross,
        min(ahead.assessment_date) as crosses_on
    from lines
    inner join {{ ref('int_line_values') }} as ahead
        on
            lines.score_key = ahead.seen_score_key
            and lines.threshold_id = ahead.threshold_id
    where
        ahead.assessment_date > ahead.seen_on
        and ahead.is_below <> lines.is_below
    group by 1, 2

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    scores.platform,
    scores.subject_name,
    scores.is_official,
    lines.threshold_id,
    lines.limit_value as {{ quoted('limit') }},
    lines.limit_value,
    lines.line_value as score,
    lines.state,
    lines.consequence_en as consequence,
    lines.consequence_zh,
    crossings.days_to_cross,
    case
        when crossings.days_to_cross is not null and lines.is_below then 'above'
        when crossings.days_to_cross is not null then 'below'
    end as crosses_to,
    lines.line_id,
    lines.line_state,
    lines.item,
    lines.statistic,
    lines.days_running,
    lines.days_below,
    crossings.crosses_on
from lines
inner join {{ ref('int_scores') }} as scores
    on lines.score_key = scores.score_key
left join crossings
    on
        lines.score_key = crossings.score_key
        and lines.threshold_id = crossings.threshold_id
where lines.line_value is not null
