{#
    COMPARISONS OF SCORE PAGES  分数页比对
    Each cell of a page against our figure of that day, and the first reason that holds when they differ: agreement,
    rounding, data of another day, other rules, another scale, no score here, missing exports, other peers, what only
    the platform leaves out. Between two scales there is no difference.
#}
with

cells as (

    select * from {{ ref('int_reported_values') }}

),

-- the day of the page and those around it, on which the platform may have known as much as its page shows
days_near as (

    select
        *,
        {{ date_spine('nearest_from', 'nearest_to') }} as near_date
    from cells

),

-- our figures of those days, under every version that scores them
near as (

    select
        days_near.report_key, days_near.measure, days_near.page_date,
        figures.assessment_date,
        figures.is_published,
        figures.is_what_if,
        figures.rule_version,
        figures.rule_version = days_near.rule_version and figures.assessment_date = days_near.page_date as is_ours,
        figures.figure, figures.method, figures.better, figures.why_none,
        days_near.platform_value not between figures.floor and figures.ceiling as is_off_scale,
        round(abs(days_near.platform_value - figures.figure), 9) <= days_near.tolerance as is_theirs
    from days_near
    inner join {{ ref('int_computed_values') }} as figures
        on
            days_near.figure_key = figures.figure_key
            and days_near.near_date = figures.assessment_date

),

found as (

    select
        report_key, measure,
        max(case when is_ours and is_published then 1 else 0 end) = 1 as has_score,
        max(case when is_ours and is_published then figure end) as our_value,
        max(case when is_ours then method end) as method,
        max(case when is_ours then better end) as better,
        max(case when is_ours then why_none end) as why_none,
        max(case when is_ours and is_off_scale then 1 else 0 end) = 1 as is_off_scale,
        min(case when is_theirs and not is_what_if and assessment_date <> page_date then assessment_date end)
            as agreeing_date,
        min(case when is_theirs and not is_ours and assessment_date = page_date then rule_version end)
            as agreeing_version
    from near
    group by 1, 2

)

select
    cells.*,
    found.our_value,
    case when not coalesce(found.is_off_scale, false) then round(cells.platform_value - found.our_value, 9) end
        as difference,
    found.agreeing_date,
    found.agreeing_version,
    lacking.missing_export,
    case
        when cells.item is null then 'unknown_item'
        when not coalesce(found.has_score, false) then 'no_such_score'
        when round(cells.platform_value - found.our_value, 9) = 0 then 'agrees'
        when round(abs(cells.platform_value - found.our_value), 9) <= cells.tolerance then 'rounding'
        when found.agreeing_date is not null then 'immature_data'
        when found.agreeing_version is not null then 'rule_version'
        when found.is_off_scale then 'other_scale'
        when found.our_value is null and found.why_none is not null then found.why_none
        when found.our_value is null or lacking.missing_export is not null then 'missing_export'
        when cells.measure = 'peer_mean' then 'other_peers'
        when cells.measure = 'score' and found.method = 'industry_rank' then 'other_peers'
        when found.better = 'up' and cells.platform_value > found.our_value then 'platform_exclusion'
        when found.better = 'down' and cells.platform_value < found.our_value then 'platform_exclusion'
        else 'unexplained'
    end as likely_reason
from cells
left join found
    on
        cells.report_key = found.report_key
        and cells.measure = found.measure
left join {{ ref('int_report_exports') }} as lacking
    on cells.report_key = lacking.report_key
