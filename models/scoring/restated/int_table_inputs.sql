{#
    TABLES THAT SCORES ARE MADE FROM  计分所用表格
    The limits, weights, lists and learned curves by which subjects are scored, one number a table and first day:
    int_restated_dates tells by them that a table copied from a page was changed, or a curve put to use.
#}
{% set always = "date '1900-01-01'" %}
{% set tables = [
    ('int_limit_steps', ['subject_rule_key', 'from_rank_value', 'below_rank_value', 'points'], always, 'not is_learned'),
    ('int_score_weights', ['subject_rule_key', 'weight'], always, 'not is_learned'),
    ('int_subject_versions', ['subject_version_key', 'is_listed'], always, 'is_listed'),
    ('int_learned_curves', ['learned_id', 'indicator_id', 'value', 'points'], 'valid_from', 'true'),
] %}
{% for table, columns, from_date, condition in tables %}
    select
        '{{ table }}' as table_name,
        {{ from_date }} as from_date,
        sum({{ checksum(columns) }}) as checksum
    from {{ ref(table) }}
    where {{ condition }}
    group by 1, 2
    {% if not loop.last %}union all{% endif %}
{% endfor %}
