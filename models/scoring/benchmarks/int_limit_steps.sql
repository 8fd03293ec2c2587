{#
    STEPS OF LIMITS  分档台阶
    The limit tables of a subject's industry as steps: from a limit on a value has the points of the best row it reaches,
    below all limits the floor of its dimension. A step stays a step. The rows of the shop's type replace, for an
    indicator, those for both types. Beside each step the next better one. Goodness is the value where more is better, its
    negative where less is; limits and values are compared on nine decimals. A learned curve stands beside them: its
    segments rise.
#}
with

indicators as (

    select distinct
        system_id,
        rule_version,
        indicator_id,
        better,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as item_key
    from {{ ref('indicators') }}
    where method = 'limits'

),

limits as (

    select
        {{ surrogate_key(['given.system_id', 'given.rule_version', 'given.industry']) }} as industry_table_key,
        given.shop_type,
        indicators.indicator_id,
        indicators.better,
        round(case when indicators.better = 'up' then given.limit_value else -given.limit_value end, 9) as rank_value,
        cast(given.points as double) as points
    from {{ ref('stg_reference__score_limits') }} as given
    inner join indicators
        on {{ surrogate_key(['given.system_id', 'given.rule_version', 'given.indicator_id']) }} = indicators.item_key

),

limits_of_subjects as (

    select
        {{ surrogate_key([
            'subjects.subject_key', 'subjects.system_id', 'subjects.rule_version', 'limits.indicator_id'
        ]) }} as subject_rule_key,
        subjects.subject_key,
        subjects.dimension_floor,
        limits.better,
        limits.rank_value,
        limits.points,
        limits.shop_type is not null as is_of_type,
        max(case when limits.shop_type is null then 0 else 1 end) over (
            partition by subjects.subject_version_key, limits.indicator_id
        ) = 1 as has_rows_of_type
    from {{ ref('int_subject_versions') }} as subjects
    inner join limits
        on
            subjects.industry_table_key = limits.industry_table_key
            and coalesce(limits.shop_type, subjects.table_shop_type) = subjects.table_shop_type

),

reached as (

    select
        subject_rule_key, subject_key, dimension_floor, better, rank_value,
        -- of several rows with one limit the best, and no row takes away what a lower one gives
        max(max(points)) over (partition by subject_rule_key order by rank_value) as points,
        max(max(points)) over (
            partition by subject_rule_key order by rank_value rows between unbounded preceding and 1 preceding
        ) as points_below
    from limits_of_subjects
    where is_of_type = has_rows_of_type
    group by subject_rule_key, subject_key, dimension_floor, better, rank_value

),

steps as (

    select subject_rule_key, subject_key, better, rank_value, points
    from reached
    where points > coalesce(points_below, dimension_floor)

    union all

    select distinct
        subject_rule_key, subject_key, better,
        cast('-infinity' as double) as rank_value,
        dimension_floor as points
    from reached

)

select
    subject_rule_key,
    subject_key,
    rank_value as from_rank_value,
    coalesce(lead(rank_value) over upwards, cast('infinity' as double)) as below_rank_value,
    points,
    cast(null as double) as slope,
    case when better = 'up' then 1 else -1 end * lead(rank_value) over upwards as next_limit,
    lead(points) over upwards as next_points,
    false as is_learned
from steps
window upwards as (partition by subject_rule_key order by rank_value)

union all

select
    subject_rule_key, subject_key, from_rank_value, below_rank_value, points, slope,
    cast(null as double) as next_limit,
    cast(null as double) as next_points,
    true as is_learned
from {{ ref('int_learned_segments') }}
