{#
    STAGES  店铺阶段
    The valid orders of each score, its bonus and deductions, and of versions that know stages: a shop with fewer valid
    orders than the rule says is in growth and has fixed points, fewer after a misconduct that the version counts; the others
    are formal and scored by their indicators. No points in growth: a personal shop, one with nothing on sale, and one that
    is not new without an order. What the exports do not say is assumed in the shop's favour or disfavour as the
    rulebook has it, and named: goods are on sale, the opening was long ago, the pass limits of the page are not applied.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

-- misconduct that a cap lets take nothing off is misconduct all the same
adjustments as (

    select
        score_key,
        sum(case when is_bonus then points else 0 end) as bonus,
        0 - sum(case when is_bonus or item <> 'total' then 0 else points end) as deductions,
        max(case when expires_on is not null then 1 else 0 end) = 1 as has_misconduct
    from {{ ref('int_score_adjustments') }}
    where {{ is_restated('assessment_date', 'subject_key') }}
    group by 1

),

staged as (

    select
        scorings.assessment_date,
        scorings.subject_key,
        scorings.score_key,
        orders.denominator as valid_orders,
        adjustments.bonus,
        adjustments.deductions,
        case
            when coalesce(adjustments.has_misconduct, false) then rules.growth_points_after_misconduct
            else rules.growth_points
        end as growth_points,
        rules.opened_on,
        rules.goods_on_sale,
        case
            when orders.denominator < rules.growth_below_orders then 'growth'
            when rules.growth_below_orders is not null then 'formal'
        end as stage,
        case
            when rules.growth_below_orders is null or orders.denominator >= rules.growth_below_orders then null
            when rules.shop_type = 'personal' then 'personal_shop'
            when not rules.goods_on_sale then 'nothing_on_sale'
            when
                orders.denominator < rules.growth_minimum_orders
                and coalesce(
                    {{ days_between('rules.opened_on', 'scorings.assessment_date') }} > rules.growth_new_shop_days, true
                )
                then 'no_valid_order'
            else 'granted'
        end as stage_reason
    from scorings
    inner join {{ ref('int_subject_versions') }} as rules
        on scorings.subject_version_key = rules.subject_version_key
    inner join {{ ref('int_window_sums') }} as orders
        on
            rules.orders_window_key = orders.window_key
            and scorings.assessment_date = orders.assessment_date
    left join adjustments
        on scorings.score_key = adjustments.score_key

)

select
    assessment_date,
    subject_key,
    score_key,
    valid_orders,
    stage,
    stage_reason,
    case when stage_reason = 'granted' then growth_points end as growth_points,
    -- nothing is added to the points of growth, or taken off
    case when coalesce(stage, 'formal') = 'growth' then 0 else coalesce(bonus, 0) end as bonus,
    case when coalesce(stage, 'formal') = 'growth' then 0 else coalesce(deductions, 0) end as deductions,
    case
        when stage = 'growth'
            then
                'pass_limits_not_applied'
                || case when goods_on_sale is null then '|goods_on_sale' else '' end
                || case when opened_on is null then '|opened_long_ago' else '' end
    end as stage_assumes
from staged
