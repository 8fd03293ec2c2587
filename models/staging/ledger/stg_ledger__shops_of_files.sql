{#
    SHOPS OF FILES  文件所含店铺
    Which shops the rows of a landed file are of, whatever folder it lay in.
#}
{% set tables = [] %}
{% for export in var('platforms_with') %}
    {% for platform in var('platforms_with')[export] %}
        {% do tables.append((platform, export)) %}
    {% endfor %}
{% endfor %}
{% for platform, export in tables %}
    select distinct
        _file_id as file_id,
        shop_id
    from {{ source(platform, export) }}
    {% if not loop.last %}union{% endif %}
{% endfor %}
