{% macro add_days(day, days) -%}
    {{ return(adapter.dispatch('add_days')(day, days)) }}
{%- endmacro %}

{% macro duckdb__add_days(day, days) -%}
    ({{ day }} + {{ days }})
{%- endmacro %}

{% macro spark__add_days(day, days) -%}
    date_add({{ day }}, {{ days }})
{%- endmacro %}


{% macro days_between(from_day, to_day) -%}
    {{ return(adapter.dispatch('days_between')(from_day, to_day)) }}
{%- endmacro %}

{% macro duckdb__days_between(from_day, to_day) -%}
    ({{ to_day }} - {{ from_day }})
{%- endmacro %}

{% macro spark__days_between(from_day, to_day) -%}
    datediff({{ to_day }}, {{ from_day }})
{%- endmacro %}


{% macro date_spine(from_day, to_day) -%}
    {{ return(adapter.dispatch('date_spine')(from_day, to_day)) }}
{%- endmacro %}

{% macro duckdb__date_spine(from_day, to_day) -%}
    cast(unnest(generate_series({{ from_day }}, {{ to_day }}, interval 1 day)) as date)
{%- endmacro %}

{% macro spark__date_spine(from_day, to_day) -%}
    explode(sequence({{ from_day }}, {{ to_day }}, interval 1 day))
{%- endmacro %}


{% macro each_number(from_number, to_number) -%}
    {{ return(adapter.dispatch('each_number')(from_number, to_number)) }}
{%- endmacro %}

{% macro duckdb__each_number(from_number, to_number) -%}
    unnest(generate_series({{ from_number }}, {{ to_number }}))
{%- endmacro %}

{% macro spark__each_number(from_number, to_number) -%}
    explode(sequence({{ from_number }}, {{ to_number }}))
{%- endmacro %}


{% macro seconds_between(from_time, to_time) -%}
    {{ return(adapter.dispatch('seconds_between')(from_time, to_time)) }}
{%- endmacro %}

{% macro duckdb__seconds_between(from_time, to_time) -%}
    ((epoch_us({{ to_time }}) - epoch_us({{ from_time }})) / 1000000)
{%- endmacro %}

{% macro spark__seconds_between(from_time, to_time) -%}
    ((unix_micros({{ to_time }}) - unix_micros({{ from_time }})) / 1000000)
{%- endmacro %}
