{#
    DATES  日期
    The published assessment dates, one row a day.
#}
with

assessment_dates as (

    select * from {{ ref('int_assessment_dates') }}
    where is_published

)

select
    assessment_date,
    extract(year from assessment_date) as year,
    extract(month from assessment_date) as month,
    extract(day from assessment_date) as day,
    is_latest
from assessment_dates
