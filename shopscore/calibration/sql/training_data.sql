select
    system_id, industry, indicator_id, assessment_date, better, decayed_value, score, floor, ceiling, min_days
from insights.int_calibration_training_data
order by system_id, industry, indicator_id, assessment_date, subject_id
