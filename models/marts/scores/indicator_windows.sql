{#
    INDICATOR WINDOWS  指标窗口
    Every window that an indicator is shown over: the one it is scored by and the further ones of its rule version. One
    row per score, indicator and window; nothing here is a score.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where is_published

),

indicator_cases as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key
    from {{ ref('indicator_cases') }}

),

indicators as (

    select
        indicators.*,
        coalesce(indicator_cases.cases_of, indicators.indicator_id) as cases_of
    from {{ ref('indicators') }} as indicators
    left join indicator_cases
        on
            {{ surrogate_key(['indicators.system_id', 'indicators.rule_version', 'indicators.indicator_id']) }}
            = indicator_cases.rule_key

),

window_sums as (

    select * from {{ ref('int_window_sums') }}

),

missing_exports as (

    select * from {{ ref('int_missing_exports') }}

)

select distinct
    scorings.assessment_date,
    scorings.system_id,
    scorings.rule_version,
    scorings.subject_type,
    scorings.subject_id,
    scorings.platform,
    indicators.indicator_id,
    {{ window_name('indicators.near_days', 'indicators.far_days') }} as window_name,
    {{ add_days('scorings.assessment_date', '-indicators.far_days') }} as window_start,
    {{ add_days('scorings.assessment_date', '-indicators.near_days') }} as window_end,
    window_sums.numerator,
    window_sums.denominator,
    case
        when window_sums.denominator > 0 and missing_exports.missing_reason is null
            then cast(window_sums.numerator as double) / window_sums.denominator
    end as value,
    indicators.unit,
    coalesce(
        missing_exports.missing_reason, case when window_sums.denominator > 0 then null else 'no_cases' end
    ) as missing_reason
from scorings
inner join indicators
    on
        scorings.system_id = indicators.system_id
        and scorings.rule_version = indicators.rule_version
        and {{ valid_on('scorings.assessment_date', 'indicators') }}
inner join window_sums
    on
        scorings.subject_key = window_sums.subject_key
        and indicators.cases_of = window_sums.indicator_id
        and indicators.near_days = window_sums.near_days
        and indicators.far_days = window_sums.far_days
        and coalesce(indicators.half_life_days, 0) = coalesce(window_sums.half_life_days, 0)
        and scorings.assessment_date = window_sums.assessment_date
left join missing_exports
    on
        scorings.subject_key = missing_exports.subject_key
        and indicators.cases_of = missing_exports.indicator_id
        and scorings.assessment_date = missing_exports.assessment_date
