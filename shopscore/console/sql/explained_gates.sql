-- What the grades of a score ask, the lowest first: the total, then the dimensions.
select
    grade, score_grades.name_en, score_grades.name_zh, item,
    dimensions.name_en as item_en, dimensions.name_zh as item_zh, limit_value, value, is_reached
from marts.score_grades
left join dims.dimensions as dimensions
    on
        score_grades.system_id = dimensions.system_id
        and score_grades.rule_version = dimensions.rule_version
        and score_grades.item = dimensions.dimension_id
where
    assessment_date = $assessment_date and score_grades.system_id = $system_id
    and score_grades.rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by grade asc, item <> 'total' asc, item asc
