{#
    READINESS THREATS  大促隐患
    The carriers, agents and products with most of a shop's cases against it, each kind by itself. A case counts once,
    whatever it fails in. How many of each are named is an assumption.
#}
with

evidence as (

    select * from {{ ref('int_readiness_evidence') }}

),

list_limits as (

    select * from {{ ref('int_list_limits') }}

),

shop_totals as (

    select
        shop_key,
        item_kind,
        count(distinct case_id) as cases
    from evidence
    group by 1, 2

),

item_totals as (

    select
        evidence.platform, evidence.shop_id, evidence.shop_key, evidence.item_kind, evidence.item,
        count(distinct evidence.case_id) as cases,
        -- added as decimals: the sum is the same in whatever order the rows come
        cast(sum(cast(evidence.shortfall * points.points_per_unit as decimal(38, 12))) as double) as score_cost
    from evidence
    left join {{ ref('int_points_at_stake') }} as points
        on
            evidence.shop_key = points.shop_key
            and evidence.indicator_id = points.indicator_id
    where evidence.item is not null
    group by 1, 2, 3, 4, 5

),

ranked as (

    select
        *,
        row_number() over (partition by shop_key, item_kind order by cases desc, item asc) as place
    from item_totals

)

select
    ranked.platform,
    ranked.shop_id,
    ranked.shop_key,
    ranked.item_kind,
    ranked.item,
    ranked.cases,
    ranked.cases / cast(shop_totals.cases as double) as share,
    ranked.score_cost
from ranked
inner join shop_totals
    on
        ranked.shop_key = shop_totals.shop_key
        and ranked.item_kind = shop_totals.item_kind
inner join list_limits
    on ranked.platform = list_limits.platform
where ranked.place <= list_limits.readiness_worst_items
