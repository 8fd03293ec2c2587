{#
    DAYS OF EXPORTS  导出数据日
    The days on which the exports of a shop with score pages hold something, by the time that begins a row.
#}
with

shops as (

    select distinct shop_key
    from {{ ref('int_platform_reports') }}

),

export_rows as (

    {% for export, model, moment in [
        ('orders', 'int_orders', 'submitted_at'),
        ('parcels', 'int_parcels', 'first_seen_at'),
        ('reviews', 'int_reviews', 'reviewed_at'),
        ('after_sales', 'int_after_sales', 'applied_at'),
        ('complaints', 'int_complaints', 'complained_at'),
        ('chats', 'int_chat_sessions', 'started_at'),
        ('help_requests', 'int_help_requests', 'requested_at'),
    ] %}
        select
            shop_key,
            '{{ export }}' as export,
            cast({{ moment }} as date) as day
        from {{ ref(model) }}
        union all
    {% endfor %}
    {% for platform in var('platforms_with')['chat_staff_days'] %}
        select
            shop_key,
            'chat_staff_days' as export,
            day
        from {{ ref('stg_' ~ platform ~ '__chat_staff_days') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select distinct
    export_rows.shop_key,
    export_rows.export,
    export_rows.day
from export_rows
inner join shops
    on export_rows.shop_key = shops.shop_key
where export_rows.day is not null
