{#
    MOMENTS SEEN  当日已见时刻
    What files exported before noon of the as-of day say of that day itself: the moments of orders, tickets, reviews and
    sessions that happened on it. A file that comes later changes nothing here, whatever it holds, so the forecast of a
    day is the same whenever that day is computed. Which review and order a row is about is told by all that has landed.
#}
{% set exports = {
    'orders': {'ids': {'order': 'order_id'}, 'moments': ['paid_at', 'shipped_at', 'completed_at']},
    'parcels': {'ids': {'order': 'order_id'}, 'moments': ['shipped_at', 'picked_up_at', 'signed_at']},
    'reviews': {
        'ids': {'order': 'order_id', 'review': 'review_id'}, 'moments': ['reviewed_at'],
        'told_by': 'int_review_rows', 'key': ('review_id', 'staged_id'),
    },
    'after_sales': {
        'ids': {'order': 'order_id', 'after_sale': 'after_sale_id'},
        'moments': ['approved_at', 'return_signed_at', 'refunded_at', 'closed_at', 'completed_at'],
    },
    'complaints': {'ids': {'order': 'order_id'}, 'moments': ['complained_at']},
    'chats': {
        'ids': {'session': 'session_id'}, 'moments': ['started_at', 'handed_to_human_at', 'first_human_reply_at'],
    },
    'help_requests': {'ids': {'order': 'order_id'}, 'moments': ['requested_at']},
    'appeals': {
        'ids': {'review': 'review_id'}, 'moments': ['answered_at'],
        'told_by': 'int_appeals', 'key': ('appeal_id', 'appeal_id'),
    },
} %}
{% set parts = [] %}
{% for export, described in exports.items() %}
    {% for platform in var('platforms_with')[export] %}
        {% for kind, key in described.ids.items() if has_column(platform, export, key) %}
            {% for moment in described.moments if has_column(platform, export, moment) %}
                {% do parts.append((platform, export, kind, key, moment, described)) %}
            {% endfor %}
        {% endfor %}
    {% endfor %}
{% endfor %}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

files_before_noon as (

    select
        files.file_id,
        files.platform,
        cutoff.as_of
    from {{ ref('stg_ledger__landed_files') }} as files
    inner join cutoff
        on
            files.platform = cutoff.platform
            and files.exported_at < cutoff.noon_at
            -- a file knows nothing of a day that had not begun
            and files.exported_at >= cutoff.as_of
    where files.status = 'landed'

),

rows_of_files as (

    {% for platform, export, kind, key, moment, described in parts %}
        select
            files.platform,
            landed.shop_id,
            '{{ kind }}' as case_kind,
            {{ 'told' if described.told_by else 'landed' }}.{{ key }} as case_id,
            '{{ moment }}' as moment_name,
            landed.{{ moment }} as moment,
            files.as_of
        from {{ source(platform, export) }} as landed
        inner join files_before_noon as files
            on landed._file_id = files.file_id
        {% if described.told_by %}
            inner join {{ ref(described.told_by) }} as told
                on
                    files.platform = told.platform
                    and landed.shop_id = told.shop_id
                    and landed.{{ described.key[0] }} = told.{{ described.key[1] }}
        {% endif %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select distinct
    platform,
    shop_id,
    case_kind,
    case_id,
    moment_name,
    moment
from rows_of_files
where cast(moment as date) = as_of
