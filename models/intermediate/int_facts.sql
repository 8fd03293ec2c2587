{#
    FACTS  窗口事实
    What the windows add up: the facts known by the as-of day and those that the days ahead bring by themselves.
#}
{{ config(materialized='view') }}

select
    platform, subject_type, subject_id, indicator_id, cohort_date, known_date, numerator, denominator
from {{ ref('indicator_daily') }}

union all

select
    platform, subject_type, subject_id, indicator_id, cohort_date, known_date, numerator, denominator
from {{ ref('int_pending_facts') }}
