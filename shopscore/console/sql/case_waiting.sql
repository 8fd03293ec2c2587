-- Indicators of the systems that look at an order, which have found nothing in this one yet.
select distinct states.system_id, indicators.name_en, indicators.name_zh, states.indicator_id
from marts.case_states as states
inner join dims.indicators as indicators
    using (system_id, rule_version, indicator_id)
where
    states.case_kind = 'order' and list_contains($systems, states.system_id)
    and not list_contains($seen, states.indicator_id)
order by states.system_id, states.indicator_id
