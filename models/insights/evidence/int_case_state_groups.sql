{#
    CASE STATE GROUPS  案例分组
    The cases of every subject under every rule version, those alike in every day and word taken together: one row and
    how many they are.
#}
select
    subject_rule_key, near_days, far_days, first_date, last_date,
    cohort_date, known_date, withdrawn_date, exclusion,
    falls_short_before, falls_short_with, result_known_date, result_withdrawn_date,
    cast(sum({{ alike_cases() }}) as bigint) as cases
from {{ ref('int_judged_cases') }}
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
