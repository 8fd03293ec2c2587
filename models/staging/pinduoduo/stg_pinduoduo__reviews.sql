{#
    REVIEWS  评价
    The newest state of each review, and each follow-up as a review of its own: `staged_reviews`. The export tells the
    buyer, of whom only a keyed hash is landed.
#}
{{ staged_reviews('pinduoduo', buyer_hash='buyer_hash') }}
