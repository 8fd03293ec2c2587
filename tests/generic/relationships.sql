{% test relationships(model, column_name, to, field) %}

    {{ config(severity='warn', fail_calc='coalesce(sum(rows_of_word), 0)') }}

    select
        spoken.platform,
        spoken.{{ column_name }} as unknown_word,
        count(*) as rows_of_word
    from {{ model }} as spoken
    left join {{ to }} as vocabulary
        on
            spoken.platform = vocabulary.platform
            and spoken.{{ column_name }} = vocabulary.{{ field }}
    where
        spoken.{{ column_name }} is not null
        and vocabulary.{{ field }} is null
    group by 1, 2

{% endtest %}
