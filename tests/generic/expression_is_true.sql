{% test expression_is_true(model, satisfies) %}

    {{ config(fail_calc='coalesce(sum(rows_that_break_it), 0)') }}

    {% for rule, condition in satisfies.items() %}
        select
            '{{ rule }}' as broken_rule,
            count(*) as rows_that_break_it
        from {{ model }}
        where not ({{ condition }})
        having count(*) > 0
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

{% endtest %}
