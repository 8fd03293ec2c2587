{#
    WORDS OF THE EXPORTS  导出用词
    How often a shop's rows of a day say each word of a closed vocabulary; which columns speak one, and which time dates
    their rows, is told here. A second column helps out where its word is known and the first one's is not.
#}
{% set spoken_words = [
    {'vocabulary': 'reasons', 'export': 'after_sales', 'column': 'reason', 'second': 'reason_label',
        'dated_by': 'applied_at'},
    {'vocabulary': 'after_sale_types', 'export': 'after_sales', 'column': 'after_sale_type', 'dated_by': 'applied_at'},
    {'vocabulary': 'liable_parties', 'export': 'after_sales', 'column': 'liable_party', 'dated_by': 'applied_at'},
    {'vocabulary': 'order_statuses', 'export': 'orders', 'column': 'order_status', 'dated_by': 'paid_at'},
    {'vocabulary': 'order_types', 'export': 'orders', 'column': 'order_type', 'dated_by': 'paid_at'},
    {'vocabulary': 'review_kinds', 'export': 'reviews', 'column': 'review_kind', 'dated_by': 'reviewed_at'},
    {'vocabulary': 'appeal_statuses', 'export': 'appeals', 'column': 'appeal_status', 'dated_by': 'appealed_at'},
    {'vocabulary': 'help_channels', 'export': 'help_requests', 'column': 'channel', 'dated_by': 'requested_at'},
    {'vocabulary': 'help_classes', 'export': 'help_requests', 'column': 'classes', 'dated_by': 'requested_at'},
] %}
{% for spoken in spoken_words %}
    {% set last_word = loop.last %}
    {% for platform in var('platforms_with')[spoken.export] %}
        select
            platform,
            shop_id,
            '{{ spoken.export }}' as export,
            '{{ spoken.column }}' as column_name,
            '{{ spoken.vocabulary }}' as vocabulary,
            {{ spoken.column }} as word,
            cast({{ spoken.second or 'null' }} as string) as second_word,
            cast({{ spoken.dated_by }} as date) as used_on,
            count(*) as uses,
            max(_file_id) as file_id
        from {{ ref('stg_' ~ platform ~ '__' ~ spoken.export) }}
        where {{ spoken.column }} is not null{% if spoken.second %} or {{ spoken.second }} is not null{% endif %}

        group by 1, 2, 3, 4, 5, 6, 7, 8
        {% if not (last_word and loop.last) %}union all{% endif %}
    {% endfor %}
{% endfor %}
