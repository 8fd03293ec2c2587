-- How much of everything there is that models read and that no run writes at its end, and a sum over what may change
-- where it stands.
select
    'landed_files' as part,
    count(*) as counted,
    sum(hash(landed_files)) as summed
from log.landed_files
union all
select
    'forgotten_rows' as part,
    count(*) as counted,
    sum(hash(forgotten_rows)) as summed
from log.forgotten_rows
union all
select
    'withheld_exports' as part,
    count(*) as counted,
    sum(hash(withheld_exports)) as summed
from log.withheld_exports
union all
select
    'calibrations' as part,
    count(*) as counted,
    sum(hash(calibrations)) as summed
from log.calibrations
union all
select
    'calibration_points' as part,
    count(*) as counted,
    sum(hash(calibration_points)) as summed
from log.calibration_points
union all
select
    'starter_switches' as part,
    count(*) as counted,
    sum(hash(starter_switches)) as summed
from log.starter_switches
union all
select
    'learned_dimensions' as part,
    count(*) as counted,
    sum(hash(learned_dimensions)) as summed
from log.learned_dimensions
union all
select
    'learned_points' as part,
    count(*) as counted,
    sum(hash(learned_points)) as summed
from log.learned_points
union all
select
    'score_history' as part,
    count(*) as counted,
    null as summed
from log.score_history
order by part;
