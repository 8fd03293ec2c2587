{#
    WINDOW DELTAS  窗口增减
    A fact is in the scores of D from max(cohort + near, known + 1) to cohort + far. So it is two dated amounts in each
    quarter it lives in: one on the day it enters, its negative on the day after its last. Cost: facts, not facts x days.
    The decayed amount is the fact times 2 ^ (days since the start of the quarter / half-life). Facts are those known by
    the day before the as-of day and, for the days ahead, what files of before its noon say of that day itself, and what
    the days bring by themselves.
#}
with

facts as (

    {% for facts in [ref('int_daily_facts'), ref('int_pending_facts'), ref('int_facts_of_today')] %}
        select
            platform, subject_type, subject_id, subject_key, indicator_id, cohort_date, known_date,
            numerator, denominator
        from {{ facts }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

quarters as (

    select
        quarter_start,
        min(assessment_date) as first_date,
        max(assessment_date) as last_date
    from {{ ref('int_assessment_dates') }}
    group by 1

),

lives as (

    select
        facts.*,
        windows.near_days,
        windows.far_days,
        windows.half_life_days,
        {{ enters_on('facts.cohort_date', 'windows.near_days', 'facts.known_date') }} as enters_on,
        {{ add_days('facts.cohort_date', 'windows.far_days + 1') }} as leaves_on
    from facts
    inner join {{ ref('int_windows') }} as windows
        on
            facts.platform = windows.platform
            and facts.subject_type = windows.subject_type
            and facts.indicator_id = windows.indicator_id

),

lives_by_quarter as (

    select
        lives.*,
        quarters.quarter_start,
        quarters.last_date,
        greatest(lives.enters_on, quarters.first_date) as enters_quarter_on,
        case
            when lives.half_life_days is null then 1
            else power(
                cast(2 as double),
                {{ days_between('quarters.quarter_start', 'lives.cohort_date') }} / cast(lives.half_life_days as double)
            )
        end as weight
    from lives
    inner join quarters
        on
            lives.enters_on <= quarters.last_date
            and lives.leaves_on > quarters.first_date
    where lives.enters_on < lives.leaves_on

),

amounts as (

    select
        *,
        cast(numerator * weight as decimal(38, 15)) as decayed_numerator,
        cast(denominator * weight as decimal(38, 15)) as decayed_denominator
    from lives_by_quarter

),

deltas as (

    select
        platform, subject_type, subject_id, subject_key, indicator_id, near_days, far_days, half_life_days,
        quarter_start,
        enters_quarter_on as delta_date,
        numerator, denominator, decayed_numerator, decayed_denominator
    from amounts

    union all

    select
        platform, subject_type, subject_id, subject_key, indicator_id, near_days, far_days, half_life_days,
        quarter_start,
        leaves_on as delta_date,
        -numerator as numerator,
        -denominator as denominator,
        -decayed_numerator as decayed_numerator,
        -decayed_denominator as decayed_denominator
    from amounts
    where leaves_on <= last_date

)

select
    platform, subject_type, subject_id, subject_key, indicator_id, near_days, far_days, half_life_days, quarter_start,
    delta_date,
    cast(sum(numerator) as decimal(38, 9)) as numerator,
    cast(sum(denominator) as bigint) as denominator,
    cast(sum(decayed_numerator) as decimal(38, 15)) as decayed_numerator,
    cast(sum(decayed_denominator) as decimal(38, 15)) as decayed_denominator
from deltas
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
