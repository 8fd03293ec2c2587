{#
    WITHHELD FOR THEIR WORDS  因未知用词暂不提供
    The indicators of a shop that hang on words which too many of its rows in the indicator's window say and nobody
    knows: more than the share of word_limits, where there are rows enough to tell.
#}
with

dates as (

    select distinct seen_on as assessment_date
    from {{ ref('int_assessment_dates') }}

),

days as (

    select
        platform,
        shop_id,
        export,
        column_name,
        vocabulary,
        used_on,
        sum(uses) as uses,
        sum(case when is_known then 0 else uses end) as unknown_uses
    from {{ ref('int_judged_words') }}
    where used_on is not null
    group by 1, 2, 3, 4, 5, 6

),

troubled as (

    select distinct
        platform,
        shop_id,
        vocabulary
    from days
    where unknown_uses > 0

),

windows as (

    select
        platform,
        indicator_id,
        max(far_days) as far_days
    from {{ ref('int_windows') }}
    group by 1, 2

),

sums as (

    select
        days.platform,
        days.shop_id,
        indicator_words.indicator_id,
        dates.assessment_date,
        days.export,
        days.column_name,
        days.vocabulary,
        sum(days.uses) as uses,
        sum(days.unknown_uses) as unknown_uses
    from days
    inner join troubled
        on
            days.platform = troubled.platform
            and days.shop_id = troubled.shop_id
            and days.vocabulary = troubled.vocabulary
    inner join {{ ref('indicator_words') }} as indicator_words
        on
            days.platform = indicator_words.platform
            and days.vocabulary = indicator_words.vocabulary
    inner join windows
        on
            indicator_words.platform = windows.platform
            and indicator_words.indicator_id = windows.indicator_id
    inner join dates
        on
            days.used_on < dates.assessment_date
            and days.used_on >= {{ add_days('dates.assessment_date', '-windows.far_days') }}
    group by 1, 2, 3, 4, 5, 6, 7

)

select
    sums.platform,
    sums.shop_id,
    sums.indicator_id,
    sums.assessment_date,
    sums.export,
    sums.column_name,
    sums.vocabulary,
    sums.uses,
    sums.unknown_uses
from sums
inner join {{ ref('word_limits') }} as limits
    on
        sums.vocabulary = limits.vocabulary
        and {{ valid_on('sums.assessment_date', 'limits') }}
where
    sums.uses >= limits.from_rows
    and sums.unknown_uses > limits.share * sums.uses
