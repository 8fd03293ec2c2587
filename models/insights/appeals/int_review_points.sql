{#
    REVIEW POINTS  评价失分
    What a review costs its shop in points of the totals, all indicators together, and the indicator that costs most.
    A review that no score holds is not here; one whose scores show no points has a cost that nobody knows. A review
    costs something when the totals are higher without it; where no points are known, when an indicator gains by it and
    none loses.
#}
with

effects as (

    select
        effects.*,
        -- the points of one unit of shortfall, times the cases it is spread over, are those of one unit of the value
        round(effects.exact_gain * at_stake.points_per_unit * at_stake.denominator, 12) as points
    from {{ ref('int_review_effects') }} as effects
    left join {{ ref('int_points_at_stake') }} as at_stake
        on
            effects.score_key = at_stake.score_key
            and effects.indicator_id = at_stake.indicator_id
    where
        effects.subject_type = 'shop'
        and not effects.is_taken_back

),

ranked as (

    select
        *,
        row_number() over (
            partition by shop_key, review_id
            order by points desc nulls last, indicator_id asc, system_id asc
        ) as place
    from effects

)

select
    platform,
    shop_id,
    shop_key,
    review_id,
    max(case when place = 1 then indicator_id end) as indicator_id,
    round(sum(points), 9) as points,
    coalesce(round(sum(points), 9) > 0, max(gives_back) > 0 and min(gives_back) >= 0, false) as costs_something
from ranked
group by 1, 2, 3, 4
