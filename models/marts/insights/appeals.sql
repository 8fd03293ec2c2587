{#
    APPEALS  评价申诉
    Every appeal filed by noon of the latest assessment date as it stood then, the day by which the platform answers,
    and whether that day has passed without an answer.
#}
with

appeals as (

    select * from {{ ref('int_appeals_at_cutoff') }}

),

answer_limits as (

    select * from {{ ref('parameters') }}
    where parameter = 'appeal_answer_working_days'

),

working_days as (

    select * from {{ ref('int_working_days') }}

)

select
    appeals.platform,
    appeals.shop_id,
    appeals.appeal_id,
    appeals.review_id,
    appeals.matched_by,
    appeals.order_id,
    appeals.ground,
    appeals.ground_word,
    appeals.appealed_at,
    appeals.appeal_status,
    appeals.answered_at,
    due_days.day as answer_due_on,
    coalesce(appeals.appeal_status = 'pending' and appeals.as_of > due_days.day, false) as is_overdue,
    coalesce(filing_days.is_calendar_known and due_days.is_calendar_known, false) as is_calendar_known
from appeals
left join answer_limits
    on
        appeals.platform = answer_limits.platform
        and {{ valid_on('appeals.appealed_on', 'answer_limits') }}
left join working_days as filing_days
    on appeals.appealed_on = filing_days.day
left join working_days as due_days
    on
        due_days.is_working_day
        and filing_days.working_day_number + cast(answer_limits.value as integer) = due_days.working_day_number
