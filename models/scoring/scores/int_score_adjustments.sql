{#
    SCORE ADJUSTMENTS  加减分台账
    What a rule version takes off a score for misconduct, and what it adds for a service or a good indicator. Misconduct of
    day c counts from c + 1 to c + days; the cap of a kind, then that of its group, is filled by the oldest first, so that
    a younger one counts when an older one has expired. A service counts when its days touch D-1 to D-days, an indicator
    when its value of the day reaches the limit; each kind once. Points of a dimension are those before its ceiling.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

cases as (

    select
        scorings.score_key, scorings.subject_key, scorings.assessment_date,
        misconduct.happened_at, misconduct.happened_on, misconduct.violation_id,
        rules.kind, rules.points, rules.kind_cap, rules.cap_group, rules.group_cap,
        {{ add_days('misconduct.happened_on', 'rules.days') }} as expires_on
    from scorings
    inner join {{ ref('misconduct_points') }} as rules
        on
            scorings.system_id = rules.system_id
            and scorings.rule_version = rules.rule_version
    inner join {{ ref('int_misconduct') }} as misconduct
        on
            scorings.subject_key = misconduct.subject_key
            and rules.kind = misconduct.kind
            -- of a day ahead no more is known than on the day it is seen from
            and scorings.seen_on > misconduct.happened_on
            and {{ add_days('scorings.assessment_date', '-rules.days') }} <= misconduct.happened_on

),

-- as far as the older ones leave room; without a cap, which is null and no least, all of it
counted_of_kinds as (

    select
        *,
        greatest(least(points, kind_cap + points - sum(points) over oldest_first), 0) as counted
    from cases
    window oldest_first as (
        partition by score_key, kind
        order by happened_at, violation_id rows between unbounded preceding and current row
    )

),

counted_of_groups as (

    select
        *,
        greatest(least(counted, group_cap + counted - sum(counted) over oldest_first), 0) as points_off
    from counted_of_kinds
    window oldest_first as (
        partition by score_key, coalesce(cap_group, kind)
        order by happened_at, violation_id rows between unbounded preceding and current row
    )

),

gains as (

    select scorings.score_key, scorings.subject_key, scorings.assessment_date, rules.kind, rules.item, rules.points
    from scorings
    inner join {{ ref('bonus_points') }} as rules
        on
            scorings.system_id = rules.system_id
            and scorings.rule_version = rules.rule_version
    inner join {{ ref('stg_reference__shop_services') }} as services
        on
            scorings.subject_key = services.shop_key
            and rules.service = services.service
            and scorings.assessment_date > services.from_date
            and {{ add_days('scorings.assessment_date', '-rules.days') }}
            <= coalesce(services.to_date, scorings.assessment_date)

    union

    select reached.score_key, reached.subject_key, reached.assessment_date, rules.kind, rules.item, rules.points
    from {{ ref('int_indicator_values') }} as reached
    inner join {{ ref('bonus_points') }} as rules
        on
            reached.system_id = rules.system_id
            and reached.rule_version = rules.rule_version
            and reached.indicator_id = rules.indicator_id
            and case when reached.better = 'up' then 1 else -1 end * (round(reached.value, 9) - rules.limit_value) >= 0
    where {{ is_restated('reached.assessment_date', 'reached.subject_key') }}

)

select
    score_key, subject_key, assessment_date, kind, 'total' as item, happened_on,
    0 - sum(points_off) as points, expires_on, false as is_bonus
from counted_of_groups
group by score_key, subject_key, assessment_date, kind, happened_on, expires_on

union all

select
    score_key, subject_key, assessment_date, kind, item,
    {{ add_days('assessment_date', '-1') }} as happened_on,
    points, cast(null as date) as expires_on, item = 'total' as is_bonus
from gains
