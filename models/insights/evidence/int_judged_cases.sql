{#
    JUDGED CASES  案例判定
    Every case of every shop and creator under every rule that holds on some published day, and whether it falls short
    of the best a case can do: before its result is known, and with it. Where the result makes no difference to that,
    the days of the result are left out.
#}
{{ config(materialized='view') }}

with

bounds as (

    select
        min(assessment_date) as first_date,
        max(assessment_date) as last_date
    from {{ ref('int_assessment_dates') }}
    where is_published

),

-- each row of a rule for the published days on which it holds
rules as (

    select
        indicators.system_id,
        indicators.rule_version,
        systems.platform,
        systems.subject_type,
        indicators.indicator_id,
        coalesce(indicators.cases_of, indicators.indicator_id) as cases_of,
        indicators.near_days,
        indicators.far_days,
        indicators.better,
        indicators.best_value,
        greatest(bounds.first_date, systems.valid_from, indicators.valid_from) as first_date,
        least(bounds.last_date, systems.valid_to, indicators.valid_to) as last_date
    from {{ ref('int_indicator_rules') }} as indicators
    inner join {{ ref('systems') }} as systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version
    cross join bounds

),

subject_cases as (

    select * from {{ ref('int_cases') }}

),

judged as (

    select
        subject_cases.*,
        rules.system_id,
        rules.rule_version,
        rules.indicator_id as judged_as,
        rules.near_days,
        rules.far_days,
        rules.first_date,
        rules.last_date,
        -- before there is a result it is 0; without a best value no single case is good or bad
        coalesce(rules.better = 'up' and rules.best_value > 0, false) as falls_short_before,
        coalesce(
            case
                when rules.better = 'up' then subject_cases.numerator < subject_cases.denominator * rules.best_value
                else subject_cases.numerator > 0
            end, false
        ) as falls_short_with
    from subject_cases
    inner join rules
        on
            subject_cases.platform = rules.platform
            and subject_cases.subject_type = rules.subject_type
            and subject_cases.indicator_id = rules.cases_of
    where rules.first_date <= rules.last_date

)

select
    system_id, rule_version, platform, subject_type, subject_id, subject_key, judged_as as indicator_id,
    case_kind, case_id, first_case, last_case, shop_id, order_id, order_key, reason,
    near_days, far_days, first_date, last_date,
    cohort_date, known_date,
    -- nothing is taken back before it was there
    case when withdrawn_date is not null then greatest(withdrawn_date, known_date) end as withdrawn_date,
    exclusion,
    numerator,
    numerator_known_date,
    numerator_withdrawn_date,
    falls_short_before,
    falls_short_with,
    case when falls_short_with <> falls_short_before then numerator_known_date end as result_known_date,
    case
        when falls_short_with <> falls_short_before and numerator_withdrawn_date is not null
            then greatest(numerator_withdrawn_date, numerator_known_date)
    end as result_withdrawn_date
from judged
