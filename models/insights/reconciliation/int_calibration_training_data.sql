{#
    CALIBRATION LESSONS  校准样本
    What a page teaches about the platform's curve from an indicator's value to its points: the decayed value that we
    rank by and the points that the platform gave, of the same subject and day. Only of systems that score by rank, and
    only where the page counts on our scale. Of two titles of one indicator, one of which lags, the shorter one teaches.
#}
with

pages as (

    select * from {{ ref('int_platform_reports') }}
    where
        item_kind = 'indicator'
        and score is not null

),

indicator_values as (

    select * from {{ ref('int_indicator_values') }}
    where
        method = 'industry_rank'
        and dimension_id is not null
        and industry is not null
        and decayed_value is not null

),

min_days as (

    select * from {{ ref('parameters') }}
    where parameter = 'calibration_min_days'

),

titled as (

    select
        indicator_values.system_id,
        indicator_values.industry,
        indicator_values.indicator_id,
        indicator_values.assessment_date,
        indicator_values.subject_id,
        indicator_values.better,
        indicator_values.decayed_value,
        pages.score,
        indicator_values.floor,
        indicator_values.ceiling,
        cast(min_days.value as integer) as min_days,
        row_number() over (
            partition by indicator_values.score_key, indicator_values.indicator_id
            order by length(pages.word), pages.word
        ) as place
    from pages
    inner join indicator_values
        on
            pages.score_key = indicator_values.score_key
            and pages.item = indicator_values.indicator_id
            and pages.score between indicator_values.floor and indicator_values.ceiling
    left join min_days
        on
            indicator_values.platform = min_days.platform
            and {{ valid_on('indicator_values.assessment_date', 'min_days') }}

)

select
    system_id,
    industry,
    indicator_id,
    assessment_date,
    subject_id,
    better,
    decayed_value,
    score,
    floor,
    ceiling,
    min_days
from titled
where place = 1
