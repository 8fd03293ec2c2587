{#
    WITHHELD INDICATORS  暂不提供的指标
    The indicators of a shop that are withheld on an assessment date although their exports came: too many rows of an
    export failed a check when they arrived, from the first day after such rows on, or too many say unknown words.
#}
with

dates as (

    select distinct seen_on as assessment_date
    from {{ ref('int_assessment_dates') }}

),

exports_of_indicators as (

    select distinct
        platform,
        indicator_id,
        export
    from {{ ref('indicator_exports') }}

),

failed_checks as (

    select
        platform,
        shop_id,
        export,
        check_name,
        min(coalesce(first_day, date '1900-01-01')) as first_day
    from {{ ref('stg_ledger__withheld_exports') }}
    group by 1, 2, 3, 4

)

select
    failed_checks.platform,
    failed_checks.shop_id,
    exports_of_indicators.indicator_id,
    dates.assessment_date,
    failed_checks.export,
    cast(null as string) as column_name,
    cast(null as string) as vocabulary,
    failed_checks.check_name,
    cast(null as bigint) as uses,
    cast(null as bigint) as unknown_uses,
    'failed_check' as missing_reason
from failed_checks
inner join exports_of_indicators
    on
        failed_checks.platform = exports_of_indicators.platform
        and failed_checks.export = exports_of_indicators.export
inner join dates
    on failed_checks.first_day < dates.assessment_date

union all

select
    platform,
    shop_id,
    indicator_id,
    assessment_date,
    export,
    column_name,
    vocabulary,
    cast(null as string) as check_name,
    uses,
    unknown_uses,
    'unknown_words' as missing_reason
from {{ ref('int_withheld_words') }}
