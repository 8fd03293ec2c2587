{#
    WORDS, KNOWN OR NOT  用词是否已知
    How often a shop's rows of a day say each word of a closed vocabulary, and whether a row that says it tells its
    meaning: a second column helps out where its word is known and the first one's is not.
#}
with

uses as (

    -- noqa: disable=layout.indent
    {% for spoken in var('spoken_words') %}
        {% set last_word = loop.last %}
        {% for platform in spoken.platforms or var('platforms_with')[spoken.export] %}
            select
                platform,
                shop_id,
                shop_key,
                '{{ spoken.export }}' as export,
                '{{ spoken.column }}' as column_name,
                '{{ spoken.vocabulary }}' as vocabulary,
                {{ quoted(spoken.column) }} as word,
                cast({{ quoted(spoken.second) if spoken.second else 'null' }} as string) as second_word,
                cast({{ quoted(spoken.dated_by) }} as date) as used_on,
                count(*) as uses,
                max(_file_id) as file_id
            from {{ ref('stg_' ~ platform ~ '__' ~ spoken.export) }}
            where
                {{ quoted(spoken.column) }} is not null
                {% if spoken.second %}or {{ quoted(spoken.second) }} is not null{% endif %}

            group by 1, 2, 3, 4, 5, 6, 7, 8, 9
            {% if not (last_word and loop.last) %}union all{% endif %}
        {% endfor %}
    {% endfor %}
    -- noqa: enable=layout.indent

),

keyed_uses as (

    select
        *,
        {{ surrogate_key(['platform', 'vocabulary', 'word']) }} as word_key,
        {{ surrogate_key(['platform', 'vocabulary', 'second_word']) }} as second_word_key
    from uses

),

words as (

    select
        *,
        {{ surrogate_key(['platform', 'vocabulary', 'word']) }} as word_key
    from {{ ref('int_known_words') }}

)

select
    uses.platform,
    uses.shop_id,
    uses.shop_key,
    uses.export,
    uses.column_name,
    uses.vocabulary,
    coalesce(uses.word, uses.second_word) as word,
    uses.used_on,
    uses.uses,
    uses.file_id,
    coalesce(words.is_known, false) or coalesce(second_words.is_known, false) as is_known,
    case when uses.word is not null then words.unknown_parts else second_words.unknown_parts end as unknown_parts
from keyed_uses as uses
left join words
    on uses.word_key = words.word_key
left join words as second_words
    on uses.second_word_key = second_words.word_key
