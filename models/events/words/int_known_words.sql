{#
    KNOWN WORDS  已知用词
    What each word that the exports say means in our words: of a composed one the meanings of its parts. A part means
    what the vocabulary tells of it: a class named in its last brackets first, then the whole, then the longest pattern
    in it, of two of one length the one that stands first; what the user says goes before what the seeds do.
    A word of which a part is not known still says what the others do, and is not known as a whole.
#}
with

words as (

    -- noqa: disable=layout.indent
    {% for spoken in var('spoken_words') %}
        {% set last_word = loop.last %}
        {% for platform in spoken.platforms or var('platforms_with')[spoken.export] %}
            select
                platform,
                '{{ spoken.vocabulary }}' as vocabulary,
                {{ quoted(spoken.column) }} as word
            from {{ ref('stg_' ~ platform ~ '__' ~ spoken.export) }}
            {% if spoken.second %}
                union
                select
                    platform,
                    '{{ spoken.vocabulary }}' as vocabulary,
                    {{ quoted(spoken.second) }} as word
                from {{ ref('stg_' ~ platform ~ '__' ~ spoken.export) }}
            {% endif %}
            {% if not (last_word and loop.last) %}union{% endif %}
        {% endfor %}
    {% endfor %}
    -- noqa: enable=layout.indent

),

parts as (

    select platform, vocabulary, word, {{ each_said('word') }} as part
    from words
    where vocabulary in ('order_statuses', 'help_classes')

    union all

    select platform, vocabulary, word, word as part
    from words
    where vocabulary not in ('order_statuses', 'help_classes')

),

plain_parts as (

    select
        *,
        {{ plain_word('part') }} as plain_part,
        {{ plain_word(in_brackets('part')) }} as in_brackets
    from parts

),

entries as (

    select
        *,
        length(plain_entry) as entry_length
    from {{ ref('stg_reference__words') }}

),

tried as (

    select
        plain_parts.*,
        entries.entry, entries.plain_entry, entries.entry_length,
        entries.match_kind, entries.meaning, entries.is_own,
        plain_parts.plain_part = entries.plain_entry
        or (entries.match_kind = 'pattern' and contains(plain_parts.plain_part, entries.plain_entry))
        or (entries.match_kind = 'bracketed' and contains(plain_parts.in_brackets, entries.plain_entry)) as is_match
    from plain_parts
    left join entries
        on
            plain_parts.platform = entries.platform
            and plain_parts.vocabulary = entries.vocabulary
    where plain_parts.plain_part <> ''

),

ranked as (

    select
        platform, vocabulary, word, part,
        case when is_match then entry end as entry,
        case when is_match then meaning end as meaning,
        row_number() over (
            partition by platform, vocabulary, word, part
            order by
                case when is_match then 1 else 2 end asc,
                case match_kind when 'bracketed' then 1 when 'exact' then 2 else 3 end asc,
                case when is_own then 1 else 2 end asc,
                entry_length desc,
                position(plain_entry in plain_part) asc,
                entry asc
        ) as nth
    from tried

)

select
    platform,
    vocabulary,
    word,
    min(entry) as entry,
    {{ all_meanings('meaning') }} as meaning,
    min(case when entry is null then 0 else 1 end) = 1 as is_known,
    {{ all_meanings('case when entry is null then trim(part) end', '\x1f') }} as unknown_parts
from ranked
where nth = 1
group by 1, 2, 3
