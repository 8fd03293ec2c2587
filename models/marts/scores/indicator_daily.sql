{#
    INDICATOR DAILY  指标日事实
    What each subject's counted cases add to numerator and denominator, by cohort day and by the day it was known.
    Additive over everything: any window, decay, history or drill-down comes from here.
#}
select
    platform,
    subject_type,
    subject_id,
    indicator_id,
    cohort_date,
    known_date,
    is_correction,
    numerator,
    denominator
from {{ ref('int_daily_facts') }}
