{#
    READINESS EVIDENCE  大促隐患证据
    What stands against a shop in the windows of the as-of day, by whom it may be traced to: carriers by the logistics
    indicators, agents by their sessions, products by the product indicators. Every delivery takes hours: it speaks
    against its carrier by what it took longer than those of the peers, or than the shop's own mean where there are no
    peers. Ratings name neither carrier nor agent. An indicator of two systems, whose peers may not be the same, speaks
    by the one that its window in force is of.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

indicators as (

    select
        indicator_scores.subject_key,
        indicator_scores.indicator_id,
        indicator_scores.dimension_id,
        indicator_scores.unit,
        indicator_scores.better,
        indicator_scores.peer_mean,
        indicator_scores.value,
        cutoff.as_of,
        rules.best_value
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join cutoff
        on
            indicator_scores.platform = cutoff.platform
            and indicator_scores.assessment_date = cutoff.as_of
    inner join {{ ref('int_rules_in_force') }} as rules
        on
            indicator_scores.platform = rules.platform
            and indicator_scores.subject_type = rules.subject_type
            and indicator_scores.indicator_id = rules.indicator_id
            and indicator_scores.system_id = rules.system_id
            and indicator_scores.rule_version = rules.rule_version
    where
        indicator_scores.subject_type = 'shop'
        and indicator_scores.unit <> 'stars'

),

evidence as (

    select
        evidence.*,
        case
            when evidence.case_kind in ('session', 'staff_session') then 'agent'
            when indicators.dimension_id = 'logistics' then 'carrier'
            when indicators.dimension_id = 'product' then 'product'
        end as item_kind,
        case
            when indicators.unit = 'hours' then evidence.effect - coalesce(indicators.peer_mean, indicators.value)
            when indicators.better = 'down' then evidence.effect
            else indicators.best_value - evidence.effect
        end as shortfall
    from {{ ref('int_case_evidence') }} as evidence
    inner join indicators
        on
            evidence.subject_key = indicators.subject_key
            and evidence.indicator_id = indicators.indicator_id
    where
        evidence.state = 'against'
        and evidence.enters_on <= indicators.as_of
        and evidence.leaves_on > indicators.as_of

)

select
    platform,
    subject_id as shop_id,
    subject_key as shop_key,
    indicator_id,
    case_id,
    item_kind,
    case item_kind when 'agent' then agent_id when 'carrier' then carrier else product_id end as item,
    shortfall
from evidence
where
    item_kind is not null
    and shortfall > 0
