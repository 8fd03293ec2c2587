{#
    WHAT IS WATCHED  受监控的导出与列
    Every export of a platform, and every single column of one without which an indicator says nothing.
#}
{{ config(materialized='view') }}

{% for export, platforms in var('platforms_with').items() %}
    {% for platform in platforms %}
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
where column_name is not null
