{#
    PROMOTION READINESS  大促体检
    What stands between a shop and a promotion on the as-of day: the lines its scores must hold, the orders about to be
    late, and the carriers, agents and products with most of its cases. Among rows that cost nothing now, missed lines
    come first and held ones last.
#}
with

list_limits as (

    select * from {{ ref('int_list_limits') }}

),

pickups as (

    select
        pickups.*,
        pickups.first_due_at
        <= list_limits.noon_at + interval '1' hour * list_limits.readiness_late_within_hours as is_near
    from {{ ref('int_pickups_to_chase') }} as pickups
    inner join list_limits
        on pickups.platform = list_limits.platform

),

threats as (

    select
        platform,
        shop_id,
        shop_key,
        'late_shipments' as item_kind,
        'late_shipments' as item,
        sum(case when is_near then 1 else 0 end) as cases,
        sum(case when is_near then 1 else 0 end) / cast(count(*) as double) as share,
        cast(sum(case when is_near then cast(score_cost as decimal(38, 12)) end) as double) as score_cost
    from pickups
    group by 1, 2, 3
    having sum(case when is_near then 1 else 0 end) > 0

    union all

    select * from {{ ref('int_readiness_threats') }}

),

items as (

    select
        platform, shop_id, shop_key, 'threshold' as item_kind, threshold_id as item, system_id, state,
        score as value, limit_value,
        cast(null as bigint) as cases, cast(null as double) as share, cast(null as double) as score_cost,
        name_en, name_zh
    from {{ ref('int_readiness_lines') }}

    union all

    select
        threats.platform, threats.shop_id, threats.shop_key, threats.item_kind, threats.item,
        cast(null as string) as system_id, 'threat' as state,
        cast(null as double) as value, cast(null as double) as limit_value,
        threats.cases, threats.share, threats.score_cost,
        coalesce(products.product_name, threats.item) as name_en,
        coalesce(products.product_name, threats.item) as name_zh
    from threats
    left join {{ ref('int_products') }} as products
        on
            threats.shop_key = products.shop_key
            and threats.item_kind = 'product'
            and threats.item = products.product_id

),

worded as (

    select
        *,
        -- cut, not rounded: a score just below the line never reads like the line
        cast(cast(floor(round(value * 100, 6)) / 100 as decimal(10, 2)) as string) as value_words,
        cast(cast(limit_value as decimal(10, 2)) as string) as limit_words,
        cast(cases as string) as cases_words,
        case item_kind when 'carrier' then '快递' when 'agent' then '客服' else '商品' end as item_kind_zh,
        cast(cast(share * 100 as decimal(10, 1)) as string) || '%' as share_words
    from items

)

select
    platform, shop_id, shop_key, item_kind, item, system_id, state, value, limit_value,
    cast(cases as bigint) as cases,
    share,
    cast(null as timestamp) as due_at,
    cast(null as decimal(10, 2)) as hours_left,
    score_cost,
    (select max(list_limits.as_of) from list_limits) as as_of,
    row_number() over (
        partition by shop_key
        order by
            score_cost desc nulls last,
            case state when 'misses' then 1 when 'threat' then 2 when 'no_score' then 3 else 4 end asc,
            cases desc nulls last, item_kind asc, item asc
    ) as priority,
    case
        when state = 'no_score' then 'No score today: ' || name_en || '.'
        when state = 'meets' then name_en || ': ' || value_words || ' holds the line of ' || limit_words || '.'
        when state = 'misses' then name_en || ': ' || value_words || ' misses the line of ' || limit_words || '.'
        when item_kind = 'late_shipments' then cases_words || ' orders are late or about to be (' || share_words || ').'
        else cases_words || ' cases against ' || item_kind || ' ' || name_en || ' (' || share_words || ').'
    end as reason,
    case
        when state = 'no_score' then '今日无分：' || name_zh || '。'
        when state = 'meets' then name_zh || '：' || value_words || '，达到分数线 ' || limit_words || '。'
        when state = 'misses' then name_zh || '：' || value_words || '，低于分数线 ' || limit_words || '。'
        when item_kind = 'late_shipments' then cases_words || ' 个订单已超时或即将超时（占 ' || share_words || '）。'
        else item_kind_zh || ' ' || name_zh || '：' || cases_words || ' 个不利案例（占 ' || share_words || '）。'
    end as reason_zh
from worded
