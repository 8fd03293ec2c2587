{#
    FACTS OF TODAY  当日事实
    What is known of the as-of day itself, from files exported before its noon: the score of that day does not hold it,
    those of the days after will. The difference between what each case adds with today and without it.
#}
with

cases as (

    select * from {{ ref('int_cases_of_today') }}

),

changes as (

    select
        platform, shop_id, creator_id, indicator_id, cohort_date, today,
        case when known_on <= today and gone_on is null then denominator else 0 end
        - case when known_on < today and coalesce(gone_on = today, true) then denominator else 0 end as denominator,
        case
            when known_on <= today and result_on <= today and gone_on is null and taken_back_on is null then numerator
            else 0
        end - case
            when
                known_on < today
                and result_on < today
                and coalesce(gone_on = today, true)
                and coalesce(taken_back_on = today, true)
                then numerator
            else 0
        end as numerator
    from cases

),

subject_changes as (

    select changes.*, 'shop' as subject_type, changes.shop_id as subject_id from changes
    union all
    select changes.*, 'creator' as subject_type, changes.creator_id as subject_id from changes
    where changes.creator_id is not null

)

select
    platform, subject_type, subject_id, indicator_id, cohort_date,
    today as known_date,
    cast(sum(numerator) as decimal(38, 9)) as numerator,
    cast(sum(denominator) as bigint) as denominator
from subject_changes
group by 1, 2, 3, 4, 5, 6
having sum(numerator) <> 0 or sum(denominator) <> 0
