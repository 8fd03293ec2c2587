{#
    COMPLAINTS  投诉
    Every complaint, whether it is about the shop, and whether the buyer took it back.
#}
with

complaints as (

    {% for platform in var('platforms_with')['complaints'] %}
        select
            platform,
            shop_id,
            shop_key,
            complaint_id,
            order_id,
            order_key,
            complained_at,
            complaint_type,
            complaint_status
        from {{ ref('stg_' ~ platform ~ '__complaints') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

complaint_types as (

    select * from {{ ref('complaint_types') }}

),

complaint_statuses as (

    select * from {{ ref('complaint_statuses') }}

)

select
    complaints.platform,
    complaints.shop_id,
    complaints.shop_key,
    complaints.complaint_id,
    complaints.order_id,
    complaints.order_key,
    complaints.complained_at,
    complaints.complaint_type,
    coalesce(complaint_types.is_about_shop, false) as is_about_shop,
    coalesce(complaint_statuses.is_withdrawn, false) as is_withdrawn
from complaints
left join complaint_types
    on
        complaints.platform = complaint_types.platform
        and complaints.complaint_type = complaint_types.word
left join complaint_statuses
    on
        complaints.platform = complaint_statuses.platform
        and complaints.complaint_status = complaint_statuses.word
