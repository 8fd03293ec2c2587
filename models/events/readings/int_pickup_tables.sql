{#
    TABLES OF PICKUP POINTS  揽收得分表
    The table of points that each reading of the pickup points goes by: that of the newest rule version that counts it.
    A reading whose table the user has not copied from the page has one row without hours.
#}
with

readings as (

    select
        *,
        row_number() over (
            partition by platform, cases_of order by valid_from desc, rule_version desc
        ) as place
    from {{ ref('int_case_readings') }}
    where indicator_id = 'pickup_points'

)

select
    readings.platform,
    readings.cases_of,
    readings.rule_version,
    points.from_hours,
    points.points
from readings
left join {{ ref('stg_reference__pickup_points') }} as points
    on readings.rule_version = points.rule_version
where readings.place = 1
