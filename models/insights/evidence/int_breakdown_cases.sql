{#
    BREAKDOWN CASES  分解案例
    The cases that stand in an indicator on the latest date, each under every score system that counts it, with what
    it can be broken down by. What is not known of a case is "unknown". An indicator whose single cases are neither
    good nor bad (no best value) is not broken down.
#}
with

latest_scores as (

    select
        scores.*,
        rules.best_value
    from {{ ref('indicator_scores') }} as scores
    inner join {{ ref('int_assessment_dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            scores.system_id = rules.system_id
            and scores.rule_version = rules.rule_version
            and scores.indicator_id = rules.indicator_id
            and {{ valid_on('scores.assessment_date', 'rules') }}
    where
        dates.is_latest
        and rules.best_value is not null
        -- without an export that it needs nothing is known of what is good or bad
        and scores.missing_export is null

),

subject_cases as (

    select * from {{ ref('int_cases') }}
    where exclusion is null

),

windowed as (

    select
        scores.assessment_date,
        scores.system_id,
        scores.rule_version,
        scores.better,
        scores.best_value,
        cases.*,
        -- a result of tomorrow is no result today, one taken back none any more
        case
            when cases.numerator_withdrawn_date < scores.assessment_date then 0
            when cases.numerator_known_date < scores.assessment_date then cases.numerator
            else 0
        end as result
    from subject_cases as cases
    inner join latest_scores as scores
        on
            cases.platform = scores.platform
            and cases.subject_type = scores.subject_type
            and cases.subject_id = scores.subject_id
            and cases.indicator_id = scores.indicator_id
            and cases.cohort_date >= scores.window_start
            and cases.cohort_date <= scores.window_end
            and cases.known_date < scores.assessment_date
            and (cases.withdrawn_date is null or cases.withdrawn_date >= scores.assessment_date)

),

origins as (

    select * from {{ ref('int_case_origins') }}

)

select
    windowed.assessment_date,
    windowed.system_id,
    windowed.rule_version,
    windowed.subject_id,
    windowed.indicator_id,
    windowed.denominator,
    cast(windowed.result as decimal(28, 9)) as numerator,
    cast(
        case
            when windowed.better = 'up' then windowed.denominator * windowed.best_value - windowed.result
            else windowed.result
        end as decimal(28, 9)
    ) as damage,
    coalesce(windowed.product_id, 'unknown') as product,
    coalesce(windowed.carrier, 'unknown') as carrier,
    coalesce(windowed.agent_id, 'unknown') as agent,
    coalesce(windowed.reason, 'unknown') as reason,
    coalesce(origins.province, 'unknown') as province,
    coalesce(lpad(cast(hour(origins.began_at) as string), 2, '0'), 'unknown') as hour
from windowed
left join origins
    on
        windowed.platform = origins.platform
        and windowed.shop_id = origins.shop_id
        and windowed.case_kind = origins.case_kind
        and windowed.case_id = origins.case_id
