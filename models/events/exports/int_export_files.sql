{#
    FILES OF AN EXPORT  导出文件
    Which landed files speak of which shop: those of its own folder, and those of another folder (`_all`, say) whose
    files ever named it. A later file of such a folder speaks of the shop too, with or without a row of it. A row that a
    newer state replaced named its shop all the same.
#}
with

landed_files as (

    select * from {{ ref('stg_ledger__landed_files') }}
    where
        status = 'landed'
        and shop_id is not null

),

shops_of_folders as (

    select distinct
        landed_files.platform,
        landed_files.export,
        landed_files.shop_id as folder,
        shops_of_files.shop_id
    from {{ ref('stg_ledger__shops_of_files') }} as shops_of_files
    inner join landed_files
        on shops_of_files.file_id = landed_files.file_id

    union

    select distinct
        platform,
        export,
        shop_id as folder,
        shop_id
    from landed_files

)

select
    shops_of_folders.platform,
    shops_of_folders.shop_id,
    shops_of_folders.export,
    landed_files.file_id,
    landed_files.exported_at,
    landed_files.absent_columns
from shops_of_folders
inner join landed_files
    on
        shops_of_folders.platform = landed_files.platform
        and shops_of_folders.export = landed_files.export
        and shops_of_folders.folder = landed_files.shop_id
