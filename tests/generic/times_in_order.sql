{% test times_in_order(model, columns) %}

    {{ config(severity='warn', fail_calc='coalesce(sum(rows_out_of_order), 0)') }}

    with

    judged as (

        select
            case
                {% for later in columns %}
                    {% for earlier in columns[:loop.index0] %}
                        when {{ later }} < {{ earlier }} then '{{ later }} < {{ earlier }}'
                    {% endfor %}
                {% endfor %}
            end as finding
        from {{ model }}

    )

    select
        finding,
        count(*) as rows_out_of_order
    from judged
    where finding is not null
    group by 1

{% endtest %}
