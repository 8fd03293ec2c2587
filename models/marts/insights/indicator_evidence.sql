{#
    INDICATOR EVIDENCE  指标证据
    Each case that counts against a subject and each excluded case with its one reason, for every window that touches
    a published day. A case is against when it falls short of the best a case can do. It is in the scores from
    enters_on up to, not including, leaves_on.
#}
with

bounds as (

    select
        min(assessment_date) as first_date,
        max(assessment_date) as as_of
    from {{ ref('int_assessment_dates') }}
    where is_published

),

rules as (

    select * from {{ ref('int_rules_in_force') }}

),

subject_cases as (

    select
        cases.*,
        'shop' as subject_type,
        cases.shop_id as subject_id
    from {{ ref('int_cases') }} as cases

    union all

    select
        cases.*,
        'creator' as subject_type,
        cases.creator_id as subject_id
    from {{ ref('int_cases') }} as cases
    where cases.creator_id is not null

),

judged as (

    select
        subject_cases.*,
        rules.near_days,
        rules.far_days,
        bounds.first_date,
        -- a result of tomorrow is no result today
        case when subject_cases.numerator_known_date < bounds.as_of then subject_cases.numerator else 0 end as effect,
        case
            when rules.better = 'down' and subject_cases.exclusion is null then subject_cases.numerator_known_date
            else subject_cases.known_date
        end as evident_date,
        case when subject_cases.withdrawn_date < bounds.as_of then subject_cases.withdrawn_date end as taken_back_on,
        case
            when subject_cases.numerator_withdrawn_date < bounds.as_of then subject_cases.numerator_withdrawn_date
        end as result_taken_back_on,
        rules.better,
        rules.best_value
    from subject_cases
    inner join rules
        on
            subject_cases.platform = rules.platform
            and subject_cases.subject_type = rules.subject_type
            and subject_cases.indicator_id = rules.indicator_id
    cross join bounds
    where subject_cases.known_date < bounds.as_of

),

dated as (

    select
        *,
        {{ enters_on('cohort_date', 'near_days', 'evident_date') }} as enters_on,
        least(
            {{ add_days('cohort_date', 'far_days + 1') }},
            {{ add_days('taken_back_on', '1') }},
            {{ add_days('result_taken_back_on', '1') }}
        ) as leaves_on,
        case
            when exclusion is not null then 'excluded'
            when better = 'down' and effect > 0 then 'against'
            when better = 'up' and effect < denominator * best_value then 'against'
        end as state
    from judged

)

select
    platform, subject_type, subject_id, indicator_id,
    case_kind, case_id, shop_id, order_id, product_id, carrier, agent_id,
    cohort_date,
    evident_date as known_date,
    enters_on,
    leaves_on,
    case when state = 'excluded' then 0 else effect end as effect,
    state,
    case when state = 'excluded' then exclusion else reason end as reason
from dated
where
    state is not null
    and leaves_on > first_date
    and enters_on < leaves_on
