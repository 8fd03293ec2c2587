{#
    BUYER WORDS  买家用词
    The words of the seed buyer_words in each text: a word of the seed is one word of the text or several in a row, of two
    that overlap the longer one. It is negated when an odd number of negations stands before it in its clause, none
    farther away than it reaches: `不掉色` and `没有异味` are praise, `不是不喜欢` is none of the two. A question says nothing.
#}
with

cut as (

    select
        text,
        {{ each_word('text') }} as piece
    from {{ ref('int_buyer_texts') }}

),

placed as (

    select
        cut.text,
        cast(cut.piece.clause as integer) as clause,
        cast(cut.piece.place as integer) as place,
        cast(cut.piece.word as string) as word
    from cut

),

words_in_a_row as (

    select
        text,
        clause,
        place,
        word as one,
        word || lead(word, 1) over one_clause as two,
        word || lead(word, 1) over one_clause || lead(word, 2) over one_clause as three,
        word || lead(word, 1) over one_clause || lead(word, 2) over one_clause || lead(word, 3) over one_clause as four
    from placed
    window one_clause as (partition by text, clause order by place)

),

candidates as (

    {% for length in ['one', 'two', 'three', 'four'] %}
        select
            text,
            clause,
            place,
            place + {{ loop.index0 }} as last_place,
            {{ length }} as word
        from words_in_a_row
        where {{ length }} is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

known as (

    select
        candidates.*,
        buyer_words.role,
        buyer_words.aspect_id,
        buyer_words.polarity,
        buyer_words.reach
    from candidates
    inner join {{ ref('buyer_words') }} as buyer_words
        on candidates.word = buyer_words.word

),

longest as (

    select known.*
    from known
    left join known as longer
        on
            known.text = longer.text
            and known.clause = longer.clause
            and known.place <= longer.last_place
            and known.last_place >= longer.place
            and known.last_place - known.place < longer.last_place - longer.place
    where longer.text is null

),

negations as (

    select * from longest
    where role in ('negation', 'question')

)

select
    longest.text,
    longest.clause,
    longest.place,
    longest.word,
    longest.role,
    longest.aspect_id,
    longest.polarity,
    count(
        case
            when
                negations.role = 'negation'
                and negations.last_place < longest.place
                and longest.place - negations.last_place <= negations.reach
                then 1
        end
    ) % 2 = 1 as is_negated
from longest
left join negations
    on
        longest.text = negations.text
        and longest.clause = negations.clause
where longest.role not in ('negation', 'question', 'plain')
group by 1, 2, 3, 4, 5, 6, 7
having count(case when negations.role = 'question' then 1 end) = 0
