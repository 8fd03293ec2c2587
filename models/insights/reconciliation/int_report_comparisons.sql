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
        days_near.platform, days_near.page_date, days_near.subject_id, days_near.word, days_near.measure,
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
            days_near.near_date = figures.assessment_date
            and days_near.system_id = figures.system_id
            and days_near.subject_type = figures.subject_type
            and days_near.subject_id = figures.subject_id
            and days_near.item_kind = figures.item_kind
            and days_near.item = figures.item
            and days_near.measure = figures.measure

),

found as (

    select
        platform, page_date, subject_id, word, measure,
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
    group by 1, 2, 3, 4, 5

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
        cells.platform = found.platform
        and cells.page_date = found.page_date
        and cells.subject_id = found.subject_id
        and cells.word = found.word
        and cells.measure = found.measure
left join {{ ref('int_report_exports') }} as lacking
    on
        cells.platform = lacking.platform
        and cells.shop_id = lacking.shop_id
        and cells.page_date = lacking.page_date
        and cells.system_id = lacking.system_id
        and cells.item_kind = lacking.item_kind
        and cells.item = lacking.item
