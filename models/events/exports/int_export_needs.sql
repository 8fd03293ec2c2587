{#
    WHAT IS WATCHED  受监控的导出与列
    Every export of a platform, and every single column of one without which an indicator or a list says nothing,
    or without which an indicator takes it that there is none.
#}
{{ config(materialized='view') }}

{% for export in var('platforms_with') %}
    {% for platform in var('platforms_with')[export] %}
        select
            '{{ platform }}' as platform,
            '{{ export }}' as export,
            cast(null as string) as column_name
        union
    {% endfor %}
{% endfor %}
select
    platform,
    export,
    column_name
from {{ ref('indicator_exports') }}
union
select
    platform,
    export,
    column_name
from {{ ref('list_exports') }}
where column_name is not null
union
select
    platform,
    export,
    column_name
from {{ ref('optional_columns') }}
