{#
    Whether a refresh computes the rows of a date, or of a subject, anew: in a table that keeps the others. One that is
    made from nothing has all of them. See int_restated_dates and int_restated_subjects.
#}
{% macro is_restated(assessment_date, subject_key=none) -%}
    {%- set dates, subjects = restated_tables() -%}
    {%- if dates -%}
        (
            {{ assessment_date }} in (select dates.assessment_date from {{ dates }} as dates where dates.is_restated)
            {%- if subject_key %} or {{ is_restated_subject(subject_key) }}{% endif %}
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{% macro is_restated_subject(subject_key) -%}
    {%- set dates, subjects = restated_tables() -%}
    {%- if subjects -%}
        {{ subject_key }} in (
            select subjects.subject_key from {{ subjects }} as subjects where subjects.is_restated
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#
    Both are read where anything is, for the strategy asks them too; neither where the table is made from nothing, nor in a
    unit test, which has no table.
#}
{% macro restated_tables() -%}
    {%- if not execute or (this is not none and is_incremental()) -%}
        {{ return((ref('int_restated_dates'), ref('int_restated_subjects'))) }}
    {%- endif -%}
    {{ return((none, none)) }}
{%- endmacro %}

{#
    The same for what compares a score with an earlier one, however far back: all dates from the first on whose scores may
    be others than before, and what was compared with a date that is computed no more.
#}
{% macro is_compared_anew(assessment_date, score_key) -%}
    {%- set dates, subjects = restated_tables() -%}
    {%- if dates -%}
        (
            {{ assessment_date }} >= (
                select min(dates.assessment_date) from {{ dates }} as dates where dates.is_moved
            )
            or {{ score_key }} in (
                select compared.score_key from {{ this }} as compared
                where compared.date_before not in (select dates.assessment_date from {{ dates }} as dates)
            )
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}


{#
    The incremental strategy of tables by assessment date: away with the rows that are computed anew, even where none
    comes instead, and with those of dates that are no longer computed; then in with the new ones.
#}
{% macro get_incremental_restated_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='name') | list -%}
    delete from {{ arguments['target_relation'] }}
    where
        assessment_date not in (
            select dates.assessment_date from {{ ref('int_restated_dates') }} as dates where not dates.is_restated
        )
        {%- if 'subject_key' in columns %} or {{ is_restated_subject('subject_key') }}{% endif %};

    insert into {{ arguments['target_relation'] }} ({{ get_quoted_csv(columns) }})
    select {{ get_quoted_csv(columns) }} from {{ arguments['temp_relation'] }}
{%- endmacro %}

{#  And that of tables that compare.  #}
{% macro get_incremental_compared_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='name') | list -%}
    delete from {{ arguments['target_relation'] }}
    where
        {{ is_compared_anew('assessment_date', 'score_key') }}
        or assessment_date not in (select dates.assessment_date from {{ ref('int_restated_dates') }} as dates);

    insert into {{ arguments['target_relation'] }} ({{ get_quoted_csv(columns) }})
    select {{ get_quoted_csv(columns) }} from {{ arguments['temp_relation'] }}
{%- endmacro %}
