{#
    A pickup falls into one bucket at most, and every bucket is an indicator: two buckets of one platform that hold on
    the same day have no hour in common.
#}
{{ config(meta={'dagster': {'ref': {'name': 'pickup_buckets'}}}) }}

with

buckets as (

    select * from {{ ref('pickup_buckets') }}

),

problems as (

    select
        'overlap' as problem,
        one.platform,
        one.indicator_id,
        other.indicator_id as other_indicator_id
    from buckets as one
    inner join buckets as other
        on
            one.platform = other.platform
            and one.indicator_id < other.indicator_id
            and one.from_hours < other.below_hours
            and one.below_hours > other.from_hours
            and one.valid_from <= coalesce(other.valid_to, one.valid_from)
            and coalesce(one.valid_to, other.valid_from) >= other.valid_from

    union all

    select
        'no indicator' as problem,
        buckets.platform,
        buckets.indicator_id,
        null as other_indicator_id
    from buckets
    anti join {{ ref('indicators') }} as indicators
        on buckets.indicator_id = indicators.indicator_id

)

select * from problems
