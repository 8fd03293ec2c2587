{% test unbroken_validity(model, columns) %}

    with

    intervals as (

        select
            {{ columns | join(', ') }},
            valid_from,
            valid_to,
            lead(valid_from) over (partition by {{ columns | join(', ') }} order by valid_from) as next_valid_from
        from {{ model }}

    ),

    judged as (

        select
            *,
            case
                when valid_from is null then 'no_first_day'
                when valid_to < valid_from then 'ends_before_it_begins'
                when next_valid_from is not null and (valid_to is null or next_valid_from <= valid_to) then 'overlap'
                when next_valid_from > {{ add_days('valid_to', '1') }} then 'gap'
            end as problem
        from intervals

    )

    select * from judged
    where problem is not null

{% endtest %}
