{#
    The wide test of a table: its key, the rules that each of its rows keeps, and the words that its columns may say. A
    row of the result is a broken rule, with the number of rows that break it and the key of one of them.
#}
{% test keeps_its_rules(model, unique_combination_of_columns, expression_is_true={}, accepted_values={}, also_unique=[]) %}

    {{ config(fail_calc='coalesce(sum(rows_that_break_it), 0)') }}

    {% set parts = [] %}
    {% for column in unique_combination_of_columns %}
        {% do parts.append('cast(' ~ column ~ ' as string)') %}
    {% endfor %}
    {% set the_key_of_one = "min(concat_ws(', ', " ~ parts | join(', ') ~ '))' %}

    {% for columns in [unique_combination_of_columns] + also_unique %}
        select
            'one row per {{ columns | join(', ') | replace("'", "''") }}' as broken_rule,
            count(*) as rows_that_break_it,
            min(
                concat_ws(
                    ', '
                    {%- for column in columns -%}
                        , cast(part_{{ loop.index }} as string)
                    {%- endfor -%}
                )
            ) as for_instance
        from (
            select
                {% for column in columns %}
                    {{ column }} as part_{{ loop.index }}{{ ',' if not loop.last }}
                {% endfor %}
            from {{ model }}
            group by {{ columns | join(', ') }}
            having
                count(*) > 1
                {% for column in columns %}
                    or {{ column }} is null
                {% endfor %}
        ) as broken_keys
        having count(*) > 0
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

    {% for rule, condition in expression_is_true.items() %}
        union all
        select
            '{{ rule }}' as broken_rule,
            count(*) as rows_that_break_it,
            {{ the_key_of_one }} as for_instance
        from {{ model }}
        where not ({{ condition }})
        having count(*) > 0
    {% endfor %}

    {% for column, words in accepted_values.items() %}
        union all
        select
            '{{ column }} is one of its words' as broken_rule,
            count(*) as rows_that_break_it,
            {{ the_key_of_one }} as for_instance
        from {{ model }}
        where
            {{ column }} is null
            or {{ column }} not in ('{{ words | join("', '") }}')
        having count(*) > 0
    {% endfor %}

{% endtest %}
