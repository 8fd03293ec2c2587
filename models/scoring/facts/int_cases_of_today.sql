{#
    CASES OF TODAY  当日案例
    The counted cases that something happens to on the as-of day, with those of their days that are known by its noon:
    the days before it, and the day itself where a file exported before noon tells of the moment.
#}
with

as_of as (

    select assessment_date as today from {{ ref('int_assessment_dates') }}
    where is_latest

),

seen as (

    select * from {{ ref('int_moments_seen') }}

),

moments as (

    select distinct platform, shop_id, case_kind, case_id, moment
    from seen

),

-- what takes a case or its result back: the answer to an appeal, a refund, a further parcel
take_backs as (

    select distinct platform, shop_id, case_kind, case_id from seen
    where moment_name in ('answered_at', 'refunded_at', 'shipped_at', 'picked_up_at', 'signed_at')

    union

    select distinct seen.platform, seen.shop_id, 'order' as case_kind, reviews.order_id as case_id
    from seen
    inner join {{ ref('int_reviews') }} as reviews
        on
            seen.platform = reviews.platform
            and seen.shop_id = reviews.shop_id
            and seen.case_kind = 'review'
            and seen.case_id = reviews.review_id
            and seen.moment_name = 'answered_at'

),

touched as (

    select
        cases.*,
        as_of.today
    from {{ ref('int_cases') }} as cases
    inner join as_of
        on as_of.today in (
            cases.known_date, cases.numerator_known_date, cases.withdrawn_date, cases.numerator_withdrawn_date
        )
    where cases.exclusion is null

)

select
    touched.platform,
    touched.shop_id,
    touched.creator_id,
    touched.indicator_id,
    touched.case_kind,
    touched.case_id,
    touched.cohort_date,
    touched.denominator,
    touched.numerator,
    touched.today,
    case
        when touched.known_date < touched.today then touched.known_date
        when touched.known_date = touched.today and known.moment is not null then touched.today
    end as known_on,
    case
        when touched.numerator_known_date < touched.today then touched.numerator_known_date
        when touched.numerator_known_date = touched.today and results.moment is not null then touched.today
    end as result_on,
    case
        when touched.withdrawn_date < touched.today then touched.withdrawn_date
        when touched.withdrawn_date = touched.today and take_backs.case_id is not null then touched.today
    end as gone_on,
    case
        when touched.numerator_withdrawn_date < touched.today then touched.numerator_withdrawn_date
        when touched.numerator_withdrawn_date = touched.today and take_backs.case_id is not null then touched.today
    end as taken_back_on
from touched
left join moments as known
    on
        touched.platform = known.platform
        and touched.shop_id = known.shop_id
        and touched.case_kind = known.case_kind
        and touched.case_id = known.case_id
        and touched.known_at = known.moment
left join moments as results
    on
        touched.platform = results.platform
        and touched.shop_id = results.shop_id
        and touched.case_kind = results.case_kind
        and touched.case_id = results.case_id
        and touched.numerator_known_at = results.moment
left join take_backs
    on
        touched.platform = take_backs.platform
        and touched.shop_id = take_backs.shop_id
        and touched.case_kind = take_backs.case_kind
        and touched.case_id = take_backs.case_id
