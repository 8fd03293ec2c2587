{#
    CASE STATES  案例状态
    Did this order count? Every case of the newest date, in each indicator that looks at it, and where it stands: for,
    against, excluded, not yet known, or out of the window. A case that left its window longer ago than
    case_states_days is not here; int_case_states in the warehouse has it, and `shopscore explain --case` looks there.
#}
with

states as (

    select * from {{ ref('int_case_states') }}

)

select
    platform,
    subject_type,
    subject_id,
    system_id,
    rule_version,
    indicator_id,
    case_kind,
    case_id,
    shop_id,
    order_id,
    cohort_date,
    known_date,
    state,
    reason,
    enters_on,
    leaves_on,
    verdict,
    verdict_reason,
    effect
from states
where
    state <> 'out_of_window'
    or {{ days_between('window_left_on', 'assessment_date') }} <= {{ var('case_states_days') }}
