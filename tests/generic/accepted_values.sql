{% test accepted_values(model, values) %}

    {{ config(fail_calc='coalesce(sum(rows_of_word), 0)') }}

    {% for column, allowed in values.items() %}
        select
            '{{ column }}' as column_name,
            {{ column }} as word,
            count(*) as rows_of_word
        from {{ model }}
        where
            {{ column }} is null
            or {{ column }} not in ('{{ allowed | join("', '") }}')
        group by 1, 2
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

{% endtest %}
