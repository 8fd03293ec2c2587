{#
    SPANS OF EXPORTS  导出区间
    The days that an export of a shop, or one column of it, covers: by its files, and by each word of the user. A file
    covers every day before the one it was exported on, so the newest file that has the column speaks for all of them;
    the user's word that there was nothing covers the days it names. The spans are joined in `int_export_covers`.
#}
with

needs as (

    select * from {{ ref('int_export_needs') }}

),

files as (

    select * from {{ ref('int_export_files') }}

),

nothing_to_export as (

    select * from {{ ref('stg_reference__nothing_to_export') }}

),

-- of several columns that say the same any one will do
columns_of_needs as (

    select
        platform,
        export,
        column_name,
        {{ split_to_rows('column_name', '|') }} as one_column
    from needs
    where column_name is not null

)

select
    needs.platform,
    files.shop_id,
    needs.export,
    needs.column_name,
    true as is_file,
    date '1900-01-01' as covered_from,
    {{ add_days('cast(max(files.exported_at) as date)', '-1') }} as covered_to
from needs
inner join files
    on
        needs.platform = files.platform
        and needs.export = files.export
left join columns_of_needs
    on
        needs.platform = columns_of_needs.platform
        and needs.export = columns_of_needs.export
        and needs.column_name = columns_of_needs.column_name
        and instr(
            ', ' || coalesce(files.absent_columns, '') || ', ', ', ' || columns_of_needs.one_column || ', '
        ) = 0
where
    needs.column_name is null
    or columns_of_needs.one_column is not null
group by 1, 2, 3, 4

union all

select
    needs.platform,
    nothing_to_export.shop_id,
    needs.export,
    needs.column_name,
    false as is_file,
    nothing_to_export.from_date as covered_from,
    coalesce(nothing_to_export.to_date, date '2999-12-31') as covered_to
from needs
inner join nothing_to_export
    on
        needs.platform = nothing_to_export.platform
        and needs.export = nothing_to_export.export
where coalesce(nothing_to_export.from_date <= nothing_to_export.to_date, true)
