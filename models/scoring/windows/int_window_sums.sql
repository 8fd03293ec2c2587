{#
    WINDOW SUMS  窗口累计
    What each window holds on each assessment date, one row a subject, window and date, whether anything is in it or not.
    A fact is in the scores of D from max(cohort + near, known + 1) to cohort + far. So it is two dated amounts in each
    quarter it lives in, one on the day it enters and its negative on the day after its last, and a sum is the running
    sum of its quarter. Cost: facts, not facts x days. Decayed amounts are scaled to the first day of the quarter.
    Decimal sums, so that no order of arrival shows in a figure. Facts are those known by the day before the as-of day
    and, for the days ahead, what files of before its noon say of that day itself, and what the days bring by themselves.
#}
with

facts as (

    {% for facts in [ref('int_daily_facts'), ref('int_pending_facts'), ref('int_facts_of_today')] %}
        select subject_key, indicator_id, cohort_date, known_date, numerator, denominator from {{ facts }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

windows as (

    select
        subjects.platform, subjects.subject_type, subjects.subject_id, subjects.subject_key,
        windows.indicator_id, windows.near_days, windows.far_days, windows.half_life_days,
        {{ surrogate_key([
            'subjects.subject_key', 'windows.indicator_id', 'windows.near_days', 'windows.far_days',
            'coalesce(windows.half_life_days, 0)'
        ]) }} as window_key
    from {{ ref('int_subjects') }} as subjects
    inner join {{ ref('int_windows') }} as windows
        on
            subjects.platform = windows.platform
            and subjects.subject_type = windows.subject_type

),

quarters as (

    select quarter_start, min(assessment_date) as first_date, max(assessment_date) as last_date
    from {{ ref('int_assessment_dates') }}
    group by 1

),

lives as (

    select
        windows.window_key, windows.half_life_days, facts.cohort_date, facts.numerator, facts.denominator,
        {{ enters_on('facts.cohort_date', 'windows.near_days', 'facts.known_date') }} as enters_on,
        {{ add_days('facts.cohort_date', 'windows.far_days + 1') }} as leaves_on
    from facts
    inner join windows
        on
            facts.subject_key = windows.subject_key
            and facts.indicator_id = windows.indicator_id

),

amounts as (

    select
        lives.window_key, lives.numerator, lives.denominator, lives.leaves_on, quarters.last_date,
        greatest(lives.enters_on, quarters.first_date) as enters_on,
        {{ decay_weight('lives.cohort_date', 'quarters.quarter_start', 'lives.half_life_days') }} as weight
    from lives
    inner join quarters
        on
            lives.enters_on <= quarters.last_date
            and lives.leaves_on > quarters.first_date
    where lives.enters_on < lives.leaves_on

),

changes as (

    {% for change_date, sign in [('enters_on', '+'), ('leaves_on', '-')] %}
        select
            window_key, {{ change_date }} as change_date,
            {{ sign }}numerator as numerator,
            {{ sign }}denominator as denominator,
            {{ sign }}cast(numerator * weight as decimal(38, 15)) as decayed_numerator,
            {{ sign }}cast(denominator * weight as decimal(38, 15)) as decayed_denominator
        from amounts
        {% if not loop.last %}union all{% else %}where leaves_on <= last_date{% endif %}
    {% endfor %}

),

changes_of_days as (

    select
        window_key, change_date,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(decayed_numerator) as decayed_numerator,
        sum(decayed_denominator) as decayed_denominator
    from changes
    group by 1, 2

)

select
    windows.*,
    dates.assessment_date,
    cast(sum(coalesce(changes_of_days.numerator, 0)) over quarter_to_date as decimal(38, 9)) as numerator,
    cast(sum(coalesce(changes_of_days.denominator, 0)) over quarter_to_date as bigint) as denominator,
    sum(coalesce(changes_of_days.decayed_numerator, 0)) over quarter_to_date as decayed_numerator,
    sum(coalesce(changes_of_days.decayed_denominator, 0)) over quarter_to_date as decayed_denominator
from windows
cross join {{ ref('int_assessment_dates') }} as dates
left join changes_of_days
    on
        windows.window_key = changes_of_days.window_key
        and dates.assessment_date = changes_of_days.change_date
window quarter_to_date as (
    partition by windows.window_key, dates.quarter_start order by dates.assessment_date
    rows between unbounded preceding and current row
)
