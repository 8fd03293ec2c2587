{#
    ASSESSMENT DATES  考核日
    The days this refresh scores, the as-of date last, and the days ahead that it forecasts from what is known then.
    The first ones are computed and not published: a change since 30 days before needs them. SHOPSCORE_AS_OF and
    SHOPSCORE_HISTORY_DAYS come from the environment, so that a new day does not throw dbt's partial parse away.
#}
with

bounds as (

    select
        cast('{{ env_var("SHOPSCORE_AS_OF") }}' as date) as as_of,
        cast('{{ env_var("SHOPSCORE_HISTORY_DAYS", "120") }}' as integer) as history_days

),

limits as (

    select
        as_of,
        {{ add_days('as_of', '1 - history_days') }} as published_from,
        {{ add_days('as_of', '1 - history_days - ' ~ var('longest_change_days')) }} as computed_from,
        {{ add_days('as_of', var('forecast_days')) }} as computed_to
    from bounds

),

days as (

    select
        as_of,
        published_from,
        {{ date_spine('computed_from', 'computed_to') }} as assessment_date
    from limits

)

select
    assessment_date,
    assessment_date between published_from and as_of as is_published,
    assessment_date = as_of as is_latest,
    assessment_date > as_of as is_forecast,
    least(assessment_date, as_of) as seen_on,
    -- decayed sums are scaled to the first day of the quarter: exponents stay small and sums exact, and the figures
    -- of a day do not depend on the day of the refresh
    cast(date_trunc('quarter', assessment_date) as date) as quarter_start
from days
