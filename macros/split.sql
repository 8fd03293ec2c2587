{% macro each_part(text, separator) -%}
    {{ return(adapter.dispatch('each_part')(text, separator)) }}
{%- endmacro %}

{% macro duckdb__each_part(text, separator) -%}
    unnest(string_split({{ text }}, '{{ separator }}'))
{%- endmacro %}

{#  Spark splits at a regular expression: the separator is quoted in it.  #}
{% macro spark__each_part(text, separator) -%}
    explode(split({{ text }}, '\\Q{{ separator }}\\E'))
{%- endmacro %}
