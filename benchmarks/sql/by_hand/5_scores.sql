create or replace temp table indicator_values as
select
    sums.day as assessment_date,
    rules.system_id,
    rules.rule_version,
    rules.method,
    systems.floor,
    systems.ceiling,
    subjects.subject,
    subjects.subject_type,
    subjects.subject_id,
    subjects.industry,
    rules.dimension_id,
    rules.indicator_id,
    rules.weight,
    rules.dimension_id is not null or rules.best_value is not null as is_ranked,
    orders.denominator as valid_orders,
    systems.minimum_orders is null or orders.denominator >= systems.minimum_orders as reaches_minimum,
    sums.numerator / 1e9 as numerator,
    cast(sums.denominator as bigint) as denominator,
    if(sums.denominator > 0, cast(sums.numerator / 1e9 as double) / sums.denominator, null) as value,
    if(
        sums.denominator > 0, round(sums.decayed_numerator / 1e9 / sums.decayed_denominator, 9) + 0.0, null
    ) as decayed_value,
    if(rules.better = 'up', 1, -1) as direction
from rules
inner join systems using (system_id, rule_version)
inner join windows
    on
        systems.platform = windows.platform
        and systems.subject_type = windows.subject_type
        and rules.indicator_id = windows.indicator_id
        and rules.near_days = windows.near_days
        and rules.far_days = windows.far_days
        and rules.half_life_days is not distinct from windows.half_life_days
inner join windows as order_windows
    on
        systems.platform = order_windows.platform
        and systems.subject_type = order_windows.subject_type
        and order_windows.indicator_id = 'valid_orders'
        and systems.orders_near = order_windows.near_days
        and systems.orders_far = order_windows.far_days
inner join window_sums as sums
    on windows.window_id = sums.window_id
inner join window_sums as orders
    on order_windows.window_id = orders.window_id and sums.subject = orders.subject and sums.day = orders.day
inner join subjects on sums.subject = subjects.subject
where
    sums.day between systems.valid_from and systems.valid_to
    and sums.day between rules.valid_from and rules.valid_to;

create or replace temp table indicator_scores as
with ranked as (
    select
        *,
        -- a peer has an industry, orders enough and a value; the others come last, and their place is not read
        industry is not null and reaches_minimum and decayed_value is not null as is_peer,
        count(*) filter (where industry is not null and reaches_minimum and decayed_value is not null) over peers
            as peer_count,
        avg(value) filter (where industry is not null and reaches_minimum) over peers as mean_of_peers,
        rank() over (
            partition by
                assessment_date, system_id, rule_version, industry, indicator_id,
                industry is not null and reaches_minimum and decayed_value is not null
            order by direction * decayed_value, valid_orders
        ) - 1 as peers_behind
    from indicator_values
    window peers as (partition by assessment_date, system_id, rule_version, industry, indicator_id)
),

placed as (
    select
        *,
        if(is_peer and is_ranked and peer_count >= 5, peers_behind / (peer_count - 1), null) as percentile
    from ranked
),

scored as (
    select
        *,
        case
            when dimension_id is null or not reaches_minimum then null
            when method = 'mean_of_stars' then value
            else floor + (ceiling - floor) * percentile
        end as score
    from placed
)

select
    * exclude (peer_count),
    if(industry is null, 0, peer_count) as peer_count,
    if(peer_count >= 5, mean_of_peers, null) as peer_mean,
    denominator = 0 or (dimension_id is not null and reaches_minimum and score is null) as is_missing,
    case
        when dimension_id is null then null
        when score is null then 0
        else weight / sum(if(score is null, null, weight)) over (
            partition by assessment_date, system_id, rule_version, subject, dimension_id
        )
    end as weight_in_dimension
from scored;

-- Places are thirds and sevenths of a scale: totals that are equal have to be so to the last digit, or ranks differ. So
-- decimals are added here, whose sum does not depend on their order.
create or replace temp table totals_of_days as
with dimension_scores as (
    select
        assessment_date,
        system_id,
        rule_version,
        subject,
        dimension_id,
        round(
            cast(sum(cast(weight * score as decimal(38, 12))) as double) / sum(if(score is null, null, weight)), 9
        ) as score,
        bool_or(denominator > 0 and reaches_minimum and score is null) as is_partial
    from indicator_scores
    where dimension_id is not null
    group by all
),

totals as (
    select
        assessment_date,
        system_id,
        rule_version,
        subject,
        round(
            cast(sum(cast(dimensions.weight * score as decimal(38, 12))) as double)
            / sum(if(score is null, null, dimensions.weight)), 9
        ) as score,
        bool_or(is_partial) as is_partial
    from dimension_scores
    inner join dimensions using (system_id, rule_version, dimension_id)
    group by all
),

subjects_of_days as (
    select
        assessment_date,
        system_id,
        rule_version,
        subject,
        subject_type,
        subject_id,
        industry,
        any_value(valid_orders) as valid_orders,
        any_value(reaches_minimum) as reaches_minimum,
        bool_or(dimension_id is not null and value is not null) as has_values
    from indicator_scores
    group by all
),

judged as (
    select
        *,
        case
            when not reaches_minimum then 'below_minimum_orders'
            when score is null and has_values then 'no_peers'
            when score is null then 'no_data'
            when is_partial then 'partial'
            else 'scored'
        end as status
    from subjects_of_days
    inner join totals using (assessment_date, system_id, rule_version, subject)
),

compared as (
    select
        *,
        avg(score) filter (where status = 'scored') over peers as mean_of_peers,
        if(industry is null, 0, count(*) filter (where status = 'scored') over peers) as peer_count,
        rank() over (
            partition by assessment_date, system_id, rule_version, industry, status
            order by score desc nulls last, valid_orders desc
        ) as place
    from judged
    window peers as (partition by assessment_date, system_id, rule_version, industry)
)

select
    * exclude (mean_of_peers, place),
    if(peer_count >= 5, mean_of_peers, null) as peer_mean,
    if(peer_count >= 5 and status = 'scored', place, null) as peer_rank
from compared;

create or replace temp table scores as
select
    today.*,
    round(today.score - before_1.score, 9) as change_1d,
    round(today.score - before_7.score, 9) as change_7d,
    round(today.score - before_14.score, 9) as change_14d,
    round(today.score - before_30.score, 9) as change_30d
from totals_of_days as today
left join totals_of_days as before_1
    on
        today.assessment_date - 1 = before_1.assessment_date
        and today.subject = before_1.subject
        and today.system_id = before_1.system_id
        and today.rule_version = before_1.rule_version
left join totals_of_days as before_7
    on
        today.assessment_date - 7 = before_7.assessment_date
        and today.subject = before_7.subject
        and today.system_id = before_7.system_id
        and today.rule_version = before_7.rule_version
left join totals_of_days as before_14
    on
        today.assessment_date - 14 = before_14.assessment_date
        and today.subject = before_14.subject
        and today.system_id = before_14.system_id
        and today.rule_version = before_14.rule_version
left join totals_of_days as before_30
    on
        today.assessment_date - 30 = before_30.assessment_date
        and today.subject = before_30.subject
        and today.system_id = before_30.system_id
        and today.rule_version = before_30.rule_version
where today.assessment_date > getvariable('as_of') - getvariable('history_days');
