{#
    NOON  正午
    The moment the action lists speak of: noon of the as-of day, when the platforms publish their scores. What a row
    says of a later time has not happened yet. A platform without a list_hour has no lists.
#}
with

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

list_hours as (

    select * from {{ ref('parameters') }}
    where parameter = 'list_hour'

)

select
    list_hours.platform,
    as_of.assessment_date as as_of,
    cast(as_of.assessment_date as timestamp) + interval '1' hour * list_hours.value as noon_at
from as_of
inner join list_hours
    on {{ valid_on('as_of.assessment_date', 'list_hours') }}
