-- Days, subjects, rules and files: what everything else joins. Rule numbers come from the seeds.
create or replace temp table days as
select
    cast(unnest(generate_series(
        getvariable('as_of') - getvariable('history_days') - 29, getvariable('as_of'), interval 1 day
    )) as date) as day;

create or replace temp table files as
select
    file_id,
    row_number() over (order by exported_at, sha256) as age
from house.log.landed_files
where status = 'landed';

create or replace temp table subjects as
with shops as (
    select platform, 'shop' as subject_type, shop_id as subject_id, industry
    from house.raw.reference_shops
    qualify row_number() over (partition by platform, shop_id order by _file_row desc) = 1
),

creators as (
    select platform, 'creator' as subject_type, creator_id as subject_id, industry
    from house.raw.reference_creators
    qualify row_number() over (partition by platform, creator_id order by _file_row desc) = 1
)

select
    cast(row_number() over (order by platform, subject_type, subject_id) as integer) as subject,
    *
from (
    from shops
    union all
    from creators
);

create or replace temp table systems as
select
    system_id,
    rule_version,
    platform,
    subject_type,
    floor,
    ceiling,
    minimum_orders,
    orders_near,
    orders_far,
    cast(valid_from as date) as valid_from,
    coalesce(cast(valid_to as date), date '2999-12-31') as valid_to
from read_csv(getvariable('seeds') || '/rules/systems.csv')
where not is_what_if;

create or replace temp table rules as
select
    rules.system_id,
    rules.rule_version,
    rules.indicator_id,
    rules.dimension_id,
    rules.method,
    rules.weight,
    rules.near_days,
    rules.far_days,
    rules.better,
    rules.best_value,
    rules.half_life_days,
    cast(rules.valid_from as date) as valid_from,
    coalesce(cast(rules.valid_to as date), date '2999-12-31') as valid_to
from read_csv(getvariable('seeds') || '/rules/indicators.csv') as rules
inner join systems using (system_id, rule_version)
-- an indicator is also shown over a shorter window, which scores nothing
qualify row_number() over (
    partition by rules.system_id, rules.rule_version, rules.indicator_id, rules.valid_from
    order by rules.dimension_id is null, rules.far_days desc
) = 1;

create or replace temp table dimensions as
select
    system_id,
    rule_version,
    dimension_id,
    weight
from read_csv(getvariable('seeds') || '/rules/dimensions.csv');

-- every window that some system needs
create or replace temp table windows as
select
    cast(
        row_number()
            over (order by platform, subject_type, indicator_id, near_days, far_days, half_life_days)
        as integer
    )
        as window_id,
    *
from (
    select distinct platform, subject_type, indicator_id, near_days, far_days, half_life_days
    from rules
    inner join systems using (system_id, rule_version)
    union
    select distinct platform, subject_type, 'valid_orders', orders_near, orders_far, null
    from systems
);

create or replace temp table shifts as
with exemptions as (
    select platform, cast(paid_from as date) as paid_from, cast(paid_to as date) as paid_to, shift_hours
    from read_csv(getvariable('seeds') || '/calendar/exemptions.csv')
    where indicator_id = 'pickup_timeliness'
    union all
    select platform, paid_from, paid_to, shift_hours
    from house.raw.reference_exemptions
    where indicator_id = 'pickup_timeliness'
)

select
    platform,
    paid_on,
    max(shift_hours) as shift_hours
from (
    select platform, cast(unnest(generate_series(paid_from, paid_to, interval 1 day)) as date) as paid_on, shift_hours
    from exemptions
)
group by all;

create or replace temp table reasons as
select
    platform,
    replace(replace(reason, ' ', ''), '／', '/') as reason
from read_csv(getvariable('seeds') || '/vocabulary/reasons.csv')
where match_kind = 'exact' and reason_class in ('quality', 'breakage', 'logistics');
