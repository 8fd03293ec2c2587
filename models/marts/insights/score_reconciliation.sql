{#
    SCORE RECONCILIATION  分数对账
    What the platform's own page showed against our figure, cell by cell, with the likeliest reason of a difference.
#}
with

comparisons as (

    select * from {{ ref('int_report_comparisons') }}

),

reasons as (

    select * from {{ ref('reconciliation_reasons') }}

),

detailed as (

    select
        *,
        case likely_reason
            when 'immature_data' then cast(agreeing_date as string)
            when 'rule_version' then agreeing_version
            when 'missing_export' then coalesce(replace(missing_export, '|', ' or '), 'no figure')
            else ''
        end as detail,
        case likely_reason
            when 'immature_data' then cast(agreeing_date as string)
            when 'rule_version' then agreeing_version
            when 'missing_export' then coalesce(replace(missing_export, '|', '或'), '无数字')
            else ''
        end as detail_zh
    from comparisons

)

select
    detailed.page_date as assessment_date,
    detailed.system_id,
    detailed.rule_version,
    detailed.subject_type,
    detailed.subject_id,
    detailed.platform,
    detailed.item_kind,
    detailed.item,
    detailed.word,
    detailed.measure,
    detailed.platform_value,
    detailed.our_value,
    detailed.difference,
    detailed.likely_reason,
    replace(reasons.explanation_en, '{detail}', detailed.detail) as explanation,
    replace(reasons.explanation_zh, '{detail}', detailed.detail_zh) as explanation_zh
from detailed
left join reasons
    on detailed.likely_reason = reasons.reason
