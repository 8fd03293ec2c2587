{#
    CASE STATE GROUPS  案例分组
    The cases of every subject under every rule version, those alike in every day and word taken together: one row and
    how many they are. Those that were known and had left the window before the first day of the rule are out of it on
    all its days, whatever else is told of them: one group, however long the history.
#}
with

judged_cases as (

    select
        *,
        coalesce({{ add_days('cohort_date', 'far_days') }} < first_date and known_date < first_date, false) as is_past
    from {{ ref('int_judged_cases') }}

),

groups as (

    select
        subject_key, system_id, rule_version, indicator_id, near_days, far_days, first_date, last_date,
        case when is_past then date '1900-01-01' else cohort_date end as cohort_date,
        case when is_past then date '1900-01-01' else known_date end as known_date,
        {% for column in ['withdrawn_date', 'exclusion', 'result_known_date', 'result_withdrawn_date'] %}
            case when not is_past then {{ column }} end as {{ column }},
        {% endfor %}
        not is_past and falls_short_before as falls_short_before,
        not is_past and falls_short_with as falls_short_with,
        cast(sum({{ alike_cases() }}) as bigint) as cases
    from judged_cases
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16

)

select
    {{ surrogate_key(['subject_key', 'system_id', 'rule_version', 'indicator_id']) }} as subject_rule_key,
    near_days, far_days, first_date, last_date,
    cohort_date, known_date, withdrawn_date, exclusion,
    falls_short_before, falls_short_with, result_known_date, result_withdrawn_date,
    cases
from groups
