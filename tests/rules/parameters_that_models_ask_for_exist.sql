{#
    A model that finds no parameter gets a null, and no case of it counts. So each parameter must hold for each platform
    that has an indicator asking for it, from the first day of its rules on. A model that asks for a further parameter
    adds a line here.
#}
{{ config(meta={'dagster': {'ref': {'name': 'parameters'}}}) }}

with

asked as (

    select
        asked.indicator_id,
        asked.parameter
    from (
        values
        ('dsr_description', 'first_reviews_only'),
        ('dsr_service', 'first_reviews_only'),
        ('dsr_logistics', 'first_reviews_only'),
        ('ship_within_48h_rate', 'ship_within_hours'),
        ('negative_review_rate', 'negative_review_max_stars'),
        ('negative_rating_rate', 'negative_review_max_stars'),
        ('pickup_points', 'pickup_fewest_points'),
        ('next_day_delivery_rate', 'next_day_delivery_days'),
        ('dispute_liability_rate', 'dispute_both_liable_counts'),
        ('im_reply_3min_rate', 'im_reply_seconds'),
        ('im_reply_3min_rate', 'im_from_hour'),
        ('im_reply_3min_rate', 'im_below_hour'),
        ('im_response_seconds', 'im_unanswered_seconds'),
        ('im_response_seconds', 'im_from_hour'),
        ('im_response_seconds', 'im_below_hour'),
        ('im_dissatisfaction_rate', 'im_dissatisfied_max_stars'),
        ('im_dissatisfaction_rate', 'im_from_hour'),
        ('im_dissatisfaction_rate', 'im_below_hour')
    ) as asked (indicator_id, parameter)

),

needs as (

    select
        systems.platform,
        asked.parameter,
        min(systems.valid_from) as needed_from
    from asked
    inner join {{ ref('indicators') }} as indicators
        on asked.indicator_id = indicators.indicator_id
    inner join {{ ref('systems') }} as systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version
    group by 1, 2

    union all

    select
        systems.platform,
        'min_peers' as parameter,
        min(systems.valid_from) as needed_from
    from {{ ref('systems') }} as systems
    inner join {{ ref('indicators') }} as indicators
        on
            systems.system_id = indicators.system_id
            and systems.rule_version = indicators.rule_version
    where indicators.method = 'industry_rank'
    group by 1, 2

    union all

    select
        platform,
        'threshold_near_points' as parameter,
        min(valid_from) as needed_from
    from {{ ref('systems') }}
    group by 1, 2

),

validity as (

    select
        platform,
        parameter,
        min(valid_from) as held_from,
        max(case when valid_to is null then 1 else 0 end) = 1 as holds_today
    from {{ ref('parameters') }}
    group by 1, 2

)

select
    needs.platform,
    needs.parameter,
    needs.needed_from,
    validity.held_from,
    validity.holds_today
from needs
left join validity
    on
        needs.platform = validity.platform
        and needs.parameter = validity.parameter
where
    validity.held_from is null
    or validity.held_from > needs.needed_from
    or not validity.holds_today
