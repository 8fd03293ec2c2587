{#
    The key comes from the export's contract, so that a row's identity is written down once. A unit test sees no contract:
    a row of its own file is a key of its own there. Only what orders the rows is sorted; the others wait for the answer.
#}
{% macro deduplicate(source_name, table_name) %}
    {%- set contract = namespace(key=[]) -%}
    {%- if execute -%}
        {%- for node in (graph.sources or {}).values() if node.source_name == source_name and node.name == table_name -%}
            {%- set contract.key = node.config.meta.key -%}
        {%- endfor -%}
    {%- endif -%}
    (
        select landed.*
        from {{ source(source_name, table_name) }} as landed
        semi join (
            select ranked._file_id, ranked._file_row
            from (
                select
                    landed._file_id,
                    landed._file_row,
                    row_number() over (
                        partition by landed.{{ contract.key | join(', landed.') or '_file_id' }}
                        order by files.exported_at desc, files.sha256 desc, landed._file_row desc
                    ) as _recency
                from {{ source(source_name, table_name) }} as landed
                inner join {{ source('ledger', 'landed_files') }} as files
                    on landed._file_id = files.file_id
            ) as ranked
            where ranked._recency = 1
        ) as newest
            on
                landed._file_id = newest._file_id
                and landed._file_row = newest._file_row
    )
{%- endmacro %}
