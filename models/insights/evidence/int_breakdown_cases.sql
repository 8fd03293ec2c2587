{#
    BREAKDOWN CASES  分解案例
    The cases that stand in an indicator on the latest date, each under every score system that counts it, with what
    it can be broken down by. What is not known of a case is "unknown". An indicator whose single cases are neither
    good nor bad (no best value) is not broken down.
#}
with

indicator_cases as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key
    from {{ ref('indicator_cases') }}

),

latest_scores as (

    select
        scores.*,
        coalesce(indicator_cases.cases_of, scores.indicator_id) as cases_of
    from {{ ref('int_indicator_scores') }} as scores
    inner join {{ ref('int_assessment_dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    left join indicator_cases
        on
            {{ surrogate_key(['scores.system_id', 'scores.rule_version', 'scores.indicator_id']) }}
            = indicator_cases.rule_key
    where
        dates.is_latest
        and scores.best_value is not null
        -- without an export that it needs nothing is known of what is good or bad
        and scores.missing_export is null

),

subject_cases as (

    select * from {{ ref('int_cases') }}
    where exclusion is null

),

windowed as (

    select
        scores.score_key,
        scores.indicator_id as judged_as,
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
            cases.subject_key = scores.subject_key
            and cases.indicator_id = scores.cases_of
            and cases.cohort_date >= scores.window_start
            and cases.cohort_date <= scores.window_end
            and cases.known_date < scores.assessment_date
            and (cases.withdrawn_date is null or cases.withdrawn_date >= scores.assessment_date)

),

-- a key is made of texts: only for the cases that stand in a window, however many there ever were
keyed as (

    select
        *,
        {{ surrogate_key(['platform', 'shop_id', 'case_kind', 'case_id']) }} as case_key
    from windowed

),

origins as (

    select * from {{ ref('int_case_origins') }}

)

select
    keyed.score_key,
    keyed.judged_as as indicator_id,
    keyed.case_key,
    {{ alike_cases('keyed') }} as cases,
    keyed.denominator,
    cast(keyed.result as decimal(28, 9)) as numerator,
    cast(
        case
            when keyed.better = 'up' then keyed.denominator * keyed.best_value - keyed.result
            else keyed.result
        end as decimal(28, 9)
    ) as damage,
    coalesce(keyed.product_id, 'unknown') as product,
    coalesce(keyed.carrier, 'unknown') as carrier,
    coalesce(keyed.agent_id, 'unknown') as agent,
    coalesce(keyed.reason, 'unknown') as reason,
    coalesce(origins.province, 'unknown') as province,
    coalesce(lpad(cast(hour(origins.began_at) as string), 2, '0'), 'unknown') as hour
from keyed
left join origins
    on keyed.case_key = origins.case_key
