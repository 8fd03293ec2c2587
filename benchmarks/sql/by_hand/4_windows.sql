-- Two dated amounts a fact and window, one when it enters and one when it leaves, and their running sums. Decayed
-- amounts are weighed from the last day, so that no exponent grows.
create or replace temp table window_sums as
with lives as (
    select
        facts.subject,
        windows.window_id,
        greatest(
            facts.cohort_date + cast(windows.near_days as integer), facts.known_date + 1, (select min(day) from days)
        ) as enters_on,
        facts.cohort_date + cast(windows.far_days as integer) + 1 as leaves_on,
        facts.numerator,
        facts.denominator,
        if(
            windows.half_life_days is null, 1,
            power(2.0, (facts.cohort_date - cast(getvariable('as_of') as date)) / coalesce(windows.half_life_days, 1))
        ) as weight
    from facts
    inner join subjects using (subject)
    inner join windows
        on
            subjects.platform = windows.platform
            and subjects.subject_type = windows.subject_type
            and facts.indicator_id = windows.indicator_id
    where facts.known_date < getvariable('as_of')
),

deltas as (
    select
        subject,
        window_id,
        day,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(decayed_numerator) as decayed_numerator,
        sum(decayed_denominator) as decayed_denominator
    from (
        select
            subject, window_id, enters_on as day, numerator, denominator,
            numerator * weight as decayed_numerator, denominator * weight as decayed_denominator
        from lives
        where enters_on < leaves_on
        union all
        select
            subject, window_id, leaves_on as day, -numerator, -denominator,
            -numerator * weight as decayed_numerator, -denominator * weight as decayed_denominator
        from lives
        where enters_on < leaves_on
    )
    group by all
),

grid as (
    select
        subjects.subject,
        windows.window_id,
        days.day
    from subjects
    inner join windows using (platform, subject_type)
    cross join days
)

select
    grid.subject,
    grid.window_id,
    grid.day,
    sum(coalesce(deltas.numerator, 0)) over so_far as numerator,
    sum(coalesce(deltas.denominator, 0)) over so_far as denominator,
    sum(coalesce(deltas.decayed_numerator, 0)) over so_far as decayed_numerator,
    sum(coalesce(deltas.decayed_denominator, 0)) over so_far as decayed_denominator
from grid
left join deltas using (subject, window_id, day)
window so_far as (partition by grid.subject, grid.window_id order by grid.day);
