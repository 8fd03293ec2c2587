{#
    A line of reference/nothing_to_export covers days only when its platform has such an export, its shop is known, and
    its first day is not after its last: another line says nothing, and somebody believes it did.
#}
{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'stg_reference__nothing_to_export'}}}) }}

with

statements as (

    select * from {{ ref('stg_reference__nothing_to_export') }}

),

exports as (

    select * from {{ ref('int_export_needs') }}
    where column_name is null

),

shops as (

    select * from {{ ref('shops') }}

)

select
    statements.platform,
    statements.shop_id,
    statements.export,
    statements.from_date,
    statements.to_date,
    case
        when exports.export is null then 'the platform has no such export'
        when shops.shop_id is null then 'no such shop'
        else 'it ends before it begins'
    end as problem
from statements
left join exports
    on
        statements.platform = exports.platform
        and statements.export = exports.export
left join shops
    on
        statements.platform = shops.platform
        and statements.shop_id = shops.shop_id
where
    exports.export is null
    or shops.shop_id is null
    or statements.from_date > statements.to_date
