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
    {% for day, date_column, sighting in [
        ('known_on', 'known_date', 'known.moment'), ('result_on', 'numerator_known_date', 'results.moment'),
        ('gone_on', 'withdrawn_date', 'take_backs.case_id'),
        ('taken_back_on', 'numerator_withdrawn_date', 'take_backs.case_id'),
    ] %}
        case
            when touched.{{ date_column }} < touched.today then touched.{{ date_column }}
            when touched.{{ date_column }} = touched.today and {{ sighting }} is not null then touched.today
        end as {{ day }}{{ ',' if not loop.last }}
    {% endfor %}
from touched
{% for name, moment in [('known', 'known_at'), ('results', 'numerator_known_at')] %}
    left join moments as {{ name }}
        on
            touched.platform = {{ name }}.platform
            and touched.shop_id = {{ name }}.shop_id
            and touched.case_kind = {{ name }}.case_kind
            and touched.case_id = {{ name }}.case_id
            and touched.{{ moment }} = {{ name }}.moment
{% endfor %}
left join take_backs
    on
        touched.platform = take_backs.platform
        and touched.shop_id = take_backs.shop_id
        and touched.case_kind = take_backs.case_kind
        and touched.case_id = take_backs.case_id
