-- What was taken off a score, the most first, then what was added; a day after the last on which it counts it is gone.
select
    kind, kind_en, kind_zh, item, dimensions.name_en as item_en, dimensions.name_zh as item_zh,
    adjustments.happened_on, adjustments.points, adjustments.expires_on,
    cast(adjustments.expires_on + 1 as date) as ends_on
from marts.score_adjustments as adjustments
left join dims.dimensions
    on
        adjustments.system_id = dimensions.system_id
        and adjustments.rule_version = dimensions.rule_version
        and adjustments.item = dimensions.dimension_id
where
    adjustments.assessment_date = $assessment_date and adjustments.system_id = $system_id
    and adjustments.rule_version = $rule_version and adjustments.platform = $platform
    and adjustments.subject_type = $subject_type and adjustments.subject_id = $subject_id
order by
    adjustments.expires_on is null, case when adjustments.expires_on is null then -1 else 1 end * adjustments.points,
    adjustments.happened_on asc, kind asc
