{#
    One column that stands for a key of several: 64 bits of the md5 of its parts, the same on every engine, in every
    version and on every day; null where a part is. A join on it compares one integer instead of four or five texts.
#}
{% macro surrogate_key(columns) -%}
    {%- set parts = [] -%}
    {%- for column in columns -%}
        {%- do parts.append('cast(' ~ column ~ ' as string)') -%}
    {%- endfor -%}
    {{ return(adapter.dispatch('first_64_bits')('md5(' ~ parts | join(' || chr(31) || ') ~ ')')) }}
{%- endmacro %}

{#  An unsigned number of 64 bits has no type on Spark, so the middle of its range is zero.  #}
{% macro duckdb__first_64_bits(digest) -%}
    cast(cast(cast('0x' || substr({{ digest }}, 1, 16) as ubigint) as hugeint) - 9223372036854775808 as bigint)
{%- endmacro %}

{% macro spark__first_64_bits(digest) -%}
    cast(cast(conv(substr({{ digest }}, 1, 16), 16, 10) as decimal(20, 0)) - 9223372036854775808 as bigint)
{%- endmacro %}
