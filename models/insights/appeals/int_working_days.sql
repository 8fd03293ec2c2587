{#
    WORKING DAYS  工作日
    The calendar days with the working days numbered: the fifth working day after a day is the working day whose number
    is greater by five. Monday to Friday, but for the published exceptions; a year of which none is published says so.
#}
with

days as (

    select * from {{ ref('int_calendar_days') }}

),

exceptions as (

    select * from {{ ref('working_days') }}

),

known_years as (

    select distinct extract(year from day) as known_year
    from exceptions

),

judged as (

    select
        days.day,
        -- a week begins on Monday
        coalesce(
            exceptions.is_working_day,
            {{ days_between("cast(date_trunc('week', days.day) as date)", 'days.day') }} < 5
        ) as is_working_day,
        known_years.known_year is not null as is_calendar_known
    from days
    left join exceptions
        on days.day = exceptions.day
    left join known_years
        on extract(year from days.day) = known_years.known_year

)

select
    day,
    is_working_day,
    is_calendar_known,
    sum(case when is_working_day then 1 else 0 end) over (
        order by day
        rows between unbounded preceding and current row
    ) as working_day_number
from judged
