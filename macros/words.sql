{#
    What one word and another spelling of it have in common: width, case, blanks, slashes, brackets and points do not
    tell words apart. Asked of every distinct word once, in int_known_words and stg_reference__words.
#}
{% macro plain_word(word) -%}
    {{ return(adapter.dispatch('plain_word')(word)) }}
{%- endmacro %}

{% macro duckdb__plain_word(word) -%}
    regexp_replace(lower({{ narrow(word) }}), '{{ signs_between() }}', '', 'g')
{%- endmacro %}

{#  Spark replaces all of them by itself.  #}
{% macro spark__plain_word(word) -%}
    regexp_replace(lower({{ narrow(word) }}), r'{{ signs_between() }}', '')
{%- endmacro %}

{% macro signs_between() -%}
    [\s/|,.;:(){}<>"“”‘’!?~*+_=&-]
{%- endmacro %}


{#  What stands in the last brackets, null where there are none.  #}
{% macro in_brackets(word) -%}
    nullif(regexp_extract({{ narrow(word) }}, '[(]([^()]*)[)][^()]*$', 1), '')
{%- endmacro %}


{#  A word without its last brackets and what stands in them; one that is nothing else stays.  #}
{% macro without_last_brackets(word) -%}
    regexp_replace({{ narrow(word) }}, '(.)[(][^()]*[)] *$', '\1')
{%- endmacro %}


{#  Full-width signs as the half-width ones that they stand for, every kind of bracket as a round one.  #}
{% macro narrow(word) -%}
    translate(
        {{ word }},
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　、。·【】〔〕「」『』《》〈〉[]',
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ()^_`abcdefghijklmnopqrstuvwxyz{|}~ ,..()()()()()()()'
    )
{%- endmacro %}


{#  A composed word in the parts that its commas and bars part.  #}
{% macro each_said(word) -%}
    {{ return(adapter.dispatch('each_said')(word)) }}
{%- endmacro %}

{% macro duckdb__each_said(word) -%}
    unnest(string_split_regex({{ narrow(word) }}, '[,;|+]'))
{%- endmacro %}

{% macro spark__each_said(word) -%}
    explode(split({{ narrow(word) }}, '[,;|+]'))
{%- endmacro %}


{#  The meanings of a word's parts as one text, each once.  #}
{% macro all_meanings(meaning, separator='|') -%}
    {{ return(adapter.dispatch('all_meanings')(meaning, separator)) }}
{%- endmacro %}

{% macro duckdb__all_meanings(meaning, separator) -%}
    string_agg(distinct {{ meaning }}, '{{ separator }}' order by {{ meaning }})
{%- endmacro %}

{% macro spark__all_meanings(meaning, separator) -%}
    nullif(array_join(sort_array(collect_set({{ meaning }})), '{{ separator }}'), '')
{%- endmacro %}


{#  Whether a meaning is among those that a word has.  #}
{% macro means(meanings, meaning) -%}
    coalesce(contains('|' || {{ meanings }} || '|', '|{{ meaning }}|'), false)
{%- endmacro %}


{#  A rating as the reason that it is; dims.case_reasons says it in both languages.  #}
{% macro stars_said(stars) -%}
    case when {{ stars }} = 1 then '1 star' else cast({{ stars }} as string) || ' stars' end
{%- endmacro %}
