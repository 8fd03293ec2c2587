{#
    PENDING FACTS  未来事实
    What the days ahead bring although nothing happens: an order that is not shipped enters the shipping rate on the day
    its limit passes. Seen from noon of the as-of day: a shipping or a refund that no file of before it tells has not
    happened yet.
#}
with

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

waiting_orders as (

    select cases.*
    from {{ ref('ind_ship_within_48h') }} as cases
    inner join as_of
        on
            cases.cohort_date < as_of.assessment_date
            and cases.known_date >= as_of.assessment_date
    anti join {{ ref('int_moments_seen') }} as seen
        on
            cases.platform = seen.platform
            and cases.shop_id = seen.shop_id
            and cases.case_kind = seen.case_kind
            and cases.case_id = seen.case_id
            and (cases.known_at = seen.moment or seen.moment_name = 'refunded_at')
    where
        cases.exclusion is null
        or (cases.exclusion = 'refunded_before_shipping' and cases.refunded_on >= as_of.assessment_date)

)

select
    platform,
    'shop' as subject_type,
    shop_id as subject_id,
    indicator_id,
    cohort_date,
    ship_limit_on as known_date,
    cast(0 as decimal(38, 9)) as numerator,
    cast(sum(denominator) as bigint) as denominator
from waiting_orders
group by 1, 2, 3, 4, 5, 6

union all

select
    platform,
    'creator' as subject_type,
    creator_id as subject_id,
    indicator_id,
    cohort_date,
    ship_limit_on as known_date,
    cast(0 as decimal(38, 9)) as numerator,
    cast(sum(denominator) as bigint) as denominator
from waiting_orders
where creator_id is not null
group by 1, 2, 3, 4, 5, 6
