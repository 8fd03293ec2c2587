{#
    CASES  指标案例
    Every case of every indicator that a rule of its platform asks for, in one shape. A new indicator adds one line here.
#}
{{ config(materialized='view') }}

{% set indicators = [
    ref('ind_valid_orders'),
    ref('ind_dsr'),
    ref('ind_negative_review'),
    ref('ind_quality_return'),
    ref('ind_pickup_timeliness'),
    ref('ind_delivery_hours'),
    ref('ind_ship_within_48h'),
    ref('ind_complaint'),
    ref('ind_dispute_liability'),
    ref('ind_im_reply_3min'),
    ref('ind_refund_only_handling'),
    ref('ind_return_refund_handling'),
    ref('ind_help'),
] %}
with

cases as (

    {% for indicator in indicators %}
        select
            indicator_id,
            platform,
            shop_id,
            creator_id,
            case_kind,
            case_id,
            order_id,
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
            reason
        from {{ indicator }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

ruled as (

    select distinct
        platform,
        indicator_id
    from {{ ref('int_windows') }}

)

select cases.*
from cases
inner join ruled
    on
        cases.platform = ruled.platform
        and cases.indicator_id = ruled.indicator_id
