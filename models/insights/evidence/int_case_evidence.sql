{#
    INDICATOR EVIDENCE  指标证据
    Each case that counts against a subject and each excluded case with its one reason, for every window that touches
    a published day. A case is against when it falls short of the best a case can do. It is in the scores, or left out
    of them, from enters_on up to, not including, leaves_on.
#}
with

bounds as (

    select
        min(assessment_date) as first_date,
        max(assessment_date) as as_of
    from {{ ref('int_assessment_dates') }}
    where is_published

),

subject_cases as (

    select * from {{ ref('int_cases') }}

),

judged as (

    select
        subject_cases.*,
        rules.indicator_id as judged_as,
        rules.near_days,
        bounds.first_date,
        {{ add_days('subject_cases.cohort_date', 'rules.far_days + 1') }} as left_on,
        -- a result of tomorrow is no result today
        case when subject_cases.numerator_known_date < bounds.as_of then subject_cases.numerator else 0 end as effect,
        case
            when rules.better = 'down' and subject_cases.exclusion is null then subject_cases.numerator_known_date
            else subject_cases.known_date
        end as evident_date,
        -- nothing is taken back before it was there
        case
            when subject_cases.withdrawn_date < bounds.as_of
                then greatest(subject_cases.withdrawn_date, subject_cases.known_date)
        end as taken_back_on,
        case
            when subject_cases.numerator_withdrawn_date < bounds.as_of then subject_cases.numerator_withdrawn_date
        end as result_taken_back_on,
        rules.better,
        rules.best_value
    from subject_cases
    inner join {{ ref('int_rules_in_force') }} as rules
        on
            subject_cases.platform = rules.platform
            and subject_cases.subject_type = rules.subject_type
            and subject_cases.indicator_id = coalesce(rules.cases_of, rules.indicator_id)
    cross join bounds
    where subject_cases.known_date < bounds.as_of

),

stated as (

    select
        *,
        evident_date as since_date,
        case
            when exclusion is not null then left_on
            else least(
                left_on, {{ add_days('taken_back_on', '1') }}, {{ add_days('result_taken_back_on', '1') }}
            )
        end as leaves_on,
        case
            when exclusion is not null then 'excluded'
            when better = 'down' and effect > 0 then 'against'
            when better = 'up' and effect < denominator * best_value then 'against'
        end as state,
        coalesce(exclusion, reason) as why
    from judged

    union all

    -- what counted and is taken back is left out from then on
    select *, taken_back_on as since_date, left_on as leaves_on, 'excluded' as state, 'withdrawn' as why
    from judged
    where
        exclusion is null
        and taken_back_on is not null

),

dated as (

    select
        *,
        {{ enters_on('cohort_date', 'near_days', 'since_date') }} as enters_on
    from stated
    where state is not null

),

evident as (

    select
        *,
        {{ each_case() }} as case_number
    from dated
    where
        leaves_on > first_date
        and enters_on < leaves_on

)

select
    platform, subject_type, subject_id, subject_key, judged_as as indicator_id,
    case_kind, {{ id_of_case('case_number') }} as case_id, shop_id, order_id, product_id, carrier, agent_id,
    cohort_date, since_date as known_date, enters_on, leaves_on,
    case when state = 'excluded' then 0 else {{ part_of_case('effect') }} end as effect,
    state,
    why as reason
from evident
