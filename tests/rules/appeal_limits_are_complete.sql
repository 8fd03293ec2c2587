{#
    A platform whose reviews can be appealed says how long, how fast it answers, and which reviews are bad; a list that
    finds no such number stays empty without a word. And it knows every ground, in the same words for people.
#}
{{ config(meta={'dagster': {'ref': {'name': 'appeal_grounds'}}}) }}

with

platforms as (

    select distinct platform from {{ ref('appeal_grounds') }}

),

asked as (

    select
        platforms.platform,
        asked.parameter
    from platforms
    cross join (
        values
        ('appeal_within_days'),
        ('appeal_answer_working_days'),
        ('appeal_max_stars'),
        ('negative_review_max_stars'),
        ('list_hour')
    ) as asked (parameter)

),

validity as (

    select
        platform,
        parameter,
        min(valid_from) as held_from,
        max(case when valid_to is null then 1 else 0 end) = 1 as holds_today
    from {{ ref('parameters') }}
    group by 1, 2

),

first_days as (

    select
        platform,
        min(valid_from) as needed_from
    from {{ ref('systems') }}
    group by 1

),

problems as (

    select
        asked.platform,
        asked.parameter as item,
        'a number that is missing or does not hold' as problem
    from asked
    inner join first_days
        on asked.platform = first_days.platform
    left join validity
        on
            asked.platform = validity.platform
            and asked.parameter = validity.parameter
    where
        validity.held_from is null
        or validity.held_from > first_days.needed_from
        or not validity.holds_today

    union all

    select
        platforms.platform,
        every_ground.ground as item,
        'a ground that one platform has and another does not' as problem
    from platforms
    cross join (select distinct ground from {{ ref('appeal_grounds') }}) as every_ground
    anti join {{ ref('appeal_grounds') }} as grounds
        on
            platforms.platform = grounds.platform
            and every_ground.ground = grounds.ground

    union all

    select
        null as platform,
        ground as item,
        'a ground that data finds on one platform and a person on another' as problem
    from {{ ref('appeal_grounds') }}
    group by 1, 2
    having count(distinct found_by) > 1

)

select * from problems
