{#
    The words of a text, one a row, as a struct of clause, place and word, both counted from 1, by the function cut_words,
    which shopscore/segmenter.py gives to whoever runs the models.
#}
{% macro each_word(text) -%}
    {{ return(adapter.dispatch('each_word')(text)) }}
{%- endmacro %}

{% macro duckdb__each_word(text) -%}
    unnest(cut_words({{ text }}))
{%- endmacro %}

{% macro spark__each_word(text) -%}
    explode(cut_words({{ text }}))
{%- endmacro %}
