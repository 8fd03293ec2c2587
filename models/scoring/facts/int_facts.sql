{#
    FACTS  窗口事实
    What the windows add up: the facts known by the day before the as-of day and, for the days ahead, what files of before
    its noon say of that day itself, and what the days bring by themselves.
#}
{{ config(materialized='view') }}

select
    platform, subject_type, subject_id, subject_key, indicator_id, cohort_date, known_date, numerator, denominator
from {{ ref('int_daily_facts') }}

union all

select
    platform, subject_type, subject_id, subject_key, indicator_id, cohort_date, known_date, numerator, denominator
from {{ ref('int_pending_facts') }}

union all

select
    platform, subject_type, subject_id, subject_key, indicator_id, cohort_date, known_date, numerator, denominator
from {{ ref('int_facts_of_today') }}
