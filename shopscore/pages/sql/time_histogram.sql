-- Cases by what each of them measures, in steps of a width; the last step holds all that take longer.
select
    least(floor(effect / $width), $steps - 1) * $width as from_value, count(*) as cases
from marts.case_states
where
    system_id = $system_id and rule_version = $rule_version and platform = $platform
    and subject_type = $subject_type and subject_id = $subject_id and indicator_id = $indicator_id
    and state in ('for', 'against') and effect is not null
group by from_value
order by from_value
