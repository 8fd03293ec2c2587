{#  What an export has is in its contract; as long as nothing is run, everything may be there.  #}
{% macro has_column(source_name, table_name, column) %}
    {%- set found = namespace(it=not execute) -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() if node.source_name == source_name and node.name == table_name -%}
            {%- set found.it = column in node.columns -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found.it) }}
{%- endmacro %}
