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

seen as (

    select
        {{ surrogate_key(['platform', 'shop_id', 'case_kind', 'case_id']) }} as case_key,
        moment_name,
        moment
    from {{ ref('int_moments_seen') }}

),

open_orders as (

    select
        cases.*,
        {{ surrogate_key(['cases.platform', 'cases.shop_id', 'cases.case_kind', 'cases.case_id']) }} as case_key
    from {{ ref('ind_ship_within_48h') }} as cases
    inner join as_of
        on
            cases.cohort_date < as_of.assessment_date
            and cases.known_date >= as_of.assessment_date
    where
        cases.exclusion is null
        or (cases.exclusion = 'refunded_before_shipping' and cases.refunded_on >= as_of.assessment_date)

),

waiting_orders as (

    select open_orders.*
    from open_orders
    anti join seen
        on
            open_orders.case_key = seen.case_key
            and (open_orders.known_at = seen.moment or seen.moment_name = 'refunded_at')

),

subject_orders as (

    select *, 'shop' as subject_type, shop_id as subject_id, shop_key as subject_key from waiting_orders
    union all
    select *, 'creator' as subject_type, creator_id as subject_id, creator_key as subject_key from waiting_orders
    where creator_id is not null

)

select
    platform,
    subject_type,
    subject_id,
    subject_key,
    indicator_id,
    cohort_date,
    ship_limit_on as known_date,
    cast(0 as decimal(38, 9)) as numerator,
    cast(sum(denominator) as bigint) as denominator
from subject_orders
group by 1, 2, 3, 4, 5, 6, 7
