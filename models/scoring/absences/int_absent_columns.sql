{#
    ABSENT COLUMNS  缺列视同无
    What an indicator of a shop's score took as none, because the exports of the shop do not have the column that would
    tell it: compensations, unanswered rounds, the order of a session.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where is_published

),

gaps as (

    select
        *,
        {{ surrogate_key(['platform', 'export', 'column_name']) }} as column_key
    from {{ ref('int_export_gaps') }}
    where missing_reason = 'not_in_export'

),

optional_columns as (

    select
        *,
        {{ surrogate_key(['platform', 'export', 'column_name']) }} as column_key
    from {{ ref('optional_columns') }}

),

absent as (

    select
        {{ surrogate_key(['gaps.platform', "'shop'", 'gaps.shop_id']) }} as subject_key,
        optional_columns.indicator_id,
        gaps.export || '.' || gaps.column_name as column_name,
        gaps.from_date,
        gaps.to_date
    from gaps
    inner join optional_columns
        on gaps.column_key = optional_columns.column_key

)

select
    scorings.score_key,
    absent.indicator_id,
    {{ all_meanings('absent.column_name', ', ') }} as absent_columns
from scorings
inner join absent
    on
        scorings.subject_key = absent.subject_key
        and scorings.assessment_date >= absent.from_date
        and scorings.assessment_date <= absent.to_date
group by 1, 2
