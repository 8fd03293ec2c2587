select
    system_id, rule_version, industry, dimension_id, assessment_date, shop_id, indicator_id, better, value, points,
    floor, ceiling, min_days, step_days
from insights.int_dimension_training_data
order by system_id, rule_version, industry, dimension_id, assessment_date, shop_id, indicator_id
