{#
    Two roads to what a window will hold when nothing new happens:
    a plain sum over the daily facts, and those of today that files of before noon tell, whose cohorts lie in the window
    of the target date, against numerator and denominator of the forecast, 1, 7 and 30 days ahead. The shipping rate adds what waits: its denominator lies between
    that sum and that sum with every order of the window that is paid and not known to be shipped.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_forecast'}}}) }}

with

forecast as (

    select
        forecasts.*,
        coalesce(rules.cases_of, rules.indicator_id) as cases_of,
        {{ add_days('forecasts.target_date', '-rules.far_days') }} as window_start,
        {{ add_days('forecasts.target_date', '-rules.near_days') }} as window_end
    from {{ ref('indicator_forecast') }} as forecasts
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            forecasts.system_id = rules.system_id
            and forecasts.rule_version = rules.rule_version
            and forecasts.indicator_id = rules.indicator_id
            and {{ valid_on('forecasts.target_date', 'rules') }}
    where forecasts.days_ahead in (1, 7, 30)

),

facts as (

    select platform, subject_type, subject_id, indicator_id, cohort_date, numerator, denominator
    from {{ ref('indicator_daily') }}

    union all

    select platform, subject_type, subject_id, indicator_id, cohort_date, numerator, denominator
    from {{ ref('int_facts_of_today') }}

),

from_facts as (

    select
        forecast.system_id,
        forecast.rule_version,
        forecast.subject_type,
        forecast.subject_id,
        forecast.target_date,
        forecast.indicator_id,
        sum(facts.numerator) as numerator,
        sum(facts.denominator) as denominator
    from forecast
    inner join facts
        on
            forecast.platform = facts.platform
            and forecast.subject_type = facts.subject_type
            and forecast.subject_id = facts.subject_id
            and forecast.cases_of = facts.indicator_id
    where facts.cohort_date between forecast.window_start and forecast.window_end
    group by 1, 2, 3, 4, 5, 6

),

not_yet_shipped as (

    select
        forecast.system_id,
        forecast.rule_version,
        forecast.subject_type,
        forecast.subject_id,
        forecast.target_date,
        forecast.indicator_id,
        count(*) as orders
    from forecast
    inner join {{ ref('int_order_fulfilment') }} as orders
        on
            forecast.platform = orders.platform
            and case when forecast.subject_type = 'shop' then orders.shop_id else orders.creator_id end
            = forecast.subject_id
    where
        forecast.indicator_id = 'ship_within_48h_rate'
        and orders.paid_on between forecast.window_start and forecast.window_end
        and orders.paid_on < forecast.assessment_date
        and (orders.shipped_at is null or cast(orders.shipped_at as date) >= forecast.assessment_date)
    group by 1, 2, 3, 4, 5, 6

),

compared as (

    select
        forecast.system_id,
        forecast.rule_version,
        forecast.subject_type,
        forecast.subject_id,
        forecast.target_date,
        forecast.indicator_id,
        forecast.numerator,
        forecast.denominator,
        coalesce(from_facts.numerator, 0) as numerator_of_facts,
        coalesce(from_facts.denominator, 0) as denominator_of_facts,
        coalesce(from_facts.denominator, 0) + coalesce(not_yet_shipped.orders, 0) as denominator_at_most
    from forecast
    left join from_facts
        on
            forecast.system_id = from_facts.system_id
            and forecast.rule_version = from_facts.rule_version
            and forecast.subject_type = from_facts.subject_type
            and forecast.subject_id = from_facts.subject_id
            and forecast.target_date = from_facts.target_date
            and forecast.indicator_id = from_facts.indicator_id
    left join not_yet_shipped
        on
            forecast.system_id = not_yet_shipped.system_id
            and forecast.rule_version = not_yet_shipped.rule_version
            and forecast.subject_type = not_yet_shipped.subject_type
            and forecast.subject_id = not_yet_shipped.subject_id
            and forecast.target_date = not_yet_shipped.target_date
            and forecast.indicator_id = not_yet_shipped.indicator_id

)

select * from compared
where
    numerator <> numerator_of_facts
    or denominator < denominator_of_facts
    or denominator > denominator_at_most
