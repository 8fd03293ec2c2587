{#
    CASES  指标案例
    Every case of every indicator that a rule of its platform asks for, in one shape: once for its shop, and once more
    for the creator of its order where there is one. A new indicator adds one line here. A row of an indicator that counts
    what a report only counts may stand for several cases, those from first_case to last_case (macros/alike_cases.sql).
#}
{{ config(materialized='view') }}

{% set indicators = [
    ref('ind_valid_orders'),
    ref('ind_dsr'),
    ref('ind_negative_review'),
    ref('ind_quality_return'),
    ref('ind_goods_rating'),
    ref('ind_goods_quality_return'),
    ref('ind_pickup_timeliness'),
    ref('ind_delivery_hours'),
    ref('ind_ship_within_48h'),
    ref('ind_pickup_points'),
    ref('ind_pickup_hours'),
    ref('ind_delivery_on_time'),
    ref('ind_next_day_delivery'),
    ref('ind_group_to_signature'),
    ref('ind_logistics_return'),
    ref('ind_damage_return'),
    ref('ind_complaint'),
    ref('ind_dispute_liability'),
    ref('ind_im_reply_3min'),
    ref('ind_refund_only_handling'),
    ref('ind_return_refund_handling'),
    ref('ind_after_sale_on_time'),
    ref('ind_after_sale_review_hours'),
    ref('ind_refund_waits'),
    ref('ind_im_response'),
    ref('ind_im_dissatisfaction'),
    ref('ind_help'),
    ref('ind_platform_help'),
] %}
{% set indicators_of_reports = [ref('ind_im_reply_3min'), ref('ind_im_dissatisfaction')] %}
with

cases as (

    {% for indicator in indicators %}
        select
            indicator_id,
            platform,
            shop_id,
            shop_key,
            creator_id,
            creator_key,
            case_kind,
            case_id,
            order_id,
            order_key,
            product_id,
            carrier,
            agent_id,
            cohort_date,
            known_date,
            known_at,
            denominator,
            numerator,
            numerator_known_date,
            numerator_known_at,
            withdrawn_date,
            numerator_withdrawn_date,
            exclusion,
            reason,
            {{ 'first_case' if indicator in indicators_of_reports else 'cast(null as bigint) as first_case' }},
            {{ 'last_case' if indicator in indicators_of_reports else 'cast(null as bigint) as last_case' }}
        from {{ indicator }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

subject_types as (

    select 'shop' as subject_type
    union all
    select 'creator' as subject_type

),

subject_cases as (

    select
        cases.*,
        subject_types.subject_type,
        case subject_types.subject_type when 'shop' then cases.shop_id else cases.creator_id end as subject_id,
        case subject_types.subject_type when 'shop' then cases.shop_key else cases.creator_key end as subject_key
    from cases
    cross join subject_types
    where
        subject_types.subject_type = 'shop'
        or cases.creator_id is not null

),

ruled as (

    select distinct
        platform,
        indicator_id
    from {{ ref('int_windows') }}

)

select subject_cases.*
from subject_cases
inner join ruled
    on
        subject_cases.platform = ruled.platform
        and subject_cases.indicator_id = ruled.indicator_id
