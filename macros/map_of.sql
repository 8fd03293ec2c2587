{% macro map_of(key, value) -%}
    {{ return(adapter.dispatch('map_of')(key, value)) }}
{%- endmacro %}

{#  Sorted by key, so that the same content is the same map.  #}
{% macro duckdb__map_of(key, value) -%}
    map(list({{ key }} order by {{ key }}), list({{ value }} order by {{ key }}))
{%- endmacro %}

{% macro spark__map_of(key, value) -%}
    map_from_entries(array_sort(collect_list(struct({{ key }}, {{ value }}))))
{%- endmacro %}
