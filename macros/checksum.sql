{#
    A number that tells rows apart, to be summed over a set of them: two sets with the same sum are the same. It is the
    engine's own hash, so another engine or version may give another number: no table is joined on it, and what was
    compared with it is computed once more then.
#}
{% macro checksum(columns) -%}
    {{ return(adapter.dispatch('checksum')(columns)) }}
{%- endmacro %}

{#  Once more around, so that what is alike in several columns cannot cancel out in a sum.  #}
{% macro duckdb__checksum(columns) -%}
    cast(hash(hash({{ columns | join(', ') }})) as decimal(38, 0))
{%- endmacro %}

{% macro spark__checksum(columns) -%}
    cast(xxhash64({{ columns | join(', ') }}) as decimal(38, 0))
{%- endmacro %}
