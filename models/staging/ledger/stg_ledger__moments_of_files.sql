{#
    MOMENTS OF FILES  文件所载时刻
    Every moment that a row of a landed file tells, whatever newer files say of the same row: a moment a row, with the ids
    that the file names it by.
#}
{% set exports = {
    'orders': {'ids': ['order_id'], 'moments': ['paid_at', 'shipped_at', 'completed_at']},
    'parcels': {'ids': ['order_id'], 'moments': ['shipped_at', 'picked_up_at', 'signed_at']},
    'reviews': {'ids': ['review_id'], 'moments': ['reviewed_at']},
    'after_sales': {
        'ids': ['order_id', 'after_sale_id'],
        'moments': ['approved_at', 'return_signed_at', 'refunded_at', 'closed_at', 'completed_at'],
    },
    'complaints': {'ids': ['order_id'], 'moments': ['complained_at']},
    'chats': {'ids': ['session_id'], 'moments': ['started_at', 'handed_to_human_at', 'first_human_reply_at']},
    'help_requests': {'ids': ['order_id'], 'moments': ['requested_at']},
    'appeals': {'ids': ['appeal_id'], 'moments': ['answered_at']},
} %}
{% set ids = ['order_id', 'review_id', 'after_sale_id', 'session_id', 'appeal_id'] %}
{% set told = [] %}
{% for export, described in exports.items() %}
    {% for platform in var('platforms_with')[export] %}
        {% for moment in described.moments if has_column(platform, export, moment) %}
            {% do told.append((platform, export, described.ids, moment)) %}
        {% endfor %}
    {% endfor %}
{% endfor %}
{% for platform, export, named, moment in told %}
    select
        _file_id as file_id,
        shop_id,
        {% for id in ids %}
            {{ id if id in named and has_column(platform, export, id) else 'cast(null as string)' }} as {{ id }},
        {% endfor %}
        '{{ moment }}' as moment_name,
        {{ moment }} as moment
    from {{ source(platform, export) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
