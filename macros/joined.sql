{#  The different texts of a group as one, sorted, a comma between.  #}
{% macro joined(text) -%}
    {{ return(adapter.dispatch('joined')(text)) }}
{%- endmacro %}

{% macro duckdb__joined(text) -%}
    string_agg(distinct {{ text }}, ', ' order by {{ text }})
{%- endmacro %}

{% macro spark__joined(text) -%}
    array_join(array_sort(collect_set({{ text }})), ', ')
{%- endmacro %}
