"""Names of HTML elements by what reading makes of them."""

from __future__ import annotations

_SUBSTANCE_OF_NO_TEXT = """
script style noscript template svg canvas iframe object embed head audio video select option button input textarea
datalist form-control dialog rt rp annotation
"""
_PARTS_OF_THEIR_OWN = """
address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary ul table caption
"""
_PUBLISHED = """
article:published_time datepublished dc.date dc.date.issued dcterms.issued dcterms.created date pubdate publish-date
citation_publication_date sailthru.date
"""

DROPPED = frozenset(_SUBSTANCE_OF_NO_TEXT.split())
BLOCKS = frozenset(_PARTS_OF_THEIR_OWN.split())
DELETED = frozenset({"del", "s", "strike"})
SIDE_MATTER = frozenset({"nav", "aside", "footer", "header", "menu"})
# Where pages say when they were published (Open Graph, schema.org, Dublin Core).
DATES = frozenset(_PUBLISHED.split())
