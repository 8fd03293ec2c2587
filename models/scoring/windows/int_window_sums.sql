{#
    WINDOW SUMS  窗口累计
    What each window holds on each assessment date: the running sum of the deltas of its quarter. One row per subject,
    window and date, whether anything is in it or not. Decimal sums, so that no order of arrival shows in a figure.
#}
with

dates as (

    select * from {{ ref('int_assessment_dates') }}

),

subjects as (

    select * from {{ ref('int_subjects') }}

),

windows as (

    select * from {{ ref('int_windows') }}

),

deltas as (

    select * from {{ ref('int_window_deltas') }}

),

grid as (

    select
        subjects.platform,
        subjects.subject_type,
        subjects.subject_id,
        subjects.subject_key,
        {{ surrogate_key([
            'subjects.subject_key', 'windows.indicator_id', 'windows.near_days', 'windows.far_days',
            'coalesce(windows.half_life_days, 0)'
        ]) }} as window_key,
        windows.indicator_id,
        windows.near_days,
        windows.far_days,
        windows.half_life_days,
        dates.quarter_start,
        dates.assessment_date
    from subjects
    inner join windows
        on
            subjects.platform = windows.platform
            and subjects.subject_type = windows.subject_type
    cross join dates

),

grid_deltas as (

    select
        grid.*,
        coalesce(deltas.numerator, 0) as numerator_delta,
        coalesce(deltas.denominator, 0) as denominator_delta,
        coalesce(deltas.decayed_numerator, 0) as decayed_numerator_delta,
        coalesce(deltas.decayed_denominator, 0) as decayed_denominator_delta
    from grid
    left join deltas
        on
            grid.subject_key = deltas.subject_key
            and grid.indicator_id = deltas.indicator_id
            and grid.near_days = deltas.near_days
            and grid.far_days = deltas.far_days
            and coalesce(grid.half_life_days, 0) = coalesce(deltas.half_life_days, 0)
            and grid.assessment_date = deltas.delta_date

)

select
    platform, subject_type, subject_id, subject_key, window_key, indicator_id, near_days, far_days, half_life_days,
    assessment_date,
    cast(sum(numerator_delta) over quarter_to_date as decimal(38, 9)) as numerator,
    cast(sum(denominator_delta) over quarter_to_date as bigint) as denominator,
    sum(decayed_numerator_delta) over quarter_to_date as decayed_numerator,
    sum(decayed_denominator_delta) over quarter_to_date as decayed_denominator
from grid_deltas
window quarter_to_date as (
    partition by window_key, quarter_start
    order by assessment_date
    rows between unbounded preceding and current row
)
