{#
    SPANS OF EXPORTS  导出区间
    The days that an export of a shop, or one column of it, covers: by its files, and by each word of the user. A shop's
    files are those of its own folder, and those of another folder (`_all`, say) whose files ever named it, with or
    without a row of it. A file covers every day before the one it was exported on, so the newest file that has the
    column speaks for all of them; the user's word that there was nothing covers the days it names.
#}
with

files as (

    select
        *,
        {{ surrogate_key(['platform', 'export', 'shop_id']) }} as folder_key
    from {{ ref('stg_ledger__landed_files') }}
    where
        status = 'landed'
        and shop_id is not null

),

shops_of_folders as (

    select
        files.folder_key,
        shops_of_files.shop_id
    from {{ ref('stg_ledger__shops_of_files') }} as shops_of_files
    inner join files
        on shops_of_files.file_id = files.file_id

    union

    select
        folder_key,
        shop_id
    from files

),

-- of several columns that say the same any one will do
needs as (

    select platform, export, column_name, cast(null as string) as one_column
    from {{ ref('int_export_needs') }}
    where column_name is null

    union all

    select platform, export, column_name, {{ split_to_rows('column_name', '|') }} as one_column
    from {{ ref('int_export_needs') }}
    where column_name is not null

),

newest_files as (

    select
        needs.platform,
        needs.export,
        needs.column_name,
        files.folder_key,
        max(files.exported_at) as exported_at
    from needs
    inner join files
        on
            needs.platform = files.platform
            and needs.export = files.export
    where
        needs.one_column is null
        or instr(', ' || coalesce(files.absent_columns, '') || ', ', ', ' || needs.one_column || ', ') = 0
    group by 1, 2, 3, 4

)

select
    newest_files.platform,
    shops_of_folders.shop_id,
    newest_files.export,
    newest_files.column_name,
    true as is_file,
    date '1900-01-01' as covered_from,
    {{ add_days('cast(max(newest_files.exported_at) as date)', '-1') }} as covered_to
from newest_files
inner join shops_of_folders
    on newest_files.folder_key = shops_of_folders.folder_key
group by 1, 2, 3, 4

union all

select distinct
    needs.platform,
    nothing_to_export.shop_id,
    needs.export,
    needs.column_name,
    false as is_file,
    nothing_to_export.from_date as covered_from,
    coalesce(nothing_to_export.to_date, date '2999-12-31') as covered_to
from needs
inner join {{ ref('stg_reference__nothing_to_export') }} as nothing_to_export
    on
        needs.platform = nothing_to_export.platform
        and needs.export = nothing_to_export.export
where coalesce(nothing_to_export.from_date <= nothing_to_export.to_date, true)
