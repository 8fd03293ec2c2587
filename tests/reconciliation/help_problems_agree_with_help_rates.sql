{#
    Two roads to how many orders asked for help:
    the requests of the latest window, in help_problems, against the numerators of the help rates, which come from
    dated facts. The orders of a row divided by their share are all that asked: the numerator of help_rate, or more where
    a channel is unknown and nobody was asked. The numerator of a class is not more than the orders of its rows (an order
    may have asked in several channels), nor less than those of any one. All over the window of help_problems.
#}
{{ config(meta={'dagster': {'ref': {'name': 'help_problems'}}}) }}

with

numerators as (

    select
        scores.platform,
        scores.subject_id as shop_id,
        scores.indicator_id,
        scores.numerator
    from {{ ref('indicator_windows') }} as scores
    inner join {{ ref('int_rules_in_force') }} as rules
        on
            scores.platform = rules.platform
            and scores.subject_type = rules.subject_type
            and rules.indicator_id = 'help_rate'
            and scores.window_start = {{ add_days('scores.assessment_date', '-rules.far_days') }}
            and scores.window_end = {{ add_days('scores.assessment_date', '-rules.near_days') }}
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
        problems.platform,
        problems.shop_id,
        'help_rate' as indicator_id,
        case
            when min(case when help_channels.asked is null then 0 else 1 end) = 1
                then min(problems.orders / problems.share)
            else coalesce(max(case when help_channels.asked is not null then problems.orders end), 0)
        end as at_least,
        max(problems.orders / problems.share) as at_most
    from {{ ref('help_problems') }} as problems
    left join {{ ref('help_channels') }} as help_channels
        on
            problems.platform = help_channels.platform
            and problems.channel = help_channels.channel
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
    where asked is null

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
