{#
    Two roads to how many orders asked for help:
    the requests of the latest window, in help_problems, against the numerators of the help rates, which come from
    dated facts. The orders of a row divided by their share are the numerator of help_rate. The numerator of a class is
    not more than the orders of its rows (an order may have asked in several channels), nor less than those of any one.
#}
{{ config(meta={'dagster': {'ref': {'name': 'help_problems'}}}) }}

with

numerators as (

    select
        scores.platform,
        scores.subject_id as shop_id,
        scores.indicator_id,
        scores.numerator
    from {{ ref('indicator_scores') }} as scores
    inner join {{ ref('dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    inner join {{ ref('rule_versions') }} as versions
        on
            scores.system_id = versions.system_id
            and scores.rule_version = versions.rule_version
    where
        dates.is_latest
        and scores.subject_type = 'shop'
        and not versions.is_what_if

),

problems as (

    select
        platform,
        shop_id,
        'help_rate' as indicator_id,
        min(orders / share) as at_least,
        max(orders / share) as at_most
    from {{ ref('help_problems') }}
    group by 1, 2

    union all

    select
        platform,
        shop_id,
        'help_rate_' || help_class as indicator_id,
        max(orders) as at_least,
        sum(orders) as at_most
    from {{ ref('help_problems') }}
    group by 1, 2, 3

),

class_rates as (

    select distinct indicator_id from {{ ref('int_help_rates') }}
    where
        asked is null

),

compared as (

    select
        numerators.platform,
        numerators.shop_id,
        numerators.indicator_id,
        numerators.numerator,
        coalesce(problems.at_least, 0) as at_least,
        coalesce(problems.at_most, 0) as at_most
    from numerators
    inner join class_rates
        on numerators.indicator_id = class_rates.indicator_id
    left join problems
        on
            numerators.platform = problems.platform
            and numerators.shop_id = problems.shop_id
            and numerators.indicator_id = problems.indicator_id

)

select * from compared
where
    numerator < at_least - 1e-6
    or numerator > at_most + 1e-6
