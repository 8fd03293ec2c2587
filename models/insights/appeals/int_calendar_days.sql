{#
    CALENDAR DAYS  日历日
    Every day from the year of the first appeal to the end of the year after the last one: as far as an answer can lie.
#}
with

bounds as (

    select
        cast(date_trunc('year', min(appealed_at)) as date) as first_day,
        cast(date_trunc('year', max(appealed_at)) + interval '2' year as date) as day_after
    from {{ ref('int_appeals_at_cutoff') }}

)

select {{ date_spine('first_day', add_days('day_after', '-1')) }} as day
from bounds
