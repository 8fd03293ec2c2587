{#
    LIST LIMITS  清单时限
    One row per platform that has lists: their noon, and the numbers that decide what a list holds on that day.
#}
with

noon as (

    select * from {{ ref('int_noon') }}

),

parameters as (

    select * from {{ ref('parameters') }}

)

select
    noon.platform,
    noon.as_of,
    noon.noon_at,
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
from noon
left join parameters
    on
        noon.platform = parameters.platform
        and {{ valid_on('noon.as_of', 'parameters') }}
group by 1, 2, 3
