{#
    WORDS AND THEIR PARTS  用词及其组成
    Each distinct word in the parts it is composed of, normalised, and the entry of the vocabulary that tells what a
    part means: a class named in its last brackets first, then the whole, then the longest pattern in it, of two of one
    length the one that stands first; what the user says goes before what the seeds do.
#}
with

words as (

    {% for column in ['word', 'second_word'] %}
        select
            platform,
            vocabulary,
            {{ column }} as word
        from {{ ref('int_word_uses') }}
        where {{ column }} is not null
        {% if not loop.last %}union{% endif %}
    {% endfor %}

),

parts as (

    select
        platform,
        vocabulary,
        word,
        {{ each_said('word') }} as part
    from words
    where vocabulary in ('order_statuses', 'help_classes')

    union all

    select
        platform,
        vocabulary,
        word,
        word as part
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
    from {{ ref('int_vocabulary') }}

),

matched as (

    select
        plain_parts.*,
        entries.entry,
        entries.match_kind,
        entries.meaning,
        row_number() over (
            partition by plain_parts.platform, plain_parts.vocabulary, plain_parts.word, plain_parts.part
            order by
                case entries.match_kind when 'bracketed' then 1 when 'exact' then 2 else 3 end asc,
                case when entries.is_own then 1 else 2 end asc,
                entries.entry_length desc,
                position(entries.plain_entry in plain_parts.plain_part) asc,
                entries.entry asc
        ) as nth
    from plain_parts
    left join entries
        on
            plain_parts.platform = entries.platform
            and plain_parts.vocabulary = entries.vocabulary
            and (
                plain_parts.plain_part = entries.plain_entry
                or (entries.match_kind = 'pattern' and contains(plain_parts.plain_part, entries.plain_entry))
                or (entries.match_kind = 'bracketed' and contains(plain_parts.in_brackets, entries.plain_entry))
            )
    where plain_parts.plain_part <> ''

)

select
    platform,
    vocabulary,
    word,
    part,
    entry,
    match_kind,
    meaning
from matched
where nth = 1
