{#
    The words of a text, one a row, as a struct of clause, place and word, both counted from 1. In DuckDB by the function
    of shopscore/segmenter.py; where there is none, each sign is a word, which the words of the seeds are put together from.
#}
{% macro each_word(text) -%}
    {{ return(adapter.dispatch('each_word')(text)) }}
{%- endmacro %}

{% macro duckdb__each_word(text) -%}
    unnest(cut_words({{ text }}))
{%- endmacro %}

{% macro spark__each_word(text) -%}
    explode(transform(
        split(lower({{ text }}), ''), (sign, place) -> named_struct('clause', 1, 'place', place + 1, 'word', sign)
    ))
{%- endmacro %}
