{#  A contract names a column by a word that SQL keeps for itself, and each database quotes in its own way.  #}
{% macro quoted(name) -%}
    {{ return(adapter.quote(name)) }}
{%- endmacro %}
