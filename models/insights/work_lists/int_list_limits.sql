{#
    LIST LIMITS  清单时限
    One row per platform that has lists: their cutoff, and the numbers that decide what a list holds on that day.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

parameters as (

    select * from {{ ref('parameters') }}

)

select
    cutoff.platform,
    cutoff.as_of,
    cutoff.noon_at,
    max(case when parameters.parameter = 'pickup_chase_days' then parameters.value end) as pickup_chase_days,
    max(case when parameters.parameter = 'parcel_first_trace_hours' then parameters.value end)
        as parcel_first_trace_hours,
    max(case when parameters.parameter = 'parcel_stuck_hours' then parameters.value end) as parcel_stuck_hours,
    max(case when parameters.parameter = 'parcel_chase_days' then parameters.value end) as parcel_chase_days,
    max(case when parameters.parameter = 'after_sale_answer_hours' then parameters.value end)
        as after_sale_answer_hours,
    max(case when parameters.parameter = 'session_list_days' then parameters.value end) as session_list_days,
    max(case when parameters.parameter = 'readiness_late_within_hours' then parameters.value end)
        as readiness_late_within_hours,
    max(case when parameters.parameter = 'readiness_worst_items' then parameters.value end) as readiness_worst_items
from cutoff
left join parameters
    on
        cutoff.platform = parameters.platform
        and {{ valid_on('cutoff.as_of', 'parameters') }}
group by 1, 2, 3
