-- The days on which another rule of a system began to count.
select valid_from, rule_version
from dims.rule_versions
where
    system_id = $system_id and not is_what_if and valid_from <= $assessment_date
    and valid_from > $assessment_date - cast($days as integer)
order by valid_from
