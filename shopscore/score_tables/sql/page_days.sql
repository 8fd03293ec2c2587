-- on how many days pages teach a dimension, and on how many they have to
select
    system_id,
    rule_version,
    industry,
    dimension_id,
    count(distinct assessment_date) as days,
    max(min_days) as min_days
from insights.int_dimension_training_data
group by all
