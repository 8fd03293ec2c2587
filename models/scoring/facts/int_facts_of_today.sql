{#
    FACTS OF TODAY  当日事实
    What is known of the as-of day itself by its noon, from files exported before it: the score of that day does not hold
    it, those of the days after will. The difference between what each counted case adds with today and without it.
#}
{% set days = [
    ('known_date', 'known.moment', 'known_on'), ('withdrawn_date', 'take_backs.case_key', 'gone_on'),
    ('numerator_known_date', 'results.moment', 'result_on'),
    ('numerator_withdrawn_date', 'take_backs.case_key', 'taken_back_on'),
] %}
with

as_of as (

    select assessment_date as today from {{ ref('int_assessment_dates') }}
    where is_latest

),

seen as (

    select
        {{ surrogate_key(['platform', 'shop_id', 'case_kind', 'case_id']) }} as case_key,
        moment_name,
        moment
    from {{ ref('int_moments_seen') }}

),

moments as (

    select distinct case_key, moment from seen

),

-- what takes a case or its result back: the answer to an appeal, a refund, a further parcel
take_backs as (

    select case_key from seen
    where moment_name in ('answered_at', 'refunded_at', 'shipped_at', 'picked_up_at', 'signed_at')

    union

    select {{ surrogate_key(['reviews.platform', 'reviews.shop_id', "'order'", 'reviews.order_id']) }} as case_key
    from {{ ref('int_reviews') }} as reviews
    inner join seen
        on {{ surrogate_key(['reviews.platform', 'reviews.shop_id', "'review'", 'reviews.review_id']) }} = seen.case_key
    where seen.moment_name = 'answered_at'

),

touched as (

    select
        cases.*,
        as_of.today,
        {{ surrogate_key(['cases.platform', 'cases.shop_id', 'cases.case_kind', 'cases.case_id']) }} as touched_key
    from {{ ref('int_cases') }} as cases
    inner join as_of
        on as_of.today in (
            cases.known_date, cases.numerator_known_date, cases.withdrawn_date, cases.numerator_withdrawn_date
        )
    where cases.exclusion is null

),

-- those of its days that are known by noon: the days before, and today where a file tells of the moment
dated as (

    select
        {% for date, told, name in days %}
            case
                when touched.{{ date }} < touched.today then touched.{{ date }}
                when touched.{{ date }} = touched.today and {{ told }} is not null then touched.today
            end as {{ name }},
        {% endfor %}
        touched.*
    from touched
    left join moments as known
        on
            touched.touched_key = known.case_key
            and touched.known_at = known.moment
    left join moments as results
        on
            touched.touched_key = results.case_key
            and touched.numerator_known_at = results.moment
    left join take_backs
        on touched.touched_key = take_backs.case_key

),

differences as (

    select
        *,
        case when known_on <= today and gone_on is null then denominator else 0 end
        - case when known_on < today and coalesce(gone_on = today, true) then denominator else 0 end
            as denominator_of_today,
        case
            when known_on <= today and result_on <= today and coalesce(gone_on, taken_back_on) is null then numerator
            else 0
        end - case
            when known_on < today and result_on < today and coalesce(least(gone_on, taken_back_on), today) = today
                then numerator
            else 0
        end as numerator_of_today
    from dated

)

select
    platform, subject_type, subject_id, subject_key, indicator_id, cohort_date,
    today as known_date,
    cast(sum(numerator_of_today) as decimal(38, 9)) as numerator,
    cast(sum(denominator_of_today) as bigint) as denominator
from differences
group by 1, 2, 3, 4, 5, 6, 7
having sum(numerator_of_today) <> 0 or sum(denominator_of_today) <> 0
