{#
    STAGES  店铺阶段
    The valid orders of each score, and of versions that know stages: a shop with fewer valid
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
misconducted as (

    select distinct scorings.score_key
    from scorings
    inner join {{ ref('misconduct_points') }} as rules
        on
            scorings.system_id = rules.system_id
            and scorings.rule_version = rules.rule_version
    inner join {{ ref('int_misconduct') }} as misconduct
        on
            scorings.subject_key = misconduct.subject_key
            and rules.kind = misconduct.kind
            and scorings.seen_on > misconduct.happened_on
            and {{ add_days('scorings.assessment_date', '-rules.days') }} <= misconduct.happened_on

),

staged as (

    select
        scorings.assessment_date,
        scorings.subject_key,
        scorings.score_key,
        orders.denominator as valid_orders,
        case
            when misconducted.score_key is not null then rules.growth_points_after_misconduct
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
    left join misconducted
        on scorings.score_key = misconducted.score_key

)

select
    assessment_date,
    subject_key,
    score_key,
    valid_orders,
    stage,
    stage_reason,
    case when stage_reason = 'granted' then growth_points end as growth_points,
    case
        when stage = 'growth'
            then
                'pass_limits_not_applied'
                || case when goods_on_sale is null then '|goods_on_sale' else '' end
                || case when opened_on is null then '|opened_long_ago' else '' end
    end as stage_assumes
from staged
