{#
    APPEALS  评价申诉
    Every appeal filed by noon of the latest assessment date as it stood then, the day by which the platform answers,
    and whether that day has passed without an answer. Working days are Monday to Friday but for the published exceptions,
    and numbered: the fifth after a day is the one whose number is greater by five. A year of which none is published says
    so.
#}
with

appeals as (

    select * from {{ ref('int_appeals_at_cutoff') }}

),

answer_limits as (

    select * from {{ ref('parameters') }}
    where parameter = 'appeal_answer_working_days'

),

exceptions as (

    select * from {{ ref('working_days') }}

),

known_years as (

    select distinct extract(year from day) as known_year
    from exceptions

),

bounds as (

    select
        cast(date_trunc('year', min(appealed_at)) as date) as first_day,
        cast(date_trunc('year', max(appealed_at)) + interval '2' year as date) as day_after
    from appeals

),

-- to the end of the year after the last appeal: as far as an answer can lie
calendar as (

    select {{ date_spine('first_day', add_days('day_after', '-1')) }} as day
    from bounds

),

judged_days as (

    select
        calendar.day,
        -- a week begins on Monday
        coalesce(
            exceptions.is_working_day,
            {{ days_between("cast(date_trunc('week', calendar.day) as date)", 'calendar.day') }} < 5
        ) as is_working_day,
        known_years.known_year is not null as is_calendar_known
    from calendar
    left join exceptions
        on calendar.day = exceptions.day
    left join known_years
        on extract(year from calendar.day) = known_years.known_year

),

working_days as (

    select
        *,
        sum(case when is_working_day then 1 else 0 end) over (
            order by day
            rows between unbounded preceding and current row
        ) as working_day_number
    from judged_days

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
